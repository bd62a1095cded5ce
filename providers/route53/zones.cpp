#include "providers/route53/zones.h"

#include "http/url.h"
#include "providers/route53/ask.h"
#include "providers/route53/errors.h"
#include "providers/route53/spelling.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dnsward::route53 {
namespace {

constexpr std::size_t page_size = 100;

/// A zone, and what tells whether it is one of those that are wanted.
struct Listed {
  Zone zone;
  bool is_private = false;
};

// A name that no domain of the file can have becomes the root, which holds none of them.
Listed read_zone(const XmlElement& element) {
  Listed listed;
  auto& zone = listed.zone;
  zone.apex = decode_name(element.text("Name")).value_or(DomainName());
  zone.id = short_id(element.text("Id"));
  const auto count = element.optional_integer("ResourceRecordSetCount").value_or(0);
  zone.rrset_count = static_cast<std::uint64_t>(std::max<std::int64_t>(count, 0));
  if (const auto config = element.optional_child("Config")) {
    listed.is_private = config->optional_boolean("PrivateZone").value_or(false);
  }
  if (const auto service = element.optional_child("LinkedService")) {
    zone.refusal = fmt::format("another AWS service owns it ({})",
                               service->optional_text("ServicePrincipal").value_or("unnamed"));
  }
  return listed;
}

std::vector<Listed> read_zones(const XmlElement& answer) {
  std::vector<Listed> zones;
  for (const auto& element : answer.elements("HostedZones", "HostedZone")) {
    zones.push_back(read_zone(element));
  }
  return zones;
}

std::string_view kind_of(bool is_private) {
  return is_private ? "private" : "public";
}

}  // namespace

std::string short_id(const std::string& id) {
  return id.substr(id.rfind('/') + 1);
}

Result<std::vector<Zone>> Zones::with_id(const std::string& id) const {
  const ApiCall call{.path = "/2013-04-01/hostedzone/" + percent_encode(short_id(id))};
  auto response = api_.exchange(call);
  if (!response) return fail(std::move(response.error()));
  if (is_no_such_zone(*response)) return std::vector<Zone>{};
  return api_.parsed(call, *response, [&](const std::string& body) {
    return read_xml(body, [&](const XmlElement& answer) {
      auto listed = read_zone(answer.child("HostedZone"));
      if (listed.is_private != wants_private_ && listed.zone.refusal.empty()) {
        listed.zone.refusal =
            fmt::format("it is a {} zone, and the provider block asks for {} ones",
                        kind_of(listed.is_private), kind_of(wants_private_));
      }
      return std::vector<Zone>{std::move(listed.zone)};
    });
  });
}

Result<std::vector<Zone>> Zones::named(const DomainName& apex) const {
  std::vector<Zone> found;
  std::string from = "dnsname=" + percent_encode(encode_name(apex));
  while (!from.empty()) {
    const ApiCall call{
        .path = fmt::format("/2013-04-01/hostedzonesbyname?{}&maxitems={}", from, page_size)};
    const auto next = ask(api_, call, [&](const XmlElement& answer) -> std::string {
      bool is_at_it = true;
      for (auto& [zone, is_private] : read_zones(answer)) {
        is_at_it = zone.apex == apex;
        if (is_at_it && is_private == wants_private_) found.push_back(std::move(zone));
      }
      if (!is_at_it || !is_truncated(answer)) return {};
      return fmt::format("dnsname={}&hostedzoneid={}", percent_encode(answer.text("NextDNSName")),
                         percent_encode(answer.text("NextHostedZoneId")));
    });
    if (!next) return fail(next.error());
    if (*next == from) return fail(repeated_page(what(), found.size()));
    from = *next;
  }
  return found;
}

Result<ApiPage<Zone>> Zones::page(std::size_t number) const {
  markers_.resize(number - 1);  // the first page begins the list anew
  ApiCall call{.path = fmt::format("/2013-04-01/hostedzone?maxitems={}", page_size)};
  if (number > 1) call.path += "&marker=" + percent_encode(markers_.back());
  return ask(api_, call, [&](const XmlElement& answer) {
    ApiPage<Zone> page;
    for (auto& [zone, is_private] : read_zones(answer)) {
      // Of the other kind: kept, so that a page has what it has, but no domain can lie in it.
      if (is_private != wants_private_) zone.apex = DomainName();
      page.items.push_back(std::move(zone));
    }
    if (!is_truncated(answer)) return page;
    markers_.push_back(answer.text("NextMarker"));
    page.next = number + 1;
    return page;
  });
}

}  // namespace dnsward::route53
