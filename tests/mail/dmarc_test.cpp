#include "mail/dmarc.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace dnsward;

namespace {

using Policy = std::optional<DmarcPolicy>;

DmarcRecord parsed(std::string_view record) {
  auto result = parse_dmarc(record);
  REQUIRE_MESSAGE(result.has_value(), (result ? "" : result.error().message));
  return *result;
}

void check_refused(std::string_view record, std::string_view message, std::string_view hint) {
  INFO("record: ", record);
  const auto result = parse_dmarc(record);
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == ErrorKind::config);
  CHECK(result.error().message == message);
  CHECK(result.error().hint == hint);
}

}  // namespace

TEST_CASE("a DMARC record is told by v=DMARC1, the value's case included") {
  for (const std::string_view value :
       {"v=DMARC1", "v=DMARC1;", "v=DMARC1; p=none", "v=DMARC1;p=none", "v = DMARC1 ; p=none",
        "V=DMARC1; p=none", "v\t=\tDMARC1\t; p=none", "v=DMARC1; nonsense", "v=DMARC1 p=none"}) {
    INFO("value: ", value);
    CHECK(is_dmarc(value));
  }
  for (const std::string_view value :
       {"", "v", "v=", "v=dmarc1; p=none", "v=DMARC", "v=DMARC12; p=none", "v=DMARC1,p=none",
        "p=none; v=DMARC1", " v=DMARC1; p=none", "\"v=DMARC1; p=none\"", "vv=DMARC1", "v:DMARC1",
        "v=spf1 -all", "v=DKIM1; p="}) {
    INFO("value: ", value);
    CHECK_FALSE(is_dmarc(value));
  }
}

TEST_CASE("tags are read in order, names in lower case, values as written") {
  const auto record =
      parsed("v=DMARC1; P = ReJect ;rua=mailto:a@b.example, mailto:c@d.example;\tx= a b;");
  CHECK(record.tags == std::vector<DmarcTag>{{"p", "ReJect"},
                                             {"rua", "mailto:a@b.example, mailto:c@d.example"},
                                             {"x", "a b"}});
  REQUIRE(record.find("x") != nullptr);
  CHECK(*record.find("x") == "a b");
  CHECK(record.find("X") == nullptr);
  CHECK(parsed("v=DMARC1").tags.empty());
  CHECK(parsed("v=DMARC1 ; ").tags.empty());
  CHECK(parsed("v=DMARC1;; p=none; ;").tags == std::vector<DmarcTag>{{"p", "none"}});
  CHECK(parsed("v=DMARC1; p=").tags == std::vector<DmarcTag>{{"p", ""}});
  CHECK(parsed("v=DMARC1; x=a=b").tags == std::vector<DmarcTag>{{"x", "a=b"}});
}

TEST_CASE("what is no tag list is refused") {
  const std::string begin = "begin the record with \"v=DMARC1; \"";
  const std::string list = "write tags as name=value, with \";\" between them";
  const std::string once = "keep one of them: receivers may ignore the whole record";
  check_refused("", "DMARC record begins with \"\", not with \"v=DMARC1;\"", begin);
  check_refused("v=dmarc1; p=none", "DMARC record begins with \"v=dmarc1\", not with \"v=DMARC1;\"",
                begin);
  check_refused("v=DMARC1 p=none",
                "DMARC record begins with \"v=DMARC1 p=none\", not with \"v=DMARC1;\"", begin);
  check_refused(" v=DMARC1; p=none",
                "DMARC record begins with \" v=DMARC1\", not with \"v=DMARC1;\"", begin);
  check_refused("p=none; v=DMARC1", "DMARC record begins with \"p=none\", not with \"v=DMARC1;\"",
                begin);
  check_refused("v=DMARC1; none", "DMARC record has the part \"none\", which is no tag", list);
  check_refused("v=DMARC1; p:none", "DMARC record has the part \"p:none\", which is no tag", list);
  check_refused("v=DMARC1; =none", "DMARC record has the part \"=none\", which is no tag", list);
  check_refused("v=DMARC1; p=none; P=reject", "DMARC record has the tag \"p\" twice", once);
  check_refused("v=DMARC1; v=DMARC1", "DMARC record has the tag \"v\" twice", once);
  check_refused(
      "v=DMARC1; rua=mailto:[email\xC2\xA0protected]",
      "DMARC tag \"rua=mailto:[email\xC2\xA0protected]\" holds the octet 0xC2, which is not "
      "printable ASCII",
      "write printable ASCII only");
  check_refused("v=DMARC1; p=none\n",
                "DMARC tag \"p=none\n\" holds the octet 0x0A, which is not printable ASCII",
                "write printable ASCII only");
  check_refused("v=DMARC1; x=a\tb", "DMARC tag \"x=a\tb\" holds a tab",
                "write blanks in its place");
}

