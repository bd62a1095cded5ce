// The promises of the planner over generated zones and requirements. The vocabulary is small on
// purpose, so that names, values and terms meet often.
#include "plan/contradiction.h"
#include "plan/planner.h"
#include "plan/wants.h"
#include "support/random.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

using namespace dnsward;
using namespace dnsward::test;

namespace {

constexpr int cases = 20000;

const std::vector<std::string> domains{"example.com", "a.example.com", "b.a.example.com",
                                       "d.example.com"};
const std::vector<std::string> labels{"", "x.", "s._domainkey.", "_dmarc."};
const std::vector<std::string> values{"t1",
                                      "t2",
                                      "vendor=1",
                                      "vendor=2",
                                      "p=QQ",
                                      std::string("\0\xff\"\\;", 5),
                                      "v=spf1 ~all",
                                      "v=spf1 include:i1.example -all",
                                      "V=SPF1 include:I2.example ?include:i3.example",
                                      "v=spf1 ip4:1.2.3.4 redirect=r.example",
                                      "v=spf1 include:bad..example +all",
                                      "v=spf10 none",
                                      "v=DMARC1; p=reject",
                                      "v=DMARC1;p=quarantine; sp=none; rua=mailto:a@a.example!10m;",
                                      "v=DMARC1; p=none; pct=10; psd=n",
                                      "v=DMARC1; p=none; p=none"};
const std::vector<std::string> terms{
    "include:i1.example", "include:i2.example", "?include:i3.example", "ip4:1.2.3.4",
    "a:x.example",        "include:i4.example", "~include:i1.example"};
const std::vector<std::string> uris{"mailto:a@a.example", "mailto:b@b.example"};

std::string owner(Random& random) {
  return random.pick(labels) + random.pick(domains);
}

std::vector<RRset> random_zone(Random& random) {
  std::map<RRsetKey, RRset> sets;
  const auto put = [&](RRsetKey key, Rdata data) {
    RRset& rrset = sets[key];
    rrset.ttl = rrset.rdata.empty() ? static_cast<std::uint32_t>(random.below(3) * 60) : rrset.ttl;
    rrset.key = std::move(key);
    rrset.rdata.push_back(std::move(data));
  };
  for (std::size_t i = random.below(10); i > 0; --i) {
    const auto at = name(owner(random));
    switch (random.below(12)) {
      case 0: put({at, RRType::a}, OpaqueData{"192.0.2.1"}); break;
      case 1: put({at, RRType::mx}, MxData{10, name("mx.example")}); break;
      case 2:
        if (random.one_in(2)) put({at, RRType::ns}, OpaqueData{"ns.example."});
        break;
      case 3:
        if (at != name(domains[0]))
          sets[{at, RRType::cname}] = {{at, RRType::cname}, 60, {CnameData{name("c.example")}}};
        break;
      default: put({at, RRType::txt}, txt(random.pick(values)));
    }
  }
  std::vector<RRset> zone;
  for (auto& [key, rrset] : sets) {
    if (key.type != RRType::cname && sets.contains({key.owner, RRType::cname})) continue;
    normalize(rrset);
    zone.push_back(std::move(rrset));
  }
  return zone;
}

Requirement random_want(Random& random, std::uint32_t line) {
  const auto domain = random.pick(domains);
  const auto at = random.one_in(2) ? domain : random.pick(labels) + domain;
  Requirement r;
  switch (random.below(9)) {
    case 0:
      r = cname(at, random.one_in(2) ? "c.example" : "e.example", domain, line, random.one_in(2));
      break;
    case 1: r = prefix(domain, "vendor=", random.one_in(2) ? "vendor=1" : "vendor=3", line); break;
    case 2:
      r = dkim("s._domainkey." + domain, random.one_in(2) ? "p=QQ" : "p=QR", domain, line);
      break;
    case 3:
      r = dmarc(domain, static_cast<DmarcPolicy>(random.below(3)), {random.pick(uris)}, line);
      break;
    case 4: {
      const auto policy = random.pick(std::vector<std::string>{"none", "quarantine", "reject"});
      r = owner_dmarc(domain, {{"p", policy}}, random.one_in(2), line);
      break;
    }
    case 5:
    case 6: r = spf(domain, {random.pick(terms), random.pick(terms)}, line); break;
    case 7: r = value(at, RRType::mx, MxData{5, name("mx5.example")}, domain, line); break;
    default: r = value(at, RRType::txt, txt(random.pick(values)), domain, line);
  }
  if (random.one_in(12)) r.exact_ttl = static_cast<std::uint32_t>(30 * (1 + random.below(2)));
  if (random.one_in(6)) r.presence = Presence::retired;
  const bool may_be_absent = std::holds_alternative<ValueWant>(r.want) ||
                             std::holds_alternative<PrefixWant>(r.want) ||
                             std::holds_alternative<CnameWant>(r.want);
  if (may_be_absent && random.one_in(6)) r.presence = Presence::absent;
  return r;
}

std::vector<Requirement> random_wants(Random& random) {
  std::vector<Requirement> wants;
  const auto count = static_cast<std::uint32_t>(1 + random.below(6));
  for (std::uint32_t line = 1; line <= count; ++line) wants.push_back(random_want(random, line));
  return wants;
}

const std::string* txt_of(const Rdata& value) {
  const auto* data = std::get_if<TxtData>(&value);
  return data == nullptr ? nullptr : &data->bytes;
}

bool starts_ignoring_case(const std::string& text, std::string_view start) {
  return text.size() >= start.size() &&
         std::equal(start.begin(), start.end(), text.begin(),
                    [](char a, char b) { return std::tolower(a) == std::tolower(b); });
}

/// Written apart from the planner: whether any want of the file speaks of `value` at `key`.
bool claimed(const Requirement& r, const RRsetKey& key, const Rdata& value) {
  if (owner_of(r.want) != key.owner) return false;
  const auto* text = txt_of(value);
  if (const auto* w = std::get_if<ValueWant>(&r.want)) return w->key == key && w->value == value;
  if (const auto* w = std::get_if<PrefixWant>(&r.want)) {
    return text != nullptr && starts_ignoring_case(*text, w->prefix);
  }
  if (const auto* w = std::get_if<RRsetWant>(&r.want)) return w->key == key;
  if (const auto* w = std::get_if<CnameWant>(&r.want))
    return key.type == RRType::cname || w->replace;
  if (text == nullptr) return false;
  if (std::holds_alternative<SpfWant>(r.want)) return starts_ignoring_case(*text, "v=spf1");
  return text->starts_with("v=DMARC1");
}

std::size_t spf_records(const RRset& rrset) {
  return static_cast<std::size_t>(std::ranges::count_if(rrset.rdata, [](const Rdata& value) {
    const auto* text = txt_of(value);
    return text != nullptr && starts_ignoring_case(*text, "v=spf1") &&
           (text->size() == 6 || (*text)[6] == ' ');
  }));
}

struct Case {
  std::vector<RRset> zone;
  std::vector<Requirement> wants;
  Plan plan;
};

/// Runs `check` on generated cases; returns how many of them had changes and how many conflicts, so
/// that a test can see that it tested something.
template <typename Check>
void for_each_case(std::uint64_t seed, Check check) {
  Random random(seed);
  int changed = 0;
  int stopped = 0;
  for (int i = 0; i < cases; ++i) {
    Case one{random_zone(random), random_wants(random), {}};
    one.plan = make_plan(name("example.com"), one.wants, one.zone);
    changed += one.plan.changes.empty() ? 0 : 1;
    stopped += one.plan.conflicts.empty() ? 0 : 1;
    INFO("case " << i << "\n" << plan_text(one.plan));
    check(one, random);
  }
  CHECK(changed > cases / 4);
  CHECK(stopped > cases / 10);
}

}  // namespace

