// Run reports made by hand: one for each thing that a report can say.
#pragma once

#include "app/report.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace dnsward::test {

[[nodiscard]] ValueFate added(std::string_view bytes, std::string_view label);
[[nodiscard]] ValueFate removed(std::string_view bytes, std::string_view label);
[[nodiscard]] ValueFate replaced(std::string_view bytes, std::string_view was,
                                 std::string_view label);
[[nodiscard]] ValueFate kept(std::string_view bytes, std::string_view label = "");

/// A TXT change whose two sides are what `fates` say; a TTL of 0 leaves that side out.
[[nodiscard]] Change txt_change(std::string_view owner, std::uint32_t ttl_before,
                                std::uint32_t ttl_after, std::vector<ValueFate> fates);

/// A domain in the zone file provider "local", its own zone.
[[nodiscard]] DomainReport domain(std::string_view name, DomainStatus status);

/// The preview of the documentation: mywebseite.com with two changes and a warning, and a domain in
/// order.
[[nodiscard]] RunReport preview();

/// Every status, fate and kind of error once, with notes, contexts and places.
[[nodiscard]] RunReport everything(RunKind kind);

/// Bytes that would move a cursor, reorder a line, or become a command of a build runner.
[[nodiscard]] RunReport hostile();

/// Values far longer than a line.
[[nodiscard]] RunReport long_values();

}  // namespace dnsward::test
