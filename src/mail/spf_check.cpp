#include "mail/spf_check.h"

#include "base/text.h"
#include "dns/rdata.h"
#include "mail/finding_table.h"
#include "mail/paste.h"
#include "mail/quote.h"
#include "mail/spf_macro.h"
#include "mail/spf_parts.h"
#include "mail/token.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

namespace dnsward {
namespace {

using Terms = std::vector<SpfTerm>;

constexpr std::size_t lookups_near_limit = 8;
constexpr std::size_t advised_text = 450;  // RFC 7208, 3.4
constexpr std::size_t plain_udp = 512;     // RFC 1035, 4.2.1

// Whether what the term looks up is known only for one message.
bool depends_on_mail(const SpfTerm& term) {
  return !expand_spf(spf_domain_of(term), {}, {});
}

// Whether the term asks for the very record that it stands in.
bool is_of_itself(const SpfTerm& term, const DomainName& domain) {
  const bool follows =
      is_spf_modifier(term, "redirect") || (!term.is_modifier && term.name == "include");
  if (!follows) return false;
  const auto target = spf_domain_of(term);
  if (target == "%{d}") return true;
  if (domain.is_root() || target.find('%') != std::string_view::npos) return false;
  return spf_target_name(target) == domain;
}

// What a modifier that receivers ignore was meant to be.
void check_modifier(const SpfTerm& term, MailFindings& findings) {
  static constexpr std::array<std::string_view, 8> mechanisms{"all", "include", "a",   "mx",
                                                              "ptr", "ip4",     "ip6", "exists"};
  if (!term.is_modifier) return;
  if (std::find(mechanisms.begin(), mechanisms.end(), term.name) != mechanisms.end()) {
    findings.push_back(found(
        "SPF019",
        fmt::format("SPF term {} is an unknown modifier, which receivers ignore", quote(term.text)),
        fmt::format("write \"{}:{}\"", term.name, term.text.substr(term.name.size() + 1))));
  } else if (find_token_vendor(term.text) != nullptr) {
    findings.push_back(
        found("SPF018", fmt::format("SPF term {} is a verification token", quote(term.text))));
  }
}

// What is worth saying of a term wherever it stands.
void check_term(const SpfTerm& term, const DomainName& domain, MailFindings& findings) {
  if (auto fine = check_spf_labels(term); !fine) findings.push_back(std::move(fine.error()));
  if (is_of_itself(term, domain)) {
    findings.push_back(
        found("SPF009", fmt::format("SPF term {} leads back to its own record", quote(term.text))));
  }
  check_modifier(term, findings);
  if (!term.is_modifier && term.name == "ptr") {
    findings.push_back(
        found("SPF016",
              fmt::format("SPF term {} is slow, and some receivers skip it", quote(term.text))));
  }
  if (depends_on_mail(term) && term.name != "exp") {
    findings.push_back(
        found("SPF026", fmt::format("SPF term {} depends on the mail: what it looks up is not "
                                    "counted further",
                                    quote(term.text))));
  }
}

void check_lookups(const Terms& terms, MailFindings& findings) {
  const auto lookups = count_spf_lookups(terms);
  if (lookups > spf_lookup_limit) {
    findings.push_back(found("SPF007", fmt::format("SPF record needs {} DNS look-ups; receivers "
                                                   "allow {}",
                                                   lookups, spf_lookup_limit)));
  } else if (lookups >= lookups_near_limit) {
    findings.push_back(found(
        "SPF017", fmt::format("SPF record needs {} of {} DNS look-ups before those of the records "
                              "that it includes",
                              lookups, spf_lookup_limit)));
  }
}

void check_all(const SpfTerm& all, MailFindings& findings) {
  if (all.qualifier == '+') {
    findings.push_back(
        found("SPF008", fmt::format("SPF term {} lets every host send", quote(all.text))));
  }
  if (all.qualifier == '?') {
    findings.push_back(found(
        "SPF013", fmt::format("SPF term {} says nothing about other hosts", quote(all.text))));
  }
}

// How the record ends, and what stands behind its end.
void check_end(const Terms& terms, MailFindings& findings) {
  const auto all = std::find_if(terms.begin(), terms.end(), is_spf_all);
  const auto redirect = std::find_if(terms.begin(), terms.end(), [](const SpfTerm& term) {
    return is_spf_modifier(term, "redirect");
  });
  if (all == terms.end()) {
    if (redirect == terms.end()) {
      findings.push_back(found(
          "SPF012",
          R"(SPF record has neither "all" nor "redirect=": mail from anywhere else is neutral)"));
    }
    return;
  }
  check_all(*all, findings);
  for (auto term = all + 1; term != terms.end(); ++term) {
    if (term->is_modifier) continue;
    findings.push_back(found("SPF014", fmt::format("SPF term {} stands behind {} and has no effect",
                                                   quote(term->text), quote(all->text))));
  }
  if (redirect != terms.end()) {
    findings.push_back(found("SPF015", fmt::format("SPF term {} has no effect beside {}",
                                                   quote(redirect->text), quote(all->text))));
  }
}

void check_repeated(const Terms& terms, MailFindings& findings) {
  std::set<std::string_view> seen;
  for (const auto& term : terms) {
    if (is_spf_all(term)) return;
    if (term.is_modifier || seen.insert(term.identity).second) continue;
    findings.push_back(
        found("SPF023", fmt::format("SPF term {} stands in the record twice", quote(term.text))));
  }
}

// "v=spf1;...", " v=spf1 ...", "\"v=spf1 ...": what somebody meant for a record.
bool is_nearly_spf(std::string_view value) {
  constexpr std::string_view version = "v=spf1";
  if (is_spf(value)) return false;
  const auto begin = value.find_first_not_of(" \t\"'\xC2\xA0");
  if (begin == std::string_view::npos) return false;
  const auto rest = value.substr(begin);
  return starts_with_ignoring_case(rest, version) &&
         !(rest.size() > version.size() && is_digit(rest[version.size()]));
}

void check_size(const DomainName& owner, std::span<const std::string_view> values,
                MailFindings& findings) {
  const auto size = txt_answer_size(owner, values);
  if (size.text <= advised_text && size.message <= plain_udp) return;
  std::size_t others = 0;
  std::size_t octets = 0;
  for (const auto value : values) {
    if (is_spf(value)) continue;
    ++others;
    octets += value.size();
  }
  const bool too_large = size.message > plain_udp;
  const auto what =
      too_large ? fmt::format("has {} octets; plain UDP carries {}", size.message, plain_udp)
                : fmt::format("has {} octets of text; {} are safe", size.text, advised_text);
  findings.push_back(
      found("SPF020", fmt::format("TXT answer for \"{}\" {} ({} in {} other value{})",
                                  owner.display(), what, octets, others, others == 1 ? "" : "s")));
}

/// What a sender means by a term that only the owner can say; empty: the table knows.
std::string owner_term_hint(const SpfTerm& term) {
  if (is_spf_all(term)) return R"(leave it out: the "all" of the domain's own record stays)";
  if (!is_spf_modifier(term, "redirect")) return {};
  return fmt::format(R"(write "include:{}")", term.text.substr(term.text.find('=') + 1));
}

}  // namespace

MailFindings check_spf_wish(std::string_view text, const DomainName& domain) {
  if (auto slip = find_paste_slip(PasteKind::spf_term, text)) return {std::move(*slip)};
  const auto term = read_spf_wish(text);
  if (!term) return {term.error()};
  MailFindings findings;
  const bool version = is_spf_modifier(*term, "v");
  if (version || is_spf_all(*term) || is_spf_modifier(*term, "redirect")) {
    findings.push_back(found("SPF010",
                             fmt::format("SPF term {} belongs to the domain's owner", quote(text)),
                             owner_term_hint(*term)));
  }
  if (is_spf_all(*term)) check_all(*term, findings);
  check_term(*term, domain, findings);
  return findings;
}

MailFindings check_spf_record(std::string_view record, const DomainName& domain) {
  MailFindings findings;
  auto all = read_spf_terms(record);
  Terms terms;
  terms.reserve(all.size());
  for (auto& term : all) {
    if (term) {
      terms.push_back(std::move(*term));
    } else {
      findings.push_back(std::move(term.error()));
    }
  }
  if (!findings.empty()) return findings;
  for (const auto& term : terms) check_term(term, domain, findings);
  check_lookups(terms, findings);
  check_end(terms, findings);
  check_repeated(terms, findings);
  return findings;
}

MailFindings check_spf_values(const DomainName& owner, std::span<const std::string_view> values) {
  MailFindings findings;
  const auto records = std::count_if(values.begin(), values.end(), is_spf);
  if (records > 1) {
    findings.push_back(
        found("SPF001", fmt::format("\"{}\" has {} SPF records; receivers answer permerror for all "
                                    "of its mail",
                                    owner.display(), records)));
  }
  for (const auto value : values) {
    if (is_spf(value)) {
      add_findings(findings, check_spf_record(value, owner));
    } else if (starts_with_ignoring_case(value, "spf2.0")) {
      findings.push_back(found(
          "SPF024", fmt::format("{} is a Sender ID record, which nobody reads", quote(value))));
    } else if (is_nearly_spf(value)) {
      findings.push_back(found(
          "SPF025", fmt::format("{} looks like an SPF record, and receivers pass it over: it does "
                                "not begin with \"v=spf1\" and a blank",
                                quote(value))));
    }
  }
  if (records > 0) check_size(owner, values, findings);
  for (auto& finding : findings) finding.owner = owner;
  return findings;
}

TxtAnswerSize txt_answer_size(const DomainName& owner, std::span<const std::string_view> values) {
  constexpr std::size_t header = 12;
  constexpr std::size_t question = 4;  // type and class
  constexpr std::size_t record = 12;   // pointer to the name, type, class, TTL, length
  TxtAnswerSize size{owner.display().size(), header + owner.wire_size() + question};
  for (const auto value : values) {
    size.text += value.size();
    size.message += record + wire_size(TxtData{std::string(value)});
  }
  return size;
}

}  // namespace dnsward
