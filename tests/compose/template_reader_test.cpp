#include "compose/template_reader.h"

#include "compose/template_support.h"

#include <doctest/doctest.h>

#include <string>

using namespace dnsward;
using namespace dnsward::test;

namespace {

/// "place: message | hint" of each error.
std::string template_errors(std::string_view text) {
  std::string lines;
  for (const Error& error : read_template(text, "t.json").errors) {
    lines += to_text(*error.where) + ": " + messages({error});
  }
  return lines;
}

}  // namespace

TEST_CASE("a template is read as it stands") {
  const auto read = read_template(R"({"providerId": "p", "providerName": "P", "serviceId": "s",
    "serviceName": "S", "version": 7, "hostRequired": true, "logoUrl": 5, "records": [
    {"type": "mx", "host": "a", "pointsTo": "b", "priority": 10, "ttl": "%t%", "essential": null},
    {"type": "TXT", "host": "", "data": "d", "txtConflictMatchingMode": "Prefix",
     "txtConflictMatchingPrefix": "x", "groupId": "g", "essential": "OnApply"},
    {"type": "NS", "host": 3, "pointsTo": []}]})",
                                  "t.json");
  CHECK(messages(read.errors) == "");
  CHECK(read.value.version == "7");
  CHECK(read.value.host_required);
  REQUIRE(read.value.records.size() == 3);
  CHECK(read.value.records[0].type == "MX");
  CHECK(read.value.records[0].priority == "10");
  CHECK(read.value.records[1].conflict_mode == "Prefix");
  CHECK(read.value.records[1].conflict_prefix == "x");
  CHECK(read.value.records[1].group == "g");
  CHECK(read.value.records[1].essential == "OnApply");
  CHECK(read.value.records[2].place == "/records/2");
}

TEST_CASE("what is no JSON is told with its line and column") {
  CHECK(template_errors("") ==
        "t.json:1:1: the template is not JSON: while parsing value - unexpected end of input; "
        "expected '[', '{', or a literal | give the JSON of one Domain Connect template\n");
  CHECK(template_errors("{\n  \"ü\": nul}") ==
        "t.json:2:11: the template is not JSON: while parsing value - invalid literal; last read: "
        "'\"ü\": nul}' | give the JSON of one Domain Connect template\n");
  CHECK(template_errors("[1e999]") ==
        "t.json: the template can't be read: [json.exception.out_of_range.406] number overflow "
        "parsing '1e999' | correct the number\n");
}

TEST_CASE("a template of another shape is told with the JSON pointer of every misfit") {
  CHECK(
      template_errors("[]") ==
      "t.json: / must be an object, is an array | give the JSON of one Domain Connect template\n");
  CHECK(template_errors("{}") == R"(t.json: / has no "providerId" | add "providerId": "..."
t.json: / has no "providerName" | add "providerName": "..."
t.json: / has no "serviceId" | add "serviceId": "..."
t.json: / has no "serviceName" | add "serviceName": "..."
t.json: / has no "records" | add "records": [...]
)");
  CHECK(
      template_errors(R"({"providerId": 1, "providerName": null, "serviceId": [], "serviceName": {},
"version": 1.5, "hostRequired": "yes", "records": {}})") ==
      R"(t.json: /providerId must be a text, is a number | put it in quotes
t.json: / has no "providerName" | add "providerName": "..."
t.json: /serviceId must be a text, is an array | put it in quotes
t.json: /serviceName must be a text, is an object | put it in quotes
t.json: /version must be a whole number or one variable, is 1.5
t.json: /hostRequired must be true or false, is a text
t.json: /records must be an array, is an object
)");
}

TEST_CASE("every misfit of every record is told") {
  CHECK(template_errors(template_with("")) ==
        "t.json: /records is empty | give a template with records\n");
  CHECK(template_errors(template_with(R"(
    7, {}, {"type": "TXT"}, {"type": "CNAME", "host": true, "pointsTo": 1},
    {"type": "MX", "host": "@", "pointsTo": "a", "priority": "ten"},
    {"type": "MX", "host": "@", "pointsTo": "a", "priority": []},
    {"type": "MX", "host": "@", "pointsTo": "a", "priority": "%p?%"},
    {"type": "MX", "host": "@", "pointsTo": "a", "priority": ""},
    {"type": "SPFM", "host": "@"}, {"type": "TXT", "host": "@", "data": "x", "groupId": 1})")) ==
        R"(t.json: /records/0 must be an object, is a number
t.json: /records/1 has no "type" | add "type": "..."
t.json: /records/2 has no "host" | add "host": "..."
t.json: /records/2 has no "data" | add "data": "..."
t.json: /records/3/host must be a text, is true or false | put it in quotes
t.json: /records/3/pointsTo must be a text, is a number | put it in quotes
t.json: /records/4/priority must be a number or one variable, is "ten"
t.json: /records/5/priority must be a whole number or one variable, is an array
t.json: /records/6/priority must be a number or one variable, is "%p?%"
t.json: /records/7/priority must be a number or one variable, is ""
t.json: /records/8 has no "spfRules" | add "spfRules": "..."
t.json: /records/9/groupId must be a text, is a number | put it in quotes
)");
}

TEST_CASE("a template that is too large or too deep is refused before it is looked at") {
  CHECK(template_errors(std::string(most_template_octets + 1, ' ')) ==
        "t.json: the template has 1048577 octets, the limit is 1048576 | give the JSON of one "
        "Domain Connect template\n");
  CHECK(template_errors(std::string(100000, '[')) ==
        "t.json:1:100001: the template is not JSON: while parsing value - unexpected end of input; "
        "expected '[', '{', or a literal | give the JSON of one Domain Connect template\n");
  CHECK(template_errors(std::string(40, '[') + std::string(40, ']')) ==
        "t.json: the template nests deeper than 32 levels | give the JSON of one Domain Connect "
        "template\n");
}