TEST_CASE("property: the plan of the result is empty") {
  for_each_case(1, [](const Case& one, Random&) {
    const auto again = make_plan(name("example.com"), one.wants, after(one.zone, one.plan));
    if (!again.changes.empty()) FAIL(plan_text(again));
  });
}

TEST_CASE("property: every value that no want of the file claims is kept") {
  for_each_case(2, [](const Case& one, Random&) {
    const auto result = after(one.zone, one.plan);
    for (const auto& before : one.zone) {
      const RRset* now = find(result, before.key);
      for (const auto& value : before.rdata) {
        const bool ours = std::ranges::any_of(
            one.wants, [&](const Requirement& r) { return claimed(r, before.key, value); });
        if (ours) continue;
        if (now == nullptr || !std::ranges::binary_search(now->rdata, value)) {
          FAIL("lost " << to_text(before.key) << " " << to_text(value));
        }
      }
    }
  });
}

TEST_CASE("property: the order of the requirements does not matter") {
  for_each_case(3, [](const Case& one, Random& random) {
    auto shuffled = one.wants;
    random.shuffle(shuffled);
    const auto again = make_plan(name("example.com"), shuffled, one.zone);
    if (plan_text(again) != plan_text(one.plan)) FAIL(plan_text(again));
  });
}

