// Completion scripts for shells, made from the table.
#pragma once

#include <string>
#include <string_view>

namespace dnsward {

/// `shell` is one of argument_choices(CommandId::completion).
[[nodiscard]] std::string completion_script(std::string_view shell);

}  // namespace dnsward
