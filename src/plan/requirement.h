// One thing a sender or a domain wants of an RRset, who wants it, and where the file says so.
#pragma once

#include "base/error.h"
#include "dns/rrset.h"
#include "mail/dmarc.h"
#include "mail/spf.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace dnsward {

/// That value; all others in the RRset are foreign. Tokens, TXT and MX records.
struct ValueWant {
  RRsetKey key;
  Rdata value;
  friend auto operator<=>(const ValueWant&, const ValueWant&) = default;
};

/// Exactly `value` among the TXT values that start with `prefix` (ASCII case ignored).
struct PrefixWant {
  DomainName owner;
  std::string prefix;
  std::string value;  ///< ignored when absent
  friend auto operator<=>(const PrefixWant&, const PrefixWant&) = default;
};

/// The whole RRset is exactly `value`. Absent without a value: no RRset at all.
struct RRsetWant {
  RRsetKey key;
  std::optional<Rdata> value;
  bool is_dkim_key = false;  ///< replacing another key deserves a warning
  friend auto operator<=>(const RRsetWant&, const RRsetWant&) = default;
};

/// The CNAME at the name; with `replace` other types at the name may go.
struct CnameWant {
  DomainName owner;
  std::optional<DomainName> target;  ///< nothing only when absent: whatever it points at
  bool replace = false;
  friend auto operator<=>(const CnameWant&, const CnameWant&) = default;
};

/// These terms in the one v=spf1 value.
struct SpfWant {
  DomainName owner;
  std::vector<SpfTerm> terms;
  friend auto operator<=>(const SpfWant&, const SpfWant&) = default;
};

struct DmarcSenderWant {
  DomainName owner;  ///< _dmarc.<domain>
  DmarcSenderWish wish;
  friend auto operator<=>(const DmarcSenderWant&, const DmarcSenderWant&) = default;
};

struct DmarcOwnerWant {
  DomainName owner;  ///< _dmarc.<domain>
  DmarcOwnerWish wish;
  friend auto operator<=>(const DmarcOwnerWant&, const DmarcOwnerWant&) = default;
};

using Want = std::variant<ValueWant, PrefixWant, RRsetWant, CnameWant, SpfWant, DmarcSenderWant,
                          DmarcOwnerWant>;

enum class Presence {
  present,  ///< must hold
  absent,   ///< must not exist; contradicts a present want of the same
  retired,  ///< must be gone unless a present want still needs it; never a contradiction
};

struct Requirement {
  Want want;
  Presence presence = Presence::present;
  DomainName domain;  ///< the entry of the file that this belongs to; a conflict stops it
  std::string label;  ///< "token of calenso", "SPF of calenso", "record of this domain"
  SourcePos where;
  std::uint32_t create_ttl = 3600;  ///< seconds, for an RRset that does not exist yet
  std::optional<std::uint32_t> exact_ttl =
      {};  ///< seconds, when the file gives one for this record

  friend auto operator<=>(const Requirement&, const Requirement&) = default;
};

/// The want as a T, or nothing when it is another kind.
template <typename T>
[[nodiscard]] const T* as(const Requirement& requirement) {
  return std::get_if<T>(&requirement.want);
}

/// The owner name that the want speaks of.
[[nodiscard]] const DomainName& owner_of(const Want& want);

}  // namespace dnsward
