// A resolver that knows the RRsets of some zones and nothing else.
#pragma once

#include "dns/rrset.h"
#include "mail/resolver.h"

#include <span>
#include <vector>

namespace dnsward {

/// Answers as the zones' name servers would: CNAMEs, also into other of the zones; wildcards and
/// empty non-terminals (RFC 4592). A name in none of the zones, or below a delegation or a DNAME in
/// one, is `failed`: nothing is known of it.
class ZoneResolver : public MailResolver {
 public:
  /// `rrsets` need not be sorted.
  ZoneResolver(std::vector<DomainName> apexes, std::vector<RRset> rrsets);

  [[nodiscard]] Lookup<std::string> txt(const DomainName& name) const override;
  [[nodiscard]] Lookup<IpAddress> a(const DomainName& name) const override;
  [[nodiscard]] Lookup<IpAddress> aaaa(const DomainName& name) const override;
  [[nodiscard]] Lookup<MxData> mx(const DomainName& name) const override;
  [[nodiscard]] Lookup<DomainName> ptr(const IpAddress& address) const override;
  [[nodiscard]] Lookup<DomainName> cname(const DomainName& name) const override;

 private:
  [[nodiscard]] Lookup<Rdata> ask(const DomainName& name, RRType type) const;
  [[nodiscard]] Lookup<Rdata> ask_following(DomainName name, RRType type) const;
  [[nodiscard]] bool is_served(const DomainName& name) const;
  [[nodiscard]] bool exists(const DomainName& name) const;

  std::vector<DomainName> apexes_;
  std::vector<RRset> rrsets_;  // sorted by key
};

}  // namespace dnsward
