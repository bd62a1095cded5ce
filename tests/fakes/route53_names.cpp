#include "fakes/route53_names.h"

#include <fmt/format.h>

#include <cstddef>
#include <vector>

namespace dnsward::fake::r53 {
namespace {

using Labels = std::vector<std::string>;

/// Kept as they are; every other octet is shown as `\ooo`.
bool plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// The octet of three octal digits; -1 when they are none, or are too large.
int escaped_octet(std::string_view digits) {
  if (digits.size() < 3 || !is_octal(digits[0]) || !is_octal(digits[1]) || !is_octal(digits[2]))
    return -1;
  const int code = (digits[0] - '0') * 64 + (digits[1] - '0') * 8 + (digits[2] - '0');
  return code > 255 ? -1 : code;
}

/// Labels as octets; empty when the text has raw octets or escapes that are not taken.
Labels labels_of(std::string_view name) {
  Labels labels(1);
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (c == '.') {
      labels.emplace_back();
    } else if (c == '\\') {
      const int code = escaped_octet(name.substr(i + 1));
      if (code < 0) return {};
      labels.back() += lower(static_cast<char>(static_cast<unsigned char>(code)));
      i += 3;
    } else if (c <= ' ' || c > '~') {
      return {};
    } else {
      labels.back() += lower(c);
    }
  }
  return labels;
}

NameProblem problem_of(const Labels& labels) {
  std::size_t octets = 1;
  for (const std::string& label : labels) {
    if (label.empty()) return NameProblem::empty_label;
    if (label.size() > 63) return NameProblem::label_too_long;
    octets += label.size() + 1;
  }
  return octets > 255 ? NameProblem::name_too_long : NameProblem::none;
}

}  // namespace

Name read_name(std::string_view name) {
  if (name == ".") return {"."};
  if (name.ends_with('.')) name.remove_suffix(1);
  const Labels labels = labels_of(name);
  if (labels.empty()) return {std::string(name), NameProblem::unsupported_character};
  Name read{{}, problem_of(labels)};
  for (const std::string& label : labels) {
    for (const char c : label) {
      read.text +=
          plain(c) ? std::string(1, c) : fmt::format("\\{:03o}", static_cast<unsigned char>(c));
    }
    read.text += '.';
  }
  return read;
}

std::string sort_key(std::string_view text) {
  std::string key;
  while (!text.empty()) {
    text.remove_suffix(1);  // its dot
    const std::size_t dot = text.rfind('.');
    const std::size_t begin = dot == std::string_view::npos ? 0 : dot + 1;
    key += std::string(text.substr(begin)) + ".";
    text = text.substr(0, begin);
  }
  return key;
}

bool is_in_zone(std::string_view text, std::string_view zone) {
  return text == zone || text.ends_with("." + std::string(zone));
}

std::string normalized(std::string_view text) {
  if (text.ends_with('.')) text.remove_suffix(1);
  return std::string(text);
}

std::string words_for(NameProblem problem) {
  switch (problem) {
    case NameProblem::none: break;
    case NameProblem::unsupported_character:
      return "FATAL problem: UnsupportedCharacter (Value contains unsupported characters)";
    case NameProblem::empty_label: return "FATAL problem: DomainLabelEmpty (Domain label is empty)";
    case NameProblem::label_too_long:
      return "FATAL problem: DomainLabelTooLong (Domain label is too long)";
    case NameProblem::name_too_long:
      return "FATAL problem: DomainNameTooLong (Domain name is too long)";
  }
  return {};
}

bool is_octal(char c) {
  return c >= '0' && c <= '7';
}

}  // namespace dnsward::fake::r53
