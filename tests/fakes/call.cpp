#include "fakes/call.h"

#include <algorithm>
#include <utility>

namespace dnsward::fake {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view find_header(const std::vector<Header>& headers, std::string_view name) {
  for (const Header& header : headers) {
    if (std::ranges::equal(header.name, name, {}, lower, lower)) return header.value;
  }
  return {};
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::string percent_decoded(std::string_view text, bool plus_is_blank) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high >= 0 && low >= 0) {
        plain += static_cast<char>(high * 16 + low);
        i += 2;
        continue;
      }
    }
    plain += text[i] == '+' && plus_is_blank ? ' ' : text[i];
  }
  return plain;
}

Call Call::parse(std::string method, std::string_view target) {
  Call call;
  call.method = std::move(method);
  const std::size_t question = target.find('?');
  call.path = target.substr(0, question);
  if (question == std::string_view::npos) return call;
  call.raw_query = target.substr(question + 1);
  for (const std::string_view pair : split(call.raw_query, '&')) {
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
    call.query.push_back(
        {percent_decoded(pair.substr(0, equals), true), percent_decoded(value, true)});
  }
  return call;
}

std::vector<std::string> Call::segments() const {
  std::vector<std::string> parts;
  for (const std::string_view part : split(path, '/')) {
    if (!part.empty()) parts.push_back(percent_decoded(part));
  }
  return parts;
}

std::string_view Call::header(std::string_view name) const {
  return find_header(headers, name);
}

std::optional<std::string> Call::parameter(std::string_view key) const {
  const auto found = std::ranges::find(query, key, &Parameter::key);
  if (found == query.end()) return std::nullopt;
  return found->value;
}

std::vector<std::string> Call::parameters(std::string_view key) const {
  std::vector<std::string> values;
  for (const Parameter& parameter : query) {
    if (parameter.key == key) values.push_back(parameter.value);
  }
  return values;
}

std::string_view Reply::header(std::string_view name) const {
  return find_header(headers, name);
}

}  // namespace dnsward::fake
