#include "mail/finding.h"

#include "base/text.h"
#include "mail/finding_samples.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

using namespace dnsward;

namespace dnsward::test {

std::string finding_lines(const MailFindings& findings) {
  std::string lines;
  for (const auto& finding : findings) {
    lines += std::string(finding.spec->code) + ' ' + finding.message + '\n';
  }
  return lines;
}

}  // namespace dnsward::test

namespace {

std::vector<test::FindingSample> all_samples() {
  std::vector<test::FindingSample> all;
  for (auto& family :
       {test::spf_samples(), test::dkim_samples(), test::dmarc_samples(), test::other_samples()})
    all.insert(all.end(), family.begin(), family.end());
  return all;
}

MailFindings with_code(const MailFindings& findings, std::string_view code) {
  MailFindings chosen;
  for (const auto& finding : findings) {
    REQUIRE(finding.spec != nullptr);
    if (finding.spec->code == code) chosen.push_back(finding);
  }
  return chosen;
}

}  // namespace

TEST_CASE("every finding of the table has its code, in order, and says all there is to say") {
  for (const auto& family : finding_families()) {
    std::set<std::string_view> titles;
    CHECK(!family.title.empty());
    std::size_t number = 0;
    for (const auto& spec : family.findings) {
      INFO(spec.code);
      auto digits = std::to_string(++number);
      digits.insert(0, 3 - digits.size(), '0');
      CHECK(spec.code == std::string(family.prefix) + digits);
      CHECK(titles.insert(spec.title).second);
      CHECK(!spec.title.empty());
      CHECK(!spec.title.ends_with('.'));
      CHECK(spec.why.ends_with('.'));
      CHECK(!spec.fix.ends_with('.'));
      CHECK(to_lower(spec.fix.front()) == spec.fix.front());
      const bool has_source =
          spec.section.starts_with("RFC ") || spec.section.starts_with("draft-");
      CHECK(has_source);
    }
    CHECK(number > 0);
  }
}

TEST_CASE("a finding is found by its code in any case of letters") {
  REQUIRE(find_finding("SPF001") != nullptr);
  CHECK(find_finding("spf001") == find_finding("SPF001"));
  CHECK(find_finding("SPF001")->code == "SPF001");
  CHECK(find_finding("SPF1") == nullptr);
  CHECK(find_finding("SPF000") == nullptr);
  CHECK(find_finding("") == nullptr);
}

TEST_CASE("every finding fires with its message, and not at a near miss") {
  std::map<std::string_view, int> sampled;
  for (const auto& sample : all_samples()) {
    INFO(sample.code);
    ++sampled[sample.code];
    CHECK(test::finding_lines(with_code(sample.fires(), sample.code)) ==
          std::string(sample.code) + ' ' + sample.message + '\n');
    CHECK(test::finding_lines(with_code(sample.near_miss(), sample.code)).empty());
  }
  for (const auto& family : finding_families()) {
    for (const auto& spec : family.findings) {
      INFO(spec.code);
      CHECK(sampled[spec.code] == 1);
    }
  }
}

TEST_CASE("every finding comes with a next step and no final dot") {
  for (const auto& sample : all_samples()) {
    for (const auto& finding : sample.fires()) {
      INFO(finding.message);
      CHECK(!finding.hint.empty());
      CHECK(!finding.hint.ends_with('.'));
      CHECK(!finding.message.ends_with('.'));
    }
  }
}

TEST_CASE("a finding becomes an error of the kind asked for") {
  const auto findings = test::spf_samples().front().fires();
  const auto error = to_error(findings.front(), ErrorKind::conflict);
  CHECK(error.kind == ErrorKind::conflict);
  CHECK(error.message == findings.front().message);
  CHECK(error.hint == findings.front().hint);
}
