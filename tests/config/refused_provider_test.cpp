#include "config/config_support.h"

#include <doctest/doctest.h>

namespace dnsward {
namespace {

using namespace test;

// [provider.NAME] blocks that are wrong.

TEST_CASE("a file with a provider without a type is refused") {
  CHECK(errors_of(R"([provider.a]
directory = "x"
)") ==
        R"(dnsward.toml:1:11: provider "a" has no type
  help: add type = "...", one of zonefile, cloudflare
)");
}

TEST_CASE("a file with an unknown type with a near one is refused") {
  CHECK(errors_of(R"([provider.a]
type = "zonefiles"
directory = "x"
)") ==
        R"(dnsward.toml:2:8: unknown provider type "zonefiles"
  help: did you mean "zonefile"?
)");
}

TEST_CASE("a file with an unknown type is refused") {
  CHECK(errors_of(R"([provider.a]
type = "bind"
)") ==
        R"(dnsward.toml:2:8: unknown provider type "bind"
  help: the types are zonefile, cloudflare
)");
}

TEST_CASE("a file with a missing setting is refused") {
  CHECK(errors_of(R"([provider.a]
type = "zonefile"
)") ==
        R"(dnsward.toml:1:11: provider "a" has no directory
  help: add directory = "...": the folder of the zone files
)");
}

TEST_CASE("a file with an empty setting is refused") {
  CHECK(errors_of(R"([provider.a]
type = "zonefile"
directory = ""
)") ==
        R"(dnsward.toml:3:13: an empty text in "directory"
  help: fill it, or leave it out
)");
}

TEST_CASE("a file with a setting of another type is refused") {
  CHECK(errors_of(R"([provider.a]
type = "zonefile"
directory = ["a"]
)") ==
        R"(dnsward.toml:3:13: "directory" must be a string, is an array
  help: write directory = "..."
)");
}

TEST_CASE("a file with an unknown setting is refused") {
  CHECK(errors_of(R"([provider.a]
type = "zonefile"
directroy = "zones"
flavour = "x"
)") ==
        R"(dnsward.toml:1:11: provider "a" has no directory
  help: add directory = "...": the folder of the zone files
dnsward.toml:3:1: unknown key "directroy"
  help: did you mean "directory"?
dnsward.toml:4:1: unknown key "flavour"
  help: the keys here are type, directory
)");
}

TEST_CASE("a file with credentials is refused") {
  CHECK(errors_of(R"([provider.my-cf]
type = "cloudflare"
token = "s3cr3t"
api-token = "s3cr3t"
Password = "s3cr3t"
)") ==
        R"(dnsward.toml:3:1: "token" can't be here: this file holds no secrets
  help: credentials come from the environment: set DNSWARD_MY_CF_TOKEN
dnsward.toml:4:1: "api-token" can't be here: this file holds no secrets
  help: credentials come from the environment: set DNSWARD_MY_CF_TOKEN
dnsward.toml:5:1: "Password" can't be here: this file holds no secrets
  help: credentials come from the environment: set DNSWARD_MY_CF_TOKEN
)");
}

TEST_CASE("a file with endpoints and commands is refused") {
  CHECK(errors_of(R"([provider.cf]
type = "cloudflare"
endpoint = "http://evil.example"
base_url = "x"
token_command = "cat x"
command = "rm"
)") ==
        R"(dnsward.toml:3:1: "endpoint" can't be here: this file can't move an endpoint
  help: endpoints come from the environment: set DNSWARD_CF_ENDPOINT
dnsward.toml:4:1: "base_url" can't be here: this file can't move an endpoint
  help: endpoints come from the environment: set DNSWARD_CF_ENDPOINT
dnsward.toml:5:1: "token_command" can't be here: this file runs no commands
  help: credentials come from the environment: set DNSWARD_CF_TOKEN
dnsward.toml:6:1: "command" can't be here: this file runs no commands
  help: credentials come from the environment: set DNSWARD_CF_TOKEN
)");
}

TEST_CASE("a file with credentials beside an unknown type is refused") {
  CHECK(errors_of(R"([provider.cf]
type = "clodflare"
api_key = "s3cr3t"
whatever = 1
)") ==
        R"(dnsward.toml:2:8: unknown provider type "clodflare"
  help: did you mean "cloudflare"?
dnsward.toml:3:1: "api_key" can't be here: this file holds no secrets
  help: credentials come from the environment: set DNSWARD_CF_TOKEN
)");
}

TEST_CASE("a file with a name that no variable can have is refused") {
  CHECK(errors_of(R"([provider."my cf"]
type = "cloudflare"
[provider.""]
type = "cloudflare"
)") ==
        R"(dnsward.toml:1:11: "my cf" can't name a provider
  help: its credentials are found by the name: use letters, digits, "-" and "_"
dnsward.toml:3:11: "" can't name a provider
  help: its credentials are found by the name: use letters, digits, "-" and "_"
)");
}

TEST_CASE("a file with names that share a variable is refused") {
  CHECK(
      errors_of(R"([provider.a-b]
type = "cloudflare"
[provider.a_b]
type = "cloudflare"
[provider.A_B]
type = "cloudflare"
)") ==
      R"(dnsward.toml:3:11: providers "a-b" and "a_b" would both take their credentials from DNSWARD_A_B_TOKEN
  help: rename one of them
  dnsward.toml:1:11: the other one
dnsward.toml:5:11: providers "a-b" and "A_B" would both take their credentials from DNSWARD_A_B_TOKEN
  help: rename one of them
  dnsward.toml:1:11: the other one
)");
}

}  // namespace
}  // namespace dnsward
