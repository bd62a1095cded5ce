#include "compose/senders_support.h"
#include "config/config_support.h"
#include "config/spec.h"
#include "mail/dmarc.h"
#include "mail/record_check.h"
#include "mail/spf.h"
#include "plan/planner.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

using namespace dnsward;
using namespace dnsward::test;

namespace {

constexpr std::string_view crowded = R"(@ 3600 TXT "v=spf1 include:_spf.crowd.example a mx -all"
@ 3600 TXT "google-site-verification=0000000000000000000000000000000000000000000"
@ 3600 TXT "MS=ms00000000"
@ 3600 TXT "brevo-code:00000000000000000000000000000000"
@ 3600 TXT "apple-domain=0000000000000000"
@ 3600 TXT "protonmail-verification=0000000000000000000000000000000000000000"
@ 3600 MX 10 mx.crowd.example.
_dmarc 3600 TXT "v=DMARC1; p=reject; sp=quarantine; rua=mailto:dmarc@crowd.example"
crowd._domainkey 3600 TXT "v=DKIM1; p="
mail 3600 MX 10 mx.crowd.example.
bounces 3600 TXT "v=spf1 include:bounces.crowd.example -all"
send 3600 TXT "v=spf1 include:send.crowd.example ?all"
send 3600 TXT "foreign"
www 3600 CNAME www.crowd.example.
)";

const DomainName& apex() {
  static const DomainName domain = name("example.com");
  return domain;
}

Plan plan_for(const LoadedConfig& loaded, const std::vector<RRset>& zone) {
  const auto expanded = requirements_of(loaded.config, loaded.config.domains.at(0), apex());
  REQUIRE(expanded.errors.empty());
  return make_plan(apex(), expanded.requirements, zone);
}

/// BIMI has an owner's policy of quarantine or reject as its condition.
std::string condition_of(const DocumentedSender& sender) {
  return sender.name.starts_with("bimi") ? "dmarc = { policy = \"quarantine\" }\n" : "";
}

std::string errors_in(const std::vector<RRset>& zone) {
  std::string text;
  for (const MailFinding& finding : check_zone(apex(), zone)) {
    if (finding.spec->severity != Severity::error) continue;
    text += std::string(finding.spec->code) + " " + finding.message + "\n";
  }
  return text;
}

const RRset* find_rrset(const std::vector<RRset>& zone, const RRsetKey& key) {
  const auto found =
      std::find_if(zone.begin(), zone.end(), [&](const RRset& rrset) { return rrset.key == key; });
  return found == zone.end() ? nullptr : &*found;
}

std::string text_of(const Rdata& value) {
  const auto* txt = std::get_if<TxtData>(&value);
  return txt == nullptr ? std::string() : txt->bytes;
}

/// The one value of the RRset that is SPF; "" for none.
std::string spf_of(const RRset* rrset) {
  if (rrset == nullptr) return {};
  for (const Rdata& value : rrset->rdata) {
    if (is_spf(text_of(value))) return text_of(value);
  }
  return {};
}

/// The terms of `before` are in `after` in their order, and its `all` is the last one.
bool keeps_terms(const std::string& before, const std::string& after) {
  const auto old_terms = parse_spf(before);
  const auto new_terms = parse_spf(after);
  if (!old_terms || !new_terms) return false;
  std::size_t kept = 0;
  for (const SpfTerm& term : *new_terms) {
    if (kept < old_terms->size() && term.text == (*old_terms)[kept].text) ++kept;
  }
  return kept == old_terms->size() && new_terms->back().text == old_terms->back().text;
}

/// What of `before` is not in `after` any more, one value a line.
std::string lost(const std::vector<RRset>& before, const std::vector<RRset>& after) {
  std::string text;
  for (const RRset& rrset : before) {
    const RRset* now = find_rrset(after, rrset.key);
    for (const Rdata& value : rrset.rdata) {
      const bool stays = now != nullptr &&
                         std::find(now->rdata.begin(), now->rdata.end(), value) != now->rdata.end();
      const bool is_merged = is_spf(text_of(value)) && keeps_terms(text_of(value), spf_of(now));
      const bool is_policy = is_dmarc(text_of(value));
      if (!stays && !is_merged && !is_policy)
        text += to_text(rrset.key) + " " + to_text(value) + "\n";
    }
  }
  return text;
}

/// The DMARC record begins as it did: nothing but addresses may come to its end.
bool keeps_policy(const std::vector<RRset>& after) {
  const RRset* rrset = find_rrset(after, {name("_dmarc.example.com"), RRType::txt});
  return rrset != nullptr && rrset->rdata.size() == 1 &&
         text_of(rrset->rdata.front())
             .starts_with("v=DMARC1; p=reject; sp=quarantine; rua=mailto:dmarc@crowd.example");
}

std::size_t lookups(const std::vector<RRset>& zone) {
  const auto terms = parse_spf(spf_of(find_rrset(zone, {apex(), RRType::txt})));
  return terms ? count_spf_lookups(*terms) : 0;
}

