#include "config/variables.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dnsward {
namespace {

std::string dashed(std::string name) {
  std::replace(name.begin(), name.end(), '.', '-');
  return name;
}

}  // namespace

bool is_variable_name(std::string_view name) {
  const auto fits = [](char c) { return is_alpha(c) || is_digit(c) || c == '_'; };
  return !name.empty() && !is_digit(name.front()) && std::all_of(name.begin(), name.end(), fits);
}

bool is_built_in_variable(std::string_view name) {
  return name == "domain" || name == "domain_dashed" || name == "zone";
}

Scope::Scope(const DomainName& domain, const DomainName& zone, const Variables& variables)
    : domain_(domain.display()),
      domain_dashed_(dashed(domain_)),
      zone_(zone.display()),
      variables_(&variables) {}

const std::string* Scope::find(std::string_view name) const {
  if (variables_ == nullptr) return nullptr;
  if (name == "domain") return &domain_;
  if (name == "domain_dashed") return &domain_dashed_;
  if (name == "zone") return &zone_;
  const auto found = variables_->find(name);
  return found == variables_->end() ? nullptr : &found->second;
}

Result<VariableText> VariableText::parse(std::string_view text) {
  VariableText result;
  std::string literal;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("$${")) {
      literal += "${";
      at += 3;
    } else if (!rest.starts_with("${")) {
      literal += rest.front();
      ++at;
    } else {
      const auto end = rest.find('}');
      const std::string_view name = rest.substr(2, end == rest.npos ? rest.npos : end - 2);
      if (end == rest.npos || !is_variable_name(name)) {
        return fail(ErrorKind::config,
                    fmt::format("\"{}\" is not a variable",
                                rest.substr(0, end == rest.npos ? rest.npos : end + 1)),
                    "write ${name} with letters, digits and \"_\", or $${ for a literal ${");
      }
      result.pieces_.push_back({std::exchange(literal, {}), std::string(name)});
      at += end + 1;
    }
  }
  if (result.pieces_.empty()) {
    result.literal_ = std::move(literal);
  } else if (!literal.empty()) {
    result.pieces_.push_back({std::move(literal), {}});
  }
  return result;
}

VariableText VariableText::verbatim(std::string text) {
  VariableText result;
  result.literal_ = std::move(text);
  return result;
}

std::string VariableText::fill(const Scope& scope) const {
  if (is_literal()) return literal_;
  std::string text;
  for (const Piece& piece : pieces_) {
    text += piece.before;
    if (const std::string* value = scope.find(piece.variable)) text += *value;
  }
  return text;
}

std::vector<std::string_view> VariableText::variables() const {
  std::vector<std::string_view> names;
  for (const Piece& piece : pieces_) {
    if (!piece.variable.empty()) names.emplace_back(piece.variable);
  }
  return names;
}

}  // namespace dnsward
