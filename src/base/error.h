// What went wrong, of which kind, where in the user's file, and what to do next.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

/// Decides the exit code and whether trying again can help; never the wording.
enum class ErrorKind {
  config,       ///< the desired-state file is wrong
  not_found,    ///< a zone, file or domain that does not exist
  conflict,     ///< a requirement that cannot be met without harming something
  changed,      ///< the records are no longer the ones that were read
  unsupported,  ///< valid, but this provider or program cannot do it
  protocol,     ///< the provider's data has a shape that we do not understand
  credential,   ///< a credential that is missing or malformed: nothing was sent
  refused,      ///< the provider's API said no; sending it again will not help
  unreachable,  ///< a request that can't have had an effect: no connection, or turned away for now
  unknown_outcome,  ///< a request that may or may not have had its effect
  io,               ///< the operating system refused
  stopped,          ///< not attempted: a signal or the time limit came first
};

/// A place in a text file. Lines and columns count from 1, columns in characters (UTF-8 sequences).
struct SourcePos {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  friend auto operator<=>(const SourcePos&, const SourcePos&) = default;
};

/// "file:line:column"; the parts that are 0 are left out.
[[nodiscard]] std::string to_text(const SourcePos& where);

/// A second place that belongs to an error, e.g. the other of two definitions.
struct Note {
  std::string message;
  std::optional<SourcePos> where = {};
  std::string source_line = {};

  friend bool operator==(const Note&, const Note&) = default;
};

/// Text fields may hold raw bytes from files and DNS: whoever prints them escapes
/// (base/printable.h).
struct Error {
  ErrorKind kind = ErrorKind::config;
  std::string message;                  ///< one sentence that names the value, no final dot
  std::string hint = {};                ///< the next step; may be empty
  std::optional<SourcePos> where = {};  ///< the place in the user's file
  std::string source_line = {};         ///< the text of that line, filled by whoever holds the file
  std::vector<Note> notes = {};
  std::vector<std::string> context = {};  ///< innermost first: "reading zone example.com"
  std::string code = {};  ///< of the table of findings, "SPF001"; empty: the error has none

  /// Adds what was being done, e.g. `std::move(error).within("reading zone example.com")`. What the
  /// layer below has just said is not said again.
  [[nodiscard]] Error within(std::string what) &&;
  /// Sets `where` unless it is already known.
  [[nodiscard]] Error at(const SourcePos& place) &&;

  friend bool operator==(const Error&, const Error&) = default;
};

}  // namespace dnsward
