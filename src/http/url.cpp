#include "http/url.h"

#include "base/text.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace dnsward {
namespace {

struct UrlDeleter {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

struct TextDeleter {
  void operator()(char* text) const { curl_free(text); }
};

// libcurl's own parser: whoever judges a URL must read it as whoever connects to it does.
std::string part_of(const std::string& url, CURLUPart part, unsigned flags = 0) {
  const std::unique_ptr<CURLU, UrlDeleter> parsed(curl_url());
  if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK) {
    return {};
  }
  char* text = nullptr;
  if (curl_url_get(parsed.get(), part, &text, flags) != CURLUE_OK) return {};
  const std::unique_ptr<char, TextDeleter> owner(text);
  return text;
}

// libcurl has written other spellings of an address as four decimal numbers.
bool is_ipv4_address(std::string_view host) {
  const auto parts = split(host, '.');
  return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           return !part.empty() && std::all_of(part.begin(), part.end(), is_digit);
         });
}

}  // namespace

std::string percent_encode(std::string_view text) {
  std::string encoded;
  encoded.reserve(text.size());
  for (const char c : text) {
    if (is_alpha(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~') {
      encoded += c;
    } else {
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return encoded;
}

std::string with_query(
    std::string_view base,
    std::initializer_list<std::pair<std::string_view, std::string_view>> parameters) {
  std::string url(base);
  char separator = '?';
  for (const auto& [name, value] : parameters) {
    url += fmt::format("{}{}={}", separator, name, percent_encode(value));
    separator = '&';
  }
  return url;
}

std::string host_of(const std::string& url) {
  const auto scheme = part_of(url, CURLUPART_SCHEME);
  if (scheme != "https" && scheme != "http") return {};
  auto host = part_of(url, CURLUPART_HOST);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return to_lower(host);
}

std::optional<UrlParts> parts_of(const std::string& url) {
  if (host_of(url).empty()) return std::nullopt;
  UrlParts parts{part_of(url, CURLUPART_HOST), part_of(url, CURLUPART_PATH),
                 part_of(url, CURLUPART_QUERY)};
  const auto port = part_of(url, CURLUPART_PORT, CURLU_NO_DEFAULT_PORT);
  if (!port.empty()) parts.authority += ':' + port;
  return parts;
}

bool is_loopback(const std::string& url) {
  const auto host = host_of(url);
  return host == "localhost" || host == "::1" ||
         (is_ipv4_address(host) && host.starts_with("127."));
}

bool is_link_local(const std::string& url) {
  const auto host = host_of(url);
  return host.starts_with("fd00:ec2:") || (is_ipv4_address(host) && host.starts_with("169.254."));
}

}  // namespace dnsward
