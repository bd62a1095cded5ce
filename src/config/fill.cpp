#include "config/fill.h"

#include "base/text.h"
#include "dns/presentation.h"
#include "mail/dkim_check.h"
#include "mail/dmarc_check.h"
#include "mail/record_check.h"
#include "mail/spf_check.h"
#include "mail/token.h"

#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>

namespace dnsward {
namespace {

constexpr std::size_t most_rdata_octets = 65535;

/// A text filled in and checked as pasted; nothing when it is refused.
std::optional<std::string> checked(const SpecText& text, PasteKind kind, const Scope& scope,
                                   Problems& problems) {
  std::string filled = text.text.fill(scope);
  if (filled.empty()) {
    problems.add(text.where, "a value is empty once its variables are filled in",
                 "give the variable a value");
    return {};
  }
  if (auto fine = check_pasted(kind, filled); !fine) {
    problems.add(std::move(fine.error()).at(text.where));
    return {};
  }
  return filled;
}

/// Why a modifier that the grammar allows can't be a sender's wish; empty when it can.
std::string spf_modifier_problem(const SpfTerm& term) {
  if (!term.is_modifier) return {};
  if (term.name == "exp") return fmt::format(R"("{}" is the domain owner's to say)", term.text);
  return fmt::format(R"("{}" is a modifier that receivers ignore)", term.text);
}

std::string spf_modifier_hint(const SpfTerm& term) {
  if (term.name != "include") return "leave it out";
  return fmt::format(R"(write "include:{}")", term.text.substr(term.text.find('=') + 1));
}

class Filler {
 public:
  Filler(Presence presence, const Scope& scope, Problems& problems)
      : presence_(presence), scope_(&scope), problems_(&problems) {}

  std::optional<FilledWant> operator()(const SpfSpec& spec) const;
  std::optional<FilledWant> operator()(const TxtSpec& spec) const;
  std::optional<FilledWant> operator()(const DkimKeySpec& spec) const;
  std::optional<FilledWant> operator()(const CnameSpec& spec) const;
  std::optional<FilledWant> operator()(const MxSpec& spec) const;
  std::optional<FilledWant> operator()(const DmarcSenderSpec& spec) const;
  std::optional<FilledWant> operator()(const DmarcOwnerSpec& spec) const;

 private:
  std::optional<std::string> filled(const SpecText& text, PasteKind kind) const {
    return checked(text, kind, *scope_, *problems_);
  }

  /// Errors of `found` go to the problems, and make it false; the rest is kept for the user.
  bool is_fit(MailFindings found, const SourcePos& where, MailFindings& kept) const;

  std::optional<SpfTerm> spf_term(const SpecText& text, MailFindings& kept) const;
  std::optional<Rdata> txt(const TxtSpec& spec, MailFindings& kept) const;
  bool is_fit_as_value(const std::string& value, const SourcePos& where) const;
  std::optional<Rdata> sized(std::string bytes, const SourcePos& where) const;
  std::optional<DomainName> target(std::string_view text, const SourcePos& where,
                                   bool allow_underscore) const;
  std::optional<std::vector<std::string>> uris(const std::vector<SpecText>& texts,
                                               MailFindings& kept) const;

