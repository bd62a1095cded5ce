#include "providers/route53/sigv4.h"

#include "base/text.h"
#include "http/url.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

namespace dnsward::route53 {
namespace {

constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";
constexpr std::string_view terminator = "aws4_request";

using Digest = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

const unsigned char* octets_of(std::string_view text) {
  const void* const octets = text.data();
  return static_cast<const unsigned char*>(octets);
}

std::string hex(const Digest& digest) {
  std::string text;
  text.reserve(2 * digest.size());
  for (const auto octet : digest) text += fmt::format("{:02x}", octet);
  return text;
}

// A link of the chain from the secret key to the signature; wiped when it goes.
class Key {
 public:
  explicit Key(std::string octets) : octets_(std::move(octets)) {}

  [[nodiscard]] Digest mac(std::string_view message) const {
    const auto key = octets_.reveal();
    Digest digest{};
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), octets_of(message), message.size(),
         digest.data(), nullptr);
    return digest;
  }

  [[nodiscard]] Key next(std::string_view message) const {
    auto digest = mac(message);
    std::string octets(digest.begin(), digest.end());
    ::explicit_bzero(digest.data(), digest.size());
    return Key(std::move(octets));
  }

 private:
  Secret octets_;
};

std::string date_of(SigningTime time) {
  return signing_timestamp(time).substr(0, 8);
}

std::string scope_text(const SigningScope& scope, SigningTime time) {
  return fmt::format("{}/{}/{}/{}", date_of(time), scope.region, scope.service, terminator);
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Without blanks at the ends, and with one for several inside.
std::string collapsed(std::string_view value) {
  std::string text;
  for (const char c : value) {
    if (!is_blank(c)) {
      text += c;
    } else if (!text.empty() && text.back() != ' ') {
      text += ' ';
    }
  }
  if (text.ends_with(' ')) text.pop_back();
  return text;
}

// Names in lower case, sorted; the values of one name joined in their order.
std::vector<std::pair<std::string, std::string>> canonical_headers(
    std::span<const Header> headers) {
  std::vector<std::pair<std::string, std::string>> canonical;
  for (const auto& header : headers) {
    const auto name = to_lower(header.name);
    auto value = collapsed(header.value);
    const auto same = std::find_if(canonical.begin(), canonical.end(),
                                   [&](const auto& known) { return known.first == name; });
    if (same == canonical.end()) {
      canonical.emplace_back(name, std::move(value));
    } else {
      same->second += ',' + value;
    }
  }
  std::sort(canonical.begin(), canonical.end());
  return canonical;
}

std::optional<char> escaped_octet(std::string_view text) {
  if (text.size() < 3 || text.front() != '%') return std::nullopt;
  unsigned octet = 0;
  for (const char c : text.substr(1, 2)) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto digit = digits.find(to_lower(c));
    if (digit == std::string_view::npos) return std::nullopt;
    octet = octet * 16 + static_cast<unsigned>(digit);
  }
  return static_cast<char>(octet);
}

std::string percent_decode(std::string_view text) {
  std::string decoded;
  while (!text.empty()) {
    const auto octet = escaped_octet(text);
    decoded += octet.value_or(text.front());
    text.remove_prefix(octet ? 3 : 1);
  }
  return decoded;
}

std::string canonical_query(std::string_view query) {
  if (query.empty()) return {};
  std::vector<std::pair<std::string, std::string>> parameters;
  for (const auto parameter : split(query, '&')) {
    const auto equals = parameter.find('=');
    const auto name = parameter.substr(0, equals);
    const auto value = equals == std::string_view::npos ? "" : parameter.substr(equals + 1);
    if (parameter.empty()) continue;
    parameters.emplace_back(percent_encode(percent_decode(name)),
                            percent_encode(percent_decode(value)));
  }
  std::sort(parameters.begin(), parameters.end());
  std::string text;
  for (const auto& [name, value] : parameters) {
    text += fmt::format("{}{}={}", text.empty() ? "" : "&", name, value);
  }
  return text;
}

std::string canonical_path(std::string_view path) {
  std::string text;
  for (const auto segment : split(path, '/')) {
    if (!text.empty() || segment.data() != path.data()) text += '/';
    text += percent_encode(segment);
  }
  return text.empty() ? "/" : text;
}

