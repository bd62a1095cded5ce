// [sender] blocks and [[domains]] entries as they are kept: read and checked once, filled in for
// each domain.
#pragma once

#include "base/error.h"
#include "config/variables.h"
#include "dns/domain_name.h"
#include "mail/dmarc.h"
#include "mail/finding.h"
#include "mail/paste.h"
#include "plan/requirement.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace dnsward {

/// One text of the file and where it stands.
struct SpecText {
  VariableText text;
  SourcePos where;
};

struct SpfSpec {
  std::vector<SpecText> terms;
};

/// Tokens and TXT records.
struct TxtSpec {
  enum class Claim { value, prefix, rrset };
  Claim claim = Claim::value;
  std::optional<SpecText> value;   ///< nothing only when absent
  std::optional<SpecText> prefix;  ///< with Claim::prefix
  PasteKind kind = PasteKind::txt_value;
  bool is_decoded = false;  ///< from `presentation`: bytes that are not checked as pasted text
};

struct DkimKeySpec {
  SpecText value;
};

struct CnameSpec {
  std::optional<SpecText> target;  ///< nothing only when absent
  bool replace = false;
};

struct MxSpec {
  SpecText value;  ///< "mx.example.com.", or "10 mx.example.com." without a preference
  std::optional<std::uint16_t> preference;
};

struct DmarcSenderSpec {
  DmarcPolicy policy = DmarcPolicy::none;
  std::vector<SpecText> rua;
};

struct DmarcTagSpec {
  std::string name;              ///< "p", "rua"
  std::vector<SpecText> values;  ///< joined with commas
};

struct DmarcOwnerSpec {
  std::vector<DmarcTagSpec> tags;
  bool allow_downgrade = false;
};

/// Where a want's records live: `name`, then `below`, then the domain.
struct OwnerSpec {
  enum class Kind { domain, dmarc, dkim, record };
  Kind kind = Kind::domain;
  SpecText name;  ///< a selector (dkim) or a relative name (record); else unused
  /// Of a name without variables: the octets that it puts before the domain's in a message.
  std::size_t octets = 0;
  bool has_inner_dot = false;  ///< several labels: may repeat the domain
};

/// What a want's texts amount to: checked, its owner still the root.
struct FilledWant {
  Want want;
  MailFindings findings;                     ///< about the values: warnings and notes
  std::vector<DomainName> included_domains;  ///< `include:` targets, which the domain can't be
};

/// One requirement before it is bound to a domain.
struct WantSpec {
  std::string label;  ///< "token of calenso"
  SourcePos where;
  Presence presence = Presence::present;
  std::optional<std::uint32_t> ttl;
  SourcePos ttl_where;
  OwnerSpec owner;
  std::variant<SpfSpec, TxtSpec, DkimKeySpec, CnameSpec, MxSpec, DmarcSenderSpec, DmarcOwnerSpec>
      body;
  /// Set when no text of `body` has a variable: every domain wants the same.
  std::optional<FilledWant> same_everywhere;
};

/// A variable that a block uses and that an entry must define.
struct VariableUse {
  std::string name;
  SourcePos where;
};

struct SenderSpec {
  std::string name;
  std::string title;
  SourcePos where;
  std::vector<WantSpec> wants;
  std::vector<VariableUse> uses;  ///< not of built-in variables; each name once
};

struct EntrySpec {
  std::vector<std::shared_ptr<const SenderSpec>> senders;
  std::vector<std::shared_ptr<const SenderSpec>> retired;
  std::vector<WantSpec> wants;    ///< the entry's own DMARC and records
  std::vector<VariableUse> uses;  ///< by `wants`, as in SenderSpec
  Variables variables;
  bool knows_variables = true;  ///< false: `vars` is wrong, which is an error already
  /// Codes of findings that are not told for this entry's domains, sorted; the file says why.
  std::vector<std::string> allowed;
  SourcePos where;
};

}  // namespace dnsward
