#include "providers/route53/ini.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <string_view>

using namespace dnsward;
using namespace dnsward::route53;

namespace {

// "[section]key=value;key>nested=value;" for the whole file, sorted; or the error's message.
std::string read(std::string_view text) {
  const auto file = parse_ini(text, "/f");
  if (!file) {
    CHECK(file.error().kind == ErrorKind::credential);
    return file.error().message;
  }
  std::string lines;
  for (const auto& [name, section] : *file) {
    lines += fmt::format("[{}]", name);
    for (const auto& [key, value] : section.keys)
      lines += fmt::format("{}={};", key, value.reveal());
    for (const auto& [parent, keys] : section.nested) {
      for (const auto& [key, value] : keys) {
        lines += fmt::format("{}>{}={};", parent, key, value.reveal());
      }
    }
  }
  return lines;
}

}  // namespace

TEST_CASE("sections, keys and comments") {
  CHECK(read("") == "");
  CHECK(read("# c\n\n[a]\n; c\nKey = v # no comment\nb:c=d\n[ profile b ]\n\tc =\t\n") ==
        "[a]b=c=d;key=v # no comment;[profile b]c=;");
  CHECK(read("\xEF\xBB\xBF[a]\r\nk=v\r\n") == "[a]k=v;");
  CHECK(read("[a]\nk=1\n[b]\n[a]\nk=2\nl=3") == "[a]k=2;l=3;[b]");
  CHECK(read("[a]\n  k = 1\n  l = 2\n [b]\n") == "[a]k=1;l=2;[b]");
}

TEST_CASE("keys below a key, and lines that go on") {
  CHECK(
      read("[s]\nroute_53 =\n  endpoint_url = https://x:1/\n  other=2\nsts=\n endpoint_url=y") ==
      "[s]route_53=;sts=;route_53>endpoint_url=https://x:1/;route_53>other=2;sts>endpoint_url=y;");
  CHECK(read("[s]\nk = a\n  b = c\nl = d") == "[s]k=a\nb = c;l=d;");
  CHECK(read("[s]\nk =\n  # c\n\n  l = 1\n") == "[s]k=;k>l=1;");
}

TEST_CASE("lines that are nothing are told by their number, and not shown") {
  CHECK(read("k = s3cret\n") == R"(line 1 of "/f" stands before the first [section])");
  CHECK(read("[a]\n\ns3cret\n") == R"(line 3 of "/f" is neither a [section] nor "key = value")");
  CHECK(read("[a]\n= s3cret\n") == R"(line 2 of "/f" is neither a [section] nor "key = value")");
  CHECK(read("[a\nk=v") == R"(line 1 of "/f" is no whole [section])");
  CHECK(read("[]\nk=v") == R"(line 1 of "/f" is no whole [section])");
  CHECK(read("[a]\nk =\n  s3cret\n") == R"(line 3 of "/f" is indented, but is no "key = value")");
}

TEST_CASE("no octets make the reader of files fail in another way than with an Error") {
  const std::string whole = "[a]\nk = v\nn =\n  m = w\n# c\n[profile b]\nx: y\n";
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (int octet = 0; octet < 256; ++octet) {
      auto changed = whole;
      changed[at] = static_cast<char>(octet);
      static_cast<void>(read(changed));
    }
    static_cast<void>(read(whole.substr(0, at)));
  }
  CHECK(read(whole) == "[a]k=v;n=;n>m=w;[profile b]x=y;");
}
