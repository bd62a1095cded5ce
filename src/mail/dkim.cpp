#include "mail/dkim.h"

#include "base/text.h"
#include "mail/base64.h"
#include "mail/dkim_parts.h"
#include "mail/finding_table.h"
#include "mail/quote.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace dnsward {
namespace {

using Tags = std::vector<Tag>;

constexpr unsigned smallest_rsa = 1024;  // RFC 8301, 3.2
constexpr unsigned advised_rsa = 2048;
constexpr unsigned largest_rsa = 4096;
constexpr std::size_t ed25519_octets = 32;  // RFC 8032, 5.1.5
constexpr std::string_view copy_key_again = "copy the whole p= value again";

template <auto free_function>
struct Deleter {
  template <typename T>
  void operator()(T* object) const {
    free_function(object);
  }
};

using KeyPtr = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;

tl::unexpected<MailFinding> refuse(FindingCode code, std::string message, std::string_view hint) {
  return not_fit(code, std::move(message), std::string(hint));
}

// The slip behind a value that swallowed the next tag: "DKIM1 k=rsa".
bool lacks_semicolon(std::string_view value) {
  const auto blank = value.find_first_of(" \t");
  return blank != std::string_view::npos && value.find('=', blank) != std::string_view::npos;
}

Checked<void> check_version(const Tags& tags) {
  const Tag* version = find_tag(tags, "v");
  if (version == nullptr) return {};
  if (version->value != "DKIM1") {
    return refuse("DKIM010", fmt::format("DKIM record has the version {}", quote(version->value)),
                  lacks_semicolon(version->value) ? "put \";\" between the tags"
                                                  : "write v=DKIM1, or leave the tag out");
  }
  if (version == tags.data()) return {};
  return refuse("DKIM010", "DKIM record has v=DKIM1 behind another tag",
                "put v=DKIM1 first, or leave it out: elsewhere verifiers ignore the whole record");
}

Checked<std::string> key_type(const Tags& tags) {
  const Tag* type = find_tag(tags, "k");
  if (type == nullptr) return "rsa";
  if (type->value == "rsa" || type->value == "ed25519") return std::string(type->value);
  std::string_view hint = "write k=rsa or k=ed25519";
  if (starts_with_ignoring_case(type->value, "rsa")) hint = "write k=rsa";
  if (starts_with_ignoring_case(type->value, "ed25519")) hint = "write k=ed25519";
  if (lacks_semicolon(type->value)) hint = "put \";\" between the tags";
  return refuse("DKIM005",
                fmt::format("DKIM record has the unknown key type {}", quote(type->value)), hint);
}

Checked<void> check_hashes(const Tags& tags) {
  const Tag* hashes = find_tag(tags, "h");
  if (hashes == nullptr || has_word(hashes->value, "sha256")) return {};
  return refuse("DKIM014",
                fmt::format("DKIM record allows the hashes {}, and verifiers take sha256 alone "
                            "(RFC 8301)",
                            quote(hashes->value)),
                "write h=sha256, or leave the tag out");
}

Checked<std::string_view> key_text(const Tags& tags) {
  if (const Tag* key = find_tag(tags, "p")) return key->value;
  return refuse("DKIM002", "DKIM record has no p=, the key",
                find_tag(tags, "P") != nullptr ? "tag names are lower case: write p="
                                               : "write p= and the key");
}

void warn_of_flags(const Tags& tags, MailFindings& warnings) {
  const Tag* flags = find_tag(tags, "t");
  if (flags != nullptr && has_word(flags->value, "y")) {
    warnings.push_back(
        found("DKIM016", "DKIM record is in test mode (t=y): a bad signature counts as none"));
  }
  const Tag* services = find_tag(tags, "s");
  if (services != nullptr && !has_word(services->value, "*") &&
      !has_word(services->value, "email")) {
    warnings.push_back(
        found("DKIM017", fmt::format("DKIM key is not for e-mail: s={}", services->value)));
  }
}

// One DER element's tag and its size by its own header (X.690, 8.1), whatever is there of it.
struct DerElement {
  unsigned char tag = 0;
  std::size_t header = 0;
  std::size_t total = 0;
};

std::optional<DerElement> read_element(std::string_view der) {
  const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(der[i]); };
  if (der.size() < 2) return {};
  if (octet(1) < 0x80) return DerElement{octet(0), 2, 2U + octet(1)};
  const std::size_t count = octet(1) & 0x7FU;
  if (count == 0 || count > 4 || der.size() < 2 + count) return {};
  std::size_t length = 0;
  for (std::size_t i = 0; i < count; ++i) length = length << 8U | octet(2 + i);
  return DerElement{octet(0), 2 + count, 2 + count + length};
}

