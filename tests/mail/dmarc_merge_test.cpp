#include "mail/dmarc.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace dnsward;

namespace {

using Record = std::optional<std::string_view>;
using Texts = std::vector<std::string>;
using Senders = std::vector<DmarcSenderWish>;

const std::string brevo = "mailto:rua@dmarc.brevo.com";

DmarcSenderWish sender(Texts rua, DmarcPolicy policy = DmarcPolicy::none) {
  return {policy, std::move(rua)};
}

DmarcMerge merged(Record existing, const Senders& senders, const DmarcOwnerWish* owner = nullptr,
                  std::optional<DmarcPolicy> inherited = {}) {
  const auto merge = merge_dmarc(existing, senders, owner, inherited);
  REQUIRE_MESSAGE(merge.has_value(), (merge ? "" : merge.error().message));
  const auto again = merge_dmarc(merge->record, senders, owner, inherited);
  REQUIRE(again);
  CHECK(again->record == merge->record);
  return *merge;
}

std::string owned(Record existing, std::vector<DmarcTag> tags, const Senders& senders = {}) {
  const DmarcOwnerWish owner{std::move(tags), false};
  return merged(existing, senders, &owner).record;
}

void check_conflict(Record existing, const Senders& senders, const DmarcOwnerWish* owner,
                    std::optional<DmarcPolicy> inherited, std::string_view message,
                    std::string_view hint) {
  const auto merge = merge_dmarc(existing, senders, owner, inherited);
  REQUIRE_FALSE(merge);
  CHECK(merge.error().kind == ErrorKind::conflict);
  CHECK(merge.error().message == message);
  CHECK(merge.error().hint == hint);
}

void check_weaker(Record existing, const std::vector<DmarcTag>& tags, std::string_view message,
                  std::optional<DmarcPolicy> inherited = {}) {
  const DmarcOwnerWish owner{tags, false};
  check_conflict(existing, {}, &owner, inherited, message,
                 "set allow_downgrade = true if that is meant");
  const DmarcOwnerWish sure{tags, true};
  CHECK(merge_dmarc(existing, {}, &sure, inherited).has_value());
}

}  // namespace

TEST_CASE("without a record, senders get one with the strongest policy and all addresses") {
  CHECK(merged(std::nullopt, {sender({brevo})}).record ==
        "v=DMARC1; p=none; rua=mailto:rua@dmarc.brevo.com");
  CHECK(merged(std::nullopt, {sender({})}).record == "v=DMARC1; p=none");
  CHECK(merged(std::nullopt, {sender({"mailto:a@x.example"}, DmarcPolicy::quarantine),
                              sender({"mailto:b@x.example", "MAILTO:a@X.example"})})
            .record == "v=DMARC1; p=quarantine; rua=mailto:a@x.example,mailto:b@x.example");
}

TEST_CASE("a new record never weakens the policy of a record above") {
  const auto merge = merged(std::nullopt, {sender({brevo})}, nullptr, DmarcPolicy::reject);
  CHECK(merge.record == "v=DMARC1; p=reject; rua=mailto:rua@dmarc.brevo.com");
  CHECK(messages_of(merge.warnings) ==
        Texts{"DMARC record gets the policy \"reject\" of a record above in place of \"none\""});
  CHECK(merged(std::nullopt, {sender({brevo}, DmarcPolicy::reject)}, nullptr, DmarcPolicy::none)
            .warnings.empty());
  CHECK(merged("v=DMARC1; p=none", {sender({})}, nullptr, DmarcPolicy::reject).record ==
        "v=DMARC1; p=none");
}

