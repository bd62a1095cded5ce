#include "providers/cloudflare/batch.h"

#include "support/zone_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace dnsward;
using cloudflare::Record;
using test::name;
using test::txt;

namespace {

Record record(std::string id, const char* owner, Rdata value, std::uint32_t ttl = 300) {
  const auto type = std::holds_alternative<TxtData>(value)     ? RRType::txt
                    : std::holds_alternative<MxData>(value)    ? RRType::mx
                    : std::holds_alternative<CnameData>(value) ? RRType::cname
                                                               : RRType::a;
  Record made;
  made.id = std::move(id);
  made.key = {name(owner), type};
  made.value = std::move(value);
  made.ttl = ttl;
  return made;
}

RRset rrset(const char* owner, RRType type, std::vector<Rdata> values, std::uint32_t ttl = 300) {
  RRset made{{name(owner), type}, ttl, std::move(values)};
  normalize(made);
  return made;
}

Change change(std::optional<RRset> before, std::optional<RRset> after,
              std::vector<ValueFate> fates = {}) {
  return {.key = before ? before->key : after->key,
          .before = before,
          .after = after,
          .fates = std::move(fates)};
}

/// One line a batch; or the error.
std::string batches(std::vector<Record> records, const std::vector<Change>& changes,
                    std::size_t limit = cloudflare::batch_limit) {
  cloudflare::tidy(records);
  const auto made = cloudflare::make_batches(records, changes, limit);
  if (!made) return made.error().message;
  std::string lines;
  for (const auto& batch : *made) lines += cloudflare::to_json(batch) + '\n';
  return lines;
}

/// "deletes/patches/posts" of each batch.
std::string sizes(std::vector<Record> records, const std::vector<Change>& changes,
                  std::size_t limit) {
  cloudflare::tidy(records);
  const auto made = cloudflare::make_batches(records, changes, limit);
  REQUIRE(made);
  std::string text;
  for (const auto& batch : *made) {
    CHECK(batch.size() <= limit);
    text +=
        fmt::format("{}/{}/{} ", batch.deletes.size(), batch.patches.size(), batch.posts.size());
  }
  return text;
}

}  // namespace

TEST_CASE("a value beside others is one post") {
  const auto before = rrset("example.com", RRType::txt, {txt("foreign")}, 1);
  const auto after = rrset("example.com", RRType::txt, {txt("foreign"), txt("a;\"b\\")}, 1);
  CHECK(batches({record("1", "example.com", txt("foreign"), 1)}, {change(before, after)}) ==
        R"({"posts":[{"content":"\"a;\\\"b\\\\\"","name":"example.com","ttl":1,"type":"TXT"}]})"
        "\n");
}

TEST_CASE("a replaced value is a patch of its record, without comment, tags and TTL") {
  const auto before = rrset("example.com", RRType::txt, {txt("v=spf1 -all"), txt("x")});
  const auto after = rrset("example.com", RRType::txt, {txt("v=spf1 mx -all"), txt("x")});
  CHECK(
      batches(
          {record("1", "example.com", txt("v=spf1 -all")), record("2", "example.com", txt("x"))},
          {change(before, after, {{Fate::replaced, txt("v=spf1 mx -all"), txt("v=spf1 -all")}})}) ==
      R"({"patches":[{"content":"\"v=spf1 mx -all\"","id":"1","name":"example.com","type":"TXT"}]})"
      "\n");
}

TEST_CASE("a value without a successor is deleted, with all its spellings") {
  const auto before = rrset("example.com", RRType::txt, {txt("a"), txt("b")});
  const auto after = rrset("example.com", RRType::txt, {txt("b")});
  CHECK(batches({record("1", "example.com", txt("a")), record("2", "example.com", txt("b")),
                 record("3", "example.com", txt("a"))},
                {change(before, after)}) == R"({"deletes":[{"id":"1"},{"id":"3"}]})"
                                            "\n");
}

