#include "config/variables.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace dnsward;

namespace {

DomainName name(std::string_view text) {
  return DomainName::parse(text).value();
}

std::string filled(std::string_view text, const Variables& variables = {}) {
  const auto parsed = VariableText::parse(text);
  REQUIRE(parsed);
  return parsed->fill(Scope(name("booking.example.org"), name("example.org"), variables));
}

std::string refused(std::string_view text) {
  const auto parsed = VariableText::parse(text);
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().hint ==
        "write ${name} with letters, digits and \"_\", or $${ for a literal ${");
  return parsed.error().message;
}

}  // namespace

TEST_CASE("the built-in variables are the domain, the domain with dashes, and the zone") {
  CHECK(filled("b1.${domain_dashed}.dkim") == "b1.booking-example-org.dkim");
  CHECK(filled("${domain}") == "booking.example.org");
  CHECK(filled("<${zone}>") == "<example.org>");
}

TEST_CASE("an IDN domain is filled in as its A-labels") {
  const auto text = VariableText::parse("${domain} ${domain_dashed}");
  REQUIRE(text);
  CHECK(text->fill(Scope(name("bücher.example"), name("bücher.example"), {})) ==
        "xn--bcher-kva.example xn--bcher-kva-example");
}

TEST_CASE("an entry's variables are filled in wherever they stand") {
  const Variables variables{{"a", "1"}, {"b_2", "two"}, {"_c", ""}};
  CHECK(filled("${a}${b_2}-${a}", variables) == "1two-1");
  CHECK(filled("x${_c}y", variables) == "xy");
  CHECK(filled("${a}", variables) == "1");
}

TEST_CASE("a filled-in value is not filled in again") {
  CHECK(filled("${a}", {{"a", "${domain}"}}) == "${domain}");
}

TEST_CASE("two dollar signs before a brace are a literal one") {
  CHECK(filled("$${domain}") == "${domain}");
  CHECK(filled("$$${domain}") == "$${domain}");
  CHECK(filled("$${${domain}") == "${booking.example.org");
}

TEST_CASE("dollar signs, braces and SPF macros stay as they are") {
  for (const std::string text :
       {"", "$", "$$", "a$b", "{x}", "}", "$ {x}", "%{i}._spf.%{d2}", "$}"}) {
    CHECK(filled(text) == text);
    CHECK(VariableText::parse(text)->is_literal());
  }
}

TEST_CASE("what stands in braces must be a name") {
  CHECK(refused("a ${") == "\"${\" is not a variable");
  CHECK(refused("${}") == "\"${}\" is not a variable");
  CHECK(refused("${1a}") == "\"${1a}\" is not a variable");
  CHECK(refused("${a-b} x") == "\"${a-b}\" is not a variable");
  CHECK(refused("${ a }") == "\"${ a }\" is not a variable");
  CHECK(refused("${a${b}}") == "\"${a${b}\" is not a variable");
  CHECK(refused("${ü}") == "\"${ü}\" is not a variable");
  CHECK(refused("${a} ${b") == "\"${b\" is not a variable");
}

TEST_CASE("a text tells the variables it uses, in order") {
  const auto text = VariableText::parse("${b}.${domain}.$${c}.${a}.${b}");
  REQUIRE(text);
  CHECK_FALSE(text->is_literal());
  CHECK(text->variables() == std::vector<std::string_view>{"b", "domain", "a", "b"});
}

TEST_CASE("a verbatim text has no variables") {
  const auto text = VariableText::verbatim("${a}");
  CHECK(text.is_literal());
  CHECK(text.fill({}) == "${a}");
  CHECK(text.variables().empty());
}

TEST_CASE("a scope without a domain defines nothing") {
  CHECK(Scope().find("domain") == nullptr);
}
