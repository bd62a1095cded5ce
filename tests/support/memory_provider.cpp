#include "support/memory_provider.h"

#include "support/zone_text.h"

#include <algorithm>
#include <utility>

namespace dnsward::test {
namespace {

std::optional<Error> call(const MemoryAccount::Hook& hook, const Zone& zone) {
  return hook ? hook(zone) : std::nullopt;
}

void replace(std::vector<RRset>& rrsets, const Change& change) {
  std::erase_if(rrsets, [&](const RRset& rrset) { return rrset.key == change.key; });
  if (change.after) rrsets.push_back(*change.after);
  std::sort(rrsets.begin(), rrsets.end(),
            [](const RRset& a, const RRset& b) { return a.key < b.key; });
}

bool still_holds(const std::vector<RRset>& rrsets, const Change& change) {
  const auto* found = find(rrsets, change.key);
  return change.before ? found != nullptr && *found == *change.before : found == nullptr;
}

}  // namespace

void MemoryAccount::put(std::string_view apex, std::string_view records, std::string id) {
  const std::lock_guard lock(mutex_);
  if (id.empty()) id = name(apex).display();
  zones_[id] = {{name(apex), id}, zone_text(apex, records), 0};
}

void MemoryAccount::mark(const std::string& id, std::string refusal,
                         std::vector<std::string> warnings) {
  const std::lock_guard lock(mutex_);
  auto& zone = zones_.at(id).zone;
  zone.refusal = std::move(refusal);
  zone.warnings = std::move(warnings);
}

void MemoryAccount::edit(const std::string& id, std::string_view more_records) {
  const std::lock_guard lock(mutex_);
  auto& stored = zones_.at(id);
  for (auto& rrset : zone_text(stored.zone.apex.to_text(), more_records)) {
    Change change;
    change.key = rrset.key;
    if (const auto* old = find(stored.rrsets, rrset.key)) {
      rrset.rdata.insert(rrset.rdata.end(), old->rdata.begin(), old->rdata.end());
      normalize(rrset);
    }
    change.after = std::move(rrset);
    replace(stored.rrsets, change);
  }
  ++stored.version;
}

std::vector<RRset> MemoryAccount::records(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  return zones_.at(id).rrsets;
}

std::size_t MemoryAccount::lists() const {
  const std::lock_guard lock(mutex_);
  return lists_;
}

std::size_t MemoryAccount::reads() const {
  const std::lock_guard lock(mutex_);
  return reads_;
}

std::size_t MemoryAccount::polls() const {
  const std::lock_guard lock(mutex_);
  return polls_;
}

std::size_t MemoryAccount::writes() const {
  const std::lock_guard lock(mutex_);
  return written_.size();
}

std::vector<std::string> MemoryAccount::written() const {
  const std::lock_guard lock(mutex_);
  return written_;
}

std::vector<Change> MemoryAccount::written_changes() const {
  const std::lock_guard lock(mutex_);
  return written_changes_;
}

std::vector<DomainName> MemoryAccount::queried() const {
  const std::lock_guard lock(mutex_);
  return queried_;
}

Result<std::vector<Zone>> MemoryProvider::zones(const ZoneQuery& query) const {
  {
    const std::lock_guard lock(account_.mutex_);
    ++account_.lists_;
    account_.queried_.clear();
    for (const auto& wish : query.wishes) account_.queried_.push_back(wish.domain);
  }
  if (auto error = call(account_.on_list, {})) return fail(std::move(*error));
  const std::lock_guard lock(account_.mutex_);
  std::vector<Zone> zones;
  for (const auto& [id, stored] : account_.zones_) zones.push_back(stored.zone);
  return zones;
}

Result<Snapshot> MemoryProvider::read(const Zone& zone, const NameFilter& filter) const {
  {
    const std::lock_guard lock(account_.mutex_);
    ++account_.reads_;
  }
  if (auto error = call(account_.before_read, zone)) return fail(std::move(*error));
  const std::lock_guard lock(account_.mutex_);
  const auto& stored = account_.zones_.at(zone.id);
  Snapshot snapshot;
  snapshot.version = std::to_string(stored.version);
  snapshot.locked = account_.locked;
  for (const auto& rrset : stored.rrsets) {
    const bool is_asked =
        filter.wants_all ||
        std::binary_search(filter.owners.begin(), filter.owners.end(), rrset.key.owner);
    const bool is_cut = rrset.key.type == RRType::ns || rrset.key.type == RRType::dname;
    if (is_asked || is_cut) snapshot.rrsets.push_back(rrset);
  }
  return snapshot;
}

Result<Receipt> MemoryProvider::write(const Zone& zone, const Snapshot& seen,
                                      std::span<const Change> changes) const {
  {
    const std::lock_guard lock(account_.mutex_);
    account_.written_.push_back(zone.id);
    account_.written_changes_.insert(account_.written_changes_.end(), changes.begin(),
                                     changes.end());
  }
  if (auto error = call(account_.before_write, zone)) return fail(std::move(*error));
  Receipt receipt;
  {
    const std::lock_guard lock(account_.mutex_);
    auto& stored = account_.zones_.at(zone.id);
    const auto holds = [&](const Change& change) { return still_holds(stored.rrsets, change); };
    if (seen.version != std::to_string(stored.version) ||
        !std::all_of(changes.begin(), changes.end(), holds)) {
      return fail(ErrorKind::changed, "the zone is no longer the one that was read");
    }
    if (!account_.ignores_writes) {
      const auto deletes = [](const Change& change) { return !change.after; };
      receipt.is_partial = account_.deletes_first &&
                           std::any_of(changes.begin(), changes.end(), deletes) &&
                           !std::all_of(changes.begin(), changes.end(), deletes);
      for (const auto& change : changes) {
        if (!receipt.is_partial || deletes(change)) replace(stored.rrsets, change);
      }
      ++stored.version;
    }
    receipt.pending.assign(account_.polls_needed, "action");
    receipt.publishing.assign(account_.looks_needed, "change");
  }
  if (auto error = call(account_.after_write, zone)) return fail(std::move(*error));
  return receipt;
}

Result<Receipt> MemoryProvider::progress(const Zone& zone, Receipt receipt) const {
  {
    const std::lock_guard lock(account_.mutex_);
    ++account_.polls_;
  }
  if (auto error = call(account_.on_progress, zone)) return fail(std::move(*error));
  auto& waited_for = receipt.pending.empty() ? receipt.publishing : receipt.pending;
  waited_for.pop_back();
  return receipt;
}

ProviderType memory_type() {
  return {"memory",
          "Zones in memory",
          "For tests.",
          {},
          "none",
          {},
          nullptr,
          [](const ProviderSettings&, const ProviderContext&) -> Result<std::unique_ptr<Provider>> {
            return fail(ErrorKind::unsupported, "tests make their memory providers themselves");
          }};
}

}  // namespace dnsward::test
