#include "fakes/aws_signature.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace dnsward::fake::aws {
namespace {

std::string hex(std::string_view bytes) {
  std::string digits;
  for (const char c : bytes) digits += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return digits;
}

std::string text_of(const unsigned char* bytes, unsigned int size) {
  std::string text;
  for (unsigned int i = 0; i < size; ++i) text += static_cast<char>(bytes[i]);
  return text;
}

std::string sha256(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  return text_of(digest.data(), size);
}

std::string hmac(std::string_view key, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  const std::vector<unsigned char> bytes(text.begin(), text.end());
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes.data(), bytes.size(),
       digest.data(), &size);
  return text_of(digest.data(), size);
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

bool unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.' || c == '~';
}

std::string uri_encoded(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    encoded +=
        unreserved(c) ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return encoded;
}

/// Without dot segments and empty ones, and each segment encoded once more than it was sent.
std::string canonical_path(std::string_view path) {
  std::vector<std::string> kept;
  for (const std::string& segment : split(path, '/')) {
    if (segment == ".." && !kept.empty()) kept.pop_back();
    if (!segment.empty() && segment != "." && segment != "..") kept.push_back(segment);
  }
  std::string canonical;
  for (const std::string& segment : kept) canonical += "/" + uri_encoded(segment);
  if (canonical.empty() || path.ends_with('/')) canonical += "/";
  return canonical;
}

std::string canonical_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const std::string& pair : split(query, '&')) {
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    const std::string value = equals == std::string::npos ? "" : pair.substr(equals + 1);
    pairs.emplace_back(uri_encoded(percent_decoded(pair.substr(0, equals), true)),
                       uri_encoded(percent_decoded(value, true)));
  }
  std::ranges::sort(pairs);
  std::string canonical;
  for (const auto& [key, value] : pairs) {
    if (!canonical.empty()) canonical += '&';
    canonical += fmt::format("{}={}", key, value);
  }
  return canonical;
}

std::string lower(std::string_view text) {
  std::string small(text);
  std::ranges::transform(small, small.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return small;
}

/// Blanks at the ends go, several inside become one.
std::string squeezed(std::string_view value) {
  std::string words;
  for (const char c : value) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank) words += c;
    if (blank && !words.empty() && words.back() != ' ') words += ' ';
  }
  if (words.ends_with(' ')) words.pop_back();
  return words;
}

std::vector<std::string> values_of(const Call& call, std::string_view name) {
  std::vector<std::string> values;
  for (const Header& header : call.headers) {
    if (lower(header.name) == name) values.push_back(squeezed(header.value));
  }
  return values;
}

std::string canonical_headers(const Call& call, std::string_view signed_headers) {
  std::string lines;
  for (const std::string& name : split(signed_headers, ';')) {
    lines += fmt::format("{}:{}\n", name, fmt::join(values_of(call, name), ","));
  }
  return lines;
}

struct Authorization {
  std::string credential;
  std::string signed_headers;
  std::string signature;
};

Refusal incomplete(const Gate& gate, const std::string& message) {
  return {gate.incomplete_status, "IncompleteSignature", message};
}

Refusal no_match(const std::string& message) {
  return {403, "SignatureDoesNotMatch", message};
}

constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";

/// Every part of the header that is not a pair is refused, as a blank in a credential makes one.
Checked<Authorization> parse(const Call& call, const Gate& gate) {
  const std::string_view header = call.header("Authorization");
  if (header.empty()) {
    return refuse({403, "MissingAuthenticationToken", "Missing Authentication Token"});
  }
  if (!header.starts_with(std::string(algorithm) + " ")) {
    return refuse(incomplete(gate, fmt::format("Unsupported AWS 'algorithm': '{}'.",
                                               header.substr(0, header.find(' ')))));
  }
  Authorization parsed;
  std::string list(header.substr(algorithm.size()));
  std::ranges::replace(list, ',', ' ');
  for (const std::string& part : split(list, ' ')) {
    if (part.empty()) continue;
    const std::size_t equals = part.find('=');
    if (equals == std::string::npos) {
      return refuse(
          incomplete(gate, fmt::format("'{}' not a valid key=value pair (missing equal-sign) in "
                                       "Authorization header: '{}'.",
                                       part, header)));
    }
    const std::string key = part.substr(0, equals);
    const std::string value = part.substr(equals + 1);
    if (key == "Credential") parsed.credential = value;
    if (key == "SignedHeaders") parsed.signed_headers = value;
    if (key == "Signature") parsed.signature = value;
  }
  return parsed;
}

/// Everything a signed request has is there, once.
Checked<Authorization> complete(const Call& call, const Gate& gate) {
  auto parsed = parse(call, gate);
  if (!parsed) return parsed;
  std::string missing;
  for (const auto& [name, value] :
       {std::pair{"Credential", &parsed->credential}, std::pair{"Signature", &parsed->signature},
        std::pair{"SignedHeaders", &parsed->signed_headers}}) {
    if (value->empty())
      missing += fmt::format("Authorization header requires '{}' parameter. ", name);
  }
  if (call.header("X-Amz-Date").empty()) {
    missing +=
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
  }
  if (!missing.empty()) {
    return refuse(incomplete(gate, missing + "Authorization=" + std::string(algorithm)));
  }
  for (const char* name : {"host", "authorization", "x-amz-date", "x-amz-security-token"}) {
    if (values_of(call, name).size() > 1) {
      return refuse(
          incomplete(gate, fmt::format("'{}' comes more than once in the HTTP request.", name)));
    }
  }
  return parsed;
}

