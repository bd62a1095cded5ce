#include "cli/convert_command.h"

#include "cli/input_file.h"
#include "compose/domain_connect.h"
#include "compose/template_reader.h"

#include <string>

namespace dnsward {

ExitCode run_convert(const Options& options, Console& console) {
  const std::string file = options.argument == "-" ? "<stdin>" : options.argument;
  const auto text = read_input(options.argument, file, most_template_octets);
  if (!text) {
    console.tell(text.error());
    return ExitCode::config;
  }
  const auto converted = convert_template(*text, file, options.groups);
  for (const Error& warning : converted.warnings) console.tell(warning, "warning");
  if (!converted.errors.empty()) {
    console.tell(converted.errors);
    return ExitCode::config;
  }
  console.out.write(sender_toml(converted.sender));
  return ExitCode::ok;
}

}  // namespace dnsward
