// What a receiver makes of a domain's SPF: check_host() of RFC 7208, 4, with the resolver injected.
#pragma once

#include "dns/domain_name.h"
#include "mail/ip_address.h"
#include "mail/resolver.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace dnsward {

enum class SpfResult { none, neutral, pass, fail, softfail, temperror, permerror };

[[nodiscard]] std::string_view to_text(SpfResult result);

/// One message on its way.
struct SpfQuery {
  IpAddress client;    ///< the host that sends
  std::string sender;  ///< MAIL FROM: "local@example.com"; its domain is the one that is checked
  std::string helo;    ///< what the host calls itself; the domain when `sender` is empty
};

struct SpfVerdict {
  SpfResult result = SpfResult::none;
  std::size_t lookups = 0;  ///< terms that asked DNS, at most 10 (RFC 7208, 4.6.4)
  std::size_t voids = 0;    ///< of those, answers without records
};

/// Ten terms that ask and two void lookups are allowed, ten names for MX; PTR names beyond ten are
/// passed by. Explanations (exp=) are not fetched.
[[nodiscard]] SpfVerdict check_spf_host(const MailResolver& resolver, const SpfQuery& query);

}  // namespace dnsward
