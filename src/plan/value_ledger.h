// The values of one RRset on the way from before to after, and what becomes of each.
#pragma once

#include "plan/plan.h"
#include "plan/requirement.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace dnsward {

/// "token of calenso", or "token of calenso, retired".
[[nodiscard]] std::string label_of(const Requirement& requirement);

class ValueLedger {
 public:
  /// `before` may be null: no RRset yet. Its values start as kept and foreign.
  /// Both outlive the ledger; `before` may be null.
  ValueLedger(const RRsetKey& key, const RRset* before);

  /// The values that stand now, in order.
  [[nodiscard]] std::vector<Rdata> values() const;

  /// Those of them for which `matches` is true.
  template <typename Matches>
  [[nodiscard]] std::vector<Rdata> values_if(Matches matches) const {
    std::vector<Rdata> standing;
    for (const auto& [value, line] : lines_) {
      if (line.after && matches(value)) standing.push_back(value);
    }
    return standing;
  }

  [[nodiscard]] bool has(const Rdata& value) const;

  /// Each call speaks for `by`. Adding what is there claims it; replacing a value by one that is
  /// there removes the first.
  void add(const Rdata& value, const Requirement& by);
  void remove(const Rdata& value, const Requirement& by);
  void replace(const Rdata& old_value, const Rdata& new_value, const Requirement& by);

  /// Sets the label of a standing value, for claims that several requirements share.
  void relabel(const Rdata& value, std::string label);

  /// The change, if there is one; its domain is left empty. `exact_ttl` wins over the RRset's own,
  /// `create_ttl` is for a new one; both in seconds.
  [[nodiscard]] std::optional<Change> finish(std::optional<std::uint32_t> exact_ttl,
                                             std::uint32_t create_ttl) const;

 private:
  struct Line {
    bool before = false;
    bool after = false;
    std::optional<Rdata> was = {};  // of a value that took another's place
    bool replaced_away = false;     // gone, and shown as another value's `was`
    std::string label = {};
    SourcePos where = {};
  };

  const RRsetKey* key_;
  const RRset* before_;
  std::map<Rdata, Line> lines_;
};

}  // namespace dnsward
