// The variables of a Domain Connect template, `%name%`, as variables of the file, `${name}`.
#pragma once

#include "compose/sender_text.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

/// Whether `text` is one variable and nothing else: "%dkim%".
[[nodiscard]] bool is_only_variable(std::string_view text);

/// Whether `text` holds a variable: letters, digits, "-" and "_" between two "%". What else stands
/// between them is literal, so SPF macros (`%{i}`) are none.
[[nodiscard]] bool has_template_variable(std::string_view text);

/// Names each variable once, and keeps what is known of it. `%fqdn%` is `${domain}`, `%domain%` is
/// `${zone}`, and `%host%`, what is between them, a variable that the entry must give. A name that
/// the file can't have, or that means something else there, is changed.
class TemplateVariables {
 public:
  /// `description` is the template's variableDescription: free text with the names in it.
  explicit TemplateVariables(std::string_view description) : description_(description) {}

  /// `text` in the file's syntax. Nothing when a "$" stands right before a variable, which the
  /// file's syntax can't say.
  [[nodiscard]] std::optional<std::string> file_text(std::string_view text);

  /// Those that file_text met and an entry must give, in the order met.
  [[nodiscard]] const std::vector<VariableDraft>& used() const { return used_; }

  /// Of the template's names: the name in the file.
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& names() const {
    return names_;
  }

 private:
  const std::string& file_name(std::string_view name);
  [[nodiscard]] std::string help_for(std::string_view name, std::string_view file_name) const;

  std::string description_;
  std::map<std::string, std::string, std::less<>> names_;
  std::vector<VariableDraft> used_;
};

}  // namespace dnsward
