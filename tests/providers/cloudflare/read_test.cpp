#include "providers/cloudflare/cloudflare.h"
#include "support/scripted_api.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace dnsward;
using test::name;
using test::ScriptedApi;

namespace {

constexpr auto read_call = "GET /zones/z1/dns_records?per_page=5000&page=1";

std::string read_page_of(std::string_view records) {
  return fmt::format(R"({{"result":[{}],"success":true,"errors":[],"messages":[]}})", records);
}

std::string read_body(const std::string& body, const std::vector<DomainName>& owners) {
  ScriptedApi api;
  api.on(read_call, body);
  const auto provider = test::make_scripted(cloudflare_provider(), api);
  return test::snapshot_lines(provider->read({name("example.com"), "z1"}, {owners}));
}

std::string read(std::string_view records,
                 const std::vector<DomainName>& owners = {name("example.com")}) {
  return read_body(read_page_of(records), owners);
}

/// The octets of one TXT record of the apex whose JSON has this content.
std::string txt_of(std::string_view content) {
  ScriptedApi api;
  api.on(read_call, read_page_of(fmt::format(
                        R"({{"id":"1","name":"example.com","type":"TXT","content":"{}","ttl":60}})",
                        content)));
  const auto provider = test::make_scripted(cloudflare_provider(), api);
  const auto snapshot = provider->read({name("example.com"), "z1"}, {{name("example.com")}});
  REQUIRE(snapshot);
  REQUIRE(snapshot->rrsets.size() == 1);
  return std::get<TxtData>(snapshot->rrsets[0].rdata.at(0)).bytes;
}

}  // namespace

TEST_CASE("a zone is one list, and what was not asked for is left out") {
  CHECK(read(R"(
    {"id":"1","name":"example.com","type":"TXT","content":"\"v=spf1 ~all\"","proxiable":false,"proxied":false,"ttl":3600,"settings":{},"meta":{},"comment":null,"tags":[],"created_on":"2025-08-27T20:36:24.9667Z"},
    {"id":"2","name":"example.com","type":"TXT","content":"token","ttl":3600},
    {"id":"3","name":"example.com","type":"MX","content":"mx.example.net","priority":10,"ttl":1},
    {"id":"4","name":"example.com","type":"MX","content":".","priority":0,"ttl":1},
    {"id":"5","name":"example.com","type":"A","content":"192.0.2.1","proxied":true,"ttl":1},
    {"id":"6","name":"www.example.com","type":"CNAME","content":"example.com","ttl":1},
    {"id":"7","name":"sub.example.com","type":"NS","content":"ns.example.net","ttl":300},
    {"id":"8","name":"example.com","type":"SRV","content":"0 5 5060 sip.example.com","data":{"port":5060},"ttl":60})") ==
        "example.com. 1 A 192.0.2.1\n"
        "example.com. 1 MX 0 .\n"
        "example.com. 1 MX 10 mx.example.net.\n"
        "example.com. 3600 TXT \"token\"\n"
        "example.com. 3600 TXT \"v=spf1 ~all\"\n"
        "example.com. 60 SRV 0 5 5060 sip.example.com\n"
        "sub.example.com. 300 NS ns.example.net\n");
}

TEST_CASE("every spelling of a TXT value is the same octets") {
  const std::string key(410, 'k');
  const auto quoted = [](std::string_view text) { return fmt::format(R"(\"{}\")", text); };
  CHECK(txt_of(key) == key);
  CHECK(txt_of(quoted(key)) == key);
  CHECK(txt_of(quoted(key.substr(0, 255)) + ' ' + quoted(key.substr(255))) == key);
  CHECK(txt_of(quoted(key.substr(0, 200)) + ' ' + quoted(key.substr(200))) == key);
  CHECK(txt_of(quoted(key.substr(0, 255)) + quoted(key.substr(255))) == key);
}

TEST_CASE("escapes count in quotes alone, and what is badly quoted is taken as it is") {
  CHECK(txt_of(R"(\"a\\\"b\\\\c\\226\\130\\172;\")") == "a\"b\\c\xe2\x82\xac;");
  CHECK(txt_of(R"(a\\\"b\\c; d )") == R"(a\"b\c; d )");
  CHECK(txt_of(R"( leading)") == " leading");
  CHECK(txt_of(R"(\"open)") == "\"open");
  CHECK(txt_of(R"(\")") == "\"");
  CHECK(txt_of(R"(\"\\999\")") == R"("\999")");
  CHECK(txt_of("").empty());
  CHECK(txt_of(R"(\"\")").empty());
  CHECK(txt_of("gr\\u00fcn") == "gr\xc3\xbcn");
}

TEST_CASE("two spellings of one value are one value") {
  CHECK(read(R"({"id":"1","name":"example.com","type":"TXT","content":"a b","ttl":60},
                {"id":"2","name":"example.com","type":"TXT","content":"\"a \" \"b\"","ttl":60})") ==
        "example.com. 60 TXT \"a b\"\n");
}

TEST_CASE("of different TTLs in an RRset the smallest counts") {
  CHECK(read(R"({"id":"1","name":"example.com","type":"TXT","content":"a","ttl":600},
                {"id":"2","name":"example.com","type":"TXT","content":"b","ttl":"300"},
                {"id":"3","name":"example.com","type":"MX","content":"mx.example.net","priority":"10"})") ==
        "example.com. 1 MX 10 mx.example.net.\n"
        "example.com. 300 TXT \"a\"\nexample.com. 300 TXT \"b\"\n");
}

