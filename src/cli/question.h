// A yes-or-no question on the terminal.
#pragma once

#include "cli/console.h"

#include <string_view>

namespace dnsward {

enum class Answer { yes, no, stopped };

/// Whether somebody can be asked: standard input is a terminal, and so is an output that shows the
/// preview and the question. Standard output is none when it carries JSON.
[[nodiscard]] bool can_ask(const Console& console, Format format);

/// Writes the question and waits for a line on `input_fd`: "y" or "yes", in any case, is yes;
/// anything else, and the end of the input, is no. `stopped` once `stop_fd` is readable. What was
/// typed before the question was shown does not answer it.
[[nodiscard]] Answer ask(Output& output, std::string_view question, int input_fd, int stop_fd);

}  // namespace dnsward
