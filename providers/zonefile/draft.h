// A zone while it is edited: each step is applied only when the text then reads as it should.
#pragma once

#include "providers/zonefile/master_file.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace dnsward::zonefile {

/// `text` in place of `span`; an empty span inserts.
struct Patch {
  std::size_t file = 0;
  Span span;
  std::string text;

  friend bool operator==(const Patch&, const Patch&) = default;
};

/// Patches, and what they should do to the sequence of records (indices into it).
struct Step {
  struct Insertion {
    std::size_t at = 0;  ///< the new record stands before the old one of this index
    RRsetKey key;
    Rdata value;
    std::uint32_t ttl = 0;
  };

  std::vector<Patch> patches;
  std::set<std::size_t> removed = {};
  std::map<std::size_t, Rdata> replaced = {};
  std::map<std::size_t, std::uint32_t> ttls = {};
  std::vector<Insertion> inserted = {};  ///< several at one place stand in this order
  std::optional<std::uint32_t> serial = {};
  bool hand_over = false;  ///< other records may be given the owner or TTL that they inherited
};

class Draft {
 public:
  /// `open` outlives the object.
  Draft(MasterFile zone, const OpenInclude& open) : zone_(std::move(zone)), open_(open) {}

  [[nodiscard]] const MasterFile& zone() const { return zone_; }

  /// Takes the step when the patched text parses to exactly the records that `step` describes,
  /// where need be after spelling out what a record no longer inherits; else does nothing and
  /// returns false.
  [[nodiscard]] bool take(Step step);

  /// By file: whether a step has changed it.
  [[nodiscard]] const std::set<std::size_t>& changed_files() const { return changed_files_; }

 private:
  [[nodiscard]] Result<MasterFile> patched(const std::vector<Patch>& patches) const;
  [[nodiscard]] std::optional<Patch> mend(const Step& step, std::size_t index,
                                          const Record& now) const;

  MasterFile zone_;
  const OpenInclude& open_;
  std::set<std::size_t> changed_files_;
};

}  // namespace dnsward::zonefile
