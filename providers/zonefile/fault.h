// What is wrong at one octet of a master file, before anybody knows which file that is.
#pragma once

#include "base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace dnsward::zonefile {

struct Fault {
  std::size_t at = 0;  ///< offset of the octet that the caret shows
  std::string message;
  std::string hint = {};
  ErrorKind kind = ErrorKind::protocol;
};

template <typename T>
using Parsed = tl::expected<T, Fault>;

[[nodiscard]] inline tl::unexpected<Fault> fault(std::size_t at, std::string message,
                                                 std::string hint = {}) {
  return tl::unexpected<Fault>(Fault{at, std::move(message), std::move(hint)});
}

[[nodiscard]] inline tl::unexpected<Fault> fault(Fault what) {
  return tl::unexpected<Fault>(std::move(what));
}

/// An octet of a text as people find it: line, column in characters, and the line itself.
struct Place {
  SourcePos where;
  std::string source_line;
};

[[nodiscard]] Place place_of(const std::string& path, std::string_view text, std::size_t at);

/// The Error for a fault in `text`, the contents of the file at `path`.
[[nodiscard]] Error to_error(Fault what, const std::string& path, std::string_view text);

}  // namespace dnsward::zonefile
