// How the API reads and keeps the content of a TXT record; shares no code with what it tests.
#pragma once

#include "fakes/cloudflare_model.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward::fake::cloudflare {

/// The character-strings on the wire, each of at most 255 octets; nullopt when the content is empty
/// or its quotes do not balance.
[[nodiscard]] std::optional<std::vector<std::string>> character_strings(std::string_view content);

/// The octets that a name server answers, joined. Content that the API would refuse is taken as it
/// is: raw records of a test.
[[nodiscard]] std::string txt_value(std::string_view content);

/// The content as it is kept and read back; nullopt as above.
[[nodiscard]] std::optional<std::string> stored_txt(std::string_view content,
                                                    const Options& options);

/// Octets of RDATA: a length octet before each character-string.
[[nodiscard]] std::size_t txt_wire_size(std::string_view content);

}  // namespace dnsward::fake::cloudflare
