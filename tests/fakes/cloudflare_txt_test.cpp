#include "fakes/cloudflare_txt.h"

#include "fakes/cloudflare_world.h"

#include <doctest/doctest.h>

namespace dnsward::test {
namespace {

using fake::cloudflare::character_strings;
using fake::cloudflare::Options;
using fake::cloudflare::stored_txt;
using fake::cloudflare::txt_value;
using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("Content without quotes is one string, taken as it is") {
  CHECK(character_strings("v=spf1 -all") == Strings{"v=spf1 -all"});
  CHECK(character_strings(R"(a\;b \065)") == Strings{R"(a\;b \065)"});
  CHECK(character_strings(" a ") == Strings{" a "});
  CHECK(character_strings("\xc3\xbc") == Strings{"\xc3\xbc"});
}

TEST_CASE("Quoted strings are read with their escapes, with or without blanks between") {
  CHECK(character_strings(R"("a" "b")") == Strings{"a", "b"});
  CHECK(character_strings(R"("a""b")") == Strings{"a", "b"});
  CHECK(character_strings("\"a\"\t \"b\" ") == Strings{"a", "b"});
  CHECK(character_strings(R"("\"\\\;\065\000")") == Strings{std::string("\"\\;A\0", 5)});
  CHECK(character_strings(R"("" "b")") == Strings{"", "b"});
}

TEST_CASE("Empty content and quotes that do not balance are no content") {
  for (const char* content : {"", R"("")", R"("" "")", R"(")", R"("a)", R"(a")", R"("a" b")",
                              R"("these" ones")", R"("a\")", R"("\25")", R"("\256")", R"("\)"}) {
    CAPTURE(content);
    CHECK_FALSE(character_strings(content));
    CHECK_FALSE(stored_txt(content, {}));
  }
  CHECK(txt_value(R"("a)") == R"("a)");
}

TEST_CASE("A string over 255 octets is split, with single blanks; others keep their spelling") {
  const std::string x(255, 'x');
  CHECK(stored_txt("\"" + x + "\"", {}) == "\"" + x + "\"");
  CHECK(stored_txt("\"" + x + "y\"", {}) == "\"" + x + "\" \"y\"");
  CHECK(stored_txt("\"" + x + x + "\"", {}) == "\"" + x + "\" \"" + x + "\"");
  CHECK(stored_txt(R"("a"  "b")", {}) == R"("a"  "b")");
  CHECK(stored_txt(x, {}) == x);
  CHECK(stored_txt(x + "y", {}) == "\"" + x + "\" \"y\"");
  CHECK(character_strings(x + "y") == Strings{x, "y"});
  CHECK(fake::cloudflare::txt_wire_size(x + "y") == 258);
}

TEST_CASE("An escape at the end of a string is not torn by the split") {
  const std::string x(254, 'x');
  CHECK(stored_txt("\"" + x + R"(\"z")", {}) == "\"" + x + R"(\"" "z")");
  CHECK(stored_txt("\"" + x + R"(\\z")", {}) == "\"" + x + R"(\\" "z")");
  CHECK(stored_txt(x + R"(\z)", {}) == "\"" + x + R"(\\" "z")");
  const std::string umlaut = "\"" + x + "\xc3\xbc\"";
  CHECK(stored_txt(umlaut, {}) == "\"" + x + R"(\195" "\188")");
  CHECK(txt_value(*stored_txt(umlaut, {})) == x + "\xc3\xbc");
}

TEST_CASE("Switches: long content read back raw, quotes added on store") {
  const std::string long_one(300, 'x');
  CHECK(stored_txt(long_one, {.long_unquoted = Options::LongUnquoted::raw}) == long_one);
  CHECK(stored_txt(R"(a\b)", {.quote_on_store = true}) == R"("a\\b")");
  CHECK(stored_txt(R"("a")", {.quote_on_store = true}) == R"("a")");
}

TEST_CASE("The API keeps what was sent and the side channel tells what DNS says") {
  CloudflareWorld world;
  CHECK(world.post_txt("@", "challenge token").body["result"]["content"] == "challenge token");
  CHECK(world.post_txt("@", R"("a \"b\"")").body["result"]["content"] == R"("a \"b\"")");
  const std::string x(300, 'x');
  REQUIRE(world.post_txt("@", "\"" + x + "\"").status == 200);
  CHECK(world.api.rrset(world.zone, "EXAMPLE.com", "TXT") ==
        Strings{"a \"b\"", "challenge token", x});
}

TEST_CASE("TXT content is refused for its quotes, its emptiness, its size") {
  CloudflareWorld world;
  const std::string invalid = "400 9005 Content for TXT record is invalid.";
  CHECK(world.post_txt("@", "").verdict() == invalid);
  CHECK(world.post_txt("@", R"("")").verdict() == invalid);
  CHECK(world.post_txt("@", R"("this)").verdict() == invalid);
  CHECK(world.post_txt("@", R"("these" ones")").verdict() == invalid);
  CHECK(world.post_txt("@", std::string(4'080, 'x')).status == 200);
  CHECK(world.post_txt("a", std::string(4'081, 'x')).verdict() ==
        "400 9005 Content for TXT record exceeds 4096 bytes.");
}

TEST_CASE("All TXT content of a name is at most 8192 characters") {
  CloudflareWorld world;
  for (const char letter : {'a', 'b', 'c'}) {
    const auto answer = world.post_txt("@", std::string(255, letter) + std::string(2'400, 'x'));
    CAPTURE(answer.verdict());
    CHECK(answer.status == 200);
  }
  CHECK(world.post_txt("@", std::string(1'000, 'd')).verdict() ==
        "400 9302 The content of all records of this name and type exceeds 8192 characters.");
  CHECK(world.post_txt("b", std::string(1'000, 'd')).status == 200);
}

TEST_CASE("An identical TXT is told by its spelling, or with a switch by its value") {
  CloudflareWorld world;
  REQUIRE(world.post_txt("@", "a").status == 200);
  const std::string identical = "400 81058 An identical record already exists.";
  CHECK(world.post_txt("@", "a").verdict() == identical);
  CHECK(world.post_txt("@", R"("a")").status == 200);
  CHECK(world.post_txt("@", "A").status == 200);
  CloudflareWorld strict({.same_text = Options::SameText::value, .duplicate_code = 81057});
  REQUIRE(strict.post_txt("@", "a").status == 200);
  CHECK(strict.post_txt("@", R"("a")").verdict() == "400 81057 The record already exists.");
}

}  // namespace dnsward::test
