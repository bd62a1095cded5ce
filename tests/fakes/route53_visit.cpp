#include "fakes/route53_visit.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

namespace dnsward::fake::r53 {

using aws::Refusal;

Refusal invalid_input(std::string message) {
  return {400, "InvalidInput", std::move(message)};
}

std::string zone_arn(std::string_view id) {
  return fmt::format("arn:aws:route53:::hostedzone/{}", id);
}

std::optional<Refusal> forbidden(const AwsKey& key, const aws::Deed& deed) {
  if (!key.policy) return std::nullopt;
  const aws::Permission verdict = aws::permission(*key.policy, deed);
  if (verdict == aws::Permission::allowed) return std::nullopt;
  const std::string resource =
      deed.resource == "*" ? "" : fmt::format(" on resource: {}", deed.resource);
  const std::string why =
      verdict == aws::Permission::denied
          ? "with an explicit deny in an identity-based policy"
          : fmt::format("because no identity-based policy allows the {} action", deed.action);
  return Refusal{403, "AccessDenied",
                 fmt::format("User: {} is not authorized to perform: {}{} {}", key.arn, deed.action,
                             resource, why)};
}

aws::Checked<HostedZone*> zone_of(Visit& visit) {
  if (visit.id.size() > 32) {
    return aws::refuse(invalid_input(fmt::format(
        "1 validation error detected: Value '{}' at 'id' failed to satisfy constraint: Member must "
        "have length less than or equal to 32",
        visit.id)));
  }
  HostedZone* zone = visit.store.find(visit.id);
  if (zone == nullptr) {
    return aws::refuse({404, "NoSuchHostedZone", "No hosted zone found with ID: " + visit.id});
  }
  return zone;
}

aws::Checked<std::size_t> max_items(const Visit& visit, std::size_t usual, std::size_t most) {
  const auto text = visit.call.parameter("maxitems");
  if (!text) return usual;
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc{} || end != text->data() + text->size() || number == 0) {
    return aws::refuse(invalid_input(
        fmt::format("1 validation error detected: Value '{}' at 'maxItems' failed to satisfy "
                    "constraint: Member must satisfy regular expression pattern: [1-9][0-9]*",
                    *text)));
  }
  return std::min(number, most);
}

std::size_t page_size(const Visit& visit, std::size_t wanted) {
  const std::size_t most = visit.options.page_most;
  return most == 0 ? wanted : std::min(most, wanted);
}

namespace {

std::vector<std::string> parts_of(std::string_view path) {
  std::vector<std::string> parts(1);
  for (const char c : path) {
    if (c == '/') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

Route below_zone(const Call& call, const std::vector<std::string>& parts) {
  const std::string id = percent_decoded(parts[1]);
  if (parts.size() == 2 && call.method == "GET") return {get_hosted_zone, id};
  const bool rrset =
      parts.size() >= 3 && parts[2] == "rrset" && (parts.size() == 3 || parts[3].empty());
  if (!rrset || parts.size() > 4) return {};
  if (call.method == "GET") return {list_rrsets, id};
  if (call.method == "POST") return {change_rrsets, id};
  return {};
}

}  // namespace

Route find_route(const Call& call) {
  constexpr std::string_view version = "/2013-04-01/";
  if (call.path.find("//") != std::string::npos) return {.broken = true};
  if (!call.path.starts_with(version)) return {};
  const auto parts = parts_of(std::string_view(call.path).substr(version.size()));
  if (parts[0] == "hostedzone" && parts.size() > 1 && !parts[1].empty()) {
    return below_zone(call, parts);
  }
  if (call.method != "GET") return {};
  if (parts.size() == 1) {
    if (parts[0] == "hostedzone") return {list_hosted_zones};
    if (parts[0] == "hostedzonesbyname") return {list_hosted_zones_by_name};
    if (parts[0] == "hostedzonecount") return {count_hosted_zones};
  }
  if (parts.size() == 2 && parts[0] == "change") return {get_change, percent_decoded(parts[1])};
  return {};
}

}  // namespace dnsward::fake::r53
