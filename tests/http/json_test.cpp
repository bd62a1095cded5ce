#include "http/json.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

using namespace dnsward;

namespace {

constexpr std::string_view misfit_hint =
    "the API may have changed since this version of dnsward was made";
constexpr std::string_view not_json_hint =
    "something between here and the API may have answered in its place; try again later";

// The message of what `read` finds wrong with `body`; "" when nothing is.
template <typename Read>
std::string problem_of(std::string_view body, const Read& read) {
  const auto answer = read_json(body, [&](const JsonValue& root) {
    static_cast<void>(read(root));
    return 0;
  });
  if (answer) return {};
  CHECK(answer.error().kind == ErrorKind::protocol);
  return answer.error().message;
}

std::string problem_of(std::string_view body) {
  return problem_of(body, [](const JsonValue&) { return 0; });
}

}  // namespace

TEST_CASE("an answer is read by member names") {
  constexpr std::string_view body = R"({
    "result": [{"id": "a1", "ttl": 300, "proxied": false, "content": "\"x\" \u00e9", "new": {}},
               {"id": "b2", "ttl": "3600", "comment": null}],
    "result_info": {"total_pages": 2.0}})";
  const auto read = read_json(body, [](const JsonValue& answer) {
    std::vector<std::string> lines;
    for (const auto& record : answer.elements("result")) {
      lines.push_back(fmt::format("{} {} {} {} {} {}", record.path(), record.text("id"),
                                  record.integer("ttl"),
                                  record.optional_text("content").value_or("-"),
                                  record.optional_text("comment").has_value(),
                                  record.optional_boolean("proxied").value_or(true)));
    }
    lines.push_back(std::to_string(answer.member("result_info").integer("total_pages")));
    return lines;
  });
  REQUIRE(read);
  CHECK(*read == std::vector<std::string>{"result[0] a1 300 \"x\" \u00e9 false false",
                                          "result[1] b2 3600 - false true", "2"});
}

TEST_CASE("a misfit is told by its path, and nothing of the answer is used") {
  const auto text = [](const JsonValue& answer) {
    return answer.elements("result").back().text("content");
  };
  const auto ttl = [](const JsonValue& answer) {
    return answer.elements("r").front().integer("ttl");
  };
  CHECK(problem_of(R"({"result": [{}, {"content": 7}]})", text) ==
        "result[1].content is a number, not a text");
  CHECK(problem_of(R"({"result": [{"content": null}]})", text) ==
        "result[0].content is null, not a text");
  CHECK(problem_of(R"({"result": [{"contents": "x"}]})", text) == "result[0].content is missing");
  CHECK(problem_of(R"({"result": [[]]})", text) == "result[0] is an array, not an object");
  CHECK(problem_of(R"({"r": [{"ttl": true}]})", ttl) == "r[0].ttl is a boolean, not a number");
  CHECK(problem_of(R"({"r": [{"ttl": 1.5}]})", ttl) == "r[0].ttl is 1.5, not a whole number");
  CHECK(problem_of(R"({"r": [{"ttl": "12s"}]})", ttl) ==
        R"(r[0].ttl is "12s", not a whole number)");
  CHECK(problem_of(R"({"r": [{"ttl": ""}]})", ttl) == R"(r[0].ttl is "", not a whole number)");
  CHECK(problem_of(R"({"r": [{"ttl": 18446744073709551615}]})", ttl) ==
        "r[0].ttl is 18446744073709551615, not a whole number");
  CHECK(problem_of(R"({"r": [{"ttl": 1e300}]})", ttl) == "r[0].ttl is 1e+300, not a whole number");
  CHECK(problem_of(R"({"r": [{"ttl": -9223372036854775808}]})", ttl) == "");
}

TEST_CASE("containers of another kind are told") {
  CHECK(problem_of(R"({"a": {}})", [](const JsonValue& v) { return v.elements("a").size(); }) ==
        "a is an object, not an array");
  CHECK(problem_of(R"({"a": "x"})", [](const JsonValue& v) { return v.member("a").text("b"); }) ==
        "a is a text, not an object");
  CHECK(problem_of("[]", [](const JsonValue& v) { return v.text("a"); }) ==
        "the answer is an array, not an object");
  CHECK(problem_of("null", [](const JsonValue& v) { return v.text("a"); }) ==
        "the answer is null, not an object");
  CHECK(problem_of(R"({"a": 1})", [](const JsonValue& v) { return v.boolean("a"); }) ==
        "a is a number, not a boolean");
  CHECK(problem_of("{}", [](const JsonValue& v) { return v.member("a").member("b").text("c"); }) ==
        "a is missing");
}

