// The sender block that asks for pasted records, as far as the desired-state file can hold them.
#pragma once

#include "compose/paste_reader.h"
#include "compose/sender_text.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace dnsward {

struct KnownSender;
struct SpfTerm;

class PasteDraft {
 public:
  /// Looks for the sender that the records are of.
  explicit PasteDraft(const Paste& paste);

  /// `name`: relative to the domain, empty for a key without a selector. `broken`: the record has
  /// an error, so that at most its sound parts are asked for.
  /// False: nothing of it can be asked for.
  bool add(const PastedRecord& record, const std::string& name, bool broken);

  /// False: no sender can ask for the term.
  bool add_spf_term(const SpfTerm& term);

  /// The address for reports that the sender is known to ask for; empty: not known.
  [[nodiscard]] std::string_view asked_address() const;
  [[nodiscard]] std::string_view sender_title() const;

  /// Nothing when no requirement came together.
  [[nodiscard]] std::optional<SenderDraft> finish() &&;

 private:
  bool add_spf(const PastedRecord& record, const std::string& name, bool broken);
  bool add_dkim(const PastedRecord& record, const std::string& name);
  bool add_dmarc(const PastedRecord& record, const std::string& name, bool broken);
  void add_address(std::string_view uri, DmarcDraft& dmarc);
  bool add_target(const PastedRecord& record, const std::string& name);
  bool add_record(const PastedRecord& record, const std::string& name, RecordDraft::Owns owns);
  void remark(const std::string& sentence);

  const KnownSender* sender_ = nullptr;
  SenderDraft draft_;
  std::set<std::string> spf_identities_;
  std::set<std::string> dmarc_addresses_;
  std::set<std::string> remarks_;
};

}  // namespace dnsward
