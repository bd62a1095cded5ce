// A call into a provider that cannot end the program: what it throws becomes an Error.
#pragma once

#include "app/zone_choice.h"
#include "base/result.h"

#include <fmt/format.h>

#include <exception>

namespace dnsward {

/// `call` returns a Result. A provider may call libraries that throw; then its zone fails, not the
/// run.
template <typename Call>
[[nodiscard]] auto guarded(const ProviderBlock& block, const Call& call) -> decltype(call()) {
  try {
    return call();
  } catch (const std::exception& thrown) {
    return fail(
        ErrorKind::protocol,
        fmt::format("{} stopped with an internal error: {}", provider_label(block), thrown.what()),
        "report this as a defect of that provider");
  }
}

}  // namespace dnsward
