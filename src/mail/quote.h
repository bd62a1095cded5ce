// How messages of this layer quote values, which may be hundreds of octets long.
#pragma once

#include <string>
#include <string_view>

namespace dnsward {

/// `"text"`, shortened in the middle when it is long.
[[nodiscard]] std::string quote(std::string_view text);

/// `text` from some octets before `at` to some after `at + length`, in quotes: the part that a
/// message is about, with what is around it. Whole when it is short.
[[nodiscard]] std::string quote_around(std::string_view text, std::size_t at, std::size_t length);

}  // namespace dnsward
