// What the handlers of the Route 53 fake share: who asks, for what, and of which store.
#pragma once

#include "fakes/aws_answer.h"
#include "fakes/aws_keys.h"
#include "fakes/aws_policy.h"
#include "fakes/call.h"
#include "fakes/route53_options.h"
#include "fakes/route53_store.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dnsward::fake::r53 {

struct Visit {
  Store& store;
  const Route53Options& options;
  const Call& call;
  const AwsKey& key;
  std::string id = {};  ///< of the zone or change in the path
};

using Answer = aws::Checked<Reply>;
using Handler = Answer (*)(Visit&);

/// A closed element <`name`> of the API's namespace; `fill` writes what is in it.
template <typename Fill>
[[nodiscard]] Reply document(std::string_view name, Fill fill) {
  aws::Xml xml;
  xml.open(name, "https://route53.amazonaws.com/doc/2013-04-01/");
  fill(xml);
  xml.close(name);
  return aws::xml_reply(xml);
}

/// AccessDenied unless the key's policy allows it.
[[nodiscard]] std::optional<aws::Refusal> forbidden(const AwsKey& key, const aws::Deed& deed);
/// "arn:aws:route53:::hostedzone/Z"
[[nodiscard]] std::string zone_arn(std::string_view id);

/// The zone of the path; NoSuchHostedZone when there is none.
[[nodiscard]] aws::Checked<HostedZone*> zone_of(Visit& visit);

/// The query's maxitems, `usual` when there is none, never more than `most`.
[[nodiscard]] aws::Checked<std::size_t> max_items(const Visit& visit, std::size_t usual,
                                                  std::size_t most);
/// How many items the page holds at most.
[[nodiscard]] std::size_t page_size(const Visit& visit, std::size_t wanted);

[[nodiscard]] aws::Refusal invalid_input(std::string message);

// The operations, each as its API page has it.
[[nodiscard]] Answer list_hosted_zones(Visit& visit);
[[nodiscard]] Answer list_hosted_zones_by_name(Visit& visit);
[[nodiscard]] Answer count_hosted_zones(Visit& visit);
[[nodiscard]] Answer get_hosted_zone(Visit& visit);
[[nodiscard]] Answer list_rrsets(Visit& visit);
[[nodiscard]] Answer change_rrsets(Visit& visit);
[[nodiscard]] Answer get_change(Visit& visit);

struct Route {
  Handler handler = nullptr;  ///< null: no operation is there
  std::string id = {};        ///< of the zone or change
  bool broken = false;        ///< a path that AWS's front can't even check the signature of
};

[[nodiscard]] Route find_route(const Call& call);

}  // namespace dnsward::fake::r53
