#include "providers/route53/route53.h"

#include "http/url.h"
#include "provider/provider.h"
#include "provider/read_write.h"
#include "providers/route53/account.h"
#include "providers/route53/ask.h"
#include "providers/route53/batches.h"
#include "providers/route53/endpoint.h"
#include "providers/route53/errors.h"
#include "providers/route53/rrsets.h"
#include "providers/route53/sender.h"
#include "providers/route53/spelling.h"
#include "providers/route53/zones.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <set>
#include <utility>

namespace dnsward {
namespace {

using route53::StoredSet;
using route53::StoredZone;
using route53::WriteMode;

constexpr std::size_t page_size = 300;

/// A page of a listing.
struct Sets {
  std::vector<StoredSet> sets;
  std::string next = {};  ///< the query of what follows; empty: this was the last page
};

Sets read_sets(const XmlElement& answer) {
  Sets page;
  for (const auto& element : answer.elements("ResourceRecordSets", "ResourceRecordSet")) {
    page.sets.push_back(route53::read_set(element));
  }
  if (!route53::is_truncated(answer)) return page;
  // All that is told, as it is told: without the identifier a group would begin anew.
  page.next = fmt::format("&name={}&type={}", percent_encode(answer.text("NextRecordName")),
                          percent_encode(answer.text("NextRecordType")));
  if (const auto identifier = answer.optional_text("NextRecordIdentifier")) {
    page.next += "&identifier=" + percent_encode(*identifier);
  }
  return page;
}

// The owners and what is between them and the apex, where a delegation may be.
std::set<DomainName> names_of(const DomainName& apex, const NameFilter& filter) {
  std::set<DomainName> names(filter.owners.begin(), filter.owners.end());
  for (const auto& owner : filter.owners) {
    for (auto name = owner; name != apex && name.is_within(apex); name = name.parent()) {
      names.insert(name);
    }
  }
  return names;
}

std::string zone_path(const Zone& zone) {
  return "/2013-04-01/hostedzone/" + percent_encode(zone.id) + "/rrset";
}

class Route53Provider final : public Provider {
 public:
  Route53Provider(ApiClient api, bool wants_private, WriteMode mode)
      : api_(std::move(api)), wants_private_(wants_private), mode_(mode) {}

  [[nodiscard]] Result<std::vector<Zone>> zones(const ZoneQuery& query) const override {
    return search_zones(route53::Zones(api_, wants_private_), query);
  }

  [[nodiscard]] Result<Snapshot> read(const Zone& zone, const NameFilter& filter) const override;
  [[nodiscard]] Result<Receipt> write(const Zone& zone, const Snapshot& seen,
                                      std::span<const Change> changes) const override;
  [[nodiscard]] Result<Receipt> progress(const Zone& zone, Receipt receipt) const override;

 private:
  using StoredSets = Result<std::vector<StoredSet>>;

  [[nodiscard]] StoredSets list(const Zone& zone, const NameFilter& filter) const;
  [[nodiscard]] StoredSets list_names(const Zone& zone, const std::set<DomainName>& names) const;
  /// The sets that `keep` wants from `start` on; it returns whether to read on.
  template <typename Keep>
  [[nodiscard]] Result<void> walk(const Zone& zone, std::string start, const Keep& keep) const;
  [[nodiscard]] Result<Receipt> write_now(const Zone& zone, const Snapshot& seen,
                                          std::span<const Change> changes) const;
  [[nodiscard]] Result<Receipt> post(const Zone& zone,
                                     const std::vector<std::string>& bodies) const;

