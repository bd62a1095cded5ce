// What is said of an answer that can't be read, whatever its format.
#pragma once

#include <string>
#include <string_view>

namespace dnsward {

inline constexpr std::string_view misfit_hint =
    "the API may have changed since this version of dnsward was made";
inline constexpr std::string_view stranger_hint =
    "something between here and the API may have answered in its place; try again later";

/// The first octets in quotes, enough to recognise a proxy's page by.
[[nodiscard]] std::string start_of(std::string_view body);

}  // namespace dnsward
