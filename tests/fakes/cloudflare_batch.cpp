#include "fakes/cloudflare_codes.h"
#include "fakes/cloudflare_json.h"
#include "fakes/cloudflare_write.h"

#include <array>
#include <utility>

namespace dnsward::fake::cloudflare {
namespace {

using Operation = Outcome<Record> (*)(Editor&, const std::string& id, const Json& body);

struct List {
  const char* name;
  bool needs_id;
  Operation run;
};

constexpr std::array<List, 4> lists{{
    {"deletes", true,
     [](Editor& editor, const std::string& id, const Json&) { return editor.remove(id); }},
    {"patches", true,
     [](Editor& editor, const std::string& id, const Json& body) {
       return editor.patch(id, body);
     }},
    {"puts", true,
     [](Editor& editor, const std::string& id, const Json& body) { return editor.put(id, body); }},
    {"posts", false,
     [](Editor& editor, const std::string&, const Json& body) { return editor.create(body); }},
}};

Outcome<std::size_t> count_operations(const Json& body) {
  if (!body.is_object()) return refuse_with(400, code::body_invalid, "Request body is invalid.");
  std::size_t count = 0;
  for (const List& list : lists) {
    const auto found = body.find(list.name);
    if (found == body.end() || found->is_null()) continue;
    if (!found->is_array()) return refuse_with(400, code::body_invalid, "Request body is invalid.");
    count += found->size();
  }
  return count;
}

Outcome<Record> run_one(const List& list, Editor& editor, const Json& item) {
  const bool has_id = item.is_object() && item.contains("id") && item["id"].is_string();
  if (list.needs_id && !has_id) {
    return refuse_with(400, code::body_invalid, "Request body is invalid.");
  }
  return list.run(editor, has_id ? item["id"].get<std::string>() : "", item);
}

Outcome<Json> run_list(const List& list, const Json& items, Editor& editor,
                       const Options& options) {
  Json results = Json::array();
  for (std::size_t i = 0; i < items.size(); ++i) {
    auto done = run_one(list, editor, items[i]);
    if (done) {
      results.push_back(record_json(*done));
      continue;
    }
    Refusal refusal = std::move(done.error());
    if (options.source_pointer) {
      refusal.errors.front().pointer = "/" + std::string(list.name) + "/" + std::to_string(i);
    }
    return tl::unexpected(std::move(refusal));
  }
  return results;
}

}  // namespace

Outcome<Json> run_batch(Zone& zone, const Options& options, std::uint64_t& next_number,
                        const std::string& now, const Json& body) {
  const auto count = count_operations(body);
  if (!count) return tl::unexpected(count.error());
  if (*count > zone.batch_limit()) {
    return refuse_with(400, code::batch_size,
                       "A batch takes at most " + std::to_string(zone.batch_limit()) +
                           " operations on this plan.");
  }
  Zone draft = zone;
  std::uint64_t number = next_number;
  Editor editor(draft, options, number, now);
  Json result = Json::object();
  for (const List& list : lists) {
    const auto items = body.find(list.name);
    auto results = run_list(list, items == body.end() ? Json::array() : *items, editor, options);
    if (!results) return tl::unexpected(results.error());
    if (!results->empty()) {
      result[list.name] = std::move(*results);
    } else if (options.empty_lists != Options::EmptyLists::absent) {
      const bool null = options.empty_lists == Options::EmptyLists::null;
      result[list.name] = null ? Json(nullptr) : Json::array();
    }
  }
  zone = std::move(draft);
  next_number = number;
  return result;
}

}  // namespace dnsward::fake::cloudflare
