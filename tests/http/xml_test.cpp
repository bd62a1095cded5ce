#include "http/xml.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

using namespace dnsward;

namespace {

constexpr std::string_view misfit_hint =
    "the API may have changed since this version of dnsward was made";
constexpr std::string_view stranger_hint =
    "something between here and the API may have answered in its place; try again later";

// The message of what `read` finds wrong with `body`; "" when nothing is.
template <typename Read>
std::string problem_of(std::string_view body, const Read& read) {
  const auto answer = read_xml(body, [&](const XmlElement& root) {
    static_cast<void>(read(root));
    return 0;
  });
  if (answer) return {};
  CHECK(answer.error().kind == ErrorKind::protocol);
  return answer.error().message;
}

std::string problem_of(std::string_view body) {
  return problem_of(body, [](const XmlElement&) { return 0; });
}

std::string hint_of(std::string_view body) {
  const auto answer = read_xml(body, [](const XmlElement&) { return 0; });
  return answer ? "" : answer.error().hint;
}

std::string text_of(std::string_view body) {
  return read_xml(body, [](const XmlElement& root) { return root.as_text(); }).value();
}

}  // namespace

TEST_CASE("an XML answer is read by local names, in any order, unknown elements ignored") {
  constexpr std::string_view body = R"(<?xml version="1.0"?>
<List xmlns="https://route53.amazonaws.com/doc/2013-04-01/">
  <More>false</More><New a="1"><Set>x</Set></New>
  <Sets>
    <Set><TTL>300</TTL><Name>a.</Name><Values><Value>&quot;x &amp; y&quot;</Value></Values></Set>
    <r:Set xmlns:r="urn:r"><r:Name>b.</r:Name><!-- no TTL --></r:Set>
    <Other/>
  </Sets>
</List>
)";
  const auto read = read_xml(body, [](const XmlElement& answer) {
    std::vector<std::string> lines{answer.name()};
    for (const auto& set : answer.elements("Sets", "Set")) {
      lines.push_back(fmt::format("{} {} {}", set.path(), set.text("Name"),
                                  set.optional_integer("TTL").value_or(-1)));
      for (const auto& value : set.optional_elements("Values", "Value")) {
        lines.push_back(value.as_text());
      }
    }
    lines.push_back(answer.boolean("More") ? "more" : "all");
    return lines;
  });
  REQUIRE(read);
  CHECK(*read == std::vector<std::string>{"List", "List/Sets/Set[1] a. 300", R"("x & y")",
                                          "List/Sets/Set[2] b. -1", "all"});
}

TEST_CASE("a misfit of an XML answer is told by its path, and nothing of it is used") {
  const auto ttl = [](const XmlElement& v) { return v.elements("S", "R").back().integer("TTL"); };
  CHECK(problem_of("<A><S><R/><R><TTL>1s</TTL></R></S></A>", ttl) ==
        R"(A/S/R[2]/TTL is "1s", not a whole number)");
  CHECK(problem_of("<A><S><R><TTL/></R></S></A>", ttl) ==
        R"(A/S/R[1]/TTL is "", not a whole number)");
  CHECK(problem_of("<A><S><R><TTL>9223372036854775808</TTL></R></S></A>", ttl) ==
        R"(A/S/R[1]/TTL is "9223372036854775808", not a whole number)");
  CHECK(problem_of("<A><S><R/></S></A>", ttl) == "A/S/R[1]/TTL is missing");
  CHECK(problem_of("<A><S><R><TTL>\n 7 </TTL></R></S></A>", ttl) ==
        "A/S/R[1]/TTL is \"\n 7 \", not a whole number");
  CHECK(problem_of("<A/>", [](const XmlElement& v) { return v.elements("S", "R").size(); }) ==
        "A/S is missing");
  CHECK(problem_of("<A/>", [](const XmlElement& v) { return v.child("B").child("C").text("D"); }) ==
        "A/B is missing");
  CHECK(problem_of("<A><B>1</B><B>2</B></A>", [](const XmlElement& v) { return v.text("B"); }) ==
        "A/B comes more than once");
  CHECK(problem_of("<A><B>x<C/></B></A>", [](const XmlElement& v) { return v.text("B"); }) ==
        "A/B holds elements, not a text");
  CHECK(problem_of("<A><B>TRUE</B></A>", [](const XmlElement& v) { return v.boolean("B"); }) ==
        R"(A/B is "TRUE", not true or false)");
  CHECK(problem_of("<A><B>-1</B></A>", [](const XmlElement& v) {
          v.reject("B", "is negative");
          return v.text("C");
        }) == "A/B is negative");
}

