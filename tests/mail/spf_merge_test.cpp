#include "mail/spf.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace dnsward;

namespace {

using Texts = std::vector<std::string>;

std::vector<SpfTerm> terms(const Texts& texts) {
  std::vector<SpfTerm> parsed;
  for (const auto& text : texts) {
    auto term = parse_spf_term(text);
    REQUIRE_MESSAGE(term.has_value(), text);
    parsed.push_back(*term);
  }
  return parsed;
}

SpfMerge merged(std::optional<std::string_view> existing, const Texts& wanted,
                const Texts& unwanted = {}) {
  const auto result = merge_spf(existing, terms(wanted), terms(unwanted));
  REQUIRE_MESSAGE(result.has_value(), (result ? "" : result.error().message));
  REQUIRE(result->has_value());
  return **result;
}

void check_conflict(std::optional<std::string_view> existing, const Texts& wanted,
                    const Texts& unwanted, std::string_view message, std::string_view hint) {
  const auto result = merge_spf(existing, terms(wanted), terms(unwanted));
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == ErrorKind::conflict);
  CHECK(result.error().message == message);
  CHECK(result.error().hint == hint);
}

const std::string no_all =
    "SPF record has neither \"all\" nor \"redirect=\": mail from anywhere else is neutral";

Texts includes(std::size_t count) {
  Texts all;
  for (std::size_t i = 1; i <= count; ++i)
    all.push_back("include:s" + std::to_string(i) + ".example");
  return all;
}

std::string record_of(const Texts& texts) {
  std::string record = "v=spf1";
  for (const auto& text : texts) record += " " + text;
  return record + " -all";
}

}  // namespace

TEST_CASE("without a record, a new one holds the wanted terms in order and ~all") {
  const auto merge = merged(std::nullopt, {"include:b.example", "ip4:192.0.2.1", "a"});
  CHECK(merge.record == "v=spf1 include:b.example ip4:192.0.2.1 a ~all");
  CHECK(merge.warnings.empty());
}

TEST_CASE("without a record and without a wish nothing is made") {
  for (const auto& unwanted : {Texts{}, Texts{"include:a.example"}}) {
    const auto result = merge_spf(std::nullopt, {}, terms(unwanted));
    REQUIRE(result);
    CHECK_FALSE(result->has_value());
  }
}

TEST_CASE("equal wanted terms are written once, in the first spelling") {
  CHECK(merged(std::nullopt,
               {"ip4:192.0.2.1/32", "include:A.example.", "ip4:192.0.2.1", "+include:a.example"})
            .record == "v=spf1 ip4:192.0.2.1/32 include:A.example. ~all");
}

TEST_CASE("a wanted term goes where receivers still reach it") {
  struct Row {
    std::string before, after;
  };

  const std::vector<Row> rows{
      {"v=spf1 include:_spf.google.com ~all",
       "v=spf1 include:_spf.google.com include:n.example ~all"},
      {"v=spf1 a +all", "v=spf1 a include:n.example +all"},
      {"v=spf1 a  mx   -ALL ", "v=spf1 a  mx   include:n.example -ALL "},
      {"v=spf1 -all exp=e.example", "v=spf1 include:n.example -all exp=e.example"},
      {"v=spf1 exp=e.example a ?all", "v=spf1 exp=e.example a include:n.example ?all"},
      {"v=spf1 a redirect=r.example", "v=spf1 a include:n.example redirect=r.example"},
      {"v=spf1 redirect=r.example", "v=spf1 include:n.example redirect=r.example"},
      {"v=spf1  redirect=r.example exp=e.example ",
       "v=spf1  include:n.example redirect=r.example exp=e.example "},
      {"v=spf1 exp=e.example a redirect=r.example",
       "v=spf1 exp=e.example a include:n.example redirect=r.example"},
      {"v=spf1 redirect=r.example a", "v=spf1 redirect=r.example a include:n.example"},
      {"v=spf1 a ~all b=1 -all", "v=spf1 a include:n.example ~all b=1 -all"},
      {"V=SPF1 A", "V=SPF1 A include:n.example"},
      {"v=spf1", "v=spf1 include:n.example"},
      {"v=spf1   ", "v=spf1 include:n.example   "},
      {"v=spf1 include=n.example ~all", "v=spf1 include=n.example include:n.example ~all"},
      {"v=spf1 include:n.example.org ~all", "v=spf1 include:n.example.org include:n.example ~all"},
  };
  for (const auto& row : rows) {
    INFO("before: ", row.before);
    CHECK(merged(row.before, {"include:n.example"}).record == row.after);
    CHECK(merged(row.after, {"include:n.example"}).record == row.after);
    CHECK(merged(row.after, {}, {"include:n.example"}).record == row.before);
  }
}