  Presence presence_;
  const Scope* scope_;
  Problems* problems_;
};

bool Filler::is_fit(MailFindings found, const SourcePos& where, MailFindings& kept) const {
  bool fit = true;
  for (auto& finding : found) {
    if (finding.spec->severity == Severity::error) {
      problems_->add(to_error(std::move(finding)).at(where));
      fit = false;
    } else {
      kept.push_back(std::move(finding));
    }
  }
  return fit;
}

std::optional<SpfTerm> Filler::spf_term(const SpecText& text, MailFindings& kept) const {
  const auto value = filled(text, PasteKind::spf_term);
  if (!value) return {};
  MailFindings of_term;
  if (!is_fit(check_spf_wish(*value), text.where, of_term)) return {};
  auto term = parse_spf_term(*value);
  if (!term) {
    problems_->add(std::move(term.error()).at(text.where));
    return {};
  }
  if (std::string problem = spf_modifier_problem(*term); !problem.empty()) {
    problems_->add(text.where, std::move(problem), spf_modifier_hint(*term));
    return {};
  }
  add_findings(kept, std::move(of_term));
  return std::move(*term);
}

std::optional<FilledWant> Filler::operator()(const SpfSpec& spec) const {
  SpfWant want;
  FilledWant result;
  for (const SpecText& text : spec.terms) {
    auto term = spf_term(text, result.findings);
    if (!term) continue;
    const auto colon = term->text.find(':');
    if (term->name == "include" && colon != std::string::npos) {
      auto included = DomainName::parse(std::string_view(term->text).substr(colon + 1));
      if (included) result.included_domains.push_back(std::move(*included));
    }
    want.terms.push_back(std::move(*term));
  }
  if (want.terms.size() != spec.terms.size()) return {};
  result.want = std::move(want);
  return result;
}

std::optional<Rdata> Filler::sized(std::string bytes, const SourcePos& where) const {
  Rdata rdata = TxtData{std::move(bytes)};
  const std::size_t octets = wire_size(rdata);
  if (octets <= most_rdata_octets) return rdata;
  problems_->add(
      where,
      fmt::format("value takes {} octets of RDATA, the limit is {}", octets, most_rdata_octets),
      "shorten it");
  return {};
}

/// Receivers accept one SPF and one DMARC record at a name; as one value among others it would
/// become a second one.
bool Filler::is_fit_as_value(const std::string& value, const SourcePos& where) const {
  if (presence_ == Presence::absent) return true;
  if (is_spf(value)) {
    problems_->add(where, "an SPF record can't be one TXT value among others",
                   R"(use spf = ["include:..."], or owns = "rrset" where no other TXT may be)");
    return false;
  }
  if (is_dmarc(value)) {
    problems_->add(where, "a DMARC record can't be one TXT value among others",
                   R"(use dmarc = { ... }, or owns = "rrset" where no other TXT may be)");
    return false;
  }
  return true;
}

std::optional<Rdata> Filler::txt(const TxtSpec& spec, MailFindings& kept) const {
  const SourcePos& where = spec.value->where;
  if (spec.is_decoded) return sized(spec.value->text.fill(*scope_), where);
  auto value = filled(*spec.value, spec.kind);
  if (!value) return {};
  if (spec.kind == PasteKind::token && !is_fit(check_token(*value), where, kept)) return {};
  return sized(std::move(*value), where);
}

std::optional<FilledWant> Filler::operator()(const TxtSpec& spec) const {
  std::string prefix;
  if (spec.prefix) {
    // A prefix may end in a blank ("yandex-verification: "), which pasted text may not.
    prefix = spec.prefix->text.fill(*scope_);
    if (prefix.empty()) {
      problems_->add(spec.prefix->where, "the prefix is empty once its variables are filled in",
                     "give the variable a value");
      return {};
    }
  }
  const RRsetKey key{{}, RRType::txt};
  if (!spec.value) {
    if (spec.claim == TxtSpec::Claim::rrset) return FilledWant{RRsetWant{key, {}, false}, {}, {}};
    return FilledWant{PrefixWant{{}, std::move(prefix), {}}, {}, {}};
  }
  MailFindings kept;
  auto value = txt(spec, kept);
  if (!value) return {};
  const std::string& bytes = std::get<TxtData>(*value).bytes;
  switch (spec.claim) {
    case TxtSpec::Claim::rrset: return FilledWant{RRsetWant{key, std::move(*value), false}, {}, {}};
    case TxtSpec::Claim::prefix:
      if (starts_with_ignoring_case(bytes, prefix)) {
        return FilledWant{PrefixWant{{}, std::move(prefix), bytes}, {}, {}};
      }
      problems_->add(spec.value->where,
                     fmt::format(R"(the value does not start with the prefix "{}")", prefix),
                     "make one fit the other");
      return {};
    case TxtSpec::Claim::value: break;
  }
  if (!is_fit_as_value(bytes, spec.value->where)) return {};
  return FilledWant{ValueWant{key, std::move(*value)}, std::move(kept), {}};
}

std::optional<FilledWant> Filler::operator()(const DkimKeySpec& spec) const {
  auto value = filled(spec.value, PasteKind::dkim_value);
  if (!value) return {};
  MailFindings kept;
  if (!is_fit(check_dkim_wish(*value), spec.value.where, kept)) return {};
  auto rdata = sized(std::move(*value), spec.value.where);
  if (!rdata) return {};
  return FilledWant{RRsetWant{{{}, RRType::txt}, std::move(*rdata), true}, std::move(kept), {}};
}

std::optional<DomainName> Filler::target(std::string_view text, const SourcePos& where,
                                         bool allow_underscore) const {
  auto name = DomainName::parse(text);
  if (!name) {
    problems_->add(std::move(name.error()).at(where));
    return {};
  }
  if (std::string problem = host_name_problem(*name, allow_underscore); !problem.empty()) {
    problems_->add(where, fmt::format(R"("{}" can't be a target: {})", text, problem),
                   R"(write a domain name, e.g. "mail.example.com.")");
    return {};
  }
  if (name->label_count() == 1) {
    problems_->add(where, fmt::format(R"(target "{}" is a single label)", text),
                   R"(targets are absolute: write the whole name, e.g. "mail.example.com.")");
    return {};
  }
  return std::move(*name);
}

std::optional<FilledWant> Filler::operator()(const CnameSpec& spec) const {
  if (!spec.target) return FilledWant{CnameWant{{}, {}, spec.replace}, {}, {}};
  const auto text = filled(*spec.target, PasteKind::target);
  if (!text) return {};
  auto name = target(*text, spec.target->where, true);
  if (!name) return {};
  if (name->is_root()) {
    problems_->add(spec.target->where, R"(a CNAME can't point at the root ".")",
                   R"(write the whole name, e.g. "mail.example.com.")");
    return {};
  }
  return FilledWant{CnameWant{{}, std::move(*name), spec.replace}, {}, {}};
}

/// "10 mx.example.com." in its parts; the preference is nothing when there is none.
std::pair<std::optional<std::uint16_t>, std::string_view> split_mx(std::string_view text) {
  const auto blank = text.find_first_of(" \t");
  if (blank == std::string_view::npos) return {std::nullopt, text};
  const auto preference = whole_number<std::uint16_t>(text.substr(0, blank));
  if (!preference) return {std::nullopt, text};
  return {preference, trim(text.substr(blank))};
}

std::optional<FilledWant> Filler::operator()(const MxSpec& spec) const {
  const auto text = filled(spec.value, PasteKind::target);
  if (!text) return {};
  const auto [written, host] = split_mx(*text);
  if (written && spec.preference) {
    problems_->add(spec.value.where, fmt::format(R"("{}" has a priority beside the key's)", *text),
                   "give it once");
    return {};
  }
  const auto preference = written ? written : spec.preference;
  if (!preference) {
    problems_->add(spec.value.where,
                   fmt::format(R"(MX "{}" has no priority from 0 to 65535)", *text),
                   "add priority = 10, or write it before the name");
    return {};
  }
  auto exchange = target(host, spec.value.where, false);
  if (!exchange) return {};
  if (exchange->is_root() && *preference != 0) {
    problems_->add(spec.value.where, "a null MX has the priority 0 (RFC 7505)",
                   R"(write value = "0 .")");
    return {};
  }
  return FilledWant{ValueWant{{{}, RRType::mx}, MxData{*preference, std::move(*exchange)}}, {}, {}};
}

std::optional<std::vector<std::string>> Filler::uris(const std::vector<SpecText>& texts,
                                                     MailFindings& kept) const {
  std::vector<std::string> all;
  for (const SpecText& text : texts) {
    auto uri = filled(text, PasteKind::dmarc_uri);
    if (!uri) continue;
    if (!is_fit(check_dmarc_address(*uri), text.where, kept)) continue;
    all.push_back(std::move(*uri));
  }
  if (all.size() != texts.size()) return {};
  return all;
}

std::optional<FilledWant> Filler::operator()(const DmarcSenderSpec& spec) const {
  MailFindings kept;
  auto rua = uris(spec.rua, kept);
  if (!rua) return {};
  return FilledWant{DmarcSenderWant{{}, {spec.policy, std::move(*rua)}}, std::move(kept), {}};
}

std::optional<FilledWant> Filler::operator()(const DmarcOwnerSpec& spec) const {
  DmarcOwnerWish wish;
  wish.allow_downgrade = spec.allow_downgrade;
  MailFindings kept;
  for (const DmarcTagSpec& tag : spec.tags) {
    if (tag.name != "rua" && tag.name != "ruf") {
      wish.tags.push_back({tag.name, tag.values.front().text.fill(*scope_)});
    } else if (const auto addresses = uris(tag.values, kept)) {
      wish.tags.push_back({tag.name, join(*addresses, ",")});
    }
  }
  if (wish.tags.size() != spec.tags.size()) return {};
  if (!wish.tags.empty() &&
      !is_fit(check_dmarc_wish(wish), spec.tags.front().values.front().where, kept)) {
    return {};
  }
  return FilledWant{DmarcOwnerWant{{}, std::move(wish)}, std::move(kept), {}};
}

}  // namespace

std::optional<FilledWant> fill(const WantSpec& spec, const Scope& scope, Problems& problems) {
  return std::visit(Filler(spec.presence, scope, problems), spec.body);
}

}  // namespace dnsward
