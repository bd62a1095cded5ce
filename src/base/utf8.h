// UTF-8 read one sequence at a time, with malformed bytes told apart.
#pragma once

#include <cstdint>
#include <string_view>

namespace dnsward {

struct Utf8Sequence {
  std::uint32_t code_point = 0;
  std::size_t length = 0;  ///< octets; 0: no well-formed sequence starts here
};

/// The sequence that `text`, which is not empty, starts with (RFC 3629; overlong forms and
/// surrogates are malformed).
[[nodiscard]] Utf8Sequence decode_utf8(std::string_view text);

}  // namespace dnsward