TEST_CASE("a term that takes effect already is left as it is spelled") {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"v=spf1 include:n.example ~all", "include:n.example"},
      {"v=spf1 +INCLUDE:N.Example. ~all", "include:n.example"},
      {"v=spf1 ip4:192.0.2.1 ~all", "ip4:192.0.2.1/32"},
      {"v=spf1 ip4:192.0.2.7/24 ~all", "ip4:192.0.2.0/24"},
      {"v=spf1 ip6:2001:DB8:0::1 ~all", "ip6:2001:db8::1/128"},
      {"v=spf1 a/32//128 ~all", "a"},
      {"v=spf1 ~include:n.example ~all", "~include:n.example"},
      {"v=spf1 include:n.example ~all include:n.example", "include:n.example"},
      {"v=spf1 include:n.example ~include:n.example ~all", "include:n.example"},
      {"v=spf1 -all exp=e.example", "exp=E.example."},
      {"v=spf1 x=1 -all", "x=1"},
  };
  for (const auto& row : rows) {
    const auto& record = row.first;
    const auto& term = row.second;
    INFO("record: ", record);
    const auto merge = merged(record, {term});
    CHECK(merge.record == record);
    CHECK(merge.warnings.empty());
  }
}

TEST_CASE("a dead copy behind all is moved before it") {
  CHECK(merged("v=spf1 ~all include:n.example", {"include:n.example"}).record ==
        "v=spf1 include:n.example ~all");
  CHECK(merged("v=spf1 a ~all  INCLUDE:n.example mx include:N.example", {"include:n.example"})
            .record == "v=spf1 a include:n.example ~all  mx");
  // Another qualifier behind all never counted: it is somebody else's and stays.
  CHECK(merged("v=spf1 ~all ?include:n.example", {"include:n.example"}).record ==
        "v=spf1 include:n.example ~all ?include:n.example");
}

TEST_CASE("the same subject with another qualifier is a conflict that names both") {
  check_conflict("v=spf1 ~Include:n.example ~all", {"include:n.example"}, {},
                 "SPF term \"include:n.example\" is wanted, but the record has "
                 "\"~Include:n.example\"",
                 "require \"~Include:n.example\", or change the record by hand");
  check_conflict("v=spf1 a ?a -all", {"?a"}, {},
                 "SPF term \"?a\" is wanted, but the record has \"a\"",
                 "require \"a\", or change the record by hand");
  check_conflict("v=spf1 exp=a.example -all", {"exp=b.example"}, {},
                 "SPF term \"exp=b.example\" is wanted, but the record has \"exp=a.example\"",
                 "require \"exp=a.example\", or change the record by hand");
  check_conflict(std::nullopt, {"include:n.example", "~include:N.example"}, {},
                 "SPF terms \"include:n.example\" and \"~include:N.example\" are both wanted",
                 "keep one of them");
}

TEST_CASE("all and redirect= are nobody's to require or to retire") {
  const std::string hint = "take it out of the sender's terms";
  check_conflict("v=spf1 a", {"~all"}, {}, "SPF term \"~all\" belongs to the domain's owner", hint);
  check_conflict("v=spf1 a -all", {}, {"-all"}, "SPF term \"-all\" belongs to the domain's owner",
                 hint);
  check_conflict(std::nullopt, {"redirect=a.example"}, {},
                 "SPF term \"redirect=a.example\" belongs to the domain's owner", hint);
}

TEST_CASE("a record that does not parse is a conflict and is not touched") {
  const std::string hint = "mend the record by hand first: receivers answer permerror for it";
  check_conflict("v=spf1 ip4:1.2.3.4/33 -all", {"a"}, {},
                 "SPF term \"ip4:1.2.3.4/33\" has a prefix over 32", hint);
  check_conflict("v=spf1 -all\t", {}, {"a"},
                 "SPF term \"-all\t\" holds the octet 0x09, which is not visible ASCII", hint);
  check_conflict("v=spf10 a", {"a"}, {},
                 "\"v=spf10 a\" is no SPF record: it does not begin with \"v=spf1\" and a blank",
                 hint);
}

