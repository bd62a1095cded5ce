// BIND's $GENERATE: the numbers of its range, and its templates filled in with one of them.
#pragma once

#include "providers/zonefile/fault.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dnsward::zonefile {

/// How many records all $GENERATE of a zone may make.
inline constexpr std::uint64_t max_generated = 65'536;

struct GenerateRange {
  std::uint32_t start = 0;
  std::uint32_t stop = 0;
  std::uint32_t step = 1;

  [[nodiscard]] std::uint64_t count() const { return (stop - start) / step + 1; }
};

/// "start-stop" or "start-stop/step", numbers up to 2^31-1; nothing for another word, a range that
/// runs backwards, or step 0.
[[nodiscard]] std::optional<GenerateRange> parse_range(std::string_view text);

/// `text` with `$` replaced by `value`, `${offset[,width[,base]]}` formatted, `$$` as `$`, and
/// `\X` left as it is; in quotes `\"` becomes `"`, because what they hold is read as RDATA again.
/// As in BIND an offset stays for the `$` that follow. Offsets in faults count from `text`.
[[nodiscard]] Parsed<std::string> fill_in(std::string_view text, bool quoted, std::uint32_t value);

}  // namespace dnsward::zonefile
