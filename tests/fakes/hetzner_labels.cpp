#include "fakes/hetzner_labels.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace dnsward::fake::hz {
namespace {

bool alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// At most 63 characters, the first and the last alphanumeric.
bool label_word(std::string_view text) {
  const auto inner = [](char c) { return alphanumeric(c) || c == '-' || c == '_' || c == '.'; };
  return !text.empty() && text.size() <= 63 && alphanumeric(text.front()) &&
         alphanumeric(text.back()) && std::ranges::all_of(text, inner);
}

bool label_prefix(std::string_view text) {
  const auto inner = [](char c) { return alphanumeric(c) || c == '-' || c == '.'; };
  return !text.empty() && text.size() <= 253 && alphanumeric(text.front()) &&
         alphanumeric(text.back()) && std::ranges::all_of(text, inner);
}

bool label_key(std::string_view key) {
  const std::size_t slash = key.find('/');
  if (slash == std::string_view::npos) return label_word(key);
  const std::string_view prefix = key.substr(0, slash);
  return label_prefix(prefix) && prefix != "hetzner.cloud" && label_word(key.substr(slash + 1));
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// The parts between commas that stand in no parentheses.
std::vector<std::string_view> terms_of(std::string_view selector) {
  std::vector<std::string_view> terms;
  std::size_t start = 0;
  bool inside = false;
  for (std::size_t i = 0; i <= selector.size(); ++i) {
    if (i < selector.size() && selector[i] == '(') inside = true;
    if (i < selector.size() && selector[i] == ')') inside = false;
    if (i < selector.size() && (selector[i] != ',' || inside)) continue;
    terms.push_back(trimmed(selector.substr(start, i - start)));
    start = i + 1;
  }
  return terms;
}

/// "a, b" of `in (a, b)`.
std::vector<std::string> members_of(std::string_view list) {
  std::vector<std::string> members;
  for (const std::string_view member : terms_of(list)) members.emplace_back(member);
  return members;
}

LabelFilter one_of(std::string_view key, std::vector<std::string> values, bool wanted) {
  return [key = std::string(trimmed(key)), values = std::move(values),
          wanted](const HetznerLabels& labels) {
    const auto found = labels.find(key);
    const bool matches =
        found != labels.end() && std::ranges::find(values, found->second) != values.end();
    return matches == wanted;
  };
}

LabelFilter present(std::string_view key, bool wanted) {
  return [key = std::string(trimmed(key)), wanted](const HetznerLabels& labels) {
    return labels.contains(key) == wanted;
  };
}

Checked<LabelFilter> term_filter(std::string_view term) {
  const auto at = [&](std::string_view sign) { return term.find(sign); };
  constexpr auto none = std::string_view::npos;
  if (term.empty()) return refuse(invalid("label_selector", "is malformed"));
  if (const auto list = at(" in ("); list != none && term.ends_with(')')) {
    const auto values = term.substr(list + 5, term.size() - list - 6);
    return one_of(term.substr(0, list), members_of(values), true);
  }
  if (const auto list = at(" notin ("); list != none && term.ends_with(')')) {
    const auto values = term.substr(list + 8, term.size() - list - 9);
    return one_of(term.substr(0, list), members_of(values), false);
  }
  for (const auto& [sign, wanted] :
       {std::pair<std::string_view, bool>{"!=", false}, {"==", true}, {"=", true}}) {
    const auto found = at(sign);
    if (found == none) continue;
    return one_of(term.substr(0, found), {std::string(trimmed(term.substr(found + sign.size())))},
                  wanted);
  }
  const bool negated = term.front() == '!';
  const std::string_view key = trimmed(negated ? term.substr(1) : term);
  if (!label_key(key)) return refuse(invalid("label_selector", "is malformed"));
  return present(key, !negated);
}

}  // namespace

Checked<HetznerLabels> read_labels(const Json& value) {
  if (!value.is_object()) return refuse(invalid("labels", "is not an object"));
  HetznerLabels labels;
  for (const auto& [key, text] : value.items()) {
    if (!text.is_string()) return refuse(invalid("labels." + key, "is not a string"));
    const auto label = text.get<std::string>();
    if (!label_key(key) || (!label.empty() && !label_word(label))) {
      return refuse(invalid("labels." + key, "is not a label"));
    }
    labels[key] = label;
  }
  return labels;
}

Checked<LabelFilter> label_filter(const std::optional<std::string>& selector) {
  std::vector<LabelFilter> filters;
  if (!selector) return [](const HetznerLabels&) { return true; };
  for (const std::string_view term : terms_of(*selector)) {
    auto filter = term_filter(term);
    if (!filter) return refuse(filter.error());
    filters.push_back(std::move(*filter));
  }
  return [filters = std::move(filters)](const HetznerLabels& labels) {
    return std::ranges::all_of(filters, [&](const auto& filter) { return filter(labels); });
  };
}

}  // namespace dnsward::fake::hz
