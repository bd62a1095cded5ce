// Zone files: the parser, and the checks of what it read.
#include "fuzz/target.h"
#include "mail/live_check.h"
#include "mail/record_check.h"
#include "mail/zone_resolver.h"
#include "providers/zonefile/master_file.h"

#include <algorithm>
#include <array>
#include <string>

namespace dnsward::fuzz {

void run(std::string_view text) {
  const auto apex = DomainName::parse("example.com").value();
  const auto no_include = [](std::string_view, std::string_view) -> Result<zonefile::OpenedFile> {
    return fail(ErrorKind::io, "there are no other files");
  };
  const auto zone =
      zonefile::parse_master_file(apex, "example.com.zone", std::string(text), no_include);
  if (!zone) {
    require(!zone.error().message.empty());
    return;
  }
  for (const auto& record : zone->records) {
    require(record.whole.begin <= record.whole.end && record.whole.end <= text.size());
    require(record.key.owner.is_within(apex));
  }
  const auto rrsets = zone->rrsets();
  require(std::is_sorted(rrsets.begin(), rrsets.end(),
                         [](const RRset& a, const RRset& b) { return a.key < b.key; }));
  static_cast<void>(check_zone(apex, rrsets));
  const ZoneResolver resolver({apex}, rrsets);
  const std::array selectors{DomainName::parse("mail._domainkey.example.com").value()};
  static_cast<void>(check_live(resolver, apex, selectors));
}

}  // namespace dnsward::fuzz
