#include "base/text.h"
#include "mail/dmarc.h"
#include "support/random.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace dnsward;
using test::Random;

namespace {

using Texts = std::vector<std::string>;
using Senders = std::vector<DmarcSenderWish>;

constexpr int cases = 20'000;

const Texts addresses{"mailto:a@x.example", "mailto:b@x.example", "mailto:c@y.example",
                      "mailto:d@z.example"};
const Texts existing_addresses{"mailto:a@x.example", "MailTo:B@x.example", "mailto:b@X.example!10m",
                               "https://r.example/x", "e@x.example"};
const Texts policies{"none", "quarantine", "Reject", "rejct"};

std::string blanks(Random& random) {
  return random.one_in(3) ? std::string(random.below(3), random.one_in(4) ? '\t' : ' ') : "";
}

DmarcPolicy any_policy(Random& random) {
  return static_cast<DmarcPolicy>(random.below(3));
}

template <typename T>
std::vector<T> some(Random& random, const std::vector<T>& from) {
  std::vector<T> chosen;
  for (const auto& value : from) {
    if (random.one_in(2)) chosen.push_back(value);
  }
  random.shuffle(chosen);
  return chosen;
}

std::string joined(const Texts& texts, std::string_view separator) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : std::string(separator)) + text;
  return all;
}

/// A record that parses: each tag at most once, odd blanks, odd and invalid values, empty parts.
std::string any_record(Random& random) {
  const auto policy = [&] { return random.pick(policies); };
  auto tags = some(random, std::vector<DmarcTag>{{"p", policy()},
                                                 {"sp", policy()},
                                                 {"np", policy()},
                                                 {"t", random.one_in(2) ? "y" : "n"},
                                                 {"pct", std::to_string(random.below(120))},
                                                 {"rua", joined(some(random, existing_addresses),
                                                                random.one_in(3) ? " , " : ",")},
                                                 {"fo", "1:d"},
                                                 {"adkim", "S"},
                                                 {"x", "any thing=?"},
                                                 {"psd", "n"}});
  std::string record = "v" + blanks(random) + "=" + blanks(random) + "DMARC1" + blanks(random);
  for (const auto& tag : tags) {
    record += ";" + blanks(random) + tag.name + blanks(random) + "=" + blanks(random) + tag.value +
              blanks(random);
  }
  while (random.one_in(3)) record += ";" + blanks(random);
  return record;
}

Senders any_senders(Random& random) {
  Senders senders;
  for (auto count = random.below(4); count > 0; --count) {
    senders.push_back({any_policy(random), some(random, addresses)});
  }
  return senders;
}

DmarcOwnerWish any_owner(Random& random) {
  const Texts valid{"none", "quarantine", "reject"};
  DmarcOwnerWish owner;
  owner.tags = some(random, std::vector<DmarcTag>{{"p", random.pick(valid)},
                                                  {"sp", random.pick(valid)},
                                                  {"np", random.pick(valid)},
                                                  {"t", random.one_in(2) ? "y" : "n"},
                                                  {"pct", std::to_string(random.below(101))},
                                                  {"rua", random.pick(addresses)},
                                                  {"fo", "0"}});
  owner.allow_downgrade = random.one_in(2);
  return owner;
}

std::optional<DmarcPolicy> maybe_policy(Random& random) {
  return random.one_in(2) ? std::nullopt : std::optional(any_policy(random));
}

DmarcRecord parsed(std::string_view record) {
  const auto result = parse_dmarc(record);
  REQUIRE_MESSAGE(result.has_value(), record);
  return *result;
}

/// What stands between semicolons and is not blank, byte for byte.
Texts pieces(std::string_view record) {
  Texts all;
  for (const auto piece : split(record, ';')) {
    if (!trim(piece).empty()) all.emplace_back(piece);
  }
  return all;
}

std::string name_of(std::string_view piece) {
  return to_lower(trim(piece.substr(0, piece.find('='))));
}

/// The pieces of tags that `is_foreign` accepts.
template <typename Predicate>
Texts foreign_pieces(std::string_view record, Predicate is_foreign) {
  auto all = pieces(record);
  std::erase_if(all, [&](const std::string& piece) { return !is_foreign(name_of(piece)); });
  return all;
}

std::string value_of(const DmarcRecord& record, std::string_view name) {
  const auto* value = record.find(name);
  return value == nullptr ? "" : *value;
}

std::set<std::string> address_set(const DmarcRecord& record) {
  std::set<std::string> all;
  const auto rua = value_of(record, "rua");
  for (const auto uri : split(rua, ',')) {
    auto address = to_lower(trim(uri));
    if (address.ends_with("!10m")) address.resize(address.size() - 4);
    if (!address.empty()) all.insert(address);
  }
  return all;
}

int named_level(const DmarcRecord& record, std::string_view tag) {
  const auto policy = parse_dmarc_policy(value_of(record, tag));
  if (policy) return static_cast<int>(*policy);
  if (tag == "np") return named_level(record, "sp");
  if (tag == "sp") return named_level(record, "p");
  return record.policy() ? 0 : -1;
}

/// What happens to 100 failing messages at receivers that know `t`, and at those that know `pct`,
/// one number a message; higher is stricter.
std::vector<int> outcomes(int level, bool test_mode, int percent) {
  std::vector<int> all{level, test_mode && level > 0 ? level - 1 : level};
  for (int draw = 0; draw < 100; ++draw) {
    all.push_back(draw < percent || level < 1 ? level : level - 1);
  }
  return all;
}

