#include "config/config_support.h"

#include <doctest/doctest.h>

using namespace dnsward::test;

TEST_CASE("a record with spf wants terms in the SPF record at its name") {
  CHECK(requirements_of_text(R"([provider.local]
type = "zonefile"
directory = "zones"
[sender.ses]
[[sender.ses.record]]
name = "${bounces}"
spf  = ["include:amazonses.com", "ip4:192.0.2.1"]
[[sender.ses.record]]
name = "@"
spf  = ["exists:${domain}.spf.example.net"]
ttl  = 300
[[domains]]
names = ["example.com"]
provider = "local"
senders = ["ses"]
vars = { bounces = "mail" }
)") ==
        R"(record of ses: mail.example.com. SPF include:amazonses.com ip4:192.0.2.1 ttl 3600 at 7:8
record of ses: example.com. SPF exists:example.com.spf.example.net ttl 300 exactly at 10:8
)");
}

TEST_CASE("retiring a sender takes its terms out of the SPF record at a name below") {
  CHECK(requirements_of_text(R"([provider.local]
type = "zonefile"
directory = "zones"
[sender.ses]
[[sender.ses.record]]
name = "mail"
spf  = ["include:amazonses.com"]
[[domains]]
names = ["example.com"]
provider = "local"
retired = ["ses"]
)") ==
        R"(retired record of ses: mail.example.com. SPF include:amazonses.com ttl 3600 at 7:8
)");
}

TEST_CASE("a record with spf is nothing else") {
  CHECK(errors_of_sender(R"([[sender.s.record]]
name = "a"
type = "TXT"
spf  = ["include:spf.example.net"]
[[sender.s.record]]
name = "b"
spf  = ["include:spf.example.net"]
value = "x"
[[sender.s.record]]
name = "c"
spf  = ["include:spf.example.net"]
absent = true
[[sender.s.record]]
name = "d"
spf  = []
[[sender.s.record]]
name = "e"
spf  = ["v=spf1 include:spf.example.net ~all"]
[[sender.s.record]]
name = "f"
spf  = ["include:f.example.com"]
)") == R"(dnsward.toml:8:1: "type" has no meaning beside spf
  help: remove it: the terms join the one SPF record at the name
dnsward.toml:13:1: "value" has no meaning beside spf
  help: remove it: the terms join the one SPF record at the name
dnsward.toml:17:1: "absent" has no meaning beside spf
  help: remove it: the terms join the one SPF record at the name
dnsward.toml:20:8: "spf" is empty
  help: fill it, or leave the key out
dnsward.toml:23:9: "v=spf1 include:spf.example.net ~all" is a whole SPF record where one term is asked for
  help: write spf = ["include:spf.example.net"]
dnsward.toml:26:8: "include:f.example.com" includes the domain itself
  help: remove it, or name the sender's own domain
  dnsward.toml:29:10: for the domain "example.com"
)");
}
