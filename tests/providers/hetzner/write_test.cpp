#include "providers/hetzner/hetzner.h"
#include "support/scripted_api.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace dnsward;
using test::name;
using test::ScriptedApi;
using test::txt;

namespace {

const Zone zone{name("example.com"), "42", 3600};
constexpr auto list_call = "GET /zones/42/rrsets?per_page=100&page=1&sort=name";

/// What is sent to change this zone; every action of it is done at once.
class Written {
 public:
  explicit Written(std::string_view rrsets) {
    api_.on(list_call, fmt::format(R"({{"rrsets":[{}]}})", rrsets));
  }

  Written& call(std::string_view path, std::string_view body) {
    api_.on(fmt::format("POST /zones/42/rrsets/{} {}", path, body),
            R"({"action":{"id":7,"status":"success"}})", 201);
    return *this;
  }

  std::string by(const std::vector<Change>& changes) {
    const auto provider = test::make_scripted(hetzner_provider(), api_);
    const auto receipt = provider->write(zone, {}, changes);
    if (!receipt) return test::error_line(receipt.error());
    CHECK(receipt->pending.empty());
    return receipt->is_partial ? "partly done" : "done";
  }

 private:
  ScriptedApi api_;
};

RRset set_of(const char* owner, RRType type, std::vector<Rdata> values, std::uint32_t ttl = 300) {
  RRset made{{name(owner), type}, ttl, std::move(values)};
  normalize(made);
  return made;
}

RRset apex(std::vector<Rdata> values, std::uint32_t ttl = 300) {
  return set_of("example.com", RRType::txt, std::move(values), ttl);
}

Change change(std::optional<RRset> before, std::optional<RRset> after,
              std::vector<ValueFate> fates = {}) {
  return {.key = before ? before->key : after->key,
          .before = before,
          .after = after,
          .fates = std::move(fates)};
}

constexpr auto spf_and_token =
    R"({"name":"@","type":"TXT","ttl":300,"records":[{"value":"\"v=spf1 \" \"-all\"","comment":"mail"},{"value":"\"token\" ","comment":"theirs"}]})";

}  // namespace

TEST_CASE("a value beside others is added alone, without a TTL") {
  CHECK(Written(spf_and_token)
            .call("@/TXT/actions/add_records", R"({"records":[{"value":"\"n\\\"w\\\\\""}]})")
            .by({change(apex({txt("v=spf1 -all"), txt("token")}),
                        apex({txt("v=spf1 -all"), txt("token"), txt("n\"w\\")}))}) == "done");
}

TEST_CASE("a value goes by the text that is stored") {
  CHECK(
      Written(spf_and_token)
          .call("@/TXT/actions/remove_records", R"({"records":[{"value":"\"v=spf1 \" \"-all\""}]})")
          .by({change(apex({txt("v=spf1 -all"), txt("token")}), apex({txt("token")}))}) == "done");
}

TEST_CASE("where a value takes the place of another, the rest is sent as it is stored") {
  CHECK(Written(spf_and_token)
            .call("@/TXT/actions/set_records",
                  R"({"records":[{"comment":"mail","value":"\"v=spf1 mx -all\""},)"
                  R"({"comment":"theirs","value":"\"token\" "},{"value":"\"new\""}]})")
            .by({change(apex({txt("v=spf1 -all"), txt("token")}),
                        apex({txt("v=spf1 mx -all"), txt("token"), txt("new")}),
                        {{Fate::replaced, txt("v=spf1 mx -all"), txt("v=spf1 -all")}})}) == "done");
}

TEST_CASE("an RRset of which nothing stays is set at once, so that it is never gone") {
  CHECK(Written(spf_and_token)
            .call("@/TXT/actions/set_records", R"({"records":[{"value":"\"new\""}]})")
            .by({change(apex({txt("v=spf1 -all"), txt("token")}), apex({txt("new")}))}) == "done");
}

TEST_CASE("two spellings of the replaced value become one value") {
  CHECK(
      Written(
          R"({"name":"@","type":"TXT","ttl":300,"records":[{"value":"\"a\"","comment":""},{"value":"\"a\" "}]})")
          .call("@/TXT/actions/set_records", R"({"records":[{"value":"\"b\""}]})")
          .by({change(apex({txt("a")}), apex({txt("b")}),
                      {{Fate::replaced, txt("b"), txt("a")}})}) == "done");
}