TEST_CASE("the policy is p; without a valid one an address in rua makes it none") {
  const std::vector<std::pair<std::string, Policy>> rows{
      {"p=none", DmarcPolicy::none},
      {"p=Quarantine", DmarcPolicy::quarantine},
      {"p=REJECT; sp=none", DmarcPolicy::reject},
      {"", std::nullopt},
      {"sp=reject", std::nullopt},
      {"p=rejct", std::nullopt},
      {"p=", std::nullopt},
      {"p=reject; sp=x", std::nullopt},
      {"p=reject; np=x", std::nullopt},
      {"rua=mailto:a@b.example", DmarcPolicy::none},
      {"p=rejct; rua=mailto:a@b.example", DmarcPolicy::none},
      {"p=reject; np=x; rua=mailto:a@b.example", DmarcPolicy::none},
      {"rua=https://b.example/x", DmarcPolicy::none},
      {"rua=mailto:a@b.example!10m", DmarcPolicy::none},
      {"rua=a@b.example, mailto:a@b.example", DmarcPolicy::none},
      {"rua=a@b.example", std::nullopt},
      {"rua=mailto:", std::nullopt},
      {"rua=mailto:@b.example", std::nullopt},
      {"rua=mailto:a@", std::nullopt},
      {"rua=mailto:[email protected]", std::nullopt},
      {"rua=mailto:<a@b.example>", std::nullopt},
      {"rua=", std::nullopt},
      {"ruf=mailto:a@b.example", std::nullopt},
  };
  for (const auto& row : rows) {
    const auto& tags = row.first;
    const auto& policy = row.second;
    INFO("tags: ", tags);
    CHECK(parsed("v=DMARC1; " + tags).policy() == policy);
  }
}

TEST_CASE("names below get sp, else the policy itself") {
  const std::vector<std::pair<std::string, Policy>> rows{
      {"p=reject", DmarcPolicy::reject},
      {"p=none; sp=reject", DmarcPolicy::reject},
      {"p=reject; sp=none", DmarcPolicy::none},
      {"sp=reject; rua=mailto:a@b.example", DmarcPolicy::reject},
      {"p=reject; sp=x; rua=mailto:a@b.example", DmarcPolicy::none},
      {"sp=reject", std::nullopt},
  };
  for (const auto& row : rows) {
    const auto& tags = row.first;
    const auto& policy = row.second;
    INFO("tags: ", tags);
    CHECK(parsed("v=DMARC1; " + tags).subdomain_policy() == policy);
  }
}

TEST_CASE("policies are ordered by strength and spelled in lower case") {
  CHECK(DmarcPolicy::none < DmarcPolicy::quarantine);
  CHECK(DmarcPolicy::quarantine < DmarcPolicy::reject);
  CHECK(to_text(DmarcPolicy::none) == "none");
  CHECK(to_text(DmarcPolicy::quarantine) == "quarantine");
  CHECK(to_text(DmarcPolicy::reject) == "reject");
  CHECK(parse_dmarc_policy("reject") == DmarcPolicy::reject);
  CHECK(parse_dmarc_policy("NONE") == DmarcPolicy::none);
  CHECK_FALSE(parse_dmarc_policy("").has_value());
  CHECK_FALSE(parse_dmarc_policy("rejected").has_value());
}

