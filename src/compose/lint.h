// Pasted records judged as a postmaster would, and the sender block that asks for them.
#pragma once

#include "base/result.h"
#include "compose/sender_text.h"
#include "mail/finding.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

/// The most that `lint` reads, in octets.
inline constexpr std::size_t most_paste_octets = 16U << 20U;

/// A finding and the octet of the paste that it is about.
struct PlacedFinding {
  MailFinding finding;
  std::size_t octet = 0;
};

struct Lint {
  std::size_t records = 0;              ///< recognised
  std::vector<PlacedFinding> findings;  ///< by place
  /// Why sound records are not in `draft`, as sentences: a name of another domain, nothing that a
  /// sender can ask for.
  std::vector<std::string> left_out;
  /// What of the records the desired-state file can hold as it is; nothing: none of them.
  std::optional<SenderDraft> draft = {};
};

/// Pure; linear in the size of `paste`, which has at most most_paste_octets.
[[nodiscard]] Lint lint_paste(std::string_view paste);

}  // namespace dnsward
