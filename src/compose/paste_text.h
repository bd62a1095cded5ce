// Pasted text as lines that a person would read: HTML resolved, every octet's place remembered.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

/// One line without its line break. What HTML hides is gone: entities are characters, tags are
/// nothing, cells end in a tab, blocks begin a line of their own.
struct PasteLine {
  std::string text;
  std::size_t begin = 0;                    ///< of the line, in the whole paste
  std::vector<std::uint32_t> origins = {};  ///< of each octet; empty: begin and on

  /// Where the octet `at` of `text` (or the line's end) stands in the whole paste.
  [[nodiscard]] std::size_t origin(std::size_t at) const;
};

/// The lines of `paste`, empty ones too; a byte order mark and carriage returns before line feeds
/// are left out. Linear. `paste` has at most 4 GiB.
[[nodiscard]] std::vector<PasteLine> read_paste_lines(std::string_view paste);

/// The place of an octet as an editor shows it.
struct LinePlace {
  std::uint32_t line = 1;
  std::uint32_t column = 1;  ///< characters
  std::string_view text = {};
};

/// The places of `octets`, which are sorted, in one walk over `paste`.
[[nodiscard]] std::vector<LinePlace> places_of(std::string_view paste,
                                               const std::vector<std::size_t>& octets);

}  // namespace dnsward
