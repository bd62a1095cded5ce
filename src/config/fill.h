// A want's texts with variables filled in, checked as what they are going to be.
#pragma once

#include "config/problems.h"
#include "config/spec.h"
#include "config/variables.h"
#include "dns/domain_name.h"

#include <optional>
#include <string_view>
#include <vector>

namespace dnsward {

/// The texts of the want's body; the owner's name is not among them.
[[nodiscard]] std::vector<const SpecText*> body_texts(const WantSpec& spec);

/// The variables that the wants use and that are not built in, each once, where it is used first.
[[nodiscard]] std::vector<VariableUse> variables_used(const std::vector<WantSpec>& wants);

/// What `spec` wants in `scope`, its owner still the root. Nothing when a text is refused: the
/// reasons are in `problems`, each at its text.
[[nodiscard]] std::optional<FilledWant> fill(const WantSpec& spec, const Scope& scope,
                                             Problems& problems);

/// Checks a filled-in selector or record name for itself. The result is the number of octets that
/// it puts before the domain's.
[[nodiscard]] Result<std::size_t> check_owner_text(OwnerSpec::Kind kind, std::string_view text);

/// The owner name at `domain`. Errors: the name repeats the domain or the zone, is over 255 octets,
/// or, when it has variables, fails check_owner_text.
[[nodiscard]] Result<DomainName> bind_owner(const OwnerSpec& owner, const Scope& scope,
                                            const DomainName& domain, const DomainName& zone);

void set_owner(Want& want, DomainName owner);

}  // namespace dnsward
