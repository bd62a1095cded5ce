// One request in the hands of a handler of the Hetzner fake, and what handlers share.
#pragma once

#include "fakes/hetzner_answer.h"
#include "fakes/hetzner_model.h"
#include "fakes/hetzner_options.h"
#include "fakes/hetzner_store.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward::fake::hz {

struct Visit {
  Store& store;
  const HetznerOptions& options;
  const Call& call;
  std::mt19937_64& random;
  int project = 0;
  std::string base_path = {};           ///< of the fake: "/v1"
  std::vector<std::string> words = {};  ///< the path's variable parts
  Json body = Json::object();
};

using Handler = Answer (*)(Visit&);

// Reading a request.

/// The id that a part of the path or a parameter is; 0 when it is none.
[[nodiscard]] std::int64_t id_in(std::string_view text);
/// The zone of the path's first variable part.
[[nodiscard]] Checked<HetznerZone*> visited_zone(Visit& visit);
/// The same, of that mode alone.
[[nodiscard]] Checked<HetznerZone*> visited_zone(Visit& visit, std::string_view mode);
/// Refuses what is not one of these fields, and what of these is missing.
[[nodiscard]] std::optional<Refusal> check_fields(const Visit& visit, const Json& body,
                                                  std::initializer_list<std::string_view> required,
                                                  std::initializer_list<std::string_view> optional,
                                                  const std::string& place = {});
/// `body["ttl"]`; nullopt when it is null or missing.
[[nodiscard]] Checked<std::optional<std::int64_t>> read_ttl(const Json& body,
                                                            const std::string& place = {});

struct RecordRules {
  std::size_t most = 50;
  bool comment_required = false;
};

/// `body["records"]`: distinct values, their syntax not looked at. `place` is "" or "rrsets[0].".
[[nodiscard]] Checked<std::vector<HetznerRecord>> read_records(const Visit& visit, const Json& body,
                                                               const std::string& place,
                                                               RecordRules rules);

// Writing a reply.

[[nodiscard]] Json zone_json(const Store& store, const HetznerZone& zone);
/// Its records come in another order each time.
[[nodiscard]] Json rrset_json(Visit& visit, const HetznerZone& zone, const HetznerKey& key,
                              const HetznerRRset& rrset);
[[nodiscard]] Json action_json(const Action& action);

/// Begins the action and replies with it.
[[nodiscard]] Reply started(Visit& visit, int status, const HetznerZone& zone, std::string command,
                            Deed deed);

// Lists.

struct SortField {
  std::string name;
  bool descending = false;
};

/// The `sort` parameters, held against the fields that the list can be sorted by.
[[nodiscard]] Checked<std::vector<SortField>> read_sort(
    const Visit& visit, std::initializer_list<std::string_view> allowed);

/// A row of a list before it is cut into pages.
struct Row {
  std::map<std::string, std::string> keys;  ///< by sort field; numbers with leading zeros
  std::function<Json()> json;
};

/// `{name: [...], meta: {pagination: ...}}` of the rows asked for.
[[nodiscard]] Answer page_of(Visit& visit, const std::string& name, std::vector<Row> rows,
                             std::initializer_list<std::string_view> sortable,
                             std::int64_t most_per_page);

/// A number that sorts as text.
[[nodiscard]] std::string sortable(std::int64_t number);

}  // namespace dnsward::fake::hz
