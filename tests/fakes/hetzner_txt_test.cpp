#include "fakes/hetzner_txt.h"

#include "fakes/hetzner_lab.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::test;
using fake::hz::txt_bytes;
using fake::hz::txt_problem;
using fake::hz::TxtProblem;

namespace {

std::string quoted(const std::string& text) {
  return '"' + text + '"';
}

}  // namespace

TEST_CASE("strings in double quotes with blanks between them are TXT values") {
  for (const char* value :
       {R"("")", R"("a")", R"("a" "b")", "\"a\"\t \"b\"", R"("a\"b\\c")", R"(" a ; 'b' `c` ")",
        R"("\;")", R"("a\010b\255")", "\"m\xc3\xbc\"", "\"two\nlines\""}) {
    CAPTURE(value);
    CHECK(txt_problem(value, {}) == TxtProblem::none);
  }
}

TEST_CASE("what is not wholly in double quotes is refused") {
  for (const char* value : {"", "a", "v=spf1 -all", R"("a)", R"(a")", R"("a" b)", R"("a"b)",
                            R"("a""b")", R"("a" )", R"( "a")", R"(")", R"("a\")"}) {
    CAPTURE(value);
    CHECK(txt_problem(value, {}) == TxtProblem::not_quoted);
  }
}

TEST_CASE("a string holds 255 bytes, escapes counted as the byte they are") {
  CHECK(txt_problem(quoted(std::string(255, 'a')), {}) == TxtProblem::none);
  CHECK(txt_problem(quoted(std::string(256, 'a')), {}) == TxtProblem::too_long);
  CHECK(txt_problem(quoted(std::string(254, 'a') + R"(\")"), {}) == TxtProblem::none);
  CHECK(txt_problem(quoted(std::string(255, 'a') + R"(\")"), {}) == TxtProblem::too_long);
  CHECK(txt_problem(quoted(std::string(254, 'a') + R"(\226)"), {}) == TxtProblem::none);
  CHECK(txt_problem(quoted("a") + " " + quoted(std::string(256, 'a')), {}) == TxtProblem::too_long);
}

TEST_CASE("decimal escapes and raw UTF-8 are taken or refused as the options say") {
  CHECK(txt_problem(R"("\999")", {}) == TxtProblem::bad_escape);
  CHECK(txt_problem(R"("\25")", {}) == TxtProblem::bad_escape);
  CHECK(txt_problem(R"("\226")", {.decimal_escapes = false}) == TxtProblem::bad_escape);
  CHECK(txt_problem(R"("\"")", {.decimal_escapes = false}) == TxtProblem::none);
  CHECK(txt_problem("\"\xc3\xbc\"", {.utf8_in_txt = false}) == TxtProblem::not_ascii);
}

TEST_CASE("the bytes of a value are read from every spelling") {
  CHECK(txt_bytes(R"("a" "b")") == "ab");
  CHECK(txt_bytes(R"("a""b")") == "ab");
  CHECK(txt_bytes(R"("a" )") == "a");
  CHECK(txt_bytes("v=spf1") == "v=spf1");
  CHECK(txt_bytes(R"(" a ")") == " a ");
  CHECK(txt_bytes(R"("\"\\\;")") == R"("\;)");
  CHECK(txt_bytes(R"("\000\255")") == std::string("\x00\xff", 2));
  CHECK(txt_bytes("\"\xc3\xbc\"") == "\xc3\xbc");
  CHECK(txt_bytes(R"("")").empty());
}

TEST_CASE("the two refusals of TXT values have the API's own words") {
  const HetznerLab lab;
  auto answer = lab.add("@/TXT", {R"("good")", "bad"});
  CHECK(answer.verdict() == "422 invalid_input records[1].value");
  CHECK(answer.message() == "TXT records must be fully escaped with double quotes");
  answer = lab.add("@/TXT", {quoted(std::string(256, 'a'))});
  CHECK(answer.verdict() == "422 invalid_input rrsets[0].records[0].value");
  CHECK(answer.message() == "a TXT string exceeds 255 characters");
  CHECK_FALSE(lab.api.rrset("example.com", "@", "TXT"));
}

TEST_CASE("a TXT value is stored as it was sent, and served as its bytes") {
  const HetznerLab lab;
  CHECK(lab.add("k._domainkey/TXT", {R"("v=DKIM1; " "p=\065")"}).verdict() == "201");
  CHECK(lab.values("k._domainkey", "TXT") == std::vector<std::string>{R"("v=DKIM1; " "p=\065")"});
  const auto truth = lab.api.rrset("example.com", "k._domainkey", "TXT");
  CHECK(truth == fake::HetznerTruth{3600, {"v=DKIM1; p=A"}});
}

TEST_CASE("a value that somebody left oddly spelt may stay or not, as the options say") {
  HetznerLab lab;
  lab.api.put("example.com", {"@", "TXT"}, {.records = {{R"("odd" )"}, {"bare"}}});
  const HetznerJson body = records_of({R"("odd" )", "bare", R"("new")"});
  CHECK(lab.act("@/TXT", "set_records", body).verdict() == "201");
  lab.api.configure([](auto& options) { options.keep_odd_spelling = false; });
  CHECK(lab.act("@/TXT", "set_records", body).verdict() == "422 invalid_input records[0].value");
  CHECK(lab.add("@/TXT", {R"("newer")"}).verdict() == "201");
  CHECK(lab.act("@/TXT", "remove_records", records_of({"bare"})).verdict() == "201");
}

TEST_CASE("bytes that are no UTF-8 do not break a reply") {
  HetznerLab lab;
  lab.api.put("example.com", {"@", "TXT"}, {.records = {{"\"\xff\""}}});
  CHECK(lab.get("/rrsets/@/TXT").verdict() == "200");
  CHECK(lab.api.rrset("example.com", "@", "TXT")->values == std::vector<std::string>{"\xff"});
}
