#include "fakes/cloudflare_model.h"

#include <algorithm>

namespace dnsward::fake::cloudflare {

long Zone::quota() const {
  if (record_quota) return *record_quota;
  if (plan == "free") return 200;
  return plan == "enterprise" ? 1'000'000 : 3'500;
}

std::size_t Zone::batch_limit() const {
  return plan == "free" ? 200 : 3'500;
}

const Record* Zone::find(const std::string& record_id) const {
  const auto found = std::ranges::find(records, record_id, &Record::id);
  return found == records.end() ? nullptr : &*found;
}

Record* Zone::find(const std::string& record_id) {
  const auto found = std::ranges::find(records, record_id, &Record::id);
  return found == records.end() ? nullptr : &*found;
}

}  // namespace dnsward::fake::cloudflare
