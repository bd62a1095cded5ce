// A domain's present mail records as the requirements that would keep them, in TOML.
#pragma once

#include "dns/domain_name.h"
#include "dns/rrset.h"

#include <set>
#include <span>
#include <string>
#include <vector>

namespace dnsward {

struct ImportWish {
  DomainName domain;
  DomainName apex;                         ///< of the zone that holds it
  std::string provider;                    ///< the block's name
  std::string place;                       ///< for the comment: "cloudflare/cf"
  std::set<std::string> taken_names = {};  ///< of senders that the file has already
};

struct Imported {
  std::size_t kept = 0;                    ///< requirements
  std::string toml = {};                   ///< empty: there are no mail records to keep
  std::vector<std::string> left_out = {};  ///< sentences about mail records that can't be kept so
};

/// The mail records at `domain` and below in `rrsets`, which are all of the zone's, sorted by key.
/// A plan of what `toml` wants is empty for the zone. Pure.
[[nodiscard]] Imported import_domain(const ImportWish& wish, std::span<const RRset> rrsets);

}  // namespace dnsward
