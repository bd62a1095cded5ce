// What the program dnsward-fake needs of each fake API: one row of its table.
#pragma once

#include "fakes/api.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward::fake {

struct ProgramOptions {
  std::size_t zones = 3;
  std::size_t records = 10;  ///< in each zone
  std::string token = {};    ///< empty: the row's own
};

struct ProgramRow {
  std::string_view name;   ///< the word on the command line
  std::string_view title;  ///< for the help
  std::string token;       ///< taken when the command line names none
  RateRule limit;          ///< what the real API documents, scaled by --burst and --refill
  std::unique_ptr<Api> (*make)(
      const ProgramOptions& options);  ///< with its zones; a wrong token: null
  /// The lines after the base URL, which tell a client the token; null: "Token: ...".
  std::string (*credentials)(const std::string& token) = nullptr;
};

[[nodiscard]] ProgramRow cloudflare_program();
[[nodiscard]] ProgramRow hetzner_program();
[[nodiscard]] ProgramRow route53_program();

/// A zone that a company could have: "zone0001.example".
[[nodiscard]] std::string generated_zone_name(std::size_t number);

struct GeneratedRecord {
  std::string name;  ///< "@" or relative
  std::string type;
  std::string value;  ///< TXT: its octets; MX: "10 mx.example.net."; hosts with a final dot
  long ttl = 3600;
};

/// The first are an SPF record, a token, DMARC, MX and a DKIM CNAME; the others are addresses.
/// Never two of one name and type, but for the TXT values of the apex.
[[nodiscard]] std::vector<GeneratedRecord> generated_records(std::size_t count);

}  // namespace dnsward::fake