  ApiClient api_;
  bool wants_private_;
  WriteMode mode_;
};

template <typename Keep>
Result<void> Route53Provider::walk(const Zone& zone, std::string start, const Keep& keep) const {
  std::set<std::string> asked;
  while (asked.insert(start).second) {
    const ApiCall call{.path = fmt::format("{}?maxitems={}{}", zone_path(zone), page_size, start)};
    auto page = route53::ask(api_, call, read_sets);
    if (!page) return fail(std::move(page.error()));
    for (auto& set : page->sets) {
      const Result<bool> goes_on = keep(std::move(set));
      if (!goes_on) return fail(goes_on.error());
      if (!*goes_on) return {};
    }
    if (page->next.empty()) return {};
    start = std::move(page->next);
  }
  return fail(repeated_page("route53's list of record sets", asked.size() + 1));
}

Route53Provider::StoredSets Route53Provider::list_names(const Zone& zone,
                                                        const std::set<DomainName>& names) const {
  std::vector<StoredSet> found;
  for (const auto& name : names) {
    // The listing begins at the name or, when it is not there, at what follows.
    const auto start = "&name=" + percent_encode(route53::encode_name(name));
    auto walked = walk(zone, start, [&](StoredSet set) -> Result<bool> {
      if (set.key.owner != name) return false;
      found.push_back(std::move(set));
      return true;
    });
    if (!walked) return fail(std::move(walked.error()));
  }
  return found;
}

// Name by name where that is less than all pages.
Route53Provider::StoredSets Route53Provider::list(const Zone& zone,
                                                  const NameFilter& filter) const {
  const auto names = names_of(zone.apex, filter);
  const auto pages = (zone.rrset_count + page_size - 1) / page_size;
  if (!filter.wants_all && names.size() < pages) return list_names(zone, names);
  std::vector<StoredSet> found;
  auto walked = walk(zone, {}, [&](StoredSet set) -> Result<bool> {
    if (auto checked = check_is_zone(zone, set.key.owner); !checked) return fail(checked.error());
    if (is_wanted(filter, set.key)) found.push_back(std::move(set));
    return true;
  });
  if (!walked) return fail(std::move(walked.error()));
  return found;
}

Result<Snapshot> Route53Provider::read(const Zone& zone, const NameFilter& filter) const {
  auto sets = list(zone, filter);
  if (!sets) return fail(std::move(sets.error()).within("reading zone " + zone.apex.display()));
  auto stored = std::make_shared<const StoredZone>(std::move(*sets));
  Snapshot snapshot{.rrsets = stored->rrsets(), .locked = stored->locked()};
  snapshot.keepsake = std::move(stored);
  return snapshot;
}

Result<Receipt> Route53Provider::post(const Zone& zone,
                                      const std::vector<std::string>& bodies) const {
  Receipt receipt;
  for (const auto& body : bodies) {
    const ApiCall call{"POST", zone_path(zone) + '/', body};
    auto id = route53::ask(api_, call, [](const XmlElement& answer) {
      const auto change = answer.child("ChangeInfo");
      return change.text("Status") == "INSYNC" ? std::string() : change.text("Id");
    });
    if (id) {
      if (!id->empty()) receipt.publishing.push_back(route53::short_id(*id));
      continue;
    }
    const auto made = static_cast<std::size_t>(&body - bodies.data());
    if (made == 0) return fail(std::move(id.error()));
    if (id.error().kind == ErrorKind::changed) {
      receipt.is_partial = true;
      return receipt;
    }
    id.error().notes.push_back(
        {fmt::format("{} of {} requests for this zone were made before", made, bodies.size())});
    return fail(std::move(id.error()));
  }
  return receipt;
}

// A DELETE that does not fit what is there fails with all of its request, so that there is nothing
// to look at again before; an UPSERT does not.
Result<Receipt> Route53Provider::write_now(const Zone& zone, const Snapshot& seen,
                                           std::span<const Change> changes) const {
  if (auto writable = check_writable(zone.apex, changes); !writable) {
    return fail(std::move(writable.error()));
  }
  auto stored = std::dynamic_pointer_cast<const StoredZone>(seen.keepsake);
  if (stored == nullptr || mode_ == WriteMode::upsert) {
    NameFilter filter;
    for (const auto& change : changes) filter.owners.push_back(change.key.owner);
    std::sort(filter.owners.begin(), filter.owners.end());
    auto sets = list(zone, filter);
    if (!sets) return fail(std::move(sets.error()));
    stored = std::make_shared<const StoredZone>(std::move(*sets));
  }
  if (auto holds = check_before(zone.apex, stored->rrsets(), changes); !holds) {
    return fail(std::move(holds.error()));
  }
  const auto bodies = route53::make_batches(*stored, changes, mode_);
  if (!bodies) return fail(bodies.error());
  return post(zone, *bodies);
}

Result<Receipt> Route53Provider::write(const Zone& zone, const Snapshot& seen,
                                       std::span<const Change> changes) const {
  if (changes.empty()) return Receipt{};
  auto receipt = write_now(zone, seen, changes);
  if (receipt) return receipt;
  return fail(std::move(receipt.error()).within("writing zone " + zone.apex.display()));
}

Result<Receipt> Route53Provider::progress(const Zone& zone, Receipt receipt) const {
  std::vector<std::string> still;
  for (auto& id : receipt.publishing) {
    const ApiCall call{.path = "/2013-04-01/change/" + percent_encode(id)};
    const auto status = route53::ask(api_, call, [](const XmlElement& answer) {
      return answer.child("ChangeInfo").text("Status");
    });
    if (!status) {
      auto error = status.error();
      return fail(std::move(error).within("waiting for zone " + zone.apex.display()));
    }
    if (*status != "INSYNC") still.push_back(std::move(id));
  }
  receipt.publishing = std::move(still);
  return receipt;
}

constexpr std::array<std::string_view, 2> zone_kinds{"public", "private"};
constexpr std::array<std::string_view, 2> write_modes{"compare-and-swap", "upsert"};

constexpr std::array settings{
    SettingSpec{.key = "profile", .help = "the AWS profile that has the credentials"},
    SettingSpec{.key = "zones",
                .help = "which hosted zones are meant, public unless said otherwise",
                .choices = zone_kinds},
    SettingSpec{.key = "write_mode",
                .help = "upsert is weaker, for IAM policies that allow nothing else: what somebody "
                        "adds to the same RRset between the last look and the write is lost",
                .choices = write_modes},
};

Result<std::unique_ptr<Provider>> make_provider(const ProviderSettings& settings_of_block,
                                                const ProviderContext& context) {
  const auto& block = settings_of_block.name;
  const auto profile = settings_of_block.get("profile");
  auto endpoint = route53::find_route53_endpoint(block, profile, context.environment);
  if (!endpoint) return fail(std::move(endpoint.error()));
  auto chain = route53::CredentialChain::make(
      {block, profile, context.environment, *context.wire, context.clock});
  if (!chain) return fail(std::move(chain.error()));
  auto send = route53::signed_by(std::move(*chain), std::move(endpoint->signing_region),
                                 *context.http, context.clock);
  const bool wants_private = settings_of_block.get("zones") == "private";
  const auto mode = settings_of_block.get("write_mode") == "upsert" ? WriteMode::upsert
                                                                    : WriteMode::compare_and_swap;
  return std::make_unique<Route53Provider>(
      ApiClient(route53::dialect(), std::move(endpoint->url), std::move(send)), wants_private,
      mode);
}

}  // namespace

ProviderType route53_provider() {
  return {
      "route53",
      "Hosted zones of AWS Route 53",
      "All changes of a zone are one request that succeeds or fails as a whole: each RRset that "
      "changes is deleted exactly as it was read, and created as it is to be, so that whatever "
      "somebody else wrote in between makes it fail, and it is read and planned anew. Values that "
      "stay are repeated as they are stored. Aliases and sets with a routing policy are never "
      "touched. After writing, apply waits until all of Route 53's name servers have the changes, "
      "unless --no-wait is given.",
      settings,
      "AWS credentials, found as AWS's own programs find them",
      Limits{},
      &route53::api_spec(),
      &make_provider,
  };
}

}  // namespace dnsward
