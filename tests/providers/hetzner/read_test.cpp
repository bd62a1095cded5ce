#include "providers/hetzner/hetzner.h"
#include "support/scripted_api.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace dnsward;
using test::name;
using test::ScriptedApi;

namespace {

const Zone zone{name("example.com"), "42", 3600};
constexpr auto list_call = "GET /zones/42/rrsets?per_page=100&page=1&sort=name";

std::string page_of(std::string_view rrsets, std::string_view pagination) {
  return fmt::format(R"({{"rrsets":[{}],"meta":{{"pagination":{}}}}})", rrsets, pagination);
}

std::string read(std::string_view rrsets,
                 const std::vector<DomainName>& owners = {name("example.com")}) {
  ScriptedApi api;
  api.on(list_call, page_of(rrsets, R"({"next_page":null,"total_entries":null})"));
  const auto provider = test::make_scripted(hetzner_provider(), api);
  return test::snapshot_lines(provider->read(zone, {owners}));
}

std::string txt_set(std::string_view values) {
  return fmt::format(R"({{"name":"@","type":"TXT","ttl":60,"records":[{}]}})", values);
}

}  // namespace

TEST_CASE("a zone is one list, and what was not asked for is left out") {
  CHECK(read(R"(
    {"id":"@/TXT","name":"@","type":"TXT","ttl":null,"labels":{},"protection":{"change":false},"records":[{"value":"\"v=spf1 ~all\"","comment":""},{"value":"\"token\"","comment":"theirs"}],"zone":42},
    {"id":"@/SOA","name":"@","type":"SOA","ttl":null,"records":[{"value":"hydrogen.ns.hetzner.com. dns.hetzner.com. 2026112301 86400 10800 3600000 3600"}]},
    {"id":"@/NS","name":"@","type":"NS","ttl":86400,"records":[{"value":"hydrogen.ns.hetzner.com."}]},
    {"id":"www/A","name":"www","type":"A","ttl":60,"records":[{"value":"192.0.2.1"}]},
    {"id":"sub/NS","name":"sub","type":"NS","records":[{"value":"ns"}]})") ==
        "example.com. 86400 NS hydrogen.ns.hetzner.com.\n"
        "example.com. 3600 SOA hydrogen.ns.hetzner.com. dns.hetzner.com. 2026112301 86400 10800 "
        "3600000 3600\n"
        "example.com. 3600 TXT \"token\"\n"
        "example.com. 3600 TXT \"v=spf1 ~all\"\n"
        "sub.example.com. 3600 NS ns\n");
}

TEST_CASE("every spelling of a TXT value is the same octets") {
  CHECK(
      read(txt_set(
          R"({"value":"\"v=DKIM1; \" \"k=rsa\" "},{"value":"\"v=DKIM1\"\"; k=rsa\""},{"value":"\"v=DKIM1; k=\\114sa\""})")) ==
      "example.com. 60 TXT \"v=DKIM1; k=rsa\"\n");
  CHECK(
      read(txt_set(
          R"({"value":"\"\""},{"value":"bare"},{"value":"\"open"},{"value":"\"q\\\"b\\\\\""})")) ==
      R"(example.com. 60 TXT ""
example.com. 60 TXT "\"open"
example.com. 60 TXT "bare"
example.com. 60 TXT "q\"b\\"
)");
}

TEST_CASE("names without a final dot are relative to the zone") {
  const std::vector owners{name("example.com"), name("a.example.com"), name("b.example.com"),
                           name("c.example.com"), name("d.example.com")};
  CHECK(read(R"(
    {"name":"a","type":"CNAME","ttl":60,"records":[{"value":"mail"}]},
    {"name":"b","type":"CNAME","ttl":60,"records":[{"value":"mail.example.net"}]},
    {"name":"c","type":"CNAME","ttl":60,"records":[{"value":"Mail.Example.NET."}]},
    {"name":"d","type":"CNAME","ttl":60,"records":[{"value":"@"}]},
    {"name":"@","type":"MX","ttl":60,"records":[{"value":"10 mail"},{"value":"0 ."},{"value":"20 mx.example.net."},{"value":"x y z"}]})",
             owners) ==
        "example.com. 60 MX 0 .\n"
        "example.com. 60 MX 10 mail.example.com.\n"
        "example.com. 60 MX 20 mx.example.net.\n"
        "example.com. 60 MX x y z\n"
        "a.example.com. 60 CNAME mail.example.com.\n"
        "b.example.com. 60 CNAME mail.example.net.example.com.\n"
        "c.example.com. 60 CNAME mail.example.net.\n"
        "d.example.com. 60 CNAME example.com.\n");
}

