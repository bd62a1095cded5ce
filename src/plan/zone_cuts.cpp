#include "plan/zone_cuts.h"

#include "mail/finding_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace dnsward {
namespace {

MailFinding not_served(FindingCode code, std::string sentence) {
  return found(code, std::move(sentence),
               "put the record where the name is served, or take it out of this file");
}

}  // namespace

ZoneCuts::ZoneCuts(const DomainName& apex, std::span<const RRset> rrsets)
    : apex_(&apex),
      rrsets_(rrsets),
      has_cuts_(std::any_of(rrsets.begin(), rrsets.end(), [&](const RRset& rrset) {
        const auto& [owner, type] = rrset.key;
        return type == RRType::dname || (type == RRType::ns && owner != apex);
      })) {}

std::optional<MailFinding> ZoneCuts::problem_at(const DomainName& owner) const {
  if (!owner.is_within(*apex_)) {
    return not_served("NAME002", fmt::format(R"("{}" is not within the zone "{}")", owner.display(),
                                             apex_->display()));
  }
  if (!has_cuts_) return {};
  for (auto name = owner;; name = name.parent()) {
    if (name != *apex_ && find(rrsets_, name, RRType::ns) != nullptr) {
      return not_served(
          "NAME002",
          fmt::format(R"("{}" is delegated to other name servers at "{}"; what this zone holds )"
                      "there is not seen",
                      owner.display(), name.display()));
    }
    if (name != owner && find(rrsets_, name, RRType::dname) != nullptr) {
      return not_served("NAME004",
                        fmt::format(R"("{}" lies below the DNAME at "{}"; nothing can stand there)",
                                    owner.display(), name.display()));
    }
    if (name == *apex_) return {};
  }
}

}  // namespace dnsward
