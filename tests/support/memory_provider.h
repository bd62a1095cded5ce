// A provider that keeps its zones in memory, records every call, and fails as a test wishes.
#pragma once

#include "provider/provider.h"
#include "provider/settings.h"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward::test {

/// What the provider serves. Outlives it, so that a test can look at it and edit it meanwhile.
/// Hooks are called without a lock, from any thread, and may edit zones, throw, or wait.
class MemoryAccount {
 public:
  using Hook = std::function<std::optional<Error>(const Zone& zone)>;

  Hook on_list = {};             ///< before zones(); its zone is the root
  Hook before_read = {};         ///< an Error is the answer
  Hook before_write = {};        ///< an Error is the answer, and nothing is written
  Hook after_write = {};         ///< an Error is the answer, though everything was written
  bool ignores_writes = false;   ///< says yes and does nothing
  std::size_t polls_needed = 0;  ///< how often progress() must be asked before a write is done
  std::size_t looks_needed = 0;  ///< the same, before its name servers have it
  Hook on_progress = {};         ///< an Error is the answer
  bool deletes_first = false;    ///< a write that deletes RRsets does that alone, and is partial
  std::vector<LockedRRset> locked = {};

  /// Records as in test::zone_text. The id is the apex unless given.
  void put(std::string_view apex, std::string_view records, std::string id = {});
  /// What the provider says about the zone from now on.
  void mark(const std::string& id, std::string refusal, std::vector<std::string> warnings);
  /// Adds records as another program would.
  void edit(const std::string& id, std::string_view more_records);
  [[nodiscard]] std::vector<RRset> records(const std::string& id) const;

  [[nodiscard]] std::size_t lists() const;
  [[nodiscard]] std::size_t reads() const;
  /// Calls of progress.
  [[nodiscard]] std::size_t polls() const;
  /// Calls of write, successful or not.
  [[nodiscard]] std::size_t writes() const;
  /// The zones of the calls of write, in order.
  [[nodiscard]] std::vector<std::string> written() const;
  /// The changes of all calls of write, in order.
  [[nodiscard]] std::vector<Change> written_changes() const;
  [[nodiscard]] std::vector<DomainName> queried() const;

 private:
  friend class MemoryProvider;

  struct Stored {
    Zone zone;
    std::vector<RRset> rrsets;
    std::size_t version = 0;
  };

  mutable std::mutex mutex_;
  std::map<std::string, Stored> zones_;
  std::size_t lists_ = 0;
  std::size_t reads_ = 0;
  std::size_t polls_ = 0;
  std::vector<std::string> written_;
  std::vector<Change> written_changes_;
  std::vector<DomainName> queried_;
};

class MemoryProvider : public Provider {
 public:
  explicit MemoryProvider(MemoryAccount& account) : account_(account) {}

  [[nodiscard]] Result<std::vector<Zone>> zones(const ZoneQuery& query) const override;
  [[nodiscard]] Result<Snapshot> read(const Zone& zone, const NameFilter& filter) const override;
  [[nodiscard]] Result<Receipt> write(const Zone& zone, const Snapshot& seen,
                                      std::span<const Change> changes) const override;
  [[nodiscard]] Result<Receipt> progress(const Zone& zone, Receipt receipt) const override;

 private:
  MemoryAccount& account_;
};

/// The type "memory", without settings; `make` is never called.
[[nodiscard]] ProviderType memory_type();

}  // namespace dnsward::test