TEST_CASE("owner names of several labels, wildcards and A-labels are understood") {
  const std::vector owners{name("sel._domainkey.example.com"), name("*.example.com"),
                           name("bücher.example.com")};
  CHECK(read(R"(
    {"name":"sel._domainkey","type":"TXT","ttl":60,"records":[{"value":"\"a\""}]},
    {"name":"*","type":"TXT","ttl":60,"records":[{"value":"\"b\""}]},
    {"name":"xn--bcher-kva","type":"TXT","ttl":60,"records":[{"value":"\"c\""}]})",
             {owners[1], owners[0], owners[2]}) ==
        "*.example.com. 60 TXT \"b\"\n"
        "sel._domainkey.example.com. 60 TXT \"a\"\n"
        "xn--bcher-kva.example.com. 60 TXT \"c\"\n");
}

TEST_CASE("protected RRsets are locked") {
  CHECK(
      read(
          R"({"name":"@","type":"TXT","ttl":60,"protection":{"change":true},"records":[{"value":"\"a\""}]},
                {"name":"www","type":"TXT","ttl":60,"protection":{"change":true},"records":[{"value":"\"a\""}]})") ==
      "example.com. 60 TXT \"a\"\nlocked example.com. TXT: it is protected against changes\n");
}

TEST_CASE("RRsets of types and names that nobody knows, or without records, do no harm") {
  CHECK(read(R"({"name":"@","type":"FUTURE","ttl":-1},
                {"name":"a..b","type":"A","ttl":60,"records":[{"value":"192.0.2.1"}]},
                {"name":"@","type":"TXT","ttl":60,"records":[]})")
            .empty());
}

TEST_CASE("pages are read to the one without a next, and what shifts between them counts once") {
  ScriptedApi api;
  const auto set_of = [](std::string_view owner) {
    return fmt::format(R"({{"name":"{}","type":"TXT","ttl":60,"records":[{{"value":"\"a\""}}]}})",
                       owner);
  };
  api.on(list_call, page_of(set_of("a") + ',' + set_of("b"),
                            R"({"next_page":2,"last_page":2,"total_entries":3})"))
      .on("GET /zones/42/rrsets?per_page=100&page=2&sort=name",
          page_of(set_of("b") + ',' + set_of("c"),
                  R"({"next_page":null,"last_page":null,"total_entries":3})"));
  const auto provider = test::make_scripted(hetzner_provider(), api);
  const std::vector owners{name("a.example.com"), name("b.example.com"), name("c.example.com")};
  CHECK(test::snapshot_lines(provider->read(zone, {owners})) ==
        "a.example.com. 60 TXT \"a\"\nb.example.com. 60 TXT \"a\"\nc.example.com. 60 TXT \"a\"\n");
}

TEST_CASE("a page that repeats and a total that does not fit are not believed") {
  const auto told = [](std::string_view first, std::string_view second) {
    ScriptedApi api;
    api.on(list_call, std::string(first));
    if (!second.empty()) {
      api.on("GET /zones/42/rrsets?per_page=100&page=2&sort=name", std::string(second));
    }
    const auto provider = test::make_scripted(hetzner_provider(), api);
    return test::snapshot_lines(provider->read(zone, {}));
  };
  const auto page = page_of(txt_set(R"({"value":"\"a\""})"), R"({"next_page":2})");
  const auto onwards = page_of(txt_set(R"({"value":"\"a\""})"), R"({"next_page":3})");
  CHECK(told(page, onwards) ==
        "protocol: hetzner's list of RRsets repeats itself at page 2 | try again later: a part of "
        "the list can't be seen now | reading zone example.com");
  CHECK(told(page_of(txt_set(R"({"value":"\"a\""})"), R"({"next_page":null,"total_entries":9})"),
             {}) ==
        "protocol: hetzner's list of RRsets has 1 items, and should have 9 | try again when "
        "nothing else writes there | reading zone example.com");
}

TEST_CASE("an answer of another shape is told by where it differs") {
  const std::string at = "protocol: hetzner answered 200 to GET /zones/42/rrsets: ";
  const std::string hint =
      " | the API may have changed since this version of dnsward was made | reading zone "
      "example.com";
  CHECK(read(R"({"name":"@","type":"TXT","ttl":60})") ==
        at + "rrsets[0].records is missing" + hint);
  CHECK(read(R"({"name":"@","type":"TXT","ttl":60,"records":[{"value":5}]})") ==
        at + "rrsets[0].records[0].value is a number, not a text" + hint);
  CHECK(read(R"({"name":"@","type":"TXT","ttl":1e30,"records":[]})") ==
        at + "rrsets[0].ttl is 1e+30, not a whole number" + hint);
  CHECK(read(R"({"name":"@","type":"TXT","ttl":4294967296,"records":[]})") ==
        at + "rrsets[0].ttl is no TTL" + hint);
}