TEST_CASE("one plain mailto address can stand in rua") {
  for (const std::string_view uri : {"mailto:rua@dmarc.brevo.com", "MAILTO:Rua@Dmarc.Brevo.Com",
                                     "mailto:a.b+c_d-e@x.example", "mailto:a%2Cb%21c@x.example",
                                     "mailto:o'neil@x.example", "mailto:a@xn--mller-kva.example"}) {
    CHECK(dmarc_uri_problem(uri) == "");
  }
  const std::vector<std::pair<std::string, std::string>> rows{
      {"", "does not begin with \"mailto:\""},
      {"rua@b.example", "does not begin with \"mailto:\""},
      {"https://b.example/x", "does not begin with \"mailto:\""},
      {"mail to:a@b.example", "holds the octet 0x20, which is not visible ASCII"},
      {"mailto:[email\xC2\xA0protected]", "holds the octet 0xC2, which is not visible ASCII"},
      {"mailto:rua", "has no \"@\""},
      {"mailto:", "has no \"@\""},
      {"mailto:@b.example", "has nothing before its \"@\""},
      {"mailto:.a@b.example", "has a misplaced dot before its \"@\""},
      {"mailto:a..b@b.example", "has a misplaced dot before its \"@\""},
      {"mailto:a,b@b.example", "has \",\" before its \"@\", which must be percent-encoded"},
      {"mailto:a;b@b.example", "has \";\" before its \"@\", which must be percent-encoded"},
      {"mailto:a@c@b.example", "has more than one \"@\""},
      {"mailto:<a@b.example>", "has \"<\" before its \"@\", which must be percent-encoded"},
      {"mailto://a@b..example", "has a host that is no domain name: "},
      {"mailto:a%2@b.example", "has a \"%\" that encodes no octet"},
      {"mailto:a%xy@b.example", "has a \"%\" that encodes no octet"},
      {"mailto:a@b", "has the host \"b\", which is no whole domain name"},
      {"mailto:a@", "has the host \"\", which is no whole domain name"},
      {"mailto:a@b.example.", "has the host \"b.example.\", which is no host name"},
      {"mailto:a@b.exam\\112le", "has the host \"b.exam\\112le\", which is no host name"},
      {"mailto:a@b_c.example", "has a host that can't be one: "},
      {"mailto:a@b.example?subject=x", "has a host that can't be one: "},
      {"mailto:a@b.example,mailto:c@d.example", "has more than one \"@\""},
      {"mailto:a@b.example!10m", "ends in the size \"!10m\", which is obsolete"},
      {"mailto:a@b.example!5", "ends in the size \"!5\", which is obsolete"},
  };
  for (const auto& row : rows) {
    const auto& uri = row.first;
    const auto& problem = row.second;
    INFO("uri: ", uri);
    const auto found = dmarc_uri_problem(uri);
    CHECK(found.starts_with("address \"" + uri + "\" " + problem));
    if (!problem.ends_with(' ')) CHECK(found == "address \"" + uri + "\" " + problem);
  }
}

TEST_CASE("an owner can set a tag that receivers understand") {
  for (const DmarcTag& tag :
       {DmarcTag{"p", "reject"}, DmarcTag{"sp", "None"}, DmarcTag{"t", "y"}, DmarcTag{"pct", "50"},
        DmarcTag{"fo", "1:d"}, DmarcTag{"rua", "mailto:a@b.example,mailto:c@d.example"}}) {
    CHECK(dmarc_tag_problem(tag) == "");
  }
  const std::vector<std::pair<DmarcTag, std::string>> rows{
      {{"v", "DMARC1"}, "DMARC tag \"v=DMARC1\" has no name of a tag"},
      {{"", "x"}, "DMARC tag \"=x\" has no name of a tag"},
      {{"a b", "x"}, "DMARC tag \"a b=x\" has no name of a tag"},
      {{"p", "rejct"}, "DMARC tag \"p=rejct\" is none of none, quarantine, reject"},
      {{"np", ""}, "DMARC tag \"np=\" has no value"},
      {{"t", "yes"}, "DMARC tag \"t=yes\" is neither y nor n"},
      {{"fo", "1; p=none"},
       "DMARC tag \"fo=1; p=none\" has a value that is not plain ASCII without \";\""},
      {{"fo", " 1"}, "DMARC tag \"fo= 1\" has a value that is not plain ASCII without \";\""},
      {{"rua", "mailto:a@b.example,c@d.example"},
       "address \"c@d.example\" does not begin with \"mailto:\""},
  };
  for (const auto& [tag, problem] : rows) CHECK(dmarc_tag_problem(tag) == problem);
}
