// The mail records of a zone one by one, each as the requirement that would keep it.
#pragma once

#include "compose/known_senders.h"
#include "compose/sender_text.h"
#include "dns/rrset.h"
#include "plan/requirement.h"

#include <span>
#include <string>
#include <variant>
#include <vector>

namespace dnsward {

/// The domain owner's DMARC tags.
struct OwnerDmarcDraft {
  DmarcDraft draft;
};

/// One SPF term, as a type of its own beside tokens.
struct SpfTermDraft {
  std::string text;
};

struct TokenDraft {
  std::string text;
};

/// One requirement: as TOML, and as the planner takes it.
struct MailRecord {
  std::variant<SpfTermDraft, TokenDraft, DkimDraft, RecordDraft, OwnerDmarcDraft> draft;
  Want want;
  std::string shown;                    ///< "TXT at mail._domainkey.example.com"
  const KnownSender* sender = nullptr;  ///< that it shows; null: none
  const KnownSender* maybe = nullptr;   ///< that it belongs to when something else shows it
};

struct MailRecords {
  std::vector<MailRecord> records;
  std::vector<std::string> left_out;  ///< sentences
};

/// At `domain` and below. `rrsets`: all of the zone, sorted by key.
[[nodiscard]] MailRecords mail_records_of(const DomainName& domain, const DomainName& apex,
                                          std::span<const RRset> rrsets);

}  // namespace dnsward