TEST_CASE("a new RRset comes with its TTL, below names as the API's clients spell them") {
  CHECK(
      Written("")
          .call("_dmarc/TXT/actions/add_records",
                R"({"records":[{"value":"\"v=DMARC1;p=none\""}],"ttl":600})")
          .call("@/MX/actions/add_records",
                R"({"records":[{"value":"0 ."},{"value":"10 mx.example.net."}],"ttl":60})")
          .call("*.a/CNAME/actions/add_records",
                R"({"records":[{"value":"x.esp.example."}],"ttl":60})")
          .by({change({}, set_of("_dmarc.example.com", RRType::txt, {txt("v=DMARC1;p=none")}, 600)),
               change({},
                      set_of("example.com", RRType::mx,
                             {MxData{10, name("mx.example.net")}, MxData{0, DomainName()}}, 60)),
               change({}, set_of("*.a.example.com", RRType::cname,
                                 {CnameData{name("x.esp.example")}}, 60))}) == "done");
}

TEST_CASE("an owner name can't lead to another path") {
  const auto odd = DomainName::from_presentation("a/..\\032%?#", zone.apex);
  REQUIRE_FALSE(odd);  // an empty label
  const auto owner = DomainName::from_presentation("a/b?c%d", zone.apex);
  REQUIRE(owner);
  RRset rrset{{*owner, RRType::txt}, 60, {txt("a")}};
  CHECK(Written("")
            .call("a%2Fb%3Fc%25d/TXT/actions/add_records",
                  R"({"records":[{"value":"\"a\""}],"ttl":60})")
            .by({change({}, rrset)}) == "done");
}

TEST_CASE("a TTL is changed apart, also when the zone's own is meant") {
  CHECK(Written(spf_and_token)
            .call("@/TXT/actions/change_ttl", R"({"ttl":3600})")
            .by({change(apex({txt("v=spf1 -all"), txt("token")}),
                        apex({txt("v=spf1 -all"), txt("token")}, 3600))}) == "done");
}

TEST_CASE("an RRset without a TTL of its own has the zone's, and keeps it") {
  CHECK(Written(R"({"name":"@","type":"TXT","ttl":null,"records":[{"value":"\"a\""}]})")
            .call("@/TXT/actions/add_records", R"({"records":[{"value":"\"b\""}]})")
            .by({change(apex({txt("a")}, 3600), apex({txt("a"), txt("b")}, 3600))}) == "done");
}

TEST_CASE("a removed RRset goes value by value, so that one which comes meanwhile stays") {
  CHECK(Written(spf_and_token)
            .call("@/TXT/actions/remove_records",
                  R"({"records":[{"value":"\"v=spf1 \" \"-all\""},{"value":"\"token\" "}]})")
            .by({change(apex({txt("v=spf1 -all"), txt("token")}), {})}) == "done");
}

TEST_CASE("a CNAME waits until what is at its name is gone, and the reverse") {
  const auto key = set_of("s.example.com", RRType::txt, {txt("k=rsa")});
  const auto cname = set_of("s.example.com", RRType::cname, {CnameData{name("s.esp.example")}});
  const auto other = set_of("t.example.com", RRType::cname, {CnameData{name("s.esp.example")}});
  CHECK(Written(R"({"name":"s","type":"TXT","ttl":300,"records":[{"value":"\"k=rsa\""}]})")
            .call("t/CNAME/actions/add_records",
                  R"({"records":[{"value":"s.esp.example."}],"ttl":300})")
            .call("s/TXT/actions/remove_records", R"({"records":[{"value":"\"k=rsa\""}]})")
            .by({change({}, other), change(key, {}), change({}, cname)}) == "partly done");
  CHECK(Written(R"({"name":"s","type":"CNAME","ttl":300,"records":[{"value":"s.esp.example."}]})")
            .call("s/CNAME/actions/remove_records", R"({"records":[{"value":"s.esp.example."}]})")
            .by({change(cname, {}), change({}, key)}) == "partly done");
}