std::size_t wanted_lookups(const LoadedConfig& loaded) {
  std::size_t count = 0;
  for (const auto& requirement :
       requirements_of(loaded.config, loaded.config.domains.at(0), apex()).requirements) {
    const auto* spf = std::get_if<SpfWant>(&requirement.want);
    if (spf != nullptr && spf->owner == apex()) count += count_spf_lookups(spf->terms);
  }
  return count;
}

/// The changes alone: warnings have places in a folder of its own.
std::string changes_text(const Plan& plan) {
  return plan_text({plan.changes, {}, {}});
}

/// The sections of tests/data/senders/added.txt by sender: what each adds to an empty zone.
std::map<std::string, std::string> pinned() {
  std::ifstream in(std::string(PROJECT_FOLDER) + "/tests/data/senders/added.txt");
  std::map<std::string, std::string> sections;
  std::string current;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("== ")) {
      current = line.substr(3);
      sections[current];
    } else if (!current.empty()) {
      sections[current] += line + "\n";
    }
  }
  return sections;
}

}  // namespace

TEST_CASE("every ready-made sender documents its variables, and nothing else, and its source") {
  const SendersFolder folder;
  const auto senders = documented_senders();
  CHECK(senders.size() > 30);
  for (const DocumentedSender& sender : senders) {
    INFO(sender.file << " " << sender.name);
    CHECK(sender.has_source);
    const LoadedConfig loaded = folder.load_with(sender);
    const auto spec = std::find_if(loaded.config.senders.begin(), loaded.config.senders.end(),
                                   [&](const auto& s) { return s->name == sender.name; });
    REQUIRE(spec != loaded.config.senders.end());
    CHECK_FALSE((*spec)->title.empty());
    std::vector<std::string> used;
    for (const VariableUse& use : (*spec)->uses) used.push_back(use.name);
    std::sort(used.begin(), used.end());
    std::vector<std::string> documented;
    for (const auto& [variable, example] : sender.examples) documented.push_back(variable);
    CHECK(used == documented);
  }
}

TEST_CASE("the comments name every block: none is missing from the documented ones") {
  const SendersFolder folder;
  const auto senders = documented_senders();
  const LoadedConfig loaded = folder.load_with(senders.front());
  CHECK(loaded.errors.empty());
  CHECK(loaded.config.senders.size() == senders.size());
}

TEST_CASE("a ready-made sender adds to an empty zone what is written down for it") {
  const SendersFolder folder;
  const auto expected = pinned();
  std::size_t checked = 0;
  for (const DocumentedSender& sender : documented_senders()) {
    INFO(sender.file << " " << sender.name);
    const LoadedConfig loaded = folder.load_with(sender, condition_of(sender));
    REQUIRE(loaded.errors.empty());
    const Plan plan = plan_for(loaded, {});
    CHECK(plan.conflicts.empty());
    const auto section = expected.find(sender.name);
    CHECK_MESSAGE(section != expected.end(), "== ", sender.name, "\n", changes_text(plan));
    if (section == expected.end()) continue;
    CHECK(changes_text(plan) == section->second);
    const auto zone = after({}, plan);
    CHECK(plan_for(loaded, zone).changes.empty());
    CHECK(errors_in(zone) == "");
    CHECK(lookups(zone) == wanted_lookups(loaded));
    ++checked;
  }
  CHECK(checked == expected.size());
}

TEST_CASE("a ready-made sender takes nothing from a crowded zone") {
  const SendersFolder folder;
  const auto before = zone_text("example.com", crowded);
  REQUIRE(errors_in(before) == "");
  for (const DocumentedSender& sender : documented_senders()) {
    INFO(sender.file << " " << sender.name);
    const LoadedConfig loaded = folder.load_with(sender);
    REQUIRE(loaded.errors.empty());
    const Plan plan = plan_for(loaded, before);
    CHECK(plan.conflicts.empty());
    CHECK_FALSE(plan.changes.empty());
    const auto zone = after(before, plan);
    CHECK(lost(before, zone) == "");
    CHECK(keeps_policy(zone));
    CHECK(plan_for(loaded, zone).changes.empty());
    CHECK(errors_in(zone) == "");
    CHECK(lookups(zone) == lookups(before) + wanted_lookups(loaded));
    CHECK(lookups(zone) <= 10);
  }
}

TEST_CASE("the table of the ready-made senders lists all of them") {
  std::ifstream in(senders_folder() / "README.md");
  const std::string readme{std::istreambuf_iterator<char>(in), {}};
  for (const DocumentedSender& sender : documented_senders()) {
    INFO(sender.name);
    std::string row = "| `" + sender.name + "` | `" + sender.file + "` | ";
    for (const auto& [variable, example] : sender.examples) row += "`" + variable + "`, ";
    if (sender.examples.empty()) {
      row += "-";
    } else {
      row.resize(row.size() - 2);
    }
    CHECK_MESSAGE(readme.find(row + " |") != std::string::npos, row);
  }
}
