#include "providers/zonefile/edit.h"
#include "providers/zonefile/layout_support.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

using namespace dnsward;
using namespace dnsward::test;
using namespace dnsward::zonefile;

namespace {

constexpr int cases = 20'000;
constexpr std::chrono::year_month_day today{std::chrono::year(2026), std::chrono::month(11),
                                            std::chrono::day(24)};

bool is_writable(RRType type) {
  return type == RRType::txt || type == RRType::cname || type == RRType::mx;
}

/// Unlike every value that random_zone makes, and unlike the others made here.
Rdata new_value(RRType type, Random& random) {
  const std::string mark = "new" + std::to_string(random.below(1'000'000'000));
  const auto target = DomainName::parse(mark + ".example.net").value();
  if (type == RRType::cname) return CnameData{target};
  if (type == RRType::mx) return MxData{7, target};
  return TxtData{mark + std::string(random.one_in(6) ? 400 : 3, '"')};
}

/// Drops, replaces and adds values; may change the TTL or delete all.
Change random_change(const RRset& before, Random& random) {
  Change change{before.key, before, std::nullopt, {}, {}};
  const bool can_write = is_writable(before.key.type);
  if (!can_write || random.one_in(6)) return change;
  RRset after = before;
  after.rdata.clear();
  for (const auto& value : before.rdata) {
    const auto fate = random.below(5);
    if (fate < 3) after.rdata.push_back(value);
    if (fate != 3) continue;
    after.rdata.push_back(new_value(before.key.type, random));
    if (random.one_in(2)) change.fates.push_back({Fate::replaced, after.rdata.back(), value});
  }
  const bool may_have_more = before.key.type != RRType::cname;
  while (after.rdata.empty() || (may_have_more && random.one_in(3))) {
    after.rdata.push_back(new_value(before.key.type, random));
  }
  if (random.one_in(4)) after.ttl = static_cast<std::uint32_t>(random.below(100'000));
  normalize(after);
  if (after == before) after.ttl = (before.ttl + 1) % 1000;
  change.after = std::move(after);
  return change;
}

Change random_creation(const std::vector<RRset>& rrsets, Random& random) {
  const auto apex = DomainName::parse("example.test").value();
  DomainName owner = random.pick(rrsets).key.owner;
  if (random.one_in(3)) owner = DomainName::parse("new.sub", apex).value();
  const RRType type = random.one_in(3) ? RRType::mx : RRType::txt;
  RRset after{{owner, type}, random.one_in(2) ? 300U : 86400U, {}};
  for (auto values = 1 + random.below(2); values > 0; --values) {
    after.rdata.push_back(new_value(type, random));
  }
  normalize(after);
  return {after.key, std::nullopt, after, {}, {}};
}

/// One to three changes that the zone can take.
std::vector<Change> random_changes(const std::vector<RRset>& rrsets, Random& random) {
  std::vector<Change> changes;
  for (auto wanted = 1 + random.below(3); wanted > 0; --wanted) {
    const RRset& rrset = random.pick(rrsets);
    const bool create = random.one_in(3);
    if (!create && (rrset.key.type == RRType::soa || rrset.key.type == RRType::ns)) continue;
    Change change = create ? random_creation(rrsets, random) : random_change(rrset, random);
    const bool is_taken = std::any_of(changes.begin(), changes.end(), [&](const Change& other) {
      return other.key.owner == change.key.owner;
    });
    const bool is_alias = find(rrsets, {change.key.owner, RRType::cname}) != nullptr;
    if (is_taken || (create && (is_alias || find(rrsets, change.key) != nullptr))) continue;
    changes.push_back(std::move(change));
  }
  return changes;
}

std::vector<RRset> expected(const std::vector<RRset>& rrsets, const std::vector<Change>& changes) {
  std::map<RRsetKey, RRset> sets;
  for (const auto& rrset : rrsets) sets[rrset.key] = rrset;
  for (const auto& change : changes) {
    sets.erase(change.key);
    if (change.after) sets[change.key] = *change.after;
  }
  std::vector<RRset> all;
  for (auto& [key, rrset] : sets) {
    if (key.type != RRType::soa) all.push_back(std::move(rrset));
  }
  return all;
}

std::vector<RRset> without_soa(std::vector<RRset> rrsets) {
  std::erase_if(rrsets, [](const RRset& rrset) { return rrset.key.type == RRType::soa; });
  return rrsets;
}

bool is_changed(const std::vector<Change>& changes, const RRsetKey& key) {
  return std::any_of(changes.begin(), changes.end(), [&](const auto& c) { return c.key == key; });
}

std::vector<const Record*> untouched(const MasterFile& zone, const std::vector<Change>& changes) {
  std::vector<const Record*> records;
  for (const auto& record : zone.records) {
    if (!is_changed(changes, record.key)) records.push_back(&record);
  }
  return records;
}

using Cuts = std::vector<std::vector<Span>>;  // by file

/// The records of changed RRsets and the serial.
Cuts changing_parts(const MasterFile& zone, const std::vector<Change>& changes) {
  Cuts cuts(zone.files.size());
  for (const auto& record : zone.records) {
    if (is_changed(changes, record.key)) cuts[record.file].push_back(record.whole);
  }
  cuts[zone.serial_file].push_back(zone.serial);
  return cuts;
}

/// What the untouched records of `now` spell out and inherited before; returns how many.
std::size_t cut_hand_overs(const std::vector<const Record*>& was,
                           const std::vector<const Record*>& now, Cuts& cuts) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < was.size(); ++i) {
    if (was[i]->owner.empty() && !now[i]->owner.empty()) {
      cuts[now[i]->file].push_back(now[i]->owner);
      ++count;
    }
    if (was[i]->ttl.empty() && !now[i]->ttl.empty()) {
      cuts[now[i]->file].push_back({now[i]->ttl.begin, now[i]->ttl.end + 1});
      ++count;
    }
  }
  return count;
}

std::string rest_of(const std::string& text, std::vector<Span> cuts) {
  std::sort(cuts.begin(), cuts.end(), [](Span a, Span b) { return a.begin < b.begin; });
  std::string rest;
  std::size_t at = 0;
  for (const Span cut : cuts) {
    rest.append(text, at, cut.begin - at);
    at = cut.end;
  }
  return rest.append(text, at);
}

/// A line end that was missing is added before a record at the end of a file.
bool is_same_rest(const std::string& was, const std::string& now) {
  return now == was || now == was + '\n' || now == was + "\r\n";
}

bool may_take_inherited(const Change& change) {
  if (!change.before) return false;
  if (!change.after || change.after->ttl != change.before->ttl) return true;
  return !std::includes(change.after->rdata.begin(), change.after->rdata.end(),
                        change.before->rdata.begin(), change.before->rdata.end());
}

Includes includes_of(const MasterFile& zone) {
  Includes includes;
  for (const auto& file : zone.files) includes[file.path] = file.text;
  return includes;
}

OpenInclude opener(const Includes& includes) {
  return [&includes](std::string_view name, std::string_view) -> Result<OpenedFile> {
    const auto found = includes.find(name);
    if (found == includes.end()) return fail(ErrorKind::io, "no file");
    return OpenedFile{found->first, found->second};
  };
}

MasterFile edited(const MasterFile& zone, const std::vector<Change>& changes) {
  Includes texts = includes_of(zone);
  const auto files = edit(zone, changes, today, opener(texts));
  REQUIRE_MESSAGE(files, error_text(files.error()));
  for (const auto& [file, text] : *files) texts[zone.files[file].path] = text;
  auto now = parse(texts.at(zone.files.front().path), texts);
  REQUIRE_MESSAGE(now, error_text(now.error()));
  return std::move(*now);
}

/// The RRsets after the reverse of the changes, where those can be written.
std::vector<RRset> undone(const MasterFile& zone, std::vector<Change> changes) {
  std::vector<Change> lost;
  for (auto& change : changes) {
    std::swap(change.before, change.after);
    for (auto& fate : change.fates) std::swap(fate.value, *fate.was);
    if (!is_writable(change.key.type)) lost.push_back(change);
  }
  std::erase_if(changes, [](const Change& change) { return !is_writable(change.key.type); });
  return expected(edited(zone, changes).rrsets(), lost);
}

}  // namespace

TEST_CASE("an edit changes the RRsets asked for and no other octet") {
  Random random(20261124);
  std::size_t edits = 0;
  std::size_t all_hand_overs = 0;
  for (int i = 0; i < cases; ++i) {
    const auto written = write_zone(random_zone(random), random, Flavour::ours);
    const auto was = parse(written.text, written.includes);
    REQUIRE(was);
    const auto changes = random_changes(was->rrsets(), random);
    if (changes.empty()) continue;
    ++edits;
    CAPTURE(i);
    CAPTURE(written.text);
    CAPTURE(to_text(changes.front().key));
    const auto now = edited(*was, changes);
    REQUIRE(without_soa(now.rrsets()) == expected(was->rrsets(), changes));
    REQUIRE(now.serial_value == next_serial(was->serial_value, today));

    const auto untouched_was = untouched(*was, changes);
    const auto untouched_now = untouched(now, changes);
    REQUIRE(untouched_was.size() == untouched_now.size());
    Cuts cuts = changing_parts(now, changes);
    const auto hand_overs = cut_hand_overs(untouched_was, untouched_now, cuts);
    all_hand_overs += hand_overs;
    if (std::none_of(changes.begin(), changes.end(), may_take_inherited)) REQUIRE(hand_overs == 0);
    const Cuts old_cuts = changing_parts(*was, changes);
    REQUIRE(was->files.size() == now.files.size());
    for (std::size_t file = 0; file < now.files.size(); ++file) {
      const auto rest_was = rest_of(was->files[file].text, old_cuts[file]);
      const auto rest_now = rest_of(now.files[file].text, cuts[file]);
      CAPTURE(now.files[file].text);
      REQUIRE(is_same_rest(rest_was, rest_now));
    }
    if (i % 4 == 0) REQUIRE(undone(now, changes) == without_soa(was->rrsets()));
  }
  CHECK(edits > cases * 3 / 4);
  CHECK(all_hand_overs > 30);  // else the generator no longer leads there
}
