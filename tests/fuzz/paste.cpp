// Pasted text: whatever it is, it is read, and every finding has a place in it.
#include "compose/lint.h"
#include "compose/paste_reader.h"
#include "compose/paste_text.h"
#include "fuzz/target.h"

#include <algorithm>
#include <vector>

namespace dnsward::fuzz {

void run(std::string_view text) {
  for (const auto& record : read_paste(text).records) {
    require(record.value.text.size() == record.value.places.size());
    for (const auto place : record.value.places) require(place <= text.size());
  }
  const auto outcome = lint_paste(text);
  std::vector<std::size_t> octets;
  for (const auto& placed : outcome.findings) {
    require(placed.finding.spec != nullptr && !placed.finding.message.empty());
    octets.push_back(placed.octet);
  }
  require(std::is_sorted(octets.begin(), octets.end()));
  require(places_of(text, octets).size() == octets.size());
  if (outcome.draft) require(!sender_toml(*outcome.draft).empty());
}

}  // namespace dnsward::fuzz
