#include "fakes/cloudflare_codes.h"
#include "fakes/cloudflare_json.h"
#include "fakes/cloudflare_list.h"
#include "fakes/cloudflare_names.h"
#include "fakes/cloudflare_visit.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

namespace dnsward::fake::cloudflare {
namespace {

using Condition = std::function<bool(const Zone&)>;

/// `example.com`, `contains:example`, `starts_with_case_sensitive:exa` ...
std::function<bool(const std::string&)> text_condition(const std::string& parameter) {
  const std::size_t colon = parameter.find(':');
  std::string how = colon == std::string::npos ? "equal" : parameter.substr(0, colon);
  std::string wanted = colon == std::string::npos ? parameter : parameter.substr(colon + 1);
  constexpr std::string_view suffix = "_case_sensitive";
  const bool exact_case = how.ends_with(suffix);
  if (exact_case) how.erase(how.size() - suffix.size());
  if (!exact_case) wanted = lower(wanted);
  return [how, wanted, exact_case](const std::string& value) {
    const std::string text = exact_case ? value : lower(value);
    if (how == "contains") return text.find(wanted) != std::string::npos;
    if (how == "starts_with") return text.starts_with(wanted);
    if (how == "ends_with") return text.ends_with(wanted);
    if (how == "not_equal") return text != wanted;
    return how == "equal" && text == wanted;
  };
}

std::vector<std::string> comma_list(const std::string& text) {
  std::vector<std::string> items;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = text.find(',', begin);
    items.push_back(text.substr(begin, end - begin));
    if (end == std::string::npos) return items;
    begin = end + 1;
  }
}

std::vector<Condition> conditions(const Call& call) {
  std::vector<Condition> wanted;
  const auto text = [&](const char* key, auto member) {
    const auto value = call.parameter(key);
    if (!value) return;
    wanted.push_back(
        [test = text_condition(*value), member](const Zone& zone) { return test(zone.*member); });
  };
  text("name", &Zone::name);
  text("account.name", &Zone::account_name);
  if (const auto id = call.parameter("account.id")) {
    wanted.push_back([id = *id](const Zone& zone) { return zone.account_id == id; });
  }
  if (const auto status = call.parameter("status")) {
    wanted.push_back([status = *status](const Zone& zone) { return zone.status == status; });
  }
  if (const auto types = call.parameter("type")) {
    wanted.push_back([types = comma_list(*types)](const Zone& zone) {
      return std::ranges::find(types, zone.type) != types.end();
    });
  }
  return wanted;
}

/// Internal zones show themselves to those alone who ask for them.
bool visible(const Visit& visit, const Zone& zone) {
  if (!in_scope(visit.token, zone)) return false;
  if (zone.type != "internal") return true;
  const auto types = comma_list(visit.call.parameter("type").value_or(""));
  return std::ranges::find(types, "internal") != types.end();
}

Outcome<void> sort(const Call& call, std::vector<const Zone*>& zones) {
  const std::string order = call.parameter("order").value_or("name");
  const auto key = [&](const Zone* zone) -> const std::string& {
    if (order == "status") return zone->status;
    if (order == "account.id") return zone->account_id;
    if (order == "account.name") return zone->account_name;
    return zone->name;
  };
  const std::string direction = call.parameter("direction").value_or("asc");
  const bool known = order == "name" || order == "status" || order.starts_with("account.");
  if (!known || (direction != "asc" && direction != "desc")) {
    return refuse_with(400, code::parameter, "Invalid or missing parameter: order or direction.");
  }
  std::ranges::stable_sort(zones, [&](const Zone* a, const Zone* b) {
    return direction == "asc" ? key(a) < key(b) : key(b) < key(a);
  });
  return {};
}

std::vector<const Zone*> chosen(const Visit& visit) {
  const bool any = visit.call.parameter("match") == "any";
  const auto wanted = conditions(visit.call);
  std::vector<const Zone*> zones;
  for (const auto& [id, zone] : visit.zones) {
    const auto holds = [&, &one = zone](const Condition& condition) { return condition(one); };
    const bool fits = wanted.empty() || (any ? std::ranges::any_of(wanted, holds)
                                             : std::ranges::all_of(wanted, holds));
    if (fits && visible(visit, zone)) zones.push_back(&zone);
  }
  return zones;
}

}  // namespace

Outcome<Reply> list_zones(const Visit& visit) {
  if (visit.call.method != "GET") return wrong_method(visit.call);
  std::vector<const Zone*> zones;
  if (visit.token.zone_read) {
    zones = chosen(visit);
  } else if (visit.options.hidden_zones == Options::HiddenZones::refused) {
    return refuse_with(403, code::authentication, "Authentication error");
  }
  if (auto sorted = sort(visit.call, zones); !sorted) return tl::unexpected(sorted.error());
  const auto page = page_of(visit.call, zones.size(), 20, 5, visit.options.largest_zone_page);
  if (!page) return tl::unexpected(page.error());
  Json result = Json::array();
  for (std::size_t i = page->begin; i < page->end; ++i) {
    result.push_back(zone_json(*zones[i], visit.token));
  }
  return zone_reply(std::move(result), {{"page", page->number},
                                        {"per_page", page->size},
                                        {"total_pages", page->pages},
                                        {"count", page->end - page->begin},
                                        {"total_count", page->total}});
}

Outcome<Reply> get_zone(const Visit& visit) {
  if (visit.call.method != "GET") return wrong_method(visit.call);
  const auto zone = zone_of(visit);
  if (!zone) return tl::unexpected(zone.error());
  const Token& token = visit.token;
  if (!token.zone_read && !token.dns_read && !token.dns_write) {
    return refuse_with(403, code::authentication, "Authentication error");
  }
  return zone_reply(zone_json(**zone, token));
}

}  // namespace dnsward::fake::cloudflare
