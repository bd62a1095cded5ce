// Properties of all checks over generated and broken inputs.
#include "mail/dkim_check.h"
#include "mail/dkim_keys.h"
#include "mail/dmarc_check.h"
#include "mail/dmarc_walk.h"
#include "mail/live_check.h"
#include "mail/policy_check.h"
#include "mail/record_check.h"
#include "mail/spf_check.h"
#include "mail/spf_eval.h"
#include "mail/spf_walk.h"
#include "mail/token.h"
#include "mail/zone_resolver.h"
#include "support/random.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

using namespace dnsward;
using test::name;
using test::Random;

namespace {

constexpr int cases = 4000;

const std::vector<std::string> seeds{
    "v=spf1 include:_spf.a.example a:%{d1r}.b.example/24//64 ?mx ptr exists:%{i}.c.example -all",
    "v=spf1 redirect=_spf.example exp=e.example ip4:192.0.2.0/24 ip6:2001:db8::/32",
    "v=DMARC1; p=reject; sp=none; rua=mailto:r@a.example!10m,https://b.example/; fo=0:d:s; t=y",
    "v=DKIM1; k=rsa; h=sha1:sha256; t=y:s; s=*; n=x; p=" + std::string(dkim_keys::rsa_1024),
    "k=ed25519; p=" + std::string(dkim_keys::ed25519),
    "v=STSv1; id=20260101;",
    "v=TLSRPTv1; rua=mailto:a@b.example,https://c.example/",
    "v=BIMI1; l=https://a.example/l.svg; a=;",
    "brevo-code:0123456789abcdef0123456789abcdef",
    "google-site-verification=x"};

/// One of the seeds, or two joined, with some octets changed, left out or put in.
std::string any_value(Random& random) {
  auto text = random.pick(seeds);
  if (random.one_in(5)) text += random.pick(seeds);
  for (auto slips = random.below(4); slips > 0 && !text.empty(); --slips) {
    const auto at = random.below(text.size());
    constexpr std::string_view separators = " ;:=,!%{}/.\"\\@-";
    const auto octet = random.one_in(4) ? static_cast<char>(random.below(256))
                                        : separators[random.below(separators.size())];
    switch (random.below(3)) {
      case 0: text.erase(at, 1 + random.below(3)); break;
      case 1: text[at] = octet; break;
      default: text.insert(at, 1, octet); break;
    }
  }
  return text;
}

/// Everything that a check returns is whole: a row of the table, a message, a hint.
void check_whole(const MailFindings& findings) {
  for (const auto& finding : findings) {
    REQUIRE(finding.spec != nullptr);
    CHECK(find_finding(finding.spec->code) == finding.spec);
    CHECK(!finding.message.empty());
    CHECK(!finding.hint.empty());
  }
}

std::vector<RRset> any_zone(Random& random) {
  static const std::vector<std::string> owners{"d.example",
                                               "_dmarc.d.example",
                                               "s._domainkey.d.example",
                                               "t._domainkey.d.example",
                                               "_mta-sts.d.example",
                                               "_smtp._tls.d.example",
                                               "default._bimi.d.example",
                                               "w.d.example",
                                               "_dmarc.w.d.example",
                                               "x.example._report._dmarc.d.example",
                                               "_spf.d.example"};
  std::vector<RRset> rrsets;
  for (const auto& owner : owners) {
    if (random.one_in(4)) continue;
    RRset rrset{{name(owner), RRType::txt}, 60};
    for (auto count = 1 + random.below(3); count > 0; --count) {
      rrset.rdata.push_back(test::txt(any_value(random)));
    }
    normalize(rrset);
    rrsets.push_back(std::move(rrset));
    if (!random.one_in(6)) continue;
    rrsets.push_back({{name(owner), RRType::cname}, 60, {CnameData{name(random.pick(owners))}}});
  }
  std::sort(rrsets.begin(), rrsets.end(),
            [](const RRset& a, const RRset& b) { return a.key < b.key; });
  return rrsets;
}

/// Seconds of this thread's processor time, the best of three runs.
double seconds(const std::function<void()>& run) {
  double best = std::numeric_limits<double>::max();
  for (int i = 0; i < 3; ++i) {
    timespec begin{};
    timespec end{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
    run();
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
    best = std::min(best, static_cast<double>(end.tv_sec - begin.tv_sec) +
                              static_cast<double>(end.tv_nsec - begin.tv_nsec) / 1e9);
  }
  return best;
}

/// `text` again and again, its "#" a number each time.
std::string repeated(std::string_view text, std::size_t size) {
  std::string result;
  const auto place = text.find('#');
  for (int i = 0; result.size() < size; ++i) {
    if (place == std::string_view::npos) {
      result += text;
    } else {
      result += std::string(text.substr(0, place)) + std::to_string(i);
      result += text.substr(place + 1);
    }
  }
  return result;
}

}  // namespace

TEST_CASE("property: no value breaks a check of values, and findings are whole") {
  Random random(31);
  for (int i = 0; i < cases; ++i) {
    const auto text = any_value(random);
    INFO(text);
    check_whole(check_spf_wish(text, name("d.example")));
    check_whole(check_dkim_wish(text));
    check_whole(check_dkim_record(text));
    check_whole(check_dkim_selector(text));
    check_whole(check_dmarc_address(text));
    check_whole(check_dmarc_record(text));
    check_whole(check_token(text));
    check_whole(check_txt_wish(text));
    check_whole(check_name_wish(text, name("w.d.example"), name("d.example")));
    if (is_spf(text)) check_whole(check_spf_record(text, name("d.example")));
  }
}

TEST_CASE("property: no zone breaks the checks of zones, and their findings name an owner") {
  Random random(32);
  for (int i = 0; i < cases / 8; ++i) {
    const auto zone = any_zone(random);
    const auto findings = check_zone(name("d.example"), zone);
    check_whole(findings);
    for (const auto& finding : findings) CHECK(finding.owner.is_within(name("d.example")));
    const ZoneResolver resolver({name("example")}, zone);
    const std::vector selectors{name("s._domainkey.d.example"), name("t._domainkey.d.example")};
    check_whole(check_live(resolver, name("d.example"), selectors));
    const auto later = any_zone(random);
    for (const auto& rrset : later) check_whole(check_change(find(zone, rrset.key), rrset));
  }
}

TEST_CASE("property: what receivers evaluate never costs more than the walk counted") {
  Random random(33);
  const std::vector<std::string> terms{"include:a.d.example",
                                       "include:b.d.example",
                                       "a",
                                       "mx",
                                       "exists:h.d.example",
                                       "-all",
                                       "redirect=b.d.example",
                                       "ip4:192.0.2.1",
                                       "a:h.d.example",
                                       "?include:b.d.example"};
  for (int i = 0; i < cases / 2; ++i) {
    std::string records = "@ 60 MX 10 h.d.example.\nh 60 A 192.0.2.2\n";
    for (const std::string_view owner : {"@", "a", "b"}) {
      std::string record = "v=spf1";
      for (auto count = random.below(5); count > 0; --count) {
        // Names later in the alphabet are included alone, so that there is no circle.
        const auto& term = random.pick(terms);
        if (owner != "@" && term.find(owner == "a" ? "a.d." : "d.example") != std::string::npos) {
          continue;
        }
        record += ' ' + term;
      }
      records += std::string(owner) + " 60 TXT \"" + record + "\"\n";
    }
    const ZoneResolver resolver({name("d.example")}, test::zone_text("d.example", records));
    const auto cost = walk_spf(resolver, name("d.example"));
    const auto verdict = check_spf_host(
        resolver, {*IpAddress::parse("192.0.2.77"), "user@d.example", "h.d.example"});
    INFO(records);
    if (verdict.result == SpfResult::permerror) continue;
    CHECK(verdict.lookups <= cost.lookups);
    if (cost.lookups <= 10 && cost.findings.empty()) {
      CHECK(verdict.result != SpfResult::temperror);
    }
  }
}

TEST_CASE("property: a merge warns with warnings and notes, and refuses with errors") {
  Random random(34);
  const std::vector<SpfTerm> terms{*parse_spf_term("include:a.example"), *parse_spf_term("~mx"),
                                   *parse_spf_term("ip4:192.0.2.1")};
  const std::vector<DmarcSenderWish> senders{{DmarcPolicy::none, {"mailto:r@a.example"}}};
  int refused = 0;
  for (int i = 0; i < cases; ++i) {
    const auto text = any_value(random);
    INFO(text);
    const auto spf = try_merge_spf(text, std::span(terms).subspan(random.below(2)),
                                   std::span(terms).subspan(random.below(3)));
    const auto dmarc = try_merge_dmarc(text, senders, nullptr, {});
    MailFindings warnings;
    if (spf) add_findings(warnings, (*spf)->warnings);
    if (dmarc) add_findings(warnings, dmarc->warnings);
    check_whole(warnings);
    for (const auto& warning : warnings) CHECK(warning.spec->severity != Severity::error);
    if (!spf) check_whole({spf.error()});
    if (!dmarc) check_whole({dmarc.error()});
    refused += spf ? 0 : 1;
  }
  CHECK(refused > cases / 10);
}

TEST_CASE("property: checks are linear in what they are given") {
  const std::vector<std::pair<std::string, std::string>> values{
      {"v=spf1", " include:a.example"},
      {"v=spf1", " ip4:192.0.2.1/24"},
      {"v=spf1 ", "%{d}"},
      {"v=spf1", " x=%{d}%%"},
      {"v=spf1", " moo"},
      {"v=spf1", " -all"},
      {"v=spf1", " exp=a.b"},
      {"v=DMARC1; p=none; rua=", "mailto:a@b.example,"},
      {"v=DMARC1; p=none; x=", " y"},
      {"v=DMARC1; p=none; fo=", "0:"},
      {"v=DKIM1; p=; n=", "x "},
      {"v=DKIM1; p=; t=", "y:"},
      {"v=DKIM1; p=", "AAAA"},
      {"k=rsa; p=", " "},
      {"v=TLSRPTv1; rua=", "mailto:,"},
      {"v=STSv1;", "id=;"},
      {"v=BIMI1;", "l=;"},
      {"token=", "[email <{ "},
      {"v=spf1", " a:h#.example"},
      {"v=spf1", " x#=1"},
      {"v=DMARC1; p=none", "; t#=1"},
      {"v=DMARC1; p=none; rua=", "mailto:a#@b.example,"},
      {"v=DKIM1; p=", "; n#=1"},
      {"v=DKIM1; p=; t=", "f#:"}};
  for (const auto& [begin, part] : values) {
    INFO(begin, part);
    const auto run = [&, first = begin, rest = part](std::size_t size) {
      const auto text = first + repeated(rest, size);
      return seconds([&] {
        for (const std::string_view owner :
             {"d.example", "_dmarc.d.example", "s._domainkey.d.example", "_mta-sts.d.example",
              "_smtp._tls.d.example", "default._bimi.d.example"}) {
          check_whole(check_rrset({{name(owner), RRType::txt}, 60, {test::txt(text)}}));
        }
        check_whole(check_token(text));
        check_whole(check_txt_wish(text));
      });
    };
    // Eight times the input may take eight times the time; the rest is for a busy machine.
    CHECK(run(64'000) < 32 * run(8'000) + 0.01);
  }
}

TEST_CASE("property: checks of a zone are near linear in its RRsets") {
  const auto run = [](int count) {
    std::vector<RRset> zone;
    for (int i = 0; i < count; ++i) {
      const auto label = "n" + std::to_string(i);
      zone.push_back({{name(label + ".d.example"), RRType::txt},
                      60,
                      {test::txt("v=spf1 -all"), test::txt("brevo-code:" + label)}});
      zone.push_back({{name("_dmarc." + label + ".d.example"), RRType::txt},
                      60,
                      {test::txt("v=DMARC1; p=none")}});
    }
    std::sort(zone.begin(), zone.end(),
              [](const RRset& a, const RRset& b) { return a.key < b.key; });
    return seconds([&] { check_whole(check_zone(name("d.example"), zone)); });
  };
  CHECK(run(2000) < 32 * run(250) + 0.01);
}