TEST_CASE("an optional member may be missing or null, and nothing else") {
  const auto optional = [](const JsonValue& v) {
    return v.optional_text("t").has_value() || v.optional_integer("i").has_value() ||
           v.optional_boolean("b").has_value() || v.optional_member("o").has_value() ||
           !v.optional_elements("e").empty() || v.has("t");
  };
  CHECK(read_json("{}", optional).value() == false);
  CHECK(read_json(R"({"t":null,"i":null,"b":null,"o":null,"e":null})", optional).value() == false);
  CHECK(problem_of(R"({"t": 1})", optional) == "t is a number, not a text");
  CHECK(problem_of(R"({"i": []})", optional) == "i is an array, not a number");
  CHECK(problem_of(R"({"b": "true"})", optional) == "b is a text, not a boolean");
  CHECK(problem_of(R"({"e": false})", optional) == "e is a boolean, not an array");
  CHECK(problem_of("3", optional) == "the answer is a number, not an object");
}

TEST_CASE("the first problem is the one that is told, before the reader's own") {
  const auto read = read_json(R"({"a": 1, "b": 2})", [](const JsonValue& v) -> Result<std::string> {
    auto text = v.text("a");
    text += v.text("b");
    v.reject("c", "is never told");
    return fail(ErrorKind::not_found, "no zone has the name " + text);
  });
  REQUIRE_FALSE(read);
  CHECK(read.error() ==
        Error{ErrorKind::protocol, "a is a number, not a text", std::string(misfit_hint)});
}

TEST_CASE("a reader's own Error and its own problems come through") {
  const auto own = read_json("{}", [](const JsonValue&) -> Result<int> {
    return fail(ErrorKind::not_found, "no such zone", "look");
  });
  REQUIRE_FALSE(own);
  CHECK(own.error() == Error{ErrorKind::not_found, "no such zone", "look"});
  CHECK(problem_of(R"({"ttl": -1})", [](const JsonValue& v) {
          v.reject("ttl", "is negative");
          return 0;
        }) == "ttl is negative");
}

TEST_CASE("what is not JSON is told by its start") {
  CHECK(problem_of("<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>") ==
        "the answer is not JSON at octet 1; it starts with "
        "\"<html><head><title>502 Bad Gateway</title></head><body>nginx...\"");
  CHECK(problem_of(R"({"result": [)") ==
        R"(the answer is not JSON at octet 13; it starts with "{"result": [")");
  CHECK(problem_of("{} {}") == R"(the answer is not JSON at octet 4; it starts with "{} {}")");
  CHECK(problem_of("\"\xff\"") == "the answer is not JSON at octet 2; it starts with \"\"\xff\"\"");
  CHECK(problem_of("") == "the answer is empty, not JSON");
  const auto answer = read_json("nginx", [](const JsonValue&) { return 0; });
  CHECK(answer.error().hint == not_json_hint);
  CHECK(problem_of(R"({"a": 1e999})") ==
        R"(the answer holds a number that is too large; it starts with "{"a": 1e999}")");
}

TEST_CASE("duplicate members do no harm: the last one counts") {
  CHECK(read_json(R"({"a": 1, "a": "x"})", [](const JsonValue& v) {
          return v.text("a");
        }).value() == "x");
}

TEST_CASE("an answer may nest 100 levels deep, brackets in texts aside") {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  CHECK(problem_of(nested(100)) == "");
  CHECK(problem_of(nested(101)) == "the answer nests deeper than 100 levels; it starts with \"" +
                                       std::string(60, '[') + "...\"");
  CHECK(problem_of(std::string(1'000'000, '[')).starts_with("the answer nests deeper"));
  CHECK(problem_of(R"(["\"[[[)" + std::string(200, '[') + "\"]") == "");
}

TEST_CASE("no octets make the reader fail in another way than with an Error") {
  const std::string whole =
      R"({"r":[{"id":"a\u00e9","ttl":3600,"x":[true,null,-1.5e3]}],"ok":true})";
  const auto walk = [](const JsonValue& v) {
    std::int64_t sum = 0;
    for (const auto& record : v.elements("r")) {
      sum += record.integer("ttl") + static_cast<std::int64_t>(record.text("id").size());
      for (const auto& x : record.optional_elements("x")) sum += x.path().size() > 3 ? 1 : 0;
    }
    return v.boolean("ok") ? sum : 0;
  };
  CHECK(read_json(whole, walk).value() == 3606);
  std::size_t refused = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    refused += read_json(std::string_view(whole).substr(0, at), walk) ? 0U : 1U;
    for (int octet = 0; octet < 256; ++octet) {
      auto changed = whole;
      changed[at] = static_cast<char>(octet);
      const auto answer = read_json(changed, walk);
      if (!answer) CHECK(answer.error().kind == ErrorKind::protocol);
    }
  }
  CHECK(refused == whole.size());
}