constexpr unsigned char der_integer = 0x02;
constexpr unsigned char der_bit_string = 0x03;
constexpr unsigned char der_sequence = 0x30;
// AlgorithmIdentifier of rsaEncryption with its NULL (RFC 3279, 2.3.1).
constexpr std::string_view rsa_encryption(
    "\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01\x05\x00", 15);
// PKCS #1 and PKCS #8 private keys begin with a version, INTEGER 0; no modulus does.
constexpr std::string_view private_version("\x02\x01\x00", 3);
constexpr std::string_view exponent_one("\x02\x01\x01", 3);

// The outer SEQUENCE, when it is one and ends where `der` does.
Checked<DerElement> check_extent(std::string_view der) {
  const auto first = static_cast<unsigned char>(der.front());
  if (first != der_sequence) {
    return refuse(
        "DKIM004",
        fmt::format("DKIM key is not DER: it begins with the octet 0x{:02X}, not 0x30", first),
        copy_key_again);
  }
  const auto outer = read_element(der);
  if (!outer && der.size() >= 6) {
    return refuse("DKIM004", "DKIM key is not DER: its length is not one", copy_key_again);
  }
  if (!outer)
    return refuse("DKIM004",
                  fmt::format("DKIM key is cut off: it has {} octet{}", der.size(),
                              der.size() == 1 ? "" : "s"),
                  copy_key_again);
  if (der.substr(outer->header).starts_with(private_version)) {
    return refuse("DKIM024", "DKIM key is a private key, which nobody else may see",
                  "make a new pair and publish its public key: this one is no longer secret");
  }
  if (outer->total > der.size()) {
    return refuse("DKIM004",
                  fmt::format("DKIM key is cut off: its DER announces {} octets, {} are there",
                              outer->total, der.size()),
                  copy_key_again);
  }
  if (outer->total < der.size()) {
    return refuse("DKIM004",
                  fmt::format("DKIM key goes on after its end: its DER announces {} octets, {} are "
                              "there",
                              outer->total, der.size()),
                  "copy the whole p= value again, and nothing else");
  }
  return *outer;
}

// d2i functions of OpenSSL leave their reasons in a queue of the thread, which nobody reads here.
class QuietErrors {
 public:
  QuietErrors() { ERR_set_mark(); }

  QuietErrors(const QuietErrors&) = delete;
  QuietErrors& operator=(const QuietErrors&) = delete;

  ~QuietErrors() { ERR_pop_to_mark(); }
};

const unsigned char* octets_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

void free_octets(unsigned char* octets) {
  OPENSSL_free(octets);
}

template <typename Encode>
std::string encode(Encode i2d, const EVP_PKEY* key) {
  unsigned char* octets = nullptr;
  const int size = i2d(key, &octets);
  const std::unique_ptr<unsigned char, Deleter<free_octets>> owner(octets);
  return size <= 0 ? std::string() : std::string(octets, octets + size);
}