TEST_CASE("a new record has the owner's tags: p second, rua, then the rest in order") {
  CHECK(owned(std::nullopt,
              {{"adkim", "s"}, {"rua", "mailto:o@x.example"}, {"p", "quarantine"}, {"sp", "none"}},
              {sender({brevo}, DmarcPolicy::reject)}) ==
        "v=DMARC1; p=quarantine; rua=mailto:o@x.example,mailto:rua@dmarc.brevo.com; adkim=s; "
        "sp=none");
  CHECK(owned(std::nullopt, {{"sp", "reject"}}) == "v=DMARC1; p=none; sp=reject");
  const DmarcOwnerWish owner{{{"fo", "1"}}, false};
  CHECK(merged(std::nullopt, {}, &owner, DmarcPolicy::quarantine).record ==
        "v=DMARC1; p=quarantine; fo=1");
}

TEST_CASE("a sender's address joins rua and every other byte stays") {
  struct Row {
    std::string before, after;
  };

  const std::vector<Row> rows{
      {"v=DMARC1; p=reject", "v=DMARC1; p=reject; rua=" + brevo},
      {"v=DMARC1; p=reject;", "v=DMARC1; p=reject; rua=" + brevo},
      {"v=DMARC1;p=reject;  ", "v=DMARC1;p=reject;  rua=" + brevo},
      {"v=DMARC1; p=reject ", "v=DMARC1; p=reject ; rua=" + brevo},
      {"v=DMARC1; p=reject;;", "v=DMARC1; p=reject;; rua=" + brevo},
      {"v=DMARC1;p=None;rua=mailto:a@x.example;fo=1;",
       "v=DMARC1;p=None;rua=mailto:a@x.example," + brevo + ";fo=1;"},
      {"v = DMARC1 ; p = quarantine; RUA = mailto:a@x.example!10m , mailto:b@x.example ;pct=20",
       "v = DMARC1 ; p = quarantine; RUA = mailto:a@x.example!10m , mailto:b@x.example," + brevo +
           " ;pct=20"},
      {"v=DMARC1; p=none; rua=", "v=DMARC1; p=none; rua=" + brevo},
      {"v=DMARC1; p=none; rua=mailto:a@x.example,",
       "v=DMARC1; p=none; rua=mailto:a@x.example," + brevo},
      {"v=DMARC1; rua=mailto:a@x.example", "v=DMARC1; rua=mailto:a@x.example," + brevo},
      {"v=DMARC1", "v=DMARC1; rua=" + brevo},
      {"v=DMARC1;", "v=DMARC1; rua=" + brevo},
      {"v=DMARC1; p=reject; sp=none; np=reject; t=y; pct=5; ri=1; x=?",
       "v=DMARC1; p=reject; sp=none; np=reject; t=y; pct=5; ri=1; x=?; rua=" + brevo},
      {"v=DMARC1; p=none; rua=mailto:RUA@dmarc.brevo.com",
       "v=DMARC1; p=none; rua=mailto:RUA@dmarc.brevo.com," + brevo},
      {"v=DMARC1; p=none; rua=rua@dmarc.brevo.com",
       "v=DMARC1; p=none; rua=rua@dmarc.brevo.com," + brevo},
  };
  for (const auto& row : rows) {
    INFO("before: ", row.before);
    CHECK(merged(row.before, {sender({brevo})}).record == row.after);
  }
}

TEST_CASE("an address that is there already is not added, however it is spelled") {
  for (const std::string record :
       {"v=DMARC1; p=none; rua=mailto:rua@dmarc.brevo.com",
        "v=DMARC1; p=none; rua=MailTo:rua@DMARC.brevo.com!5m",
        "v=DMARC1; p=none; rua=mailto:a@x.example , mailto:rua@dmarc.brevo.com!100;"}) {
    const auto merge = merged(record, {sender({brevo}), sender({brevo}, DmarcPolicy::reject)});
    CHECK(merge.record == record);
    CHECK(merge.warnings.empty());
  }
}