TEST_CASE("an optional child may be missing, and nothing else") {
  const auto optional = [](const XmlElement& v) {
    return v.optional_text("t").has_value() || v.optional_integer("i").has_value() ||
           v.optional_boolean("b").has_value() || v.optional_child("c").has_value() ||
           !v.optional_elements("l", "e").empty() || v.has("t") || !v.children("e").empty();
  };
  CHECK(read_xml("<A/>", optional).value() == false);
  CHECK(read_xml("<A>text<x/><l/></A>", optional).value() == false);
  CHECK(read_xml("<A><t/></A>", optional).value() == true);
  CHECK(problem_of("<A><t><x/></t></A>", optional) == "A/t holds elements, not a text");
  CHECK(problem_of("<A><i>x</i></A>", optional) == R"(A/i is "x", not a whole number)");
  CHECK(problem_of("<A><b/></A>", optional) == R"(A/b is "", not true or false)");
  CHECK(problem_of("<A><l/><l/></A>", optional) == "A/l comes more than once");
}

TEST_CASE("the first problem of an XML answer is told, before the reader's own") {
  const auto both = read_xml("<A/>", [](const XmlElement& v) -> Result<std::string> {
    auto text = v.text("a");
    text += v.text("b");
    return fail(ErrorKind::not_found, "no zone has the name " + text);
  });
  REQUIRE_FALSE(both);
  CHECK(both.error() == Error{ErrorKind::protocol, "A/a is missing", std::string(misfit_hint)});
  const auto own = read_xml("<A/>", [](const XmlElement&) -> Result<int> {
    return fail(ErrorKind::not_found, "no such zone", "look");
  });
  REQUIRE_FALSE(own);
  CHECK(own.error() == Error{ErrorKind::not_found, "no such zone", "look"});
}

TEST_CASE("text is taken as it stands: references, CDATA, comments, blanks") {
  CHECK(text_of("<A>&lt;&#233;&#xE9;&apos;&#x1F600;</A>") == "<\u00e9\u00e9'\U0001F600");
  CHECK(text_of("<A>a<!-- & < -->b<![CDATA[<&amp;>]]>c<?x &?></A>") == "ab<&amp;>c");
  CHECK(text_of("<A> </A>") == " ");
  CHECK(text_of("<A> a\n b </A>") == " a\n b ");
  CHECK(text_of("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<A>x</A>\n") == "x");
  CHECK(text_of("<A b='>' c=\"'&gt;'\">x</A>") == "x");
  CHECK(text_of("<A/>") == "");
  CHECK(text_of("<A>&amp;lt;</A>") == "&lt;");
}

TEST_CASE("what is not XML is told by its start") {
  CHECK(problem_of("") == "the answer is empty, not XML");
  CHECK(problem_of(" \r\n") == "the answer is empty, not XML");
  CHECK(problem_of("<html><body>502 Bad Gateway</body></html>") ==
        "the answer is a web page, not an API's XML; it starts with "
        "\"<html><body>502 Bad Gateway</body></html>\"");
  CHECK(
      problem_of("\n<!DOCTYPE html PUBLIC \"-//W3C//DTD\"><p>").starts_with("the answer is a web"));
  CHECK(problem_of("nginx") == R"(the answer is not XML at octet 1; it starts with "nginx")");
  CHECK(problem_of(R"({"a": 1})") ==
        R"(the answer is not XML at octet 1; it starts with "{"a": 1}")");
  CHECK(problem_of("<A><B></A>") ==
        R"(the answer is not XML at octet 9; it starts with "<A><B></A>")");
  CHECK(problem_of("<A/><B/>") ==
        R"(the answer is not one XML element; it starts with "<A/><B/>")");
  CHECK(problem_of("x<A/>") == R"(the answer is not XML at octet 1; it starts with "x<A/>")");
  CHECK(problem_of("<!-- a -->x<A/>") != "");
  CHECK(problem_of("<A/><![CDATA[x]]>") != "");
  CHECK(problem_of("<A/>x") == R"(the answer is not one XML element; it starts with "<A/>x")");
  CHECK(problem_of("<!-- only -->") ==
        R"(the answer is not XML at octet 1; it starts with "<!-- only -->")");
  CHECK(problem_of("<A>\xff</A>") ==
        "the answer is not XML at octet 4; it starts with \"<A>\xff</A>\"");
  CHECK(
      problem_of(std::string_view("<A>\0</A>", 8)).starts_with("the answer is not XML at octet 4"));
  CHECK(hint_of("") == stranger_hint);
  CHECK(hint_of("<html>") == stranger_hint);
  CHECK(hint_of("<A>") == stranger_hint);
}