// Headers are handed over as plain text for as long as this lives, the secret ones wiped after it.
class SignedHeaders {
 public:
  SignedHeaders(const Request& request, std::string authority) {
    headers_.push_back({"host", std::move(authority)});
    headers_.insert(headers_.end(), request.headers.begin(), request.headers.end());
    plain_ = headers_.size();
    for (const auto& header : request.secret_headers) {
      headers_.push_back({header.name, std::string(header.value.reveal())});
    }
  }

  SignedHeaders(const SignedHeaders&) = delete;
  SignedHeaders& operator=(const SignedHeaders&) = delete;

  ~SignedHeaders() {
    for (auto i = plain_; i < headers_.size(); ++i) {
      ::explicit_bzero(headers_[i].value.data(), headers_[i].value.size());
    }
  }

  [[nodiscard]] std::span<const Header> all() const { return headers_; }

 private:
  std::vector<Header> headers_;
  std::size_t plain_ = 0;
};

void drop_signature(Request& request) {
  const auto is_ours = [](const auto& header) {
    return equal_ignoring_case(header.name, "X-Amz-Date") ||
           equal_ignoring_case(header.name, "X-Amz-Security-Token") ||
           equal_ignoring_case(header.name, "Authorization");
  };
  std::erase_if(request.headers, is_ours);
  std::erase_if(request.secret_headers, is_ours);
}

}  // namespace

std::string sha256_hex(std::string_view octets) {
  Digest digest{};
  SHA256(octets_of(octets), octets.size(), digest.data());
  return hex(digest);
}

std::string signing_timestamp(SigningTime time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  const auto day = std::chrono::floor<std::chrono::days>(seconds);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(seconds - day);
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string normal_path(std::string_view path) {
  std::vector<std::string> kept;
  for (const auto segment : split(path, '/')) {
    if (segment == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (!segment.empty() && segment != ".") {
      kept.emplace_back(segment);
    }
  }
  if (kept.empty()) return "/";
  return '/' + join(kept, "/") + (path.ends_with('/') ? "/" : "");
}

std::string signed_header_names(std::span<const Header> headers) {
  std::vector<std::string> names;
  for (const auto& [name, value] : canonical_headers(headers)) names.push_back(name);
  return join(names, ";");
}

std::string canonical_request(const CanonicalInput& input) {
  std::string text = fmt::format("{}\n{}\n{}\n", input.method, canonical_path(input.path),
                                 canonical_query(input.query));
  for (const auto& [name, value] : canonical_headers(input.headers)) {
    text += fmt::format("{}:{}\n", name, value);
  }
  text += fmt::format("\n{}\n{}", signed_header_names(input.headers), input.body_hash);
  return text;
}

std::string string_to_sign(std::string_view canonical_request, const SigningScope& scope,
                           SigningTime time) {
  return fmt::format("{}\n{}\n{}\n{}", algorithm, signing_timestamp(time), scope_text(scope, time),
                     sha256_hex(canonical_request));
}

std::string signature(const Secret& secret_access_key, const SigningScope& scope, SigningTime time,
                      std::string_view string_to_sign) {
  return hex(Key("AWS4" + std::string(secret_access_key.reveal()))
                 .next(date_of(time))
                 .next(scope.region)
                 .next(scope.service)
                 .next(terminator)
                 .mac(string_to_sign));
}

void sign(Request& request, const Credentials& credentials, const SigningScope& scope,
          SigningTime time) {
  auto parts = parts_of(request.url);
  if (!parts) return;
  drop_signature(request);
  request.headers.push_back({"X-Amz-Date", signing_timestamp(time)});
  if (!credentials.session_token.empty()) {
    request.secret_headers.push_back({"X-Amz-Security-Token", credentials.session_token});
  }
  const SignedHeaders headers(request, std::move(parts->authority));
  const auto path = normal_path(parts->path);
  const auto body_hash = sha256_hex(request.body);
  const Secret canonical(
      canonical_request({request.method, path, parts->query, headers.all(), body_hash}));
  const auto to_sign = string_to_sign(canonical.reveal(), scope, time);
  request.secret_headers.push_back(
      {"Authorization",
       Secret(fmt::format("{} Credential={}/{}, SignedHeaders={}, Signature={}", algorithm,
                          credentials.access_key_id, scope_text(scope, time),
                          signed_header_names(headers.all()),
                          signature(credentials.secret_access_key, scope, time, to_sign)))});
}

}  // namespace dnsward::route53
