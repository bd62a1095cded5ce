#include "fakes/hetzner_values.h"

#include "fakes/hetzner_txt.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <sstream>

namespace dnsward::fake::hz {
namespace {

constexpr std::array<std::string_view, 16> types{"A",     "AAAA", "CAA",  "CNAME", "DS", "HINFO",
                                                 "HTTPS", "MX",   "NS",   "PTR",   "RP", "SOA",
                                                 "SRV",   "SVCB", "TLSA", "TXT"};

constexpr std::array<std::string_view, 7> two_label_suffixes{"co.at",  "co.jp",  "co.nz", "co.uk",
                                                             "com.au", "com.br", "org.uk"};

std::vector<std::string> labels_of(std::string_view name) {
  std::vector<std::string> labels(1);
  for (const char c : name) {
    if (c == '.') {
      labels.emplace_back();
    } else {
      labels.back() += c;
    }
  }
  return labels;
}

bool label_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool good_label(std::string_view label) {
  return !label.empty() && label.size() <= 63 && std::ranges::all_of(label, label_character);
}

bool good_labels(std::string_view name, bool wildcard) {
  const std::vector<std::string> labels = labels_of(name);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (wildcard && i == 0 && labels[i] == "*") continue;
    if (!good_label(labels[i])) return false;
  }
  return true;
}

bool has_upper_case(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// "mail", "mail.example.com.", "@", ".".
bool host_name(const std::string& text) {
  if (text == "." || text == "@") return true;
  std::string name = lower_case(text);
  if (name.ends_with('.')) name.pop_back();
  return name.size() <= 253 && good_labels(name, true);
}

bool number_up_to(std::string_view text, std::int64_t most) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && number >= 0 && number <= most;
}

bool address(int family, const std::string& text) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return inet_pton(family, text.c_str(), bytes.data()) == 1;
}

/// Which word of the value is a host name.
std::optional<std::size_t> host_word(std::string_view type) {
  if (type == "CNAME" || type == "NS" || type == "PTR") return 0;
  if (type == "MX") return 1;
  if (type == "SRV") return 3;
  return std::nullopt;
}

bool good_caa(const std::vector<std::string>& words) {
  return words.size() >= 3 && number_up_to(words[0], 255) && words[2].starts_with('"') &&
         words.back().ends_with('"');
}

bool good_syntax(const std::string& type, const std::string& value) {
  const std::vector<std::string> words = words_of(value);
  if (words.empty()) return false;
  if (type == "A") return address(AF_INET, value);
  if (type == "AAAA") return address(AF_INET6, value);
  if (type == "CAA") return good_caa(words);
  if (type == "MX" && (words.size() != 2 || !number_up_to(words[0], 65535))) return false;
  if (type == "SRV") {
    if (words.size() != 4) return false;
    for (std::size_t i = 0; i < 3; ++i) {
      if (!number_up_to(words[i], 65535)) return false;
    }
  }
  const auto host = host_word(type);
  if (!host) return true;
  return words.size() == *host + 1 && host_name(words[*host]);
}

std::optional<Refusal> txt_refusal(const std::string& value, const std::string& field,
                                   const HetznerOptions& options) {
  switch (txt_problem(value, options)) {
    case TxtProblem::none: break;
    case TxtProblem::not_quoted:
      return invalid_text(field + ".value", "TXT records must be fully escaped with double quotes");
    case TxtProblem::too_long:
      // The API names the field as if the RRset had come with its zone, whichever the request.
      return invalid_text((field.starts_with("rrsets[") ? field : "rrsets[0]." + field) + ".value",
                          "a TXT string exceeds 255 characters");
    case TxtProblem::bad_escape: return invalid(field + ".value", "holds a malformed escape");
    case TxtProblem::not_ascii: return invalid(field + ".value", "holds non-ASCII characters");
  }
  return std::nullopt;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

std::string absolute(const std::string& host, const std::string& zone) {
  std::string name = lower_case(host);
  if (name == "@") return zone + ".";
  if (!name.ends_with('.')) name += "." + zone + ".";
  return name;
}

std::string relative(const std::string& host, const std::string& zone) {
  const std::string name = absolute(host, zone);
  if (name == zone + ".") return "@";
  const std::string tail = "." + zone + ".";
  return name.ends_with(tail) ? name.substr(0, name.size() - tail.size()) : name;
}

}  // namespace

bool known_type(std::string_view type) {
  return std::ranges::find(types, type) != types.end();
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::vector<std::string> words_of(std::string_view text) {
  std::istringstream stream{std::string(text)};
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

Checked<std::string> owner_name(const std::string& name, const std::string& zone,
                                const std::string& field, const HetznerOptions& options) {
  if (has_upper_case(name) && !options.fold_upper_case) {
    return refuse(invalid(field, "must be in lower case"));
  }
  std::string folded = lower_case(name);
  if (folded == "@") return folded;
  if (folded.ends_with('.')) return refuse(invalid(field, "must not end with a dot"));
  if (folded == zone || folded.ends_with("." + zone)) {
    return refuse(invalid(field, "must not end with the zone name"));
  }
  if (!good_labels(folded, true)) return refuse(invalid(field, "is not a domain name"));
  if (folded.size() + 1 + zone.size() > 253) return refuse(invalid(field, "is too long"));
  return folded;
}

Checked<std::string> zone_name(const std::string& name, const HetznerOptions& options) {
  if (has_upper_case(name) && !options.fold_upper_case) {
    return refuse(invalid("name", "must be in lower case"));
  }
  std::string folded = lower_case(name);
  if (folded.size() > 253 || !good_labels(folded, false)) {
    return refuse(invalid("name", "is not a domain name"));
  }
  const auto below = folded.find('.');
  const std::string suffix = below == std::string::npos ? "" : folded.substr(below + 1);
  const bool long_suffix =
      std::ranges::find(two_label_suffixes, suffix) != two_label_suffixes.end();
  const bool is_suffix = std::ranges::find(two_label_suffixes, folded) != two_label_suffixes.end();
  if (suffix.empty() || is_suffix || (suffix.find('.') != std::string::npos && !long_suffix)) {
    return refuse(invalid("name", "is not directly below a public suffix"));
  }
  return folded;
}

std::optional<Refusal> value_problem(const std::string& type, const std::string& value,
                                     const std::string& field, const HetznerOptions& options) {
  if (type == "TXT") return txt_refusal(value, field, options);
  if (!good_syntax(type, value)) return invalid(field + ".value", "is not a value of " + type);
  return std::nullopt;
}

std::string stored_value(const std::string& type, const std::string& value, const std::string& zone,
                         const HetznerOptions& options) {
  const auto host = host_word(type);
  if (!host || options.targets == HetznerTargets::as_sent) return value;
  std::vector<std::string> words = words_of(value);
  if (words.size() != *host + 1) return value;
  std::string& name = words[*host];
  name = options.targets == HetznerTargets::relative ? relative(name, zone) : lower_case(name);
  return joined(words);
}

std::string true_value(const std::string& type, const std::string& value, const std::string& zone) {
  if (type == "TXT") return txt_bytes(value);
  std::vector<std::string> words = words_of(value);
  const auto host = host_word(type);
  if (host && words.size() == *host + 1) words[*host] = absolute(words[*host], zone);
  return joined(words);
}

}  // namespace dnsward::fake::hz
