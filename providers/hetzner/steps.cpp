#include "providers/hetzner/steps.h"

#include "dns/presentation.h"
#include "http/url.h"
#include "provider/read_write.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace dnsward::hetzner {
namespace {

using nlohmann::json;

constexpr std::size_t most_records = 50;  // in one call

const StoredRRset* find_stored(std::span<const StoredRRset> stored, const RRsetKey& key) {
  const auto found = std::lower_bound(
      stored.begin(), stored.end(), key,
      [](const StoredRRset& rrset, const RRsetKey& wanted) { return rrset.key < wanted; });
  return found != stored.end() && found->key == key ? &*found : nullptr;
}

bool holds(const std::vector<Rdata>& sorted, const Rdata& value) {
  return std::binary_search(sorted.begin(), sorted.end(), value);
}

/// The calls of one change.
class ChangeSteps {
 public:
  ChangeSteps(const DomainName& apex, const StoredRRset* stored, const Change& change)
      : path_(fmt::format("/rrsets/{}/{}/actions/", path_name(apex, change.key.owner),
                          to_text(change.key.type))),
        key_(change.key),
        stored_(stored),
        change_(change),
        moves_(moves_of(change)) {}

  /// Whether a value takes the place of another.
  [[nodiscard]] bool sets_all() const {
    const bool is_emptied = moves_.kept.empty() && !moves_.removed.empty();
    return !moves_.replaced.empty() || (is_emptied && !moves_.added.empty());
  }

  Result<std::vector<Step>> make() {
    if (stored_ != nullptr && stored_->is_protected) {
      return fail(ErrorKind::refused,
                  fmt::format("cannot change {}: it is protected against changes", to_text(key_)),
                  "lift the change protection of the RRset in the Console");
    }
    if (sets_all()) {
      if (auto done = set_records(); !done) return fail(std::move(done.error()));
    } else {
      add_records();
      remove_records();
    }
    if (moves_.ttl) add_step("change_ttl", {{"ttl", *moves_.ttl}});
    return std::move(steps_);
  }

 private:
  // "@" and "*" go literally: the API's own clients send them so.
  static std::string path_name(const DomainName& apex, const DomainName& owner) {
    std::string path;
    for (const char c : owner.relative_to(apex)) {
      path += c == '@' || c == '*' ? std::string(1, c) : percent_encode(std::string_view(&c, 1));
    }
    return path;
  }

  void add_step(std::string_view action, const json& body) {
    steps_.push_back({std::string(path_).append(action),
                      body.dump(-1, ' ', false, json::error_handler_t::replace)});
  }

  void add_steps(std::string_view action, const std::vector<json>& records, const json& fields) {
    for (std::size_t at = 0; at < records.size(); at += most_records) {
      const auto first = records.begin() + static_cast<std::ptrdiff_t>(at);
      const auto count = std::min(most_records, records.size() - at);
      auto body = fields;
      body["records"] = std::vector<json>(first, first + static_cast<std::ptrdiff_t>(count));
      add_step(action, body);
    }
  }

  void add_records() {
    std::vector<json> records;
    for (const auto& value : moves_.added) records.push_back({{"value", to_text(value)}});
    json fields = json::object();
    if (!change_.before && change_.after) fields["ttl"] = change_.after->ttl;
    add_steps("add_records", records, fields);
  }

  void remove_records() {
    std::vector<json> records;
    for (const auto& record : stored()) {
      if (holds(moves_.removed, record.value)) records.push_back({{"value", record.text}});
    }
    add_steps("remove_records", records, json::object());
  }

  Result<void> set_records() {
    std::vector<json> records;
    std::set<Rdata> done;
    for (const auto& record : stored()) {
      if (holds(moves_.removed, record.value)) continue;
      const auto replaced =
          std::find_if(moves_.replaced.begin(), moves_.replaced.end(),
                       [&](const auto& candidate) { return candidate.from == record.value; });
      const bool stays = replaced == moves_.replaced.end();
      if (!stays && !done.insert(record.value).second) continue;
      json fields{{"value", stays ? record.text : to_text(replaced->to)}};
      if (!record.comment.empty()) fields["comment"] = record.comment;
      records.push_back(std::move(fields));
    }
    for (const auto& value : moves_.added) records.push_back({{"value", to_text(value)}});
    if (records.size() > most_records) {
      return fail(ErrorKind::unsupported,
                  fmt::format("cannot replace a value of {}: it has {} values, and Hetzner sets {} "
                              "at once",
                              to_text(key_), records.size(), most_records),
                  "remove values that nobody needs");
    }
    add_step("set_records", {{"records", records}});
    return {};
  }

  [[nodiscard]] std::span<const StoredRecord> stored() const {
    return stored_ == nullptr ? std::span<const StoredRecord>() : stored_->records;
  }

  std::string path_;
  RRsetKey key_;
  const StoredRRset* stored_;
  const Change& change_;
  ValueMoves moves_;
  std::vector<Step> steps_ = {};
};

/// The owner names at which a CNAME comes or goes while RRsets of other types go or come.
std::set<DomainName> swapped_owners(std::span<const Change> changes) {
  struct Seen {
    bool cname = false;
    bool other = false;
    bool goes = false;
  };

  std::map<DomainName, Seen> seen;
  for (const auto& change : changes) {
    auto& at = seen[change.key.owner];
    (change.key.type == RRType::cname ? at.cname : at.other) = true;
    if (!change.after) at.goes = true;
  }
  std::set<DomainName> owners;
  for (const auto& [owner, at] : seen) {
    if (at.cname && at.other && at.goes) owners.insert(owner);
  }
  return owners;
}

}  // namespace

Result<Steps> make_steps(const DomainName& apex, std::span<const StoredRRset> stored,
                         std::span<const Change> changes) {
  const auto swapped = swapped_owners(changes);
  Steps result;
  std::vector<Step> later;
  for (const auto& change : changes) {
    if (change.after && swapped.contains(change.key.owner)) {
      result.is_partial = true;
      continue;
    }
    ChangeSteps of_change(apex, find_stored(stored, change.key), change);
    auto& to = of_change.sets_all() ? result.steps : later;
    auto steps = of_change.make();
    if (!steps) return fail(std::move(steps.error()));
    std::move(steps->begin(), steps->end(), std::back_inserter(to));
  }
  std::move(later.begin(), later.end(), std::back_inserter(result.steps));
  return result;
}

}  // namespace dnsward::hetzner