TEST_CASE("of two records with the replaced value the older stays") {
  auto young = record("1", "example.com", txt("a"));
  young.created = "2026-01-02T00:00:00Z";
  auto old = record("2", "example.com", txt("a"));
  old.created = "2026-01-01T00:00:00Z";
  const auto before = rrset("example.com", RRType::txt, {txt("a")});
  const auto after = rrset("example.com", RRType::txt, {txt("b")});
  CHECK(
      batches({young, old}, {change(before, after, {{Fate::replaced, txt("b"), txt("a")}})}) ==
      R"({"deletes":[{"id":"1"}],"patches":[{"content":"\"b\"","id":"2","name":"example.com","type":"TXT"}]})"
      "\n");
}

TEST_CASE("a TTL change patches the records that have another, and nothing but the TTL") {
  const auto before = rrset("example.com", RRType::txt, {txt("a"), txt("b"), txt("c")}, 300);
  const auto after = rrset("example.com", RRType::txt, {txt("a"), txt("b"), txt("d")}, 600);
  CHECK(batches({record("1", "example.com", txt("a")), record("2", "example.com", txt("b"), 600),
                 record("3", "example.com", txt("c"))},
                {change(before, after, {{Fate::replaced, txt("d"), txt("c")}})}) ==
        R"({"patches":[{"id":"1","name":"example.com","ttl":600,"type":"TXT"},)"
        R"({"content":"\"d\"","id":"3","name":"example.com","ttl":600,"type":"TXT"}]})"
        "\n");
}

TEST_CASE("mixed TTLs are left alone when no other is asked for") {
  const auto before = rrset("example.com", RRType::txt, {txt("a"), txt("b")}, 300);
  const auto after = rrset("example.com", RRType::txt, {txt("a"), txt("b"), txt("c")}, 300);
  CHECK(batches(
            {record("1", "example.com", txt("a"), 300), record("2", "example.com", txt("b"), 900)},
            {change(before, after)}) ==
        R"({"posts":[{"content":"\"c\"","name":"example.com","ttl":300,"type":"TXT"}]})"
        "\n");
}

TEST_CASE("a CNAME takes the place of other types in one batch, unproxied") {
  const auto txt_before = rrset("s.example.com", RRType::txt, {txt("k=rsa")});
  const auto a_before = rrset("s.example.com", RRType::a, {OpaqueData{"192.0.2.1"}});
  const auto cname = rrset("s.example.com", RRType::cname, {CnameData{name("s.esp.example")}});
  CHECK(
      batches({record("1", "s.example.com", txt("k=rsa")),
               record("2", "s.example.com", OpaqueData{"192.0.2.1"})},
              {change(a_before, {}), change(txt_before, {}), change({}, cname)}) ==
      R"({"deletes":[{"id":"2"},{"id":"1"}],"posts":[{"content":"s.esp.example","name":"s.example.com","proxied":false,"ttl":300,"type":"CNAME"}]})"
      "\n");
}

TEST_CASE("a proxied CNAME becomes an unproxied one by a patch") {
  auto proxied = record("1", "s.example.com", CnameData{name("x.example")}, 1);
  proxied.value = OpaqueData{"x.example. (proxied)"};
  const auto before = rrset("s.example.com", RRType::cname, {proxied.value}, 1);
  const auto after = rrset("s.example.com", RRType::cname, {CnameData{name("x.example")}}, 1);
  CHECK(
      batches({proxied},
              {change(before, after, {{Fate::replaced, after.rdata[0], proxied.value}})}) ==
      R"({"patches":[{"content":"x.example","id":"1","name":"s.example.com","proxied":false,"type":"CNAME"}]})"
      "\n");
}

TEST_CASE("an MX has its preference apart") {
  const auto before = rrset("example.com", RRType::mx, {MxData{10, name("a.example")}});
  const auto after =
      rrset("example.com", RRType::mx, {MxData{0, DomainName()}, MxData{10, name("a.example")}});
  CHECK(batches({record("1", "example.com", MxData{10, name("a.example")})},
                {change(before, after)}) ==
        R"({"posts":[{"content":".","name":"example.com","priority":0,"ttl":300,"type":"MX"}]})"
        "\n");
}