TEST_CASE("more values than a call takes are several calls") {
  std::vector<Rdata> values;
  std::string first;
  for (int i = 0; i < 51; ++i) {
    values.push_back(txt(fmt::format("v{:02}", i)));
    if (i < 50) first += fmt::format(R"({}{{"value":"\"v{:02}\""}})", i == 0 ? "" : ",", i);
  }
  CHECK(Written("")
            .call("@/TXT/actions/add_records", R"({"records":[)" + first + R"(],"ttl":300})")
            .call("@/TXT/actions/add_records", R"({"records":[{"value":"\"v50\""}],"ttl":300})")
            .by({change({}, apex(values))}) == "done");
}

TEST_CASE("a value among too many can't be replaced") {
  std::vector<Rdata> values;
  std::string records;
  for (int i = 0; i < 51; ++i) {
    values.push_back(txt(fmt::format("v{:02}", i)));
    records += fmt::format(R"({}{{"value":"\"v{:02}\""}})", i == 0 ? "" : ",", i);
  }
  auto after = values;
  after[0] = txt("new");
  CHECK(Written(R"({"name":"@","type":"TXT","ttl":300,"records":[)" + records + "]}")
            .by({change(apex(values), apex(after), {{Fate::replaced, txt("new"), txt("v00")}})}) ==
        "unsupported: cannot replace a value of example.com. TXT: it has 51 values, and Hetzner "
        "sets 50 at once | remove values that nobody needs | writing zone example.com");
}

TEST_CASE("all that is replaced goes first, right after the zone was read") {
  CHECK(
      Written(std::string(spf_and_token) +
              R"(,{"name":"a","type":"TXT","ttl":300,"records":[{"value":"\"x\""}]})")
          .call("@/TXT/actions/set_records", R"({"records":[{"comment":"mail","value":"\"b\""},)"
                                             R"({"comment":"theirs","value":"\"token\" "}]})")
          .call("@/TXT/actions/change_ttl", R"({"ttl":60})")
          .call("a/TXT/actions/remove_records", R"({"records":[{"value":"\"x\""}]})")
          .by({change(set_of("a.example.com", RRType::txt, {txt("x")}), {}),
               change(apex({txt("v=spf1 -all"), txt("token")}), apex({txt("b"), txt("token")}, 60),
                      {{Fate::replaced, txt("b"), txt("v=spf1 -all")}})}) == "done");
}

TEST_CASE("nothing is sent when the zone changed, the RRset is protected, or nothing is to do") {
  CHECK(Written(spf_and_token).by({change({}, apex({txt("a")}))}) ==
        "changed: zone example.com changed since it was read | run again | example.com. TXT is not "
        "as it was | writing zone example.com");
  CHECK(
      Written(
          R"({"name":"@","type":"TXT","ttl":300,"protection":{"change":true},"records":[{"value":"\"a\""}]})")
          .by({change(apex({txt("a")}), {})}) ==
      "refused: cannot change example.com. TXT: it is protected against changes | lift the "
      "change protection of the RRset in the Console | writing zone example.com");
  const ScriptedApi silent;
  const auto provider = test::make_scripted(hetzner_provider(), silent);
  CHECK(provider->write(zone, {}, {}).has_value());
  const auto stray = provider->write(
      zone, {}, std::vector{change({}, set_of("example.org", RRType::txt, {txt("a")}))});
  REQUIRE_FALSE(stray);
  CHECK(stray.error().message == "example.org. TXT is not in the zone example.com");
}

TEST_CASE("the actions that run are what the receipt waits for") {
  ScriptedApi api;
  api.on(list_call, R"({"rrsets":[]})")
      .on(R"(POST /zones/42/rrsets/@/TXT/actions/add_records {"records":[{"value":"\"a\""}],"ttl":300})",
          R"({"action":{"id":626463938761322,"status":"running"}})", 201);
  const auto provider = test::make_scripted(hetzner_provider(), api);
  const auto receipt = provider->write(zone, {}, std::vector{change({}, apex({txt("a")}))});
  REQUIRE(receipt);
  CHECK(receipt->pending == std::vector<std::string>{"626463938761322"});
  CHECK_FALSE(receipt->is_partial);
}