TEST_CASE("property: no RRset has more than one SPF record unless it had so before") {
  for_each_case(4, [](const Case& one, Random&) {
    for (const auto& change : one.plan.changes) {
      const auto before = change.before ? spf_records(*change.before) : 0;
      if (change.after && spf_records(*change.after) > std::max<std::size_t>(1, before)) {
        FAIL(plan_text(one.plan));
      }
    }
  });
}

TEST_CASE(
    "property: a domain with a conflict has no change of its own, and the others are as if alone") {
  for_each_case(5, [](const Case& one, Random&) {
    std::set<DomainName> stopped;
    for (const auto& conflict : one.plan.conflicts) stopped.insert(conflict.domain);
    for (const auto& change : one.plan.changes) {
      if (stopped.contains(change.domain)) FAIL(plan_text(one.plan));
    }
  });
}

TEST_CASE("property: what a domain without conflicts wants is there after") {
  for_each_case(6, [](const Case& one, Random&) {
    std::set<DomainName> stopped;
    for (const auto& conflict : one.plan.conflicts) stopped.insert(conflict.domain);
    const auto result = after(one.zone, one.plan);
    for (const auto& r : one.wants) {
      const auto* want = std::get_if<ValueWant>(&r.want);
      if (want == nullptr || stopped.contains(r.domain) || r.presence == Presence::retired)
        continue;
      const RRset* now = find(result, want->key);
      const bool there = now != nullptr && std::ranges::binary_search(now->rdata, want->value);
      if (there != (r.presence == Presence::present)) FAIL(r.where.line << " " << there);
    }
  });
}

TEST_CASE("property: a change says truly what it does") {
  for_each_case(7, [](const Case& one, Random&) {
    for (const auto& change : one.plan.changes) {
      const RRset* actual = find(one.zone, change.key);
      REQUIRE((actual == nullptr) == !change.before.has_value());
      if (actual != nullptr) REQUIRE(*actual == *change.before);
      std::set<Rdata> before;
      std::set<Rdata> now;
      for (const auto& fate : change.fates) {
        if (fate.fate == Fate::kept || fate.fate == Fate::removed) before.insert(fate.value);
        if (fate.was) before.insert(*fate.was);
        if (fate.fate != Fate::removed) now.insert(fate.value);
      }
      const auto as_set = [](const std::optional<RRset>& rrset) {
        return rrset ? std::set<Rdata>(rrset->rdata.begin(), rrset->rdata.end())
                     : std::set<Rdata>();
      };
      REQUIRE(before == as_set(change.before));
      REQUIRE(now == as_set(change.after));
    }
  });
}

TEST_CASE("property: the contradictions are those of all pairs, in both orders") {
  Random random(20261130);
  std::size_t contradicting = 0;
  for (int i = 0; i < cases; ++i) {
    std::map<DomainName, std::vector<const Requirement*>> by_owner;
    auto wants = random_wants(random);
    for (const auto& more : random_wants(random)) wants.push_back(more);
    for (const auto& want : wants) by_owner[owner_of(want.want)].push_back(&want);
    for (const auto& [owner, all] : by_owner) {
      std::vector<std::string> expected;
      for (std::size_t a = 0; a < all.size(); ++a) {
        for (std::size_t b = a + 1; b < all.size(); ++b) {
          const auto problem = contradiction(*all[a], *all[b]);
          REQUIRE(problem.empty() == contradiction(*all[b], *all[a]).empty());
          if (!problem.empty()) expected.push_back(problem);
        }
      }
      std::vector<std::string> told;
      for (const auto& found : contradictions(all)) told.push_back(found.problem);
      REQUIRE(told == expected);
      contradicting += expected.size();
    }
  }
  CHECK(contradicting > 1000);
}