TEST_CASE("a long value is split into quoted strings of 255 octets, other octets are escaped") {
  const std::string value = std::string(255, 'a') + '"' + '\xff';
  CHECK(batches({}, {change({}, rrset("*.example.com", RRType::txt, {txt(value)}, 3600))}) ==
        R"({"posts":[{"content":"\")" + std::string(255, 'a') +
            R"(\" \"\\\"\\255\"","name":"*.example.com","ttl":3600,"type":"TXT"}]})"
            "\n");
}

TEST_CASE("what Cloudflare does not store is refused before anything is sent") {
  CHECK(batches({}, {change({}, rrset("example.com", RRType::txt, {txt("")}))}) ==
        "cannot write example.com. TXT: Cloudflare stores no empty value");
  CHECK(
      batches({}, {change({}, rrset("example.com", RRType::txt, {txt(std::string(4081, 'a'))}))}) ==
      "cannot write example.com. TXT: a value takes 4098 octets, and Cloudflare stores 4096");
  CHECK(batches({record("1", "example.com", txt("a"))},
                {change(rrset("example.com", RRType::txt, {txt("a")}),
                        rrset("example.com", RRType::txt, {txt("")}),
                        {{Fate::replaced, txt(""), txt("a")}})}) ==
        "cannot write example.com. TXT: Cloudflare stores no empty value");
  CHECK(sizes({}, {change({}, rrset("example.com", RRType::txt, {txt(std::string(4079, 'a'))}))},
              9) == "0/0/1 ");
}

TEST_CASE("a locked record is not touched, and what stands beside it is") {
  auto spf = record("1", "example.com", txt("v=spf1 -all"));
  spf.locked = "it is managed by Email Routing";
  const std::vector records{spf, record("2", "example.com", txt("x"))};
  const auto before = rrset("example.com", RRType::txt, {txt("v=spf1 -all"), txt("x")});
  CHECK(batches(records, {change(before, rrset("example.com", RRType::txt, {txt("x")}))}) ==
        "cannot change example.com. TXT: it is managed by Email Routing");
  CHECK(batches(records, {change(before, rrset("example.com", RRType::txt,
                                               {txt("v=spf1 -all"), txt("x")}, 60))}) ==
        "cannot change example.com. TXT: it is managed by Email Routing");
  CHECK(
      batches(records, {change(before, rrset("example.com", RRType::txt, {txt("v=spf1 -all")}))}) ==
      R"({"deletes":[{"id":"2"}]})"
      "\n");
}

TEST_CASE("what does not fit one batch is split between names, never inside one") {
  std::vector<Record> records;
  std::vector<Change> changes;
  for (int i = 0; i < 3; ++i) {
    const auto owner = fmt::format("s{}.example.com", i);
    records.push_back(record(fmt::format("t{}", i), owner.c_str(), txt("k")));
    changes.push_back(change(rrset(owner.c_str(), RRType::txt, {txt("k")}), {}));
    changes.push_back(
        change({}, rrset(owner.c_str(), RRType::cname, {CnameData{name("x.example")}})));
  }
  CHECK(sizes(records, changes, 6) == "3/0/3 ");
  CHECK(sizes(records, changes, 5) == "2/0/2 1/0/1 ");
  CHECK(sizes(records, changes, 3) == "1/0/1 1/0/1 1/0/1 ");
}

TEST_CASE("a name with more operations than a batch takes has its last ones together") {
  std::vector<Record> records;
  std::vector<Rdata> values;
  for (int i = 0; i < 7; ++i) {
    values.push_back(txt(fmt::format("v{}", i)));
    records.push_back(record(fmt::format("{}", i), "s.example.com", values.back()));
  }
  const std::vector changes{
      change(rrset("s.example.com", RRType::txt, values), {}),
      change({}, rrset("s.example.com", RRType::cname, {CnameData{name("x.example")}}))};
  CHECK(sizes(records, changes, 3) == "2/0/0 3/0/0 2/0/1 ");
  CHECK(sizes(records, changes, 4) == "4/0/0 3/0/1 ");
  CHECK(sizes(records, changes, 8) == "7/0/1 ");
}

TEST_CASE("no change is no batch") {
  CHECK(batches({record("1", "example.com", txt("a"))}, {}).empty());
}
