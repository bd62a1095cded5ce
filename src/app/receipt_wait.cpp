#include "app/receipt_wait.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <utility>

namespace dnsward {
namespace {

using std::chrono::milliseconds;

constexpr std::array waits{milliseconds(300), milliseconds(500), milliseconds(1000),
                           milliseconds(2000)};
constexpr std::chrono::seconds longest{120};

}  // namespace

Result<Receipt> wait_for_receipt(const Provider& provider, const Zone& zone, Receipt receipt,
                                 const Clock& clock) {
  const auto limit = clock.steady_now() + longest;
  for (std::size_t turn = 0; !receipt.pending.empty(); ++turn) {
    const auto next = clock.steady_now() + waits.at(std::min(turn, waits.size() - 1));
    if (next > limit) {
      return fail(ErrorKind::unknown_outcome,
                  fmt::format("zone {}: what was written is not done after {} s",
                              zone.apex.display(), longest.count()),
                  "look at the provider's status page, and run it again");
    }
    clock.sleep_until(next, {});
    auto left = provider.progress(zone, std::move(receipt));
    if (!left) return left;
    receipt = std::move(*left);
  }
  return receipt;
}

}  // namespace dnsward
