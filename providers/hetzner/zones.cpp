#include "providers/hetzner/zones.h"

#include "http/url.h"
#include "providers/hetzner/errors.h"
#include "providers/hetzner/pages.h"

#include <fmt/format.h>

#include <limits>

namespace dnsward::hetzner {
namespace {

constexpr std::size_t page_size = 50;
constexpr std::uint32_t usual_ttl = 3600;

std::uint32_t read_ttl(const JsonValue& zone) {
  const auto ttl = zone.optional_integer("ttl").value_or(usual_ttl);
  if (ttl < 0 || ttl > std::numeric_limits<std::int32_t>::max()) {
    zone.reject("ttl", "is no TTL");
    return 0;
  }
  return static_cast<std::uint32_t>(ttl);
}

// "unknown" is what a new zone has, and says nothing.
std::string delegation_warning(std::string_view status) {
  if (status == "invalid" || status == "lame" || status == "unregistered") {
    return fmt::format(
        "its delegation is \"{}\": the world does not ask Hetzner's name servers for it", status);
  }
  if (status == "partially-valid") {
    return "its delegation is \"partially-valid\": a part of the world asks other name servers";
  }
  return {};
}

// A name that no domain of the file can have becomes the root, which holds none of them.
Zone read_zone(const JsonValue& value) {
  Zone zone{DomainName::parse(value.text("name")).value_or(DomainName()),
            std::to_string(value.integer("id")), read_ttl(value)};
  if (value.optional_text("mode").value_or("primary") == "secondary") {
    zone.refusal = "it is a secondary zone: its records come from another name server";
  }
  if (const auto servers = value.optional_member("authoritative_nameservers")) {
    auto warning =
        delegation_warning(servers->optional_text("delegation_status").value_or("unknown"));
    if (!warning.empty()) zone.warnings.push_back(std::move(warning));
  }
  if (value.optional_text("status").value_or("ok") == "error") {
    zone.warnings.emplace_back(
        "its status is \"error\": Hetzner could not publish it to its name servers");
  }
  return zone;
}

}  // namespace

Result<std::vector<Zone>> Zones::with_id(const std::string& id) const {
  const ApiCall call{.path = "/zones/" + percent_encode(id)};
  auto response = api_.exchange(call);
  if (!response) return fail(std::move(response.error()));
  if (is_no_such_zone(*response)) return std::vector<Zone>{};
  return api_.interpret(call, *response, [](const JsonValue& answer) {
    return std::vector<Zone>{read_zone(answer.member("zone"))};
  });
}

Result<std::vector<Zone>> Zones::named(const DomainName& apex) const {
  return with_id(apex.display());
}

Result<std::vector<Zone>> Zones::stated(const DomainName& /*apex*/, const std::string& id) const {
  return with_id(id);
}

Result<ApiPage<Zone>> Zones::page(std::size_t number) const {
  const ApiCall call{.path =
                         fmt::format("/zones?per_page={}&page={}&sort=name", page_size, number)};
  return api_.send(
      call, [](const JsonValue& answer) { return read_page<Zone>(answer, "zones", read_zone); });
}

}  // namespace dnsward::hetzner