TEST_CASE("document types and entities are refused") {
  CHECK(problem_of("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>") ==
        "the answer has a document type declaration, which is not taken; it starts with "
        "\"<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>\"");
  CHECK(problem_of("<a>&x;</a>") ==
        R"(the answer is not XML at octet 4; it starts with "<a>&x;</a>")");
  for (const std::string_view wrong :
       {"&", "&;", "&amp", "&#;", "&#x;", "&#0;", "&#1;", "&#xD800;", "&#xFFFE;", "&#x110000;",
        "&#99999999999;", "&#-5;", "&# 5;", "&#X41;", "& amp;"}) {
    CHECK_MESSAGE(problem_of(fmt::format("<a>{}</a>", wrong)) != "", wrong);
    CHECK_MESSAGE(problem_of(fmt::format("<a b=\"{}\"/>", wrong)) != "", wrong);
  }
}

TEST_CASE("an XML answer may nest 100 levels deep and be 16 MiB large") {
  const auto nested = [](std::size_t depth) {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i) text += "<a>";
    for (std::size_t i = 0; i < depth; ++i) text += "</a>";
    return text;
  };
  CHECK(problem_of(nested(100)) == "");
  CHECK(problem_of(nested(101)).starts_with("the answer nests deeper than 100 levels; it starts"));
  CHECK(hint_of(nested(101)) == misfit_hint);
  CHECK(problem_of(nested(300'000)).starts_with("the answer nests deeper than 100 levels"));
  constexpr std::size_t most = std::size_t{16} << 20U;
  CHECK(problem_of("<a>" + std::string(most - 7, 'x') + "</a>") == "");
  CHECK(problem_of("<a>" + std::string(most - 6, 'x') + "</a>")
            .starts_with("the answer has more than 16777216 octets; it starts with \"<a>xxx"));
}

TEST_CASE("no octets make the XML reader fail in another way than with an Error") {
  const std::string whole =
      R"(<?xml version="1.0"?><r:A b="&lt;"><S><R><T>3&#48;0</T>x</R></S><![CDATA[y]]></r:A>)";
  const auto walk = [](const XmlElement& v) {
    std::int64_t sum = 0;
    for (const auto& record : v.elements("S", "R")) sum += record.integer("T");
    return sum;
  };
  CHECK(read_xml(whole, walk).value() == 300);
  std::size_t refused = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    refused += read_xml(std::string_view(whole).substr(0, at), walk) ? 0U : 1U;
    for (int octet = 0; octet < 256; ++octet) {
      auto changed = whole;
      changed[at] = static_cast<char>(octet);
      const auto answer = read_xml(changed, walk);
      if (!answer) CHECK(answer.error().kind == ErrorKind::protocol);
    }
  }
  CHECK(refused == whole.size());
}

TEST_CASE("escaped text reads back as it was") {
  CHECK(escape_xml(R"("a" & <b>'é)") == "&quot;a&quot; &amp; &lt;b&gt;&apos;é");
  CHECK(escape_xml("\t\r\n\x01\x7f") == "&#9;&#13;&#10;&#1;&#127;");
  std::string all("\t\n\r");
  for (char c = ' '; c != '\x7f'; ++c) all += c;
  all += "\x7f é\U0001F600";
  CHECK(text_of("<A>" + escape_xml(all) + "</A>") == all);
  CHECK(problem_of("<A>" + escape_xml(std::string(1, '\0')) + "</A>") != "");
}