TEST_CASE("a record that receivers ignore gets a policy, in second place") {
  CHECK(merged("v=DMARC1", {sender({})}).record == "v=DMARC1; p=none");
  CHECK(merged("v=DMARC1;", {sender({}, DmarcPolicy::reject)}).record == "v=DMARC1; p=reject;");
  CHECK(merged("v=DMARC1;adkim=s", {sender({})}).record == "v=DMARC1; p=none;adkim=s");
  CHECK(merged("v=DMARC1; rua=mailto:a@x.example", {sender({})}).record ==
        "v=DMARC1; rua=mailto:a@x.example");
}

TEST_CASE("a policy that nobody can read is left to a person") {
  const std::string hint = "mend the record by hand first: receivers ignore it";
  check_conflict("v=DMARC1; p=rejct", {sender({})}, nullptr, {},
                 "DMARC tag \"p=rejct\" names no policy", hint);
  check_conflict("v=DMARC1; p=reject; np=", {sender({})}, nullptr, {},
                 "DMARC tag \"np=\" names no policy", hint);
  const auto merge = merged("v=DMARC1; p=rejct", {sender({brevo})});
  CHECK(merge.record == "v=DMARC1; p=rejct; rua=" + brevo);
  CHECK(messages_of(merge.warnings) ==
        Texts{"DMARC tag \"p=rejct\" names no policy: receivers act as for \"p=none\""});
  CHECK(owned("v=DMARC1; p=rejct", {{"p", "reject"}}, {sender({})}) == "v=DMARC1; p=reject");
}

TEST_CASE("a record that does not parse is a conflict and is not touched") {
  const std::string hint = "mend the record by hand first: receivers may ignore it";
  check_conflict("v=DMARC1; p=none; p=none", {sender({})}, nullptr, {},
                 "DMARC record has the tag \"p\" twice", hint);
  check_conflict("v=DMARC1; p", {sender({})}, nullptr, {},
                 "DMARC record has the part \"p\", which is no tag", hint);
  check_conflict("v=DMARC1 p=none", {sender({})}, nullptr, {},
                 "DMARC record begins with \"v=DMARC1 p=none\", not with \"v=DMARC1;\"", hint);
}

TEST_CASE("wishes that can't stand in a record are conflicts") {
  check_conflict(std::nullopt, {sender({"mailto:a@x.example;p=none"})}, nullptr, {},
                 "address \"mailto:a@x.example;p=none\" has a host that can't be one: label "
                 "\"example;p=none\" holds \";\", which is no letter, digit or hyphen",
                 "mend the address in the file");
  const DmarcOwnerWish bad{{{"p", "rejct"}}, false};
  check_conflict(std::nullopt, {}, &bad, {},
                 "DMARC tag \"p=rejct\" is none of none, quarantine, reject",
                 "mend the value in the file");
  const DmarcOwnerWish twice{{{"p", "none"}, {"p", "reject"}}, false};
  check_conflict(std::nullopt, {}, &twice, {}, "DMARC tag \"p\" is wanted twice",
                 "keep one of them");
}

TEST_CASE("the owner's tags are set in place, or added, and nothing else changes") {
  CHECK(owned("v=DMARC1; p = none ; rua=mailto:a@x.example;", {{"p", "reject"}}) ==
        "v=DMARC1; p = reject ; rua=mailto:a@x.example;");
  CHECK(owned("v=DMARC1; p=None", {{"p", "none"}}) == "v=DMARC1; p=None");
  CHECK(owned("v=DMARC1; rua=mailto:a@x.example", {{"p", "none"}}) ==
        "v=DMARC1; p=none; rua=mailto:a@x.example");
  CHECK(owned("v=DMARC1; p=none;", {{"adkim", "s"}, {"fo", "1"}}) ==
        "v=DMARC1; p=none; adkim=s; fo=1");
  CHECK(owned("v=DMARC1; p=none; fo=1", {{"fo", "0"}}) == "v=DMARC1; p=none; fo=0");
}

