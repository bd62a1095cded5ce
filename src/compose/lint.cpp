#include "compose/lint.h"

#include "compose/known_senders.h"
#include "compose/paste_draft.h"
#include "compose/paste_names.h"
#include "compose/paste_reader.h"
#include "compose/record_findings.h"
#include "mail/dkim_check.h"
#include "mail/finding_table.h"
#include "mail/paste.h"
#include "mail/quote.h"
#include "mail/spf.h"
#include "mail/spf_check.h"
#include "mail/spf_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace dnsward {
namespace {

std::string_view kind_word(PastedKind kind) {
  if (kind == PastedKind::spf) return "SPF";
  return kind == PastedKind::dkim ? "DKIM" : "DMARC";
}

class PasteLinter {
 public:
  explicit PasteLinter(std::string_view text)
      : paste_(read_paste(text)), domain_(domain_of_paste(paste_)), draft_(paste_) {}

  Lint run() {
    result_.records = paste_.records.size();
    for (const auto& record : paste_.records) judge(record);
    for (const auto& term : paste_.spf_terms) judge_term(term);
    for (const auto& heading : paste_.headings) judge(heading);
    std::stable_sort(result_.findings.begin(), result_.findings.end(),
                     [](const auto& a, const auto& b) { return a.octet < b.octet; });
    result_.draft = std::move(draft_).finish();
    return std::move(result_);
  }

 private:
  void judge(const PastedRecord& record) {
    const auto name = name_of(record);
    if (!is_new(record, name)) return;
    auto findings = record_findings(record, name, domain_);
    const bool broken = has_error(findings);
    const bool clashes = name && clash(record, *name);
    for (auto& finding : findings) add(std::move(finding), record.value);
    if (clashes) return;
    const bool asked = name && draft_.add(record, *name, broken);
    const bool is_told = name && !findings.empty();
    if (!asked && !is_told) result_.left_out.push_back(reason_to_leave_out(record, name));
  }

  void judge_term(const PastedText& term) {
    const auto parsed = read_spf_term(term.text);
    if (!parsed || !seen_.emplace(PastedKind::spf, "@", term.text).second) return;
    ++result_.records;
    for (auto& finding : check_spf_wish(term.text)) add(std::move(finding), term);
    draft_.add_spf_term(*parsed);
  }

  [[nodiscard]] std::string reason_to_leave_out(const PastedRecord& record,
                                                const std::optional<std::string>& name) const {
    if (name) {
      return fmt::format("{} holds nothing that a sender can ask for", quote(record.value.text));
    }
    const auto& given = record.name->text;
    if (!DomainName::parse(given)) return fmt::format("\"{}\" is no domain name", given);
    if (domain_) {
      return fmt::format(R"("{}" is not within "{}"; paste the records of one domain alone)", given,
                         domain_->display());
    }
    return fmt::format("\"{}\" may be a domain or a name in one; give it relative to the domain",
                       given);
  }

  /// Relative to the domain; nothing when the name is of another one.
  [[nodiscard]] std::optional<std::string> name_of(const PastedRecord& record) const {
    if (record.kind == PastedKind::dkim && record.selector) {
      return record.selector->text + "._domainkey";
    }
    if (record.name) return relative_paste_name(record.name->text, domain_);
    if (record.kind == PastedKind::dkim) return std::string();
    return std::string(usual_name_of(record.kind));
  }

  /// Pages repeat themselves.
  bool is_new(const PastedRecord& record, const std::optional<std::string>& name) {
    return seen_.emplace(record.kind, name.value_or("?"), record.value.text).second;
  }

  /// Whether another record of this paste stands in the place that this one needs for itself.
  bool clash(const PastedRecord& record, const std::string& name) {
    const auto own = DomainName::parse(name, domain_.value_or(DomainName()));
    const auto shown = own ? own->display() : name;
    if (record.kind == PastedKind::spf && is_spf(record.value.text)) {
      if (++spf_records_[name] != 2) return false;
      add(found("SPF001", fmt::format("\"{}\" would have two SPF records; receivers answer "
                                      "permerror for all of its mail",
                                      name)),
          record.value);
      return false;
    }
    if (record.kind == PastedKind::dmarc) {
      if (++dmarc_records_[name] != 2) return false;
      add(found("DMARC007", fmt::format("\"{}\" would have two DMARC records; receivers ignore "
                                        "both",
                                        shown)),
          record.value);
      return false;
    }
    const bool cname = record.kind == PastedKind::cname;
    if ((!cname && record.kind != PastedKind::dkim) || name.empty()) return false;
    const auto [first, is_first] = claimed_.emplace(name, record.kind);
    if (is_first) return false;
    const bool both = cname != (first->second == PastedKind::cname);
    if (both) {
      add(found("DKIM013", fmt::format("\"{}\" would have a CNAME and a key of its own", shown)),
          record.value);
    } else if (cname) {
      add(found("NAME003", fmt::format("\"{}\" would have two CNAMEs", shown)), record.value);
    } else {
      add(found("DKIM012",
                fmt::format("\"{}\" would have two keys, and verifiers take either", shown)),
          record.value);
    }
    return true;
  }

  void judge(const PastedHeading& heading) {
    const bool has_term = heading.kind == PastedKind::spf && !paste_.spf_terms.empty();
    const bool given =
        has_term ||
        std::any_of(paste_.records.begin(), paste_.records.end(), [&](const PastedRecord& record) {
          const bool delegated = record.kind == PastedKind::cname && record.name &&
                                 fits_name_of(heading.kind, record.name->text);
          return record.kind == heading.kind || delegated;
        });
    if (given || paste_.records.empty()) return;
    result_.findings.push_back(
        {heading_without_value(heading.text, kind_word(heading.kind)), heading.octet});
  }

  static bool fits_name_of(PastedKind kind, std::string_view name) {
    if (kind == PastedKind::dkim) return name.find("_domainkey") != std::string_view::npos;
    return kind == PastedKind::dmarc && name.find("_dmarc") != std::string_view::npos;
  }

  void add(MailFinding finding, const PastedText& text) {
    if (finding.spec == &FindingCode("DMARC005").spec() && !draft_.asked_address().empty()) {
      finding.hint = fmt::format(
          "the original is likely \"{}\", {}'s address; compare it with the "
          "sender's own documentation",
          draft_.asked_address(), draft_.sender_title());
    }
    const auto octet = text.place(octet_in(text.text, finding.message));
    result_.findings.push_back({std::move(finding), octet});
  }

  /// Where in the value the part stands that the message quotes first; 0 when it can't be told.
  static std::size_t octet_in(std::string_view value, std::string_view message) {
    const auto open = message.find('"');
    const auto close = message.find('"', open == std::string_view::npos ? open : open + 1);
    if (close == std::string_view::npos) return 0;
    const auto quoted = message.substr(open + 1, close - open - 1);
    const auto at = quoted.empty() ? std::string_view::npos : value.find(quoted);
    return at == std::string_view::npos ? 0 : at;
  }

  Paste paste_;
  std::optional<DomainName> domain_;
  PasteDraft draft_;
  Lint result_;
  std::set<std::tuple<PastedKind, std::string, std::string>> seen_;
  std::map<std::string, int> spf_records_;
  std::map<std::string, int> dmarc_records_;
  std::map<std::string, PastedKind> claimed_;
};

}  // namespace

Lint lint_paste(std::string_view paste) {
  return PasteLinter(paste).run();
}

}  // namespace dnsward