TEST_CASE("a CNAME that Cloudflare answers itself is not that CNAME") {
  const std::vector owners{name("a.example.com"), name("b.example.com"), name("c.example.com"),
                           name("d.example.com")};
  CHECK(read(R"(
    {"id":"1","name":"a.example.com","type":"CNAME","content":"X.example.net","proxied":false,"ttl":300,"settings":{"flatten_cname":false}},
    {"id":"2","name":"b.example.com","type":"CNAME","content":"x.example.net.","proxied":true,"ttl":1},
    {"id":"3","name":"c.example.com","type":"CNAME","content":"x.example.net","ttl":1,"settings":{"flatten_cname":true}},
    {"id":"4","name":"d.example.com","type":"CNAME","content":"not..a.name","ttl":1,"settings":null})",
             owners) ==
        "a.example.com. 300 CNAME x.example.net.\n"
        "b.example.com. 1 CNAME x.example.net. (proxied)\n"
        "c.example.com. 1 CNAME x.example.net. (flattened)\n"
        "d.example.com. 1 CNAME not..a.name\n");
}

TEST_CASE("records that Email Routing manages are locked") {
  CHECK(read(R"(
    {"id":"1","name":"example.com","type":"TXT","content":"\"v=spf1 include:_spf.mx.cloudflare.net ~all\"","ttl":1,"meta":{"email_routing":true,"read_only":true}},
    {"id":"2","name":"example.com","type":"TXT","content":"token","ttl":1,"meta":{"source":"primary"}},
    {"id":"3","name":"example.com","type":"A","content":"192.0.2.1","ttl":1,"meta":{"read_only":true}},
    {"id":"4","name":"x.example.com","type":"A","content":"192.0.2.1","ttl":1,"meta":{"read_only":true}})") ==
        "example.com. 1 A 192.0.2.1\n"
        "example.com. 1 TXT \"token\"\n"
        "example.com. 1 TXT \"v=spf1 include:_spf.mx.cloudflare.net ~all\"\n"
        "locked example.com. A: it is read-only 192.0.2.1\n"
        "locked example.com. TXT: it is managed by Email Routing \"v=spf1 "
        "include:_spf.mx.cloudflare.net ~all\"\n");
}

TEST_CASE("records of types and names that nobody knows do no harm") {
  CHECK(read(R"(
    {"id":"1","name":"example.com","type":"FUTURE","content":"?","ttl":-1},
    {"id":"2","name":"a..example.com","type":"A","content":"192.0.2.1"},
    {"id":"3","name":"example.com","type":"HTTPS","data":{"value":"alpn=h3"},"ttl":60})") ==
        "example.com. 60 HTTPS \n");
}

TEST_CASE("a zone without records is empty") {
  CHECK(read("").empty());
  CHECK(
      read_body(
          R"({"result":[],"success":true,"result_info":{"page":1,"per_page":5000,"count":0,"total_count":0,"total_pages":1}})",
          {})
          .empty());
}

TEST_CASE("a list of several pages is put together") {
  ScriptedApi api;
  const auto page = [](int number, int pages) {
    return fmt::format(
        R"({{"result":[{{"id":"{0}","name":"example.com","type":"TXT","content":"v{0}","ttl":60}}],"success":true,"result_info":{{"page":{0},"total_pages":{1},"total_count":{1}}}}})",
        number, pages);
  };
  api.on(read_call, page(1, 2)).on("GET /zones/z1/dns_records?per_page=5000&page=2", page(2, 2));
  const auto provider = test::make_scripted(cloudflare_provider(), api);
  CHECK(
      test::snapshot_lines(provider->read({name("example.com"), "z1"}, {{name("example.com")}})) ==
      "example.com. 60 TXT \"v1\"\nexample.com. 60 TXT \"v2\"\n");
}

TEST_CASE("an answer of another shape is told by where it differs") {
  const auto told = [](const std::string& body) { return read_body(body, {}); };
  constexpr auto changed_hint =
      " | the API may have changed since this version of dnsward was made | reading zone "
      "example.com";
  const auto at_list = std::string(
      "protocol: cloudflare answered 200 to GET "
      "/zones/z1/dns_records: ");
  CHECK(told(R"({"success":true})") == at_list + "result is missing" + changed_hint);
  CHECK(told(R"({"success":true,"result":{}})") ==
        at_list + "result is an object, not an array" + changed_hint);
  CHECK(told(read_page_of(R"({"id":7,"name":"example.com","type":"A"})")) ==
        at_list + "result[0].id is a number, not a text" + changed_hint);
  CHECK(told(read_page_of(R"({"id":"7","name":"example.com","type":"A","ttl":-1})")) ==
        at_list + "result[0].ttl is no TTL" + changed_hint);
  CHECK(told(read_page_of(
            R"({"id":"7","name":"example.com","type":"MX","content":"a","priority":70000})")) ==
        at_list + "result[0].priority is no MX preference" + changed_hint);
  CHECK(told("<html>") ==
        at_list +
            "the answer is not JSON at octet 1; it starts with \"<html>\" | something between here "
            "and the API may have answered in its place; try again later | reading zone "
            "example.com");
  CHECK(
      told(
          R"({"success":false,"result":null,"errors":[{"code":10000,"message":"Authentication error"}]})") ==
      "refused: cloudflare answered 200 to GET /zones/z1/dns_records: it says that it failed; "
      "10000 Authentication error | give the token DNS Write (DNS Read is enough for `plan`) for "
      "this zone, and Zone Read so that zones are found by name | reading zone example.com");
}

TEST_CASE("a zone_id of another zone is noticed by what that zone holds") {
  CHECK(read(R"({"id":"1","name":"www.other.example","type":"A","content":"192.0.2.1","ttl":1})") ==
        "config: the zone with the id \"z1\" is not \"example.com\": it holds "
        "\"www.other.example\" | make zone and zone_id agree, or leave zone_id out | reading zone "
        "example.com");
}
