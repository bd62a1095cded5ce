#include "config/config_support.h"

#include <doctest/doctest.h>

namespace dnsward {
namespace {

using namespace test;

// Keys that do not exist and values of another type.

TEST_CASE("a file with unknown keys at the top is refused") {
  CHECK(errors_of(R"([sendr.x]
[[domain]]
[zzz]
)") ==
        R"(dnsward.toml:1:2: unknown key "sendr"
  help: did you mean "sender"?
dnsward.toml:2:3: unknown key "domain"
  help: did you mean "domains"?
dnsward.toml:3:2: unknown key "zzz"
  help: the keys here are defaults, provider, sender, domains
)");
}

TEST_CASE("a file with unknown keys of an entry is refused") {
  CHECK(errors_after_preamble(R"([[domains]]
names = ["example.com"]
provider = "local"
sendr = ["calenso"]
colour = 1
)") ==
        R"(dnsward.toml:10:1: unknown key "sendr"
  help: did you mean "senders"?
dnsward.toml:11:1: unknown key "colour"
  help: the keys here are names, names_file, provider, zone, zone_id, senders, vars, dmarc, retired, record, allow, reason
)");
}

TEST_CASE("a file with unknown keys of a sender is refused") {
  CHECK(errors_of_sender(R"(spff = ["a"]
token = ["x=1"]
)") ==
        R"(dnsward.toml:6:1: unknown key "spff"
  help: did you mean "spf"?
)");
}

TEST_CASE("a file with unknown keys of dkim items is refused") {
  CHECK(errors_of_sender(R"(dkim = [{ selector = "a", cname = "b.example.net.", key = "x" }]
)") ==
        R"(dnsward.toml:6:53: unknown key "key"
  help: the keys here are selector, value, cname, ttl, replace
)");
}

TEST_CASE("a file with unknown keys of records is refused") {
  CHECK(errors_of_sender(R"([[sender.s.record]]
name = "@"
type = "TXT"
value = "x"
own = "rrset"
)") ==
        R"(dnsward.toml:10:1: unknown key "own"
  help: did you mean "owns"?
)");
}

TEST_CASE("a file with unknown keys of defaults is refused") {
  CHECK(errors_of(R"([defaults]
ttls = 3600
)") ==
        R"(dnsward.toml:2:1: unknown key "ttls"
  help: did you mean "ttl"?
)");
}

TEST_CASE("a file with tags instead of keys in dmarc is refused") {
  CHECK(errors_after_preamble(R"([[domains]]
names = ["example.com"]
provider = "local"
senders = ["calenso"]
dmarc = { p = "reject", sp = "none", np = "none", pct = 100 }
)") ==
        R"(dnsward.toml:11:11: unknown key "p"
  help: write policy
dnsward.toml:11:25: unknown key "sp"
  help: write subdomain_policy
dnsward.toml:11:38: unknown key "np"
  help: write nonexistent_subdomain_policy
dnsward.toml:11:51: unknown key "pct"
  help: the keys here are policy, subdomain_policy, nonexistent_subdomain_policy, rua, ruf, adkim, aspf, fo, t, allow_downgrade
)");
}

TEST_CASE("a file with an owner's tag in a sender's dmarc is refused") {
  CHECK(errors_of_sender(R"(dmarc = { policy = "none", adkim = "s", ruff = 1 }
)") ==
        R"(dnsward.toml:6:28: unknown key "adkim"
  help: only the domain's owner says it: write it in the dmarc of the [[domains]] entry
dnsward.toml:6:41: unknown key "ruff"
  help: the keys here are policy, rua
)");
}

TEST_CASE("a file with wrong types of texts is refused") {
  CHECK(errors_after_preamble(R"([[domains]]
names = ["example.com"]
provider = 5
zone = ["example.com"]
zone_id = 1.5
senders = ["calenso"]
)") ==
        R"(dnsward.toml:9:12: "provider" must be a string, is an integer
  help: write provider = "..."
dnsward.toml:10:8: "zone" must be a string, is an array
  help: write zone = "..."
dnsward.toml:11:11: "zone_id" must be a string, is a floating-point number
  help: write zone_id = "..."
)");
}

TEST_CASE("a file with wrong types of arrays is refused") {
  CHECK(errors_after_preamble(R"([[domains]]
names = "example.com"
provider = "local"
senders = { calenso = true }
retired = true
)") ==
        R"(dnsward.toml:8:9: "names" must be an array of strings, is a string
  help: write names = ["..."]
dnsward.toml:10:11: "senders" must be an array of strings, is a table
  help: write senders = ["..."]
dnsward.toml:11:11: "retired" must be an array of strings, is a boolean
  help: write retired = ["..."]
)");
}

TEST_CASE("a file with wrong elements of arrays is refused") {
  CHECK(errors_after_preamble(R"([[domains]]
names = ["example.com", 5, ["a"]]
provider = "local"
senders = [1979-05-27, "calenso"]
)") ==
        R"(dnsward.toml:8:25: an element of "names" must be a string, is an integer
  help: write it in quotes
dnsward.toml:8:28: an element of "names" must be a string, is an array
  help: write it in quotes
dnsward.toml:10:12: an element of "senders" must be a string, is a date
  help: write it in quotes
)");
}

TEST_CASE("a file with wrong types of tables is refused") {
  CHECK(errors_of(R"(defaults = 1
provider = "x"
sender = []
domains = { names = ["a"] }
)") ==
        R"(dnsward.toml:1:12: "defaults" must be a table, is an integer
  help: write [defaults]
dnsward.toml:2:12: "provider" must be a table, is a string
  help: write [provider.NAME]
dnsward.toml:3:10: "sender" must be a table, is an array
  help: write [sender.NAME]
dnsward.toml:4:11: "domains" must be an array of tables, is a table
  help: write [[domains]]
)");
}

TEST_CASE("a file with a provider and a sender that are no tables is refused") {
  CHECK(errors_of(R"([[provider.a]]
type = "x"
[[sender.b]]
spf = []
)") ==
        R"(dnsward.toml:1:1: provider "a" must be a table, is an array
  help: write [provider.a]
dnsward.toml:3:1: sender "b" must be a table, is an array
  help: write [sender.b]
)");
}

TEST_CASE("a file with wrong types inside senders is refused") {
  CHECK(errors_of_sender(R"(title = 1
spf = "include:a.example.net"
token = "a"
dkim = { selector = "x" }
dmarc = "v=DMARC1"
record = [1]
)") ==
        R"(dnsward.toml:6:9: "title" must be a string, is an integer
  help: write title = "..."
dnsward.toml:7:7: "spf" must be an array of strings, is a string
  help: write spf = ["..."]
dnsward.toml:8:9: "token" must be an array of strings, is a string
  help: write token = ["..."]
dnsward.toml:9:8: "dkim" must be an array of tables, is a table
  help: write dkim = [{ selector = "...", value = "..." }]
dnsward.toml:10:9: "dmarc" must be a table, is a string
  help: write dmarc = { policy = "none" }
dnsward.toml:11:11: an element of "record" must be a table, is an integer
  help: write it as { key = "value" }
)");
}

TEST_CASE("a file with wrong types of flags and numbers is refused") {
  CHECK(errors_of_sender(R"([[sender.s.record]]
name = "a"
type = "MX"
value = "mx.example.net."
priority = "10"
absent = "yes"
)") ==
        R"(dnsward.toml:10:12: "priority" must be an integer, is a string
  help: write a whole number without quotes: priority = 10
dnsward.toml:11:10: "absent" must be a boolean, is a string
  help: write absent = true, or leave it out
)");
}

TEST_CASE("a file with empty arrays is refused") {
  CHECK(errors_after_preamble(R"([[domains]]
names = []
provider = "local"
senders = []
retired = []
record = []
)") ==
        R"(dnsward.toml:8:9: "names" is empty
  help: fill it, or leave the key out
dnsward.toml:10:11: "senders" is empty
  help: fill it, or leave the key out
dnsward.toml:11:11: "retired" is empty
  help: fill it, or leave the key out
dnsward.toml:12:10: "record" is empty
  help: fill it, or leave the key out
)");
}

TEST_CASE("a file with empty texts is refused") {
  CHECK(errors_of_sender(R"(title = ""
spf = [""]
token = [""]
dmarc = { rua = [""] }
dkim = [{ selector = "", value = "" }]
)") ==
        R"(dnsward.toml:7:8: an empty text in "spf"
  help: fill it, or leave it out
dnsward.toml:8:10: an empty text in "token"
  help: fill it, or leave it out
dnsward.toml:9:18: an empty text in "rua"
  help: fill it, or leave it out
dnsward.toml:10:22: an empty text in "selector"
  help: fill it, or leave it out
dnsward.toml:10:34: an empty text in "value"
  help: fill it, or leave it out
)");
}

TEST_CASE("a file with a single bracket around domains is refused") {
  CHECK(errors_after_preamble(R"([domains]
names = ["example.com"]
)") ==
        R"(dnsward.toml:7:1: "domains" must be an array of tables, is a table
  help: write [[domains]]
)");
}

TEST_CASE("a file with TTLs that are none is refused") {
  CHECK(errors_of(R"([defaults]
ttl = 0
)") ==
        R"(dnsward.toml:2:7: "ttl" must be 1 to 2147483647 seconds, is 0
  help: an hour is 3600
)");
}

TEST_CASE("a file with a negative TTL is refused") {
  CHECK(errors_of(R"([defaults]
ttl = -1
)") ==
        R"(dnsward.toml:2:7: "ttl" must be 1 to 2147483647 seconds, is -1
  help: an hour is 3600
)");
}

TEST_CASE("a file with a TTL over 31 bits is refused") {
  CHECK(errors_of(R"([defaults]
ttl = 2147483648
)") ==
        R"(dnsward.toml:2:7: "ttl" must be 1 to 2147483647 seconds, is 2147483648
  help: an hour is 3600
)");
}

TEST_CASE("a file with a TTL in quotes is refused") {
  CHECK(errors_of(R"([defaults]
ttl = "3600"
)") ==
        R"(dnsward.toml:2:7: "ttl" must be an integer, is a string
  help: write a whole number without quotes: ttl = 3600
)");
}

TEST_CASE("a file with a TTL with a fraction is refused") {
  CHECK(errors_of(R"([defaults]
ttl = 3600.0
)") ==
        R"(dnsward.toml:2:7: "ttl" must be an integer, is a floating-point number
  help: write a whole number without quotes: ttl = 3600
)");
}

}  // namespace
}  // namespace dnsward
