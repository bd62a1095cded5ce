// The command line as checked values.
#pragma once

#include "base/result.h"
#include "cli/command_table.h"
#include "cli/values.h"
#include "dns/domain_name.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dnsward {

enum class Format { text, json };
enum class ColourMode { automatic, always, never };

/// Every member has its value from the command line, or else the default of the table.
struct Options {
  CommandId command = CommandId::validate;
  std::string config;
  std::optional<Shard> shard;
  bool correct = false;
  bool yes = false;
  bool dry_run = false;
  bool no_wait = false;
  Format format = Format::text;
  std::optional<std::string> report;
  bool detailed_exitcode = false;
  ColourMode colour = ColourMode::automatic;
  bool quiet = false;
  bool verbose = false;
  std::uint32_t jobs = 1;
  std::chrono::seconds timeout{0};
  std::vector<std::string> groups;  ///< of convert; empty: all
  std::string provider;             ///< of import; never empty there
  std::vector<DomainName> domains;  ///< empty: all
  std::string argument;             ///< a provider type, code, shell or file; may be empty
  bool markdown = false;
};

/// What the program was asked to do.
struct Invocation {
  enum class Kind { run, overview, command_help, version, markdown, nothing };
  Kind kind = Kind::nothing;
  Options options;  ///< for command_help, the command alone
};

/// Errors are those of a wrong command line; the hint says what fits.
[[nodiscard]] Result<Invocation> parse_command_line(int argc, const char* const* argv);

}  // namespace dnsward
