// The states of zones that every provider must bring to what a file wants.
#pragma once

#include <string>
#include <vector>

namespace dnsward::test {

/// The zone is example.com.
struct ZoneState {
  std::string story;   ///< "an SPF record between the tokens of others"
  std::string before;  ///< records as in test::zone_text
  std::string file;    ///< senders, and what follows the first lines of the [[domains]] block
  std::string after;   ///< all records of the zone
  std::string status = "applied";
};

[[nodiscard]] std::vector<ZoneState> zone_states();

}  // namespace dnsward::test