std::optional<Refusal> header_problem(const Call& call, const std::string& signed_headers,
                                      const Gate& gate) {
  const std::vector<std::string> names = split(signed_headers, ';');
  for (const std::string& name : names) {
    if (!values_of(call, name).empty()) continue;
    return incomplete(gate, fmt::format("'{}' is named as a SignedHeader, but it does not exist in "
                                        "the HTTP request.",
                                        name));
  }
  const auto is_signed = [&](const std::string& name) {
    return std::ranges::find(names, name) != names.end();
  };
  if (!is_signed("host")) {
    return no_match("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  for (const Header& header : call.headers) {
    const std::string name = lower(header.name);
    if (!name.starts_with("x-amz-") || is_signed(name)) continue;
    return no_match(fmt::format("'{}' must be a 'SignedHeader' in the AWS Authorization.", name));
  }
  return std::nullopt;
}

Checked<AwsKey> key_of(const Call& call, const std::string& id, const Gate& gate) {
  const auto key = gate.keys.use(id);
  if (!key || key->session_token != call.header("X-Amz-Security-Token")) {
    return refuse(
        {403, "InvalidClientTokenId", "The security token included in the request is invalid."});
  }
  const bool late = key->expires && *key->expires <= gate.now;
  if (late || (key->calls_left && *key->calls_left <= 0)) {
    return refuse({403, "ExpiredToken", "The security token included in the request is expired"});
  }
  return *key;
}

std::optional<Refusal> scope_problem(const std::vector<std::string>& credential,
                                     const std::string& date, const Gate& gate) {
  if (credential[1] != date.substr(0, 8)) {
    return no_match(
        fmt::format("Date in Credential scope does not match YYYYMMDD from ISO-8601 "
                    "version of date from HTTP: '{}' != '{}', from '{}'.",
                    credential[1], date.substr(0, 8), date));
  }
  if (credential[2] != gate.scope.region) {
    return no_match(
        fmt::format("Credential should be scoped to a valid region, not '{}'. ", credential[2]));
  }
  if (credential[3] != gate.scope.service) {
    return no_match(
        fmt::format("Credential should be scoped to correct service: '{}'. ", gate.scope.service));
  }
  if (credential[4] != "aws4_request") {
    return no_match(
        fmt::format("Credential should be scoped with a valid terminator: "
                    "'aws4_request', not '{}'. ",
                    credential[4]));
  }
  return std::nullopt;
}

std::optional<Refusal> skew_problem(Moment sent, Moment now) {
  constexpr std::chrono::minutes window{5};
  if (sent < now - window) {
    return no_match(fmt::format("Signature expired: {} is now earlier than {} ({} - 5 min.)",
                                basic_time(sent), basic_time(now - window), basic_time(now)));
  }
  if (sent > now + window) {
    return no_match(
        fmt::format("Signature not yet current: {} is still later than {} ({} + 5 min.)",
                    basic_time(sent), basic_time(now + window), basic_time(now)));
  }
  return std::nullopt;
}

}  // namespace

std::string signature_of(const Call& call, std::string_view path, const Claim& claim,
                         std::string_view secret) {
  const std::string request = fmt::format(
      "{}\n{}\n{}\n{}\n{}\n{}", call.method, canonical_path(path), canonical_query(call.raw_query),
      canonical_headers(call, claim.signed_headers), claim.signed_headers, hex(sha256(call.body)));
  const std::string to_sign =
      fmt::format("{}\n{}\n{}\n{}", algorithm, claim.date, claim.scope, hex(sha256(request)));
  std::string key = "AWS4" + std::string(secret);
  for (const std::string& part : split(claim.scope, '/')) key = hmac(key, part);
  return hex(hmac(key, to_sign));
}

std::string claimed_key_id(const Call& call) {
  constexpr std::string_view start = "Credential=";
  std::string_view header = call.header("Authorization");
  const std::size_t at = header.find(start);
  if (at == std::string_view::npos) return {};
  header.remove_prefix(at + start.size());
  return std::string(header.substr(0, header.find('/')));
}

Checked<AwsKey> verify(const Call& call, std::string_view path, const Gate& gate) {
  const auto parsed = complete(call, gate);
  if (!parsed) return refuse(parsed.error());
  const std::vector<std::string> credential = split(parsed->credential, '/');
  if (credential.size() != 5) {
    return refuse(
        incomplete(gate, fmt::format("Credential must have exactly 5 slash-delimited elements, "
                                     "e.g. keyid/date/region/service/term, got '{}'",
                                     parsed->credential)));
  }
  const std::string date(call.header("X-Amz-Date"));
  const auto sent = parse_basic_time(date);
  if (!sent) {
    return refuse(
        incomplete(gate, fmt::format("Date must be in ISO-8601 'basic format'. Got '{}'. See "
                                     "http://en.wikipedia.org/wiki/ISO_8601",
                                     date)));
  }
  if (auto problem = header_problem(call, parsed->signed_headers, gate)) {
    return refuse(std::move(*problem));
  }
  auto key = key_of(call, credential[0], gate);
  if (!key) return key;
  if (auto problem = scope_problem(credential, date, gate)) {
    return refuse(std::move(*problem));
  }
  if (auto problem = skew_problem(*sent, gate.now)) {
    return refuse(std::move(*problem));
  }
  const std::string scope = parsed->credential.substr(credential[0].size() + 1);
  const std::string own =
      signature_of(call, path, {parsed->signed_headers, date, scope}, key->secret);
  if (own != parsed->signature) {
    return refuse(no_match(
        "The request signature we calculated does not match the signature you provided. Check your "
        "AWS Secret Access Key and signing method. Consult the service documentation for "
        "details."));
  }
  return key;
}

}  // namespace dnsward::fake::aws
