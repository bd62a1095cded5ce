#include "providers/cloudflare/zones.h"

#include "http/url.h"
#include "providers/cloudflare/errors.h"
#include "providers/cloudflare/pages.h"

#include <fmt/format.h>

namespace dnsward::cloudflare {
namespace {

constexpr std::size_t page_size = 50;

// A name that no domain of the file can have becomes the root, which holds none of them.
Zone read_zone(const JsonValue& value) {
  Zone zone{DomainName::parse(value.text("name")).value_or(DomainName()), value.text("id")};
  const auto type = value.optional_text("type").value_or("full");
  const auto status = value.optional_text("status").value_or("active");
  if (type == "secondary") {
    zone.refusal = "it is a secondary zone: its records come from another name server";
  } else if (type == "internal") {
    zone.refusal = "it is an internal zone: only the account's own resolvers ask it";
  } else if (type == "partial") {
    zone.warnings.emplace_back(
        "it is a partial (CNAME) setup: the world asks other name servers, so what is written here "
        "is not served");
  }
  if (status != "active") {
    zone.warnings.push_back(
        fmt::format("its status is \"{}\": the world does not ask Cloudflare for it", status));
  }
  return zone;
}

}  // namespace

Result<std::vector<Zone>> Zones::with_id(const std::string& id) const {
  const ApiCall call{.path = "/zones/" + percent_encode(id)};
  auto response = api_.exchange(call);
  if (!response) return fail(std::move(response.error()));
  if (is_no_such_zone(*response)) return std::vector<Zone>{};
  return api_.interpret(call, *response, [](const JsonValue& answer) -> Result<std::vector<Zone>> {
    if (auto done = check_success(answer); !done) return fail(done.error());
    return std::vector<Zone>{read_zone(answer.member("result"))};
  });
}

Result<ApiPage<Zone>> Zones::list(std::string query, std::size_t number) const {
  query += fmt::format("per_page={}&page={}", page_size, number);
  if (!account_id_.empty()) query += "&account.id=" + percent_encode(account_id_);
  return api_.send({.path = "/zones?" + query}, [&](const JsonValue& answer) {
    return read_page<Zone>(answer, number, page_size, read_zone);
  });
}

Result<std::vector<Zone>> Zones::named(const DomainName& apex) const {
  auto found = list("name=" + percent_encode(apex.display()) + '&', 1);
  if (!found) return fail(std::move(found.error()));
  std::erase_if(found->items, [&](const Zone& zone) { return zone.apex != apex; });
  return std::move(found->items);
}

Result<ApiPage<Zone>> Zones::page(std::size_t number) const {
  return list({}, number);
}

}  // namespace dnsward::cloudflare
