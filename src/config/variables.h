// Text of the file in which `${name}` is filled in for each domain.
#pragma once

#include "base/result.h"
#include "dns/domain_name.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

/// An entry's `vars`.
using Variables = std::map<std::string, std::string, std::less<>>;

/// ASCII letters, digits and "_", not starting with a digit.
[[nodiscard]] bool is_variable_name(std::string_view name);

/// `domain`, `domain_dashed` and `zone` have a value at every domain.
[[nodiscard]] bool is_built_in_variable(std::string_view name);

/// The values that hold for one domain.
class Scope {
 public:
  /// Nothing is defined: for texts without variables.
  Scope() = default;
  /// `variables` must live as long as this object.
  Scope(const DomainName& domain, const DomainName& zone, const Variables& variables);

  /// Null when `name` is not defined.
  [[nodiscard]] const std::string* find(std::string_view name) const;

 private:
  std::string domain_;
  std::string domain_dashed_;
  std::string zone_;
  const Variables* variables_ = nullptr;
};

class VariableText {
 public:
  VariableText() = default;

  /// `$${` is a literal `${`; a `$` before anything else is itself. Errors: `${` that is not
  /// closed or does not hold a name.
  [[nodiscard]] static Result<VariableText> parse(std::string_view text);

  /// `text` as it is.
  [[nodiscard]] static VariableText verbatim(std::string text);

  [[nodiscard]] bool is_literal() const { return pieces_.empty(); }

  /// A variable that `scope` does not define is left out: whoever reads the file asks
  /// variables() first.
  [[nodiscard]] std::string fill(const Scope& scope) const;

  /// The names used, in order, repeated as often as they are used.
  [[nodiscard]] std::vector<std::string_view> variables() const;

 private:
  struct Piece {
    std::string before;    // literal text
    std::string variable;  // after it; empty in the last piece when the text ends literally
  };

  std::string literal_;        // the whole text when there are no variables
  std::vector<Piece> pieces_;  // empty when there are none
};

}  // namespace dnsward
