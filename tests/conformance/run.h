// One run of the engine over a place, from the text of a file to the report.
#pragma once

#include "app/engine.h"
#include "conformance/place.h"

#include <functional>
#include <string_view>

namespace dnsward::test {

/// The file's [provider.here] block and then `text`; fails the test when it does not load.
[[nodiscard]] Config load_for(const Place& place, std::string_view text);

/// `before_write` is called once, when the engine writes first.
[[nodiscard]] Engine engine_for(Place& place, const Config& config,
                                std::function<void()> before_write = {});

/// Indices of all domains of the file.
[[nodiscard]] std::vector<std::size_t> all_domains(const Config& config);

/// Everything wrong with a domain, for messages of failed checks.
[[nodiscard]] std::string everything_said(const DomainReport& domain);

}  // namespace dnsward::test
