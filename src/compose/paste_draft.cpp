#include "compose/paste_draft.h"

#include "base/text.h"
#include "compose/known_senders.h"
#include "compose/paste_names.h"
#include "mail/dkim_check.h"
#include "mail/dmarc_check.h"
#include "mail/dmarc_parts.h"
#include "mail/record_check.h"
#include "mail/spf_check.h"
#include "mail/spf_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace dnsward {
namespace {

std::string host_text(std::string_view text) {
  auto host = to_lower(text);
  if (host.ends_with('.')) host.pop_back();
  return host;
}

bool is_shared_key(std::string_view value) {
  const auto findings = check_dkim_record(value);
  return std::any_of(findings.begin(), findings.end(),
                     [](const MailFinding& finding) { return finding.spec->code == "DKIM022"; });
}

/// The domain of an include; empty for other terms.
std::string included(const Checked<SpfTerm>& term) {
  const bool is_include = term && term->name == "include";
  return is_include ? std::string(spf_domain_of(*term)) : std::string();
}

std::vector<std::string> includes_of(const PastedRecord& record) {
  std::vector<std::string> domains;
  if (record.kind != PastedKind::spf || !is_spf(record.value.text)) return domains;
  for (const auto& term : read_spf_terms(record.value.text)) {
    if (auto domain = included(term); !domain.empty()) domains.push_back(std::move(domain));
  }
  return domains;
}

bool shows(const KnownSender& sender, const PastedRecord& record,
           const std::vector<std::string>& includes) {
  const std::string_view value = record.value.text;
  switch (record.kind) {
    case PastedKind::spf:
      return std::any_of(includes.begin(), includes.end(),
                         [&](const std::string& domain) { return fits_marks(sender.spf, domain); });
    case PastedKind::token:
      return begins_like_marks(sender.tokens, value) ||
             begins_like_marks(sender.weak_tokens, value);
    case PastedKind::cname:
      return fits_marks(sender.dkim_targets, host_text(value)) ||
             fits_marks(sender.targets, host_text(value));
    case PastedKind::mx: return fits_marks(sender.mail_exchanges, host_text(value));
    case PastedKind::dmarc:
      return !sender.rua.empty() && value.find(sender.rua) != std::string_view::npos;
    case PastedKind::dkim: return sender.has_shared_key && is_shared_key(value);
    default: return false;
  }
}

/// The known senders that records show, the one with the most first.
std::vector<const KnownSender*> senders_of(const Paste& paste) {
  std::map<const KnownSender*, std::size_t> votes;
  for (const auto& record : paste.records) {
    const auto includes = includes_of(record);
    for (const auto& sender : known_senders()) {
      if (shows(sender, record, includes)) ++votes[&sender];
    }
  }
  for (const auto& term : paste.spf_terms) {
    const auto domain = included(read_spf_term(term.text));
    for (const auto& sender : known_senders()) {
      if (fits_marks(sender.spf, domain)) ++votes[&sender];
    }
  }
  std::vector<const KnownSender*> shown;
  for (const auto& sender : known_senders()) {
    if (votes.contains(&sender)) shown.push_back(&sender);
  }
  std::stable_sort(shown.begin(), shown.end(),
                   [&](const auto* a, const auto* b) { return votes[a] > votes[b]; });
  return shown;
}

bool may_be_required(const SpfTerm& term) {
  return !term.is_modifier && term.name != "all";
}

}  // namespace

PasteDraft::PasteDraft(const Paste& paste) {
  draft_.name = "pasted";
  const auto senders = senders_of(paste);
  if (senders.empty()) return;
  sender_ = senders.front();
  if (senders.size() == 1) {
    draft_.name = sender_->name;
    draft_.title = sender_->title;
    return;
  }
  std::vector<std::string> titles;
  titles.reserve(senders.size());
  for (const auto* sender : senders) titles.emplace_back(sender->title);
  remark(fmt::format("This looks like {}.", join(titles, ", ")));
}

std::string_view PasteDraft::asked_address() const {
  return sender_ == nullptr ? std::string_view() : sender_->rua;
}

std::string_view PasteDraft::sender_title() const {
  return sender_ == nullptr ? std::string_view() : sender_->title;
}

void PasteDraft::remark(const std::string& sentence) {
  if (!remarks_.insert(sentence).second) return;
  if (!draft_.comment.empty()) draft_.comment += '\n';
  draft_.comment += sentence;
}

bool PasteDraft::add(const PastedRecord& record, const std::string& name, bool broken) {
  switch (record.kind) {
    case PastedKind::spf: return add_spf(record, name, broken);
    case PastedKind::dmarc: return add_dmarc(record, name, broken);
    default: break;
  }
  if (broken || has_error(check_name_wish(name.empty() ? "@" : name, {}, {}))) return false;
  switch (record.kind) {
    case PastedKind::dkim: return add_dkim(record, name);
    case PastedKind::token:
      if (name != "@") return add_record(record, name, RecordDraft::Owns::value);
      draft_.token.push_back({without_variables(record.value.text)});
      return true;
    case PastedKind::txt: return add_record(record, name, RecordDraft::Owns::value);
    case PastedKind::cname:
    case PastedKind::mx: return add_target(record, name);
    default: return add_record(record, name, RecordDraft::Owns::rrset);
  }
}

