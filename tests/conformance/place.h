// A place where zones live, as the conformance suite sees it from outside.
#pragma once

#include "dns/rrset.h"
#include "provider/provider.h"
#include "provider/settings.h"
#include "support/fake_clock.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace dnsward::test {

/// Each provider's tests make one; what it tells comes from code of its own, never from the
/// provider under test.
class Place {
 public:
  Place() = default;
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  virtual ~Place() = default;

  [[nodiscard]] virtual const ProviderType& type() const = 0;

  /// The lines below `type` in the provider's block of the file.
  [[nodiscard]] virtual std::string settings() const { return {}; }

  [[nodiscard]] virtual std::unique_ptr<Provider> provider() = 0;
  [[nodiscard]] virtual const Clock& clock() const = 0;

  /// What an API refuses to hold cannot be in a state either, e.g. an empty TXT value.
  [[nodiscard]] virtual bool can_hold(const Rdata& rdata) const = 0;
  /// A new zone with these RRsets beside its own SOA and NS.
  virtual void put_zone(const DomainName& apex, const std::vector<RRset>& rrsets) = 0;
  /// Adds the records, as another program would.
  virtual void add(const DomainName& apex, const RRset& rrset) = 0;
  /// All but the SOA and the NS of the apex, as name servers would serve it; sorted, normalized.
  [[nodiscard]] virtual std::vector<RRset> truth(const DomainName& apex) const = 0;

  /// Calls `action` once, right before the next request that writes, after the provider's own last
  /// look. False when the place has no such moment: nothing can come in between.
  virtual bool before_next_request_that_writes(std::function<void()> action) {
    (void)action;
    return false;
  }

  /// Writes that the place has seen so far, successful or not.
  [[nodiscard]] virtual std::size_t writes() const = 0;
};

}  // namespace dnsward::test
