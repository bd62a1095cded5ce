// The keys that say what is wanted (spf, token, dkim, dmarc, record) as wants.
#pragma once

#include "config/spec.h"
#include "config/table_reader.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

inline constexpr std::array<std::string_view, 6> sender_keys{"title", "spf",   "token",
                                                             "dkim",  "dmarc", "record"};

/// Everything that a [sender.NAME] block requires, in the order spf, token, dkim, dmarc, record.
/// `owner` is what the labels name: "calenso".
[[nodiscard]] std::vector<WantSpec> read_sender_wants(const TableReader& block,
                                                      const std::string& owner);

/// `dmarc` and `record` of a [[domains]] entry.
[[nodiscard]] std::vector<WantSpec> read_entry_wants(const TableReader& entry);

/// One [[...record]]; nothing when it is wrong, which is an error already.
[[nodiscard]] std::optional<WantSpec> read_record(const TableReader& record, std::string label);

/// A sender's dmarc = { policy, rua }.
[[nodiscard]] std::optional<DmarcSenderSpec> read_sender_dmarc(const TableReader& block);

/// An entry's dmarc: the domain owner's word.
[[nodiscard]] std::optional<DmarcOwnerSpec> read_owner_dmarc(const TableReader& entry);

/// Checks at once what no variable can change, and keeps what every domain wants alike. False when
/// something is wrong, which is an error already.
[[nodiscard]] bool settle(WantSpec& want, Problems& problems);

}  // namespace dnsward