// What a SubjectPublicKeyInfo that is not plain RSA holds.
tl::unexpected<MailFinding> refuse_other_key(std::string_view der) {
  const QuietErrors quiet;
  const unsigned char* end = octets_of(der);
  const KeyPtr key(d2i_PUBKEY(nullptr, &end, static_cast<long>(der.size())));
  const char* known = key ? EVP_PKEY_get0_type_name(key.get()) : nullptr;
  const std::string_view name = known == nullptr ? "" : known;
  if (name.empty() || name == "RSA") {
    return refuse("DKIM004", "DKIM key is DER, but no RSA public key", copy_key_again);
  }
  if (name == "ED25519") {
    return refuse("DKIM004", "DKIM key is an Ed25519 key, and the record says k=rsa",
                  "write k=ed25519, and in p= the bare 32 octets without the DER around them "
                  "(RFC 8463)");
  }
  return refuse("DKIM004",
                fmt::format("DKIM key is of the type {}, and the record says k=rsa", name),
                "ask the sender for an RSA key");
}

// The RSAPublicKey in `der`: all of it, or what its SubjectPublicKeyInfo wraps.
Checked<std::string_view> rsa_public_key(std::string_view der, const DerElement& outer) {
  const auto content = der.substr(outer.header);
  if (content.starts_with(static_cast<char>(der_integer))) return der;
  if (!content.starts_with(rsa_encryption)) return refuse_other_key(der);
  const auto rest = content.substr(rsa_encryption.size());
  const auto bits = read_element(rest);
  const bool sound = bits && bits->tag == der_bit_string && bits->total == rest.size() &&
                     bits->total > bits->header && rest[bits->header] == '\0';
  if (!sound) return refuse_other_key(der);
  return rest.substr(bits->header + 1);
}

// The two numbers are read from `bare`, which is strict DER by now: asking OpenSSL for them takes
// longer than all the rest.
Checked<void> check_numbers(std::string_view bare, unsigned bits) {
  if (bits < smallest_rsa) {
    return refuse("DKIM006",
                  fmt::format("DKIM key has {} bits; verifiers refuse RSA keys under {} (RFC 8301)",
                              bits, smallest_rsa),
                  "ask the sender for a key of 2048 bits");
  }
  const auto outer = read_element(bare);
  const auto numbers = bare.substr(outer ? outer->header : bare.size());
  const auto first = read_element(numbers);
  const auto modulus = numbers.substr(0, first ? first->total : 0);
  const auto exponent = numbers.substr(modulus.size());
  const auto is_odd = [](std::string_view integer) {
    return !integer.empty() && (static_cast<unsigned char>(integer.back()) & 1U) != 0;
  };
  if (is_odd(modulus) && is_odd(exponent) && exponent != exponent_one) return {};
  return refuse("DKIM004",
                "DKIM key is broken: RSA needs an odd modulus and an odd exponent over 1",
                copy_key_again);
}

// RSA through OpenSSL. Both forms of the key (RFC 6376, 3.6.1, and its appendix C) end up as
// SubjectPublicKeyInfo. The wrapper is taken off here because d2i_PUBKEY is many times slower than
// d2i_PublicKey.
Checked<void> read_rsa(std::string_view der, DkimReport& report) {
  const auto outer = check_extent(der);
  if (!outer) return tl::unexpected(outer.error());
  const auto bare = rsa_public_key(der, *outer);
  if (!bare) return tl::unexpected(bare.error());
  const QuietErrors quiet;
  const unsigned char* end = octets_of(*bare);
  const KeyPtr key(d2i_PublicKey(EVP_PKEY_RSA, nullptr, &end, static_cast<long>(bare->size())));
  if (!key || end != octets_of(*bare) + bare->size()) return refuse_other_key(der);
  report.key.der = encode(i2d_PUBKEY, key.get());
  report.is_bare_rsa = bare->size() == der.size();
  if ((report.is_bare_rsa ? encode(i2d_PublicKey, key.get()) : report.key.der) != der) {
    return refuse("DKIM004", "DKIM key is not strict DER, so some verifiers can't read it",
                  "ask the sender for the key again");
  }
  report.key.bits = static_cast<unsigned>(EVP_PKEY_get_bits(key.get()));
  return check_numbers(*bare, report.key.bits);
}

