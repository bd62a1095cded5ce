#include "providers/cloudflare/cloudflare.h"
#include "support/scripted_api.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace dnsward;
using test::name;
using test::ScriptedApi;
using test::txt;

namespace {

constexpr auto list_call = "GET /zones/z1/dns_records?per_page=5000&page=1";
constexpr auto batch_call = "POST /zones/z1/dns_records/batch ";
constexpr auto done_body =
    R"({"success":true,"errors":[],"messages":[{"code":1,"message":"fine"}],"result":{"posts":null}})";

std::string list_of(std::string_view values) {
  return fmt::format(R"({{"result":[{}],"success":true,"errors":[],"messages":[]}})", values);
}

std::string txt_record(std::string_view id, std::string_view value) {
  return fmt::format(
      R"({{"id":"{}","name":"example.com","type":"TXT","content":"\"{}\"","ttl":300,"comment":"theirs"}})",
      id, value);
}

RRset txt_set(std::vector<Rdata> values) {
  RRset made{{name("example.com"), RRType::txt}, 300, std::move(values)};
  normalize(made);
  return made;
}

const Change add_token{.key = {name("example.com"), RRType::txt},
                       .before = txt_set({txt("a")}),
                       .after = txt_set({txt("a"), txt("b")})};

std::string post_of(std::string_view value) {
  return fmt::format(
      R"({{"posts":[{{"content":"\"{}\"","name":"example.com","ttl":300,"type":"TXT"}}]}})", value);
}

std::string write(const ScriptedApi& api, const std::vector<Change>& changes) {
  const auto provider = test::make_scripted(cloudflare_provider(), api);
  const auto receipt = provider->write({name("example.com"), "z1"}, {}, changes);
  if (!receipt) return test::error_line(receipt.error());
  CHECK(receipt->pending.empty());
  return receipt->is_partial ? "partly done" : "done";
}

}  // namespace

TEST_CASE("a write is a list and a batch") {
  ScriptedApi api;
  api.on(list_call, list_of(txt_record("1", "a"))).on(batch_call + post_of("b"), done_body);
  CHECK(write(api, {add_token}) == "done");
  REQUIRE(api.sent().size() == 2);
  CHECK(api.sent()[1].headers.size() == 2);
}

TEST_CASE("no change is no call") {
  const ScriptedApi api;
  CHECK(write(api, {}) == "done");
}

TEST_CASE("a zone that changed since it was read is not written") {
  ScriptedApi api;
  api.on(list_call, list_of(txt_record("1", "a") + ',' + txt_record("2", "c")));
  CHECK(write(api, {add_token}) ==
        "changed: zone example.com changed since it was read | run again | example.com. TXT is not "
        "as it was | writing zone example.com");
}

TEST_CASE("a value that somebody else added in the last moment is found by reading again") {
  ScriptedApi api;
  api.on(list_call, list_of(txt_record("1", "a")))
      .on(batch_call + post_of("b"),
          R"({"success":false,"errors":[{"code":81058,"message":"An identical record already exists."}],"result":null})",
          400);
  CHECK(write(api, {add_token}) ==
        "changed: cloudflare answered 400 to POST /zones/z1/dns_records/batch: 81058 An identical "
        "record already exists. | something else writes to this zone: run it again | writing zone "
        "example.com");
}

TEST_CASE("an answer that says nothing of the write leaves its outcome unknown") {
  const auto answered = [](int status, const std::string& body) {
    ScriptedApi api;
    api.on(list_call, list_of(txt_record("1", "a"))).on(batch_call + post_of("b"), body, status);
    return write(api, {add_token});
  };
  CHECK(answered(502, "<html>bad gateway</html>") ==
        "unknown_outcome: cloudflare answered 502 to POST /zones/z1/dns_records/batch | try again "
        "later | writing zone example.com");
  CHECK(answered(200, R"({"success":tr)")
            .starts_with("unknown_outcome: cloudflare answered 200 to POST "
                         "/zones/z1/dns_records/batch: the answer is "
                         "not JSON at octet "));
  CHECK(answered(200, R"({"success":false,"errors":[{"code":1046,"message":"managed"}]})") ==
        "refused: cloudflare answered 200 to POST /zones/z1/dns_records/batch: it says that it "
        "failed; 1046 managed | Email Routing owns this record: change it there, or disable Email "
        "Routing | writing zone example.com");
}

TEST_CASE("a cut connection is what the transport says it is") {
  ScriptedApi api;
  api.on(list_call, list_of(txt_record("1", "a")))
      .on(batch_call + post_of("b"), Error{ErrorKind::unknown_outcome, "the connection was cut"});
  CHECK(write(api, {add_token}) ==
        "unknown_outcome: the connection was cut | writing zone example.com");
}

TEST_CASE("a change that can't be written costs no call") {
  const ScriptedApi api;
  const Change stray{.key = {name("example.org"), RRType::txt}, .after = txt_set({txt("a")})};
  CHECK(write(api, {stray}) ==
        "unsupported: example.org. TXT is not in the zone example.com | writing zone example.com");
}

TEST_CASE("a list that can't be read stops the write") {
  ScriptedApi api;
  api.on(list_call, "{}", 403);
  CHECK(write(api, {add_token}).starts_with("refused: cloudflare answered 403 to GET "));
}

TEST_CASE("of two batches the second may be refused: what is written is told as a part") {
  const auto answered = [](const std::string& second, int status) {
    std::vector<Rdata> values;
    std::string posts;
    for (int i = 0; i < 201; ++i) values.push_back(txt(fmt::format("v{:03}", i)));
    const auto post = [](int i) {
      return fmt::format(
          R"({{"content":"\"v{:03}\"","name":"example.com","ttl":300,"type":"TXT"}})", i);
    };
    for (int i = 1; i < 201; ++i) posts += (i > 1 ? "," : "") + post(i);
    ScriptedApi api;
    api.on(list_call, list_of(""))
        .on(batch_call + post_of("v000"), done_body)
        .on(std::string(batch_call) + R"({"posts":[)" + posts + "]}", second, status);
    return write(api, {{.key = {name("example.com"), RRType::txt}, .after = txt_set(values)}});
  };
  CHECK(answered(done_body, 200) == "done");
  CHECK(answered(R"({"success":false,"errors":[{"code":81058,"message":"again"}]})", 400) ==
        "partly done");
  CHECK(answered(R"({"success":false,"errors":[{"code":81045,"message":"full"}]})", 400)
            .starts_with("refused: cloudflare answered 400 to POST "));
}
