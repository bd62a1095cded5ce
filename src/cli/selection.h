// Which domains of the file a run is about.
#pragma once

#include "base/error.h"
#include "cli/app_options.h"
#include "config/config.h"

#include <cstddef>
#include <vector>

namespace dnsward {

struct Selection {
  std::vector<std::size_t> domains;  ///< indices into Config::domains, in its order
  std::vector<Error> errors;         ///< names that the file does not hold
};

[[nodiscard]] Selection select_domains(const Config& config, const Options& options);

}  // namespace dnsward
