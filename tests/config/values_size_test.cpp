#include "config/config_support.h"

#include <doctest/doctest.h>

#include <string>

using namespace dnsward;
using namespace dnsward::test;

namespace {

std::string record(std::string_view key, const std::string& value) {
  return "[[sender.s.record]]\nname = \"a\"\ntype = \"TXT\"\nowns = \"rrset\"\n" +
         std::string(key) + " = '" + value + "'\n";
}

}  // namespace

TEST_CASE("a TXT value may fill 65535 octets of RDATA and no more") {
  // 256 character-strings of 255 octets take one octet more each.
  CHECK(errors_of_sender(record("value", std::string(65279, 'x'))).empty());
  CHECK(errors_of_sender(record("value", std::string(65280, 'x'))) ==
        R"(dnsward.toml:10:9: value takes 65536 octets of RDATA, the limit is 65535
  help: shorten it
)");
  CHECK(errors_of_sender(record("presentation", "\"" + std::string(70000, 'x') + "\"")) ==
        R"(dnsward.toml:10:16: value takes 70275 octets of RDATA, the limit is 65535
  help: shorten it
)");
}