std::vector<int> outcomes(const DmarcRecord& record) {
  const auto pct = value_of(record, "pct");
  const int percent = pct.empty() || std::stoi(pct) > 100 ? 100 : std::stoi(pct);
  std::vector<int> all;
  for (const std::string_view tag : {"p", "sp", "np"}) {
    std::ranges::copy(outcomes(named_level(record, tag), value_of(record, "t") == "y", percent),
                      std::back_inserter(all));
  }
  return all;
}

bool any_less(const std::vector<int>& a, const std::vector<int>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] < b[i]) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("property: a merge is idempotent and holds a policy and every sender's address") {
  Random random(11);
  for (int i = 0; i < cases; ++i) {
    const auto before = any_record(random);
    const auto existing = random.one_in(4) ? std::nullopt : std::optional<std::string_view>(before);
    const auto senders = any_senders(random);
    const auto owner = any_owner(random);
    const auto* owned = random.one_in(2) ? &owner : nullptr;
    const auto inherited = maybe_policy(random);
    const auto once = merge_dmarc(existing, senders, owned, inherited);
    if (!once) continue;
    const auto again = merge_dmarc(once->record, senders, owned, inherited);
    REQUIRE_MESSAGE(again.has_value(), before);
    CHECK_MESSAGE(again->record == once->record, before);
    const auto after = parsed(once->record);
    CHECK((senders.empty() || after.policy().has_value()));
    const auto reported_to = address_set(after);
    for (const auto& sender : senders) {
      for (const auto& uri : sender.rua) CHECK(reported_to.count(uri) == 1);
    }
  }
}

TEST_CASE("property: senders keep every byte but the end of rua, and weaken nothing") {
  Random random(12);
  for (int i = 0; i < cases; ++i) {
    const auto before = any_record(random);
    const auto senders = any_senders(random);
    const auto merge = merge_dmarc(before, senders, nullptr, maybe_policy(random));
    if (!merge) continue;
    const auto was = parsed(before);
    const auto is = parsed(merge->record);
    const auto stays = [&](const std::string& name) {
      return name != "rua" && (name != "p" || was.find("p") != nullptr);
    };
    CHECK(foreign_pieces(merge->record, stays) == foreign_pieces(before, stays));
    CHECK(value_of(is, "rua").starts_with(value_of(was, "rua")));
    CHECK_FALSE(any_less(outcomes(is), outcomes(was)));
  }
}

TEST_CASE("property: an owner sets the tags named, and every other tag keeps its bytes") {
  Random random(13);
  for (int i = 0; i < cases; ++i) {
    const auto before = any_record(random);
    auto owner = any_owner(random);
    owner.allow_downgrade = true;
    const auto merge = merge_dmarc(before, {}, &owner, std::nullopt);
    REQUIRE(merge);
    const auto is = parsed(merge->record);
    std::set<std::string> named;
    for (const auto& tag : owner.tags) {
      named.insert(tag.name);
      if (tag.name != "rua") CHECK(to_lower(value_of(is, tag.name)) == tag.value);
      if (tag.name == "rua") CHECK(address_set(is) == std::set<std::string>{tag.value});
    }
    const auto stays = [&](const std::string& name) { return named.count(name) == 0; };
    CHECK(foreign_pieces(merge->record, stays) == foreign_pieces(before, stays));
  }
}

TEST_CASE("property: exactly what weakens some receiver's action needs the owner's permission") {
  Random random(14);
  int refused = 0;
  for (int i = 0; i < cases; ++i) {
    const auto before = any_record(random);
    const auto existing = random.one_in(4) ? std::nullopt : std::optional<std::string_view>(before);
    const auto inherited = maybe_policy(random);
    auto owner = any_owner(random);
    owner.allow_downgrade = true;
    const auto forced = merge_dmarc(existing, {}, &owner, inherited);
    REQUIRE(forced);
    std::vector<int> today;
    if (existing) {
      today = outcomes(parsed(before));
    } else {
      const auto above = outcomes(inherited ? static_cast<int>(*inherited) : -1, false, 100);
      for (int tag = 0; tag < 3; ++tag) std::ranges::copy(above, std::back_inserter(today));
    }
    owner.allow_downgrade = false;
    const auto merge = merge_dmarc(existing, {}, &owner, inherited);
    const bool weaker = any_less(outcomes(parsed(forced->record)), today);
    CHECK_MESSAGE(merge.has_value() == !weaker, before);
    if (weaker) ++refused;
    if (merge) CHECK(merge->record == forced->record);
  }
  CHECK(refused > cases / 10);
  CHECK(refused < cases * 9 / 10);
}

TEST_CASE("property: the order of senders changes the order of addresses alone") {
  Random random(15);
  for (int i = 0; i < cases; ++i) {
    const auto before = any_record(random);
    const auto existing = random.one_in(3) ? std::nullopt : std::optional<std::string_view>(before);
    auto senders = any_senders(random);
    const auto inherited = maybe_policy(random);
    const auto one = merge_dmarc(existing, senders, nullptr, inherited);
    random.shuffle(senders);
    const auto other = merge_dmarc(existing, senders, nullptr, inherited);
    REQUIRE(one.has_value() == other.has_value());
    if (!one) continue;
    CHECK(address_set(parsed(one->record)) == address_set(parsed(other->record)));
    const auto stays = [](const std::string& name) { return name != "rua"; };
    CHECK(foreign_pieces(one->record, stays) == foreign_pieces(other->record, stays));
  }
}
