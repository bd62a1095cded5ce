// The providers of a run, each with its account's own way to the network.
#pragma once

#include "base/environment.h"
#include "base/error.h"
#include "config/config.h"
#include "http/account.h"
#include "provider/provider.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace dnsward {

/// Transports are used by the providers and outlive them.
struct Accounts {
  std::unique_ptr<const Transport> wire = {};  ///< shared, so that connections are
  std::vector<std::unique_ptr<Transport>> transports = {};
  /// One for each block of the file; null for a block that no domain of the run uses.
  std::vector<std::unique_ptr<Provider>> providers = {};
};

/// Accounts, or every block's error at once, each at the block's place in the file.
struct MadeAccounts {
  Accounts accounts;
  std::vector<Error> errors;
};

/// For the blocks that `domains` (indices into config.domains) use: only their credentials are
/// needed. Nothing is sent.
[[nodiscard]] MadeAccounts make_accounts(const Config& config,
                                         const std::vector<std::size_t>& domains,
                                         const Environment& environment, const RunLimits& limits,
                                         const TraceSink& trace);

}  // namespace dnsward
