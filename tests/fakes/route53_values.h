// Values of resource record sets as Route 53 takes them, and what its name servers make of them.
#pragma once

#include "fakes/route53_options.h"

#include <optional>
#include <string>
#include <string_view>

namespace dnsward::fake::r53 {

/// The types that the API's model lists.
[[nodiscard]] bool known_type(std::string_view type);

/// "FATAL problem: ... encountered with '...'"; nullopt for a value that is taken.
[[nodiscard]] std::optional<std::string> value_problem(std::string_view type,
                                                       const std::string& value,
                                                       const Route53Options& options);

/// The value as Route53Truth has it.
[[nodiscard]] std::string true_value(std::string_view type, const std::string& value);

}  // namespace dnsward::fake::r53
