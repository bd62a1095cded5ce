#include "fakes/cloudflare_content.h"

#include "fakes/cloudflare_codes.h"
#include "fakes/cloudflare_names.h"
#include "fakes/cloudflare_txt.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>

namespace dnsward::fake::cloudflare {
namespace {

constexpr std::array simple_types{"A", "AAAA", "CNAME", "MX", "NS", "OPENPGPKEY", "PTR", "TXT"};
constexpr std::array data_types{"CAA",    "CERT", "DNSKEY", "DS",   "HTTPS", "LOC", "NAPTR",
                                "SMIMEA", "SRV",  "SSHFP",  "SVCB", "TLSA",  "URI"};
constexpr std::size_t longest_rdata = 4'096;

bool is_address(int family, const std::string& text) {
  std::array<unsigned char, 16> bytes{};
  return ::inet_pton(family, text.c_str(), bytes.data()) == 1;
}

Outcome<std::string> stored_text(const std::string& content, const Options& options) {
  auto stored = stored_txt(content, options);
  if (!stored) return refuse_with(400, code::content, "Content for TXT record is invalid.");
  if (txt_wire_size(content) > longest_rdata) {
    return refuse_with(400, code::content, "Content for TXT record exceeds 4096 bytes.");
  }
  return std::move(*stored);
}

Outcome<std::string> stored_host(const std::string& type, const std::string& content) {
  if (type == "CNAME") {
    if (is_host(content)) return lower(content);
    return refuse_with(400, code::cname_content, "Content for CNAME record is invalid.");
  }
  if (type == "MX" && content == ".") return content;
  if (!is_host(content)) {
    return refuse_with(400, code::content, "Content for " + type + " record is invalid.");
  }
  std::string host = lower(content);
  if (host.ends_with('.')) host.pop_back();
  return host;
}

}  // namespace

bool structured_type(std::string_view type) {
  return std::ranges::find(data_types, type) != data_types.end();
}

bool known_type(std::string_view type) {
  return structured_type(type) || std::ranges::find(simple_types, type) != simple_types.end();
}

Outcome<std::string> stored_content(const std::string& type, const std::string& content,
                                    const Options& options) {
  if (type == "TXT") return stored_text(content, options);
  if (type == "A") {
    if (is_address(AF_INET, content)) return content;
    return refuse_with(400, code::content, "Content for A record must be a valid IPv4 address.");
  }
  if (type == "AAAA") {
    if (is_address(AF_INET6, content)) return lower(content);
    return refuse_with(400, code::content, "Content for AAAA record must be a valid IPv6 address.");
  }
  if (type == "CNAME" || type == "MX" || type == "NS" || type == "PTR") {
    return stored_host(type, content);
  }
  if (content.empty()) {
    return refuse_with(400, code::content, "Content for " + type + " record is invalid.");
  }
  return content;
}

std::string content_of_data(const Json& data) {
  std::string content;
  for (const Json& value : data) {
    if (!content.empty()) content += ' ';
    content += value.is_string() ? value.get<std::string>() : value.dump();
  }
  return content;
}

bool proxiable(const Record& record) {
  if (record.type == "CNAME") return true;
  if (record.type == "A") {
    const auto starts = [&](const char* prefix) { return record.content.starts_with(prefix); };
    return !starts("127.") && !starts("10.") && !starts("192.168.") && !starts("0.");
  }
  return record.type == "AAAA" && record.content != "::1" && !record.content.starts_with("f");
}

}  // namespace dnsward::fake::cloudflare
