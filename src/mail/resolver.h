// What checks ask of DNS: an interface, so that they are pure, and its answers.
#pragma once

#include "dns/domain_name.h"
#include "dns/rdata.h"
#include "mail/ip_address.h"

#include <string>
#include <vector>

namespace dnsward {

enum class LookupOutcome {
  answer,   ///< at least one record
  no_data,  ///< the name exists, without records of the type (RFC 2308, 2.2)
  no_name,  ///< NXDOMAIN
  failed,   ///< SERVFAIL, time-out, a CNAME circle, a name that cannot be asked: not known
};

template <typename T>
struct Lookup {
  LookupOutcome outcome = LookupOutcome::failed;
  std::vector<T> values = {};  ///< empty unless `outcome` is answer

  /// Nothing is there, for certain: what RFC 7208, 4.6.4 calls a void lookup.
  [[nodiscard]] bool is_void() const {
    return outcome == LookupOutcome::no_data || outcome == LookupOutcome::no_name;
  }
};

/// CNAMEs are followed in every question but the one for them.
class MailResolver {
 public:
  MailResolver() = default;
  MailResolver(const MailResolver&) = delete;
  MailResolver& operator=(const MailResolver&) = delete;
  virtual ~MailResolver() = default;

  /// The TXT values, the character-strings of each joined.
  [[nodiscard]] virtual Lookup<std::string> txt(const DomainName& name) const = 0;
  [[nodiscard]] virtual Lookup<IpAddress> a(const DomainName& name) const = 0;
  [[nodiscard]] virtual Lookup<IpAddress> aaaa(const DomainName& name) const = 0;
  [[nodiscard]] virtual Lookup<MxData> mx(const DomainName& name) const = 0;
  [[nodiscard]] virtual Lookup<DomainName> ptr(const IpAddress& address) const = 0;
  /// The target of the CNAME at the name itself.
  [[nodiscard]] virtual Lookup<DomainName> cname(const DomainName& name) const = 0;
};

}  // namespace dnsward
