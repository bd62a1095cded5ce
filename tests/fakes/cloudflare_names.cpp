#include "fakes/cloudflare_names.h"

#include <idn2.h>

#include <algorithm>

namespace dnsward::fake::cloudflare {
namespace {

bool label_octet(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '/';
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= 63 && std::ranges::all_of(label, label_octet);
}

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > 253) return false;
  if (name.starts_with("*.")) name.remove_prefix(2);
  while (true) {
    const std::size_t dot = name.find('.');
    if (!is_label(name.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    name.remove_prefix(dot + 1);
  }
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::optional<std::string> a_labels(std::string_view name) {
  if (is_ascii(name)) return std::string(name);
  char* out = nullptr;
  const int code = idn2_to_ascii_8z(std::string(name).c_str(), &out, IDN2_NONTRANSITIONAL);
  if (code != IDN2_OK) return std::nullopt;
  std::string ascii(out);
  idn2_free(out);
  return ascii;
}

}  // namespace

std::string lower(std::string_view text) {
  std::string folded(text);
  for (char& c : folded) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return folded;
}

std::optional<std::string> stored_name(std::string_view name, const Zone& zone,
                                       const Options& options) {
  if (name.ends_with('.')) name.remove_suffix(1);
  if (name == "@") return zone.name;
  auto ascii = a_labels(name);
  if (!ascii || (*ascii != "*" && !is_name(*ascii))) return std::nullopt;
  std::string full = options.fold_names ? lower(*ascii) : *ascii;
  const std::string folded = lower(full);
  if (folded != zone.name && !folded.ends_with("." + zone.name)) full += "." + zone.name;
  if (!is_name(full)) return std::nullopt;
  return full;
}

bool is_host(std::string_view text) {
  if (text.ends_with('.')) text.remove_suffix(1);
  return is_name(text) && !text.starts_with("*.");
}

}  // namespace dnsward::fake::cloudflare
