#include "dns/domain_name.h"

#include <doctest/doctest.h>

using namespace dnsward;

namespace {

std::string problem(std::string_view text, bool allow_underscore = false) {
  return host_name_problem(DomainName::parse(text).value(), allow_underscore);
}

}  // namespace

TEST_CASE("letters, digits and inner hyphens make a host name") {
  CHECK(problem("mail-1.example.com").empty());
  CHECK(problem("3com.example").empty());
  CHECK(problem("xn--bcher-kva.example").empty());
  CHECK(problem("a--b.example").empty());
  CHECK(problem(".").empty());
}

TEST_CASE("a label neither starts with a hyphen nor ends in one") {
  CHECK(problem("foo-.example") == "label \"foo-\" ends in a hyphen");
  CHECK(problem("www.-foo") == "label \"-foo\" starts with a hyphen");
  CHECK(problem("-.example") == "label \"-\" starts with a hyphen");
  CHECK(problem("foo-.example", true) == "label \"foo-\" ends in a hyphen");
}

TEST_CASE("underscores are for names that are not hosts") {
  CHECK(problem("_dmarc.example") == "label \"_dmarc\" holds an underscore");
  CHECK(problem("_dmarc.example", true).empty());
  CHECK(problem("my_key._domainkey.example", true).empty());
}

TEST_CASE("a wildcard is the whole first label of a name that is not a host") {
  CHECK(problem("*.example", true).empty());
  CHECK(problem("*", true).empty());
  CHECK(problem("*.example") == "label \"*\" holds \"*\", which is no letter, digit or hyphen");
  CHECK(problem("a.*.example", true) ==
        "label \"*\" holds \"*\", which is no letter, digit or hyphen");
  CHECK(problem("a*.example", true) ==
        "label \"a*\" holds \"*\", which is no letter, digit or hyphen");
}

TEST_CASE("any other octet is shown") {
  CHECK(problem("a b.example") == "label \"a b\" holds a blank");
  CHECK(problem("a\\.b.example", true) ==
        "label \"a.b\" holds \".\", which is no letter, digit or hyphen");
  CHECK(problem("@", true) == "label \"@\" holds \"@\", which is no letter, digit or hyphen");
  CHECK(problem("user@example.com") ==
        "label \"user@example\" holds \"@\", which is no letter, digit or hyphen");
  CHECK(problem("\\255.example") ==
        "label \"\xFF\" holds \"\xFF\", which is no letter, digit or hyphen");
}
