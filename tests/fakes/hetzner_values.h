// Names and values as Hetzner's API takes them, and what name servers make of them.
#pragma once

#include "fakes/hetzner_answer.h"
#include "fakes/hetzner_model.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward::fake::hz {

[[nodiscard]] bool known_type(std::string_view type);

[[nodiscard]] std::string lower_case(std::string_view text);

/// The parts between blanks.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

/// The owner name, in lower case where upper case is folded. `field` names it in a refusal.
[[nodiscard]] Checked<std::string> owner_name(const std::string& name, const std::string& zone,
                                              const std::string& field,
                                              const HetznerOptions& options);

/// A zone's name directly below a public suffix.
[[nodiscard]] Checked<std::string> zone_name(const std::string& name,
                                             const HetznerOptions& options);

/// The refusal of a value, if it is to be refused; `field` is the record's: "records[0]".
[[nodiscard]] std::optional<Refusal> value_problem(const std::string& type,
                                                   const std::string& value,
                                                   const std::string& field,
                                                   const HetznerOptions& options);

/// The value as the API keeps it.
[[nodiscard]] std::string stored_value(const std::string& type, const std::string& value,
                                       const std::string& zone, const HetznerOptions& options);

/// The value as HetznerTruth has it.
[[nodiscard]] std::string true_value(const std::string& type, const std::string& value,
                                     const std::string& zone);

}  // namespace dnsward::fake::hz
