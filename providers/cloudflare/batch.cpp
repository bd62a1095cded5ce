#include "providers/cloudflare/batch.h"

#include "provider/read_write.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>
#include <variant>

namespace dnsward::cloudflare {
namespace {

using nlohmann::json;

constexpr std::size_t most_octets = 4096;  // of one record in wire form

std::span<const Record> records_with(std::span<const Record> records, const RRsetKey& key) {
  const auto [first, last] =
      std::equal_range(records.begin(), records.end(), Record{.key = key},
                       [](const Record& a, const Record& b) { return a.key < b.key; });
  return records.subspan(static_cast<std::size_t>(first - records.begin()),
                         static_cast<std::size_t>(last - first));
}

json fields_of(const RRsetKey& key) {
  return {{"type", to_text(key.type)}, {"name", key.owner.display()}};
}

void put_value(json& fields, const Rdata& value) {
  fields["content"] = content_of(value);
  if (const auto* mx = std::get_if<MxData>(&value)) fields["priority"] = mx->preference;
  if (std::holds_alternative<CnameData>(value)) fields["proxied"] = false;
}

Result<void> check_value(const RRsetKey& key, const Rdata& value) {
  const auto* txt = std::get_if<TxtData>(&value);
  if (txt != nullptr && txt->bytes.empty()) {
    return fail(ErrorKind::unsupported,
                fmt::format("cannot write {}: Cloudflare stores no empty value", to_text(key)));
  }
  const auto octets = wire_size(value);
  if (octets <= most_octets) return {};
  return fail(ErrorKind::unsupported,
              fmt::format("cannot write {}: a value takes {} octets, and Cloudflare stores {}",
                          to_text(key), octets, most_octets));
}

/// The operations of one change.
class Operations {
 public:
  Operations(std::span<const Record> records, const Change& change, Batch& batch)
      : key_(change.key),
        records_(records_with(records, change.key)),
        moves_(moves_of(change)),
        ttl_(change.after ? change.after->ttl : 0),
        batch_(batch) {}

  Result<void> append() {
    for (const auto& record : records_) {
      if (auto done = append_for(record); !done) return done;
    }
    for (const auto& value : moves_.added) {
      if (auto valid = check_value(key_, value); !valid) return valid;
      auto fields = fields_of(key_);
      put_value(fields, value);
      fields["ttl"] = ttl_;
      batch_.posts.push_back(std::move(fields));
    }
    return {};
  }

 private:
  // A value stands in several records when they spell it differently: the oldest stays.
  [[nodiscard]] bool is_first(const Record& record) const {
    return &record == records_.data() || (&record)[-1].value != record.value;
  }

  [[nodiscard]] const Rdata* replacement_of(const Record& record) const {
    const auto found =
        std::find_if(moves_.replaced.begin(), moves_.replaced.end(),
                     [&](const auto& replaced) { return replaced.from == record.value; });
    return found == moves_.replaced.end() ? nullptr : &found->to;
  }

  Result<void> append_for(const Record& record) {
    const Rdata* to = replacement_of(record);
    const bool goes = to != nullptr ? !is_first(record)
                                    : std::binary_search(moves_.removed.begin(),
                                                         moves_.removed.end(), record.value);
    const bool gets_ttl = !goes && moves_.ttl && record.ttl != *moves_.ttl;
    if (!goes && to == nullptr && !gets_ttl) return {};
    if (!record.locked.empty()) {
      return fail(ErrorKind::refused,
                  fmt::format("cannot change {}: {}", to_text(key_), record.locked),
                  "change it where it is managed, or release it there");
    }
    if (goes) {
      batch_.deletes.push_back({{"id", record.id}});
      return {};
    }
    auto fields = fields_of(key_);
    fields["id"] = record.id;
    if (to != nullptr) {
      if (auto valid = check_value(key_, *to); !valid) return valid;
      put_value(fields, *to);
    }
    if (gets_ttl) fields["ttl"] = *moves_.ttl;
    batch_.patches.push_back(std::move(fields));
    return {};
  }

  RRsetKey key_;
  std::span<const Record> records_;
  ValueMoves moves_;
  std::uint32_t ttl_;
  Batch& batch_;
};

void move_some(std::vector<json>& from, std::vector<json>& to, std::size_t& room) {
  const auto count = std::min(room, from.size());
  const auto end = from.begin() + static_cast<std::ptrdiff_t>(count);
  std::move(from.begin(), end, std::back_inserter(to));
  from.erase(from.begin(), end);
  room -= count;
}

// The first `count` operations, in the order in which they are carried out.
Batch take_front(Batch& batch, std::size_t count) {
  Batch front;
  move_some(batch.deletes, front.deletes, count);
  move_some(batch.patches, front.patches, count);
  move_some(batch.posts, front.posts, count);
  return front;
}

void append(Batch& to, Batch from) {
  std::size_t room = from.size();
  move_some(from.deletes, to.deletes, room);
  move_some(from.patches, to.patches, room);
  move_some(from.posts, to.posts, room);
}

std::vector<Batch> pack(std::map<DomainName, Batch>& by_owner, std::size_t limit) {
  std::vector<Batch> batches;
  for (auto& [owner, batch] : by_owner) {
    while (batch.size() > limit) {
      const auto rest = batch.size() % limit;
      batches.push_back(take_front(batch, rest == 0 ? limit : rest));
    }
    if (batches.empty() || batches.back().size() + batch.size() > limit) batches.emplace_back();
    append(batches.back(), std::move(batch));
  }
  return batches;
}

}  // namespace

Result<std::vector<Batch>> make_batches(std::span<const Record> records,
                                        std::span<const Change> changes, std::size_t limit) {
  std::map<DomainName, Batch> by_owner;
  for (const auto& change : changes) {
    Batch operations;
    if (auto done = Operations(records, change, operations).append(); !done) {
      return fail(std::move(done.error()));
    }
    if (operations.size() != 0) append(by_owner[change.key.owner], std::move(operations));
  }
  return pack(by_owner, limit);
}

std::string to_json(const Batch& batch) {
  json body = json::object();
  if (!batch.deletes.empty()) body["deletes"] = batch.deletes;
  if (!batch.patches.empty()) body["patches"] = batch.patches;
  if (!batch.posts.empty()) body["posts"] = batch.posts;
  return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace dnsward::cloudflare
