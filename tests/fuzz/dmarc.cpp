// DMARC: the parser, the checks and the merge; senders weaken nothing.
#include "mail/dmarc.h"

#include "fuzz/target.h"
#include "mail/dmarc_check.h"
#include "mail/dmarc_strength.h"
#include "mail/dmarc_walk.h"
#include "mail/policy_check.h"

#include <array>
#include <string>
#include <vector>

namespace dnsward::fuzz {

void run(std::string_view text) {
  static_cast<void>(check_dmarc_address(text));
  static_cast<void>(report_hosts(text));
  const auto record = "v=DMARC1;" + std::string(text);
  const std::array<std::string_view, 3> values{record, text, "v=DMARC1; p=none"};
  const DomainName owner;
  static_cast<void>(check_dmarc_values(owner, values));
  static_cast<void>(check_mta_sts_values(owner, values));
  static_cast<void>(check_tls_rpt_values(owner, values));
  static_cast<void>(check_bimi_values(owner, values));
  const auto before = parse_dmarc(record);
  const std::vector<DmarcSenderWish> senders{{DmarcPolicy::none, {"mailto:r@wanted.example"}}};
  const auto merge = merge_dmarc(record, senders, nullptr, {});
  require(before || !merge);
  if (!merge) return;
  require(merge_dmarc(merge->record, senders, nullptr, {}).value().record == merge->record);
  require(dmarc_downgrade(&*before, parse_dmarc(merge->record).value(), {}).empty());
}

}  // namespace dnsward::fuzz