TEST_CASE("an unwanted term goes as a whole, with one blank") {
  struct Row {
    std::string before, term, after;
  };

  const std::vector<Row> rows{
      {"v=spf1 include:o.example ~all", "include:o.example", "v=spf1 ~all"},
      {"v=spf1  include:o.example  mx ~all", "include:o.example", "v=spf1   mx ~all"},
      {"v=spf1 a include:o.example", "include:o.example", "v=spf1 a"},
      {"v=spf1 a  include:o.example ", "include:o.example", "v=spf1 a  "},
      {"v=spf1 +Include:O.example. ~all", "include:o.example", "v=spf1 ~all"},
      {"v=spf1 include:o.example a include:O.example ~all include:o.example", "include:o.example",
       "v=spf1 a ~all"},
      {"v=spf1 include:o.example.org ~all", "include:o.example",
       "v=spf1 include:o.example.org ~all"},
      {"v=spf1 include:xo.example ~all", "include:o.example", "v=spf1 include:xo.example ~all"},
      {"v=spf1 ip4:192.0.2.1/32 ip4:192.0.2.10 ~all", "ip4:192.0.2.1",
       "v=spf1 ip4:192.0.2.10 ~all"},
      {"v=spf1 x=include:o.example ~all", "include:o.example", "v=spf1 x=include:o.example ~all"},
  };
  for (const auto& row : rows) {
    INFO("before: ", row.before);
    CHECK(merged(row.before, {}, {row.term}).record == row.after);
  }
}

TEST_CASE("a wanted term is never removed, and may follow one that is") {
  CHECK(merged("v=spf1 Include:S.example mx ~all", {"include:s.example"}, {"include:s.example"})
            .record == "v=spf1 Include:S.example mx ~all");
  CHECK(merged("v=spf1 include:o.example ~all", {"include:n.example"}, {"include:o.example"})
            .record == "v=spf1 include:n.example ~all");
  CHECK(merged("v=spf1 include:s.example ~all", {"?include:s.example"}, {"include:s.example"})
            .record == "v=spf1 ?include:s.example ~all");
}

TEST_CASE("a retired term with another qualifier stays, with a warning") {
  const auto merge = merged("v=spf1 ~include:o.example -all", {}, {"include:o.example"});
  CHECK(merge.record == "v=spf1 ~include:o.example -all");
  CHECK(messages_of(merge.warnings) ==
        Texts{"SPF term \"~include:o.example\" stays: it has another qualifier "
              "than the retired \"include:o.example\""});
}

TEST_CASE("more than ten lookups after an addition are a conflict with the count") {
  const std::string hint = "retire a sender, or put ip4 and ip6 terms in place of an include";
  CHECK(merged(record_of(includes(9)), {"mx"}).record.ends_with(" mx -all"));
  check_conflict(record_of(includes(10)), {"mx"}, {},
                 "SPF record would need 11 DNS lookups; receivers allow 10", hint);
  check_conflict(std::nullopt, includes(12), {},
                 "SPF record would need 12 DNS lookups; receivers allow 10", hint);
  check_conflict(record_of(includes(11)), {"ip4:192.0.2.1"}, {},
                 "SPF record would need 11 DNS lookups; receivers allow 10", hint);
  // What is in order already, or gets better, is not refused.
  CHECK(merged(record_of(includes(12)), {"include:s3.example"}).record == record_of(includes(12)));
  CHECK(merged(record_of(includes(12)), {}, {"include:s12.example"}).record ==
        record_of(includes(11)));
  CHECK(merged(record_of(includes(10)), {"mx"}, {"include:s10.example"})
            .record.ends_with(" mx -all"));
}

TEST_CASE("a domain that said it sends no mail is changed with a warning, once") {
  const auto merge = merged("v=spf1 -all", {"include:n.example"});
  CHECK(merge.record == "v=spf1 include:n.example -all");
  CHECK(messages_of(merge.warnings) ==
        Texts{"SPF record \"v=spf1 -all\" said that the domain sends no mail; it does now"});
  CHECK(merged(merge.record, {"include:n.example"}).warnings.empty());
  CHECK(merged("v=spf1 -all", {}, {"include:o.example"}).warnings.empty());
  CHECK(merged("v=spf1 a -all", {"include:n.example"}).warnings.empty());
  CHECK(merged("v=spf1 ~all", {"include:n.example"}).warnings.empty());
}

TEST_CASE("a record without all and redirect gets no all, but a warning") {
  const auto merge = merged("v=spf1 a", {"include:n.example"});
  CHECK(merge.record == "v=spf1 a include:n.example");
  CHECK(messages_of(merge.warnings) == Texts{no_all});
  CHECK(messages_of(merged("v=spf1 exp=e.example", {"a"}).warnings) == Texts{no_all});
  CHECK(messages_of(merged("v=spf1 all=1", {"a"}).warnings) == Texts{no_all});
  CHECK(merged("v=spf1 redirect=r.example", {"a"}).warnings.empty());
  CHECK(merged("v=spf1 a ?all", {"a"}).warnings.empty());
}