bool PasteDraft::add_spf(const PastedRecord& record, const std::string& name, bool broken) {
  const std::string_view value = record.value.text;
  if (!is_spf(value)) return false;
  if (name != "@") return !broken && add_record(record, name, RecordDraft::Owns::rrset);
  bool asked = false;
  for (const auto& term : read_spf_terms(value)) {
    if (term && add_spf_term(*term)) asked = true;
  }
  return asked;
}

bool PasteDraft::add_spf_term(const SpfTerm& term) {
  if (!may_be_required(term) || has_error(check_spf_wish(term.text))) return false;
  if (spf_identities_.insert(term.identity).second) {
    draft_.spf.push_back({without_variables(term.text)});
  }
  return true;
}

bool PasteDraft::add_dkim(const PastedRecord& record, const std::string& name) {
  const auto selector = selector_of_name(name);
  if (name.empty()) {
    remark("A DKIM key came without its selector, and is left out.");
    return false;
  }
  if (selector.empty()) return add_record(record, name, RecordDraft::Owns::rrset);
  draft_.dkim.push_back(
      {.selector = std::string(selector), .value = without_variables(record.value.text)});
  return true;
}

bool PasteDraft::add_dmarc(const PastedRecord& record, const std::string& name, bool broken) {
  if (name != "_dmarc") return !broken && add_record(record, name, RecordDraft::Owns::rrset);
  const std::string_view value = record.value.text;
  if (!is_dmarc(value)) return false;
  if (!draft_.dmarc) draft_.dmarc.emplace();
  auto& dmarc = *draft_.dmarc;
  // By hand: an address that an obfuscator replaced makes the whole record unreadable.
  for (const auto part : split(value, ';')) {
    const auto equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    const auto tag = to_lower(trim(part.substr(0, equals)));
    const auto text = trim(part.substr(equals + 1));
    if (tag == "p" && dmarc.policy.empty()) {
      if (const auto policy = parse_dmarc_policy(text)) dmarc.policy = to_text(*policy);
    } else if (tag == "rua") {
      for (const auto uri : split_dmarc_uris(text)) add_address(uri, dmarc);
    } else if (tag != "v") {
      remark(fmt::format("DMARC \"{}\" is left out: it is the domain owner's to say.", trim(part)));
    }
  }
  return true;
}

void PasteDraft::add_address(std::string_view uri, DmarcDraft& dmarc) {
  uri.remove_suffix(dmarc_size_suffix(uri).size());  // "!10m", which receivers ignore
  if (!has_error(check_dmarc_address(uri))) {
    if (!dmarc_addresses_.insert(comparable_dmarc_uri(uri)).second) return;
    dmarc.rua.push_back(without_variables(uri));
  } else if (!asked_address().empty()) {
    dmarc.comment = fmt::format("The address for reports was not readable; likely: rua = [\"{}\"]",
                                asked_address());
  }
}

bool PasteDraft::add_target(const PastedRecord& record, const std::string& name) {
  const auto target = DomainName::parse(record.value.text);
  if (!target || target->label_count() < 2) return false;
  const bool is_mx = record.kind == PastedKind::mx;
  if (!host_name_problem(*target, !is_mx).empty() || (!is_mx && name == "@")) return false;
  const auto text = target->to_text();
  const auto selector = selector_of_name(name);
  if (!is_mx && !selector.empty()) {
    draft_.dkim.push_back({.selector = std::string(selector), .cname = text});
    return true;
  }
  RecordDraft draft{.name = name, .type = is_mx ? "MX" : "CNAME", .value = text};
  if (is_mx) {
    draft.priority = record.preference.value_or(10);
    if (!record.preference) draft.comment = "no priority was given: 10 is a guess";
  }
  draft_.record.push_back(std::move(draft));
  return true;
}

bool PasteDraft::add_record(const PastedRecord& record, const std::string& name,
                            RecordDraft::Owns owns) {
  draft_.record.push_back({.name = name, .bytes = record.value.text, .owns = owns});
  return true;
}

std::optional<SenderDraft> PasteDraft::finish() && {
  auto& dmarc = draft_.dmarc;
  if (dmarc && dmarc->policy.empty() && dmarc->rua.empty()) dmarc.reset();
  const bool empty = draft_.spf.empty() && draft_.token.empty() && draft_.dkim.empty() &&
                     draft_.record.empty() && !dmarc;
  if (empty) return {};
  return std::move(draft_);
}

}  // namespace dnsward
