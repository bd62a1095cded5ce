#include "fakes/hetzner_handlers.h"

#include <algorithm>
#include <set>
#include <utility>

namespace dnsward::fake::hz {
namespace {

/// The ids of the `id` parameters.
Checked<std::set<std::int64_t>> read_ids(const Visit& visit) {
  std::set<std::int64_t> ids;
  for (const std::string& text : visit.call.parameters("id")) {
    const std::int64_t id = id_in(text);
    if (id < 1) return refuse(invalid("id", "is not an id"));
    ids.insert(id);
  }
  return ids;
}

Answer one_action(Visit& visit, Action* action) {
  if (action == nullptr) return refuse(not_found("action"));
  visit.store.poll({action});
  return json_reply(200, {{"action", action_json(*action)}});
}

/// The ones of `actions` that the query's `id` and `status` leave, in pages.
Answer action_list(Visit& visit, std::vector<Action*> actions) {
  const auto ids = read_ids(visit);
  if (!ids) return refuse(ids.error());
  if (!ids->empty()) {
    std::erase_if(actions, [&](const Action* action) { return !ids->contains(action->id); });
  }
  visit.store.poll(actions);
  const auto statuses = visit.call.parameters("status");
  std::vector<Row> rows;
  for (const Action* action : actions) {
    if (!statuses.empty() && std::ranges::find(statuses, action->status) == statuses.end())
      continue;
    rows.push_back({{{"id", sortable(action->id)},
                     {"command", action->command},
                     {"status", action->status},
                     {"started", action->started},
                     {"finished", action->finished}},
                    [action] { return action_json(*action); }});
  }
  return page_of(visit, "actions", std::move(rows),
                 {"id", "command", "status", "started", "finished"}, 50);
}

}  // namespace

Answer get_actions(Visit& visit) {
  const auto ids = read_ids(visit);
  if (!ids) return refuse(ids.error());
  if (ids->empty()) {
    const std::string date = "2025-01-30-listing-arbitrary-actions";
    return refuse({.status = 410,
                   .code = "deprecated_api_endpoint",
                   .message = "listing actions without ids was removed",
                   .details = {{"announcement", "https://docs.hetzner.cloud/changelog#" + date}}});
  }
  std::vector<Action*> found;
  for (const std::int64_t id : *ids) {
    Action* action = visit.store.find_action(visit.project, id);
    if (action != nullptr) found.push_back(action);
  }
  const std::size_t most = visit.options.most_actions_listed;
  if (most > 0 && found.size() > most) found.resize(most);
  visit.store.poll(found);
  Json actions = Json::array();
  for (const Action* action : found) actions.push_back(action_json(*action));
  return json_reply(200, {{"actions", std::move(actions)}});
}

Answer get_action(Visit& visit) {
  return one_action(visit, visit.store.find_action(visit.project, id_in(visit.words.at(0))));
}

Answer list_actions(Visit& visit) {
  return action_list(visit, visit.store.actions_of(visit.project, std::nullopt));
}

Answer list_zone_actions(Visit& visit) {
  const auto zone = visited_zone(visit);
  if (!zone) return refuse(zone.error());
  return action_list(visit, visit.store.actions_of(visit.project, (*zone)->id));
}

Answer get_zone_action(Visit& visit) {
  const auto zone = visited_zone(visit);
  if (!zone) return refuse(zone.error());
  Action* action = visit.store.find_action(visit.project, id_in(visit.words.at(1)));
  if (action != nullptr && action->zone != (*zone)->id) action = nullptr;
  return one_action(visit, action);
}

}  // namespace dnsward::fake::hz
