#include "mail/quote.h"

#include "base/printable.h"

#include <algorithm>

namespace dnsward {
namespace {

constexpr std::size_t width = 72;
constexpr std::size_t context = 24;  // octets before and after the part

bool is_continuation(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

}  // namespace

std::string quote(std::string_view text) {
  return '"' + shorten_middle(text, width, text.size()) + '"';
}

std::string quote_around(std::string_view text, std::size_t at, std::size_t length) {
  if (text.size() <= width) return quote(text);
  std::size_t first = at - std::min(at, context);
  std::size_t end = std::min(text.size(), at + length + context);
  while (first < at && is_continuation(text, first)) ++first;
  while (is_continuation(text, end)) ++end;
  return '"' + std::string(text.substr(first, end - first)) + '"';
}

}  // namespace dnsward
