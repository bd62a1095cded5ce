// SPF: the parser, the checks and the merge; a merge is idempotent and can be taken back.
#include "mail/spf.h"

#include "fuzz/target.h"
#include "mail/spf_check.h"
#include "mail/spf_eval.h"
#include "mail/zone_resolver.h"

#include <string>
#include <vector>

namespace dnsward::fuzz {
namespace {

void evaluate(const std::string& record) {
  const auto domain = DomainName::parse("d.example").value();
  const ZoneResolver resolver({domain}, {{{domain, RRType::txt}, 60, {TxtData{record}}}});
  const auto verdict = check_spf_host(
      resolver, {IpAddress::parse("192.0.2.1").value(), "user@d.example", "h.example"});
  require(verdict.lookups <= 11 && verdict.voids <= 3);
  if (is_spf(record) && !parse_spf(record)) require(verdict.result == SpfResult::permerror);
}

}  // namespace

void run(std::string_view text) {
  static_cast<void>(parse_spf_term(text));
  static_cast<void>(check_spf_wish(text));
  const auto record = "v=spf1 " + std::string(text);
  evaluate(record);
  static_cast<void>(check_spf_record(record));
  const std::vector wanted{parse_spf_term("include:wanted.example").value()};
  const auto merge = merge_spf(record, wanted, {});
  if (!merge) return;
  const auto& once = (*merge)->record;
  require(merge_spf(once, wanted, {}).value()->record == once);
  require(merge_spf(record, {}, {}).value()->record == record);
}

}  // namespace dnsward::fuzz