Checked<void> read_ed25519(std::string octets, DkimKey& result) {
  if (octets.size() != ed25519_octets) {
    const auto outer = read_element(octets);
    const bool is_der = outer && outer->tag == der_sequence && outer->total == octets.size();
    std::string_view hint = copy_key_again;
    if (is_der) hint = "p= takes the bare key, without the DER around it (RFC 8463)";
    if (is_der && octets.size() > 2 * ed25519_octets) hint = "for an RSA key write k=rsa";
    return refuse(
        "DKIM009",
        fmt::format("Ed25519 key has {} octets instead of {}", octets.size(), ed25519_octets),
        hint);
  }
  result.bits = 256;
  result.der = std::move(octets);
  return {};
}

Checked<void> read_key(std::string_view text, DkimReport& report) {
  auto octets = decode_base64(text, "DKIM key");
  if (!octets) return refuse("DKIM003", octets.error().message, octets.error().hint);
  if (report.key.type == "ed25519") return read_ed25519(std::move(*octets), report.key);
  if (octets->size() == ed25519_octets) {
    return refuse("DKIM004",
                  "DKIM key has 32 octets like an Ed25519 key, and the record says k=rsa",
                  "write k=ed25519 if it is one, else copy the whole p= value again");
  }
  if (auto done = read_rsa(*octets, report); !done) return done;
  if (report.key.bits < advised_rsa) {
    report.key.warnings.push_back(found(
        "DKIM007",
        fmt::format("DKIM key has {} bits; RFC 8301 asks for {}", report.key.bits, advised_rsa)));
  }
  if (report.key.bits > largest_rsa) {
    report.key.warnings.push_back(
        found("DKIM008",
              fmt::format("DKIM key has {} bits; verifiers need not take more than {} (RFC 8301)",
                          report.key.bits, largest_rsa)));
  }
  return {};
}

// A key copied without its tags: "MIGfMA0GCSqG...". DER begins with 0x30, so base64 with "M".
bool is_bare_key(std::string_view record) {
  constexpr std::size_t shorter_than_keys = 64;
  const auto text = trim(record);
  return text.starts_with('M') && text.size() > shorter_than_keys &&
         text.find_first_of("; ") == std::string_view::npos && text.find('=') >= text.size() - 2;
}

}  // namespace

Checked<DkimReport> read_dkim(std::string_view record) {
  if (is_bare_key(record)) {
    return refuse("DKIM001", "DKIM record is a key alone, without a tag",
                  "write k=rsa; p= before the key");
  }
  auto tags = parse_tag_list(record);
  if (!tags) return tl::unexpected(std::move(tags.error()));
  if (auto fine = check_version(*tags); !fine) return tl::unexpected(std::move(fine.error()));
  auto type = key_type(*tags);
  if (!type) return tl::unexpected(std::move(type.error()));
  if (auto fine = check_hashes(*tags); !fine) return tl::unexpected(std::move(fine.error()));
  const auto text = key_text(*tags);
  if (!text) return tl::unexpected(text.error());

  DkimReport report;
  report.key.type = std::move(*type);
  report.key.revoked = text->empty();
  if (report.key.revoked) {
    report.key.warnings.push_back(found("DKIM020", "DKIM key is revoked: its p= is empty"));
  } else if (auto done = read_key(*text, report); !done) {
    return tl::unexpected(std::move(done.error()));
  }
  warn_of_flags(*tags, report.key.warnings);
  report.tags = std::move(*tags);
  return report;
}

Result<DkimKey> check_dkim(std::string_view record) {
  auto report = read_dkim(record);
  if (!report) return fail(to_error(std::move(report.error())));
  return std::move(report->key);
}

}  // namespace dnsward
