#include "compose/template_variables.h"

#include "base/text.h"
#include "config/variables.h"

#include <fmt/format.h>

#include <algorithm>

namespace dnsward {
namespace {

bool may_name_variable(char c) {
  return is_alpha(c) || is_digit(c) || c == '-' || c == '_';
}

/// The length of the variable that `text` starts with, its "%" counted; 0: none.
std::size_t variable_length(std::string_view text) {
  if (!text.starts_with('%')) return 0;
  const auto* end = std::find_if_not(text.begin() + 1, text.end(), may_name_variable);
  if (end == text.begin() + 1 || end == text.end() || *end != '%') return 0;
  return static_cast<std::size_t>(end - text.begin()) + 1;
}

std::string valid_variable_name(std::string_view name) {
  std::string result(name);
  std::replace(result.begin(), result.end(), '-', '_');
  return is_digit(result.front()) ? "v" + result : result;
}

/// The first sentence about a variable: up to the next one.
std::string_view description_after(std::string_view text) {
  constexpr std::string_view around = " \t\r\n:;,=-.";
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (variable_length(text.substr(i)) == 0) continue;
    text = text.substr(0, i);
    break;
  }
  const auto first = text.find_first_not_of(around);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(around) - first + 1);
}

}  // namespace

bool is_only_variable(std::string_view text) {
  return !text.empty() && variable_length(text) == text.size();
}

bool has_template_variable(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (variable_length(text.substr(i)) != 0) return true;
  }
  return false;
}

std::string TemplateVariables::help_for(std::string_view name, std::string_view file_name) const {
  const std::string spelled = fmt::format("%{}%", name);
  std::string help;
  if (name == "host") {
    help = "what the domain has before the zone's name; \"\" for the zone itself";
  } else if (const auto at = description_.find(spelled); at != std::string::npos) {
    help = description_after(std::string_view(description_).substr(at + spelled.size()));
  }
  if (help.empty()) help = "not described in the template";
  if (name == file_name) return help;
  return fmt::format("{} (in the template: {})", help, spelled);
}

const std::string& TemplateVariables::file_name(std::string_view name) {
  if (const auto known = names_.find(name); known != names_.end()) return known->second;
  std::string result = valid_variable_name(name);
  if (name == "fqdn" || name == "domain") {
    result = name == "fqdn" ? "domain" : "zone";
  } else {
    const std::string base = result;
    const auto is_taken = [&](const std::string& wanted) {
      return is_built_in_variable(wanted) ||
             std::any_of(used_.begin(), used_.end(),
                         [&](const VariableDraft& other) { return other.name == wanted; });
    };
    for (int number = 2; is_taken(result); ++number) result = fmt::format("{}_{}", base, number);
    used_.push_back({result, help_for(name, result)});
  }
  return names_.emplace(name, std::move(result)).first->second;
}

std::optional<std::string> TemplateVariables::file_text(std::string_view text) {
  std::string result;
  std::string literal;
  while (!text.empty()) {
    const std::size_t length = variable_length(text);
    if (length == 0) {
      literal += text.front();
      text.remove_prefix(1);
      continue;
    }
    if (literal.ends_with('$')) return {};
    result += without_variables(literal);
    literal.clear();
    result += fmt::format("${{{}}}", file_name(text.substr(1, length - 2)));
    text.remove_prefix(length);
  }
  return result + without_variables(literal);
}

}  // namespace dnsward