TEST_CASE("the owner's rua is exact, then the senders' addresses are united into it") {
  CHECK(owned("v=DMARC1; p=none; rua=mailto:old@x.example; fo=1", {{"rua", "mailto:o@x.example"}},
              {sender({brevo})}) == "v=DMARC1; p=none; rua=mailto:o@x.example," + brevo + "; fo=1");
  CHECK(owned("v=DMARC1; p=none; rua=MAILTO:o@X.example!9k", {{"rua", "mailto:o@x.example"}}) ==
        "v=DMARC1; p=none; rua=MAILTO:o@X.example!9k");
  CHECK(owned("v=DMARC1; p=none; rua=" + brevo + ",mailto:o@x.example",
              {{"rua", "mailto:o@x.example"}},
              {sender({brevo})}) == "v=DMARC1; p=none; rua=" + brevo + ",mailto:o@x.example");
}

TEST_CASE("more than two addresses are written with a warning") {
  const auto merge =
      merged("v=DMARC1; p=none; rua=mailto:a@x.example,mailto:b@x.example", {sender({brevo})});
  CHECK(messages_of(merge.warnings) ==
        Texts{"DMARC tag \"rua\" has 3 addresses: some receivers report to the "
              "first 2 alone"});
  CHECK(merged(merge.record, {sender({brevo})}).warnings.empty());
}

TEST_CASE("the owner weakens p, sp, np, t or pct only with allow_downgrade") {
  check_weaker("v=DMARC1; p=reject", {{"p", "quarantine"}},
               "DMARC tag \"p=quarantine\" is weaker than today's policy \"reject\"");
  check_weaker("v=DMARC1; p=reject", {{"sp", "none"}},
               "DMARC tag \"sp=none\" is weaker than today's policy \"reject\"");
  check_weaker("v=DMARC1; p=none; sp=quarantine", {{"p", "reject"}, {"np", "none"}},
               "DMARC tag \"np=none\" is weaker than today's policy \"quarantine\"");
  check_weaker("v=DMARC1; p=quarantine; t=n", {{"t", "y"}},
               "DMARC tag \"t=y\" asks receivers not to apply today's policy \"quarantine\"");
  check_weaker("v=DMARC1; p=reject", {{"pct", "99"}},
               "DMARC tag \"pct=99\" applies today's policy \"reject\" to less mail");
  check_weaker("v=DMARC1; p=quarantine; pct=50", {{"pct", "20"}},
               "DMARC tag \"pct=20\" applies today's policy \"quarantine\" to less mail");
  check_weaker("v=DMARC1; p=reject; sp=x", {{"p", "none"}},
               "DMARC tag \"p=none\" is weaker than today's policy \"reject\"");
  check_weaker(std::nullopt, {{"p", "none"}},
               "DMARC tag \"p=none\" is weaker than today's policy \"reject\" of a record above",
               DmarcPolicy::reject);
  check_weaker(
      std::nullopt, {{"sp", "none"}},
      "DMARC tag \"sp=none\" is weaker than today's policy \"quarantine\" of a record above",
      DmarcPolicy::quarantine);
}

TEST_CASE("what asks for no less than today needs no permission") {
  CHECK(owned("v=DMARC1; p=none", {{"p", "reject"}, {"sp", "none"}}) ==
        "v=DMARC1; p=reject; sp=none");
  CHECK(owned("v=DMARC1; p=none", {{"p", "quarantine"}, {"t", "y"}}) ==
        "v=DMARC1; p=quarantine; t=y");
  CHECK(owned("v=DMARC1; p=quarantine", {{"p", "reject"}, {"pct", "10"}}) ==
        "v=DMARC1; p=reject; pct=10");
  CHECK(owned("v=DMARC1; p=reject; t=y; pct=5", {{"t", "n"}, {"pct", "100"}}) ==
        "v=DMARC1; p=reject; t=n; pct=100");
  CHECK(owned("v=DMARC1; sp=none", {{"p", "none"}}) == "v=DMARC1; p=none; sp=none");
}
