// DMARC policy records (RFC 9989): tags, policies, and how wishes join a record without harm.
#pragma once

#include "base/result.h"
#include "mail/finding.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

/// In the order of strength.
enum class DmarcPolicy { none, quarantine, reject };

[[nodiscard]] std::string_view to_text(DmarcPolicy policy);
[[nodiscard]] std::optional<DmarcPolicy> parse_dmarc_policy(std::string_view text);

struct DmarcTag {
  std::string name;   ///< lower case
  std::string value;  ///< trimmed, spelled as written
  friend auto operator<=>(const DmarcTag&, const DmarcTag&) = default;
};

struct DmarcRecord {
  std::vector<DmarcTag> tags;  ///< in order, `v` left out

  [[nodiscard]] const std::string* find(std::string_view name) const;
  /// The policy that receivers use: `p`; none when it is missing or invalid (so too when `sp` or
  /// `np` is invalid) and `rua` has an address (RFC 9989, 4.10.1); nothing when there is no DMARC
  /// processing at all.
  [[nodiscard]] std::optional<DmarcPolicy> policy() const;
  /// What a name below gets: `sp`, else policy().
  [[nodiscard]] std::optional<DmarcPolicy> subdomain_policy() const;
};

/// A TXT value at `_dmarc` that receivers take for a record: `v=DMARC1` first, case-sensitive. Also
/// when a blank follows in place of ";": some receivers look at the beginning alone, so a second
/// record beside such a value would harm (parse_dmarc refuses it).
[[nodiscard]] bool is_dmarc(std::string_view value);

/// Errors: no `v=DMARC1` first, a part without `=`, a tag twice, a byte outside printable ASCII
/// (tabs may stand around tags). Empty parts mean nothing.
[[nodiscard]] Result<DmarcRecord> parse_dmarc(std::string_view record);

/// Why `uri` can't stand in `rua` or `ruf`, as a sentence that names it; empty when it can. Only
/// `mailto:` with one plain address passes; `!10m` suffixes (obsolete) are refused in requirements.
[[nodiscard]] std::string dmarc_uri_problem(std::string_view uri);

/// Why no owner can set `tag`, as a sentence; empty when one can. Looks at the shape and at
/// policies and `t`; values of other tags are the owner's business.
[[nodiscard]] std::string dmarc_tag_problem(const DmarcTag& tag);

/// A sender's wish: some policy exists, and these addresses get reports.
struct DmarcSenderWish {
  DmarcPolicy policy = DmarcPolicy::none;
  std::vector<std::string> rua;
  friend auto operator<=>(const DmarcSenderWish&, const DmarcSenderWish&) = default;
};

/// The owner's word: exactly these tags, e.g. {"p", "quarantine"}; others stay.
struct DmarcOwnerWish {
  std::vector<DmarcTag> tags;
  bool allow_downgrade = false;
  friend auto operator<=>(const DmarcOwnerWish&, const DmarcOwnerWish&) = default;
};

struct DmarcMerge {
  std::string record;
  MailFindings warnings;
};

/// The record at one name after all wishes. `inherited`: the policy that names here get today from
/// a record above (RFC 9989, 4.10), used only when nothing exists here, so that a new record never
/// weakens it. Senders never weaken anything: `p`, `sp`, `np`, `t`, `pct` stay; `rua` is united in
/// order, compared without case of scheme and host and without `!size`. The owner sets exactly the
/// tags named, weaker ones only with allow_downgrade. Spelling and order of the rest stay; a new
/// record is `v=DMARC1; p=...; rua=...`. Pure, idempotent.
/// Conflicts: `existing` does not parse, or has an invalid policy that only a person can mend; the
/// owner's wish is weaker than today's.
[[nodiscard]] Result<DmarcMerge> merge_dmarc(std::optional<std::string_view> existing,
                                             std::span<const DmarcSenderWish> senders,
                                             const DmarcOwnerWish* owner,
                                             std::optional<DmarcPolicy> inherited);

/// merge_dmarc with the conflict as a finding.
[[nodiscard]] Checked<DmarcMerge> try_merge_dmarc(std::optional<std::string_view> existing,
                                                  std::span<const DmarcSenderWish> senders,
                                                  const DmarcOwnerWish* owner,
                                                  std::optional<DmarcPolicy> inherited);

}  // namespace dnsward
