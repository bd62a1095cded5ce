#include "mail/dmarc_check.h"

#include "base/text.h"
#include "mail/dmarc_parts.h"
#include "mail/dmarc_strength.h"
#include "mail/finding_table.h"
#include "mail/paste.h"
#include "mail/quote.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace dnsward {
namespace {

std::string written(const DmarcTag& tag) {
  return quote(tag.name + '=' + tag.value);
}

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view w) { return equal_ignoring_case(w, word); });
}

// An address of a record that somebody else may have written: what receivers skip is a warning.
void check_uri(std::string_view uri, MailFindings& findings) {
  if (auto slip = find_paste_slip(PasteKind::dmarc_uri, uri)) {
    findings.push_back(std::move(*slip));
    return;
  }
  if (const auto size = dmarc_size_suffix(uri); !size.empty()) {
    findings.push_back(found("DMARC013", fmt::format("address {} ends in the size {}, which is "
                                                     "obsolete",
                                                     quote(uri), quote(size))));
    uri.remove_suffix(size.size());
  }
  if (is_reporting_uri(uri) && !starts_with_ignoring_case(uri, "mailto:")) {
    findings.push_back(
        found("DMARC019", fmt::format("address {} is no mailto: URI, the only ones that "
                                      "every receiver supports",
                                      quote(uri))));
  } else if (auto problem = find_dmarc_uri_problem(uri)) {
    findings.push_back(std::move(*problem));
  }
}

void check_uris(const DmarcTag& tag, MailFindings& findings) {
  const auto uris = split_dmarc_uris(tag.value);
  for (const auto uri : uris) check_uri(uri, findings);
  if (uris.size() <= usual_uri_limit) return;
  findings.push_back(found(
      "DMARC020", fmt::format("DMARC tag \"{}\" has {} addresses: some receivers report to the "
                              "first {} alone",
                              tag.name, uris.size(), usual_uri_limit)));
}

// The grammar of fo: one of 0 and 1, one d, one s, with colons (RFC 9989, 4.8).
void check_fo(const DmarcTag& tag, MailFindings& findings) {
  constexpr std::array<std::string_view, 4> options{"0", "1", "d", "s"};
  std::array<bool, 4> seen{};
  for (const auto word : split(tag.value, ':')) {
    const auto* const option =
        std::find_if(options.begin(), options.end(),
                     [&](std::string_view o) { return equal_ignoring_case(o, trim(word)); });
    const auto index = static_cast<std::size_t>(option - options.begin());
    if (option == options.end() || std::exchange(seen.at(index), true)) {
      findings.push_back(
          found("DMARC026", fmt::format("DMARC tag {} is no list of 0 or 1, d, s with "
                                        "colons, each once",
                                        written(tag))));
      return;
    }
  }
  if (!seen[0] || !seen[1]) return;
  findings.push_back(found("DMARC027", fmt::format("DMARC tag {} asks for 0 and 1, which exclude "
                                                   "each other",
                                                   written(tag))));
}

void check_keyword(const DmarcTag& tag, std::span<const std::string_view> words,
                   MailFindings& findings) {
  if (is_one_of(tag.value, words)) return;
  std::vector<std::string> texts(words.begin(), words.end());
  findings.push_back(found(
      "DMARC026", fmt::format("DMARC tag {} is none of {}", written(tag), join(texts, ", "))));
}

void check_psd(const DmarcTag& tag, MailFindings& findings) {
  constexpr std::array<std::string_view, 3> words{"y", "n", "u"};
  check_keyword(tag, words, findings);
  if (!equal_ignoring_case(tag.value, "y")) return;
  findings.push_back(
      found("DMARC028", fmt::format("DMARC tag {} says that the domain is a public suffix, like "
                                    "\"com\"",
                                    written(tag))));
}

void check_other_tag(const DmarcTag& tag, MailFindings& findings) {
  constexpr std::array<std::string_view, 3> removed{"pct", "rf", "ri"};
  constexpr std::array<std::string_view, 10> known{"p",  "sp",    "np",   "rua", "ruf",
                                                   "fo", "adkim", "aspf", "psd", "t"};
  if (is_one_of(tag.name, removed)) {
    findings.push_back(
        found("DMARC012", fmt::format("DMARC tag {} was removed: receivers ignore it "
                                      "or not, by their age",
                                      written(tag))));
    return;
  }
  const auto near = suggest(tag.name, known);
  findings.push_back(found(
      "DMARC025", fmt::format("DMARC tag {} is unknown, and receivers ignore it", written(tag)),
      near ? fmt::format("did you mean \"{}\"? else remove it", *near) : ""));
}

void check_tag(const DmarcTag& tag, MailFindings& findings) {
  constexpr std::array<std::string_view, 2> modes{"r", "s"};
  constexpr std::array<std::string_view, 2> yes_or_no{"y", "n"};
  const std::string_view name = tag.name;
  if (name == "p" || name == "sp" || name == "np") return;  // check_policies
  if (tag.value.empty()) {
    findings.push_back(found("DMARC026", fmt::format("DMARC tag {} has no value", written(tag))));
  } else if (name == "rua" || name == "ruf") {
    check_uris(tag, findings);
  } else if (name == "adkim" || name == "aspf") {
    check_keyword(tag, modes, findings);
  } else if (name == "t") {
    check_keyword(tag, yes_or_no, findings);
    if (equal_ignoring_case(tag.value, "y")) {
      findings.push_back(found(
          "DMARC015", "DMARC policy is in test mode (t=y): receivers act one level below it"));
    }
  } else if (name == "fo") {
    check_fo(tag, findings);
  } else if (name == "psd") {
    check_psd(tag, findings);
  } else {
    check_other_tag(tag, findings);
  }
}

// p, sp and np for themselves: valid, there, in their place.
void check_policies(const DmarcRecord& record, MailFindings& findings) {
  const bool counts_as_none = record.policy().has_value();
  for (const std::string_view name : {"p", "sp", "np"}) {
    const auto* value = record.find(name);
    if (value == nullptr || parse_dmarc_policy(*value)) continue;
    const auto tag = quote(fmt::format("{}={}", name, *value));
    findings.push_back(
        counts_as_none
            ? found("DMARC032", fmt::format("DMARC tag {} names no policy: receivers act as for "
                                            "\"p=none\"",
                                            tag))
            : found("DMARC003",
                    fmt::format("DMARC tag {} names no policy: receivers do not process "
                                "DMARC",
                                tag)));
  }
  const auto* p = record.find("p");
  if (p == nullptr) {
    findings.push_back(found("DMARC010", "DMARC record has no \"p=\""));
    return;
  }
  if (record.tags.front().name != "p") {
    findings.push_back(found("DMARC011", fmt::format("DMARC record has {} before \"p=\"",
                                                     written(record.tags.front()))));
  }
  if (parse_dmarc_policy(*p) == DmarcPolicy::none) {
    findings.push_back(
        found("DMARC024", "DMARC policy is none: failing mail is delivered as before"));
  }
}

void check_weaker_below(const DmarcRecord& record, MailFindings& findings) {
  for (const std::string_view name : {"sp", "np"}) {
    const auto* value = record.find(name);
    if (value == nullptr || !parse_dmarc_policy(*value)) continue;
    if (dmarc_strength(record, name).named >= dmarc_strength(record, "p").named) continue;
    findings.push_back(found("DMARC014", fmt::format("DMARC tag {} is weaker than {}",
                                                     quote(fmt::format("{}={}", name, *value)),
                                                     quote("p=" + *record.find("p")))));
  }
}

void check_reports(const DmarcRecord& record, MailFindings& findings) {
  if (record.find("rua") == nullptr) {
    findings.push_back(
        found("DMARC017", "DMARC record has no address for aggregate reports (rua)"));
  }
  const auto* fo = record.find("fo");
  if (fo != nullptr && record.find("ruf") == nullptr) {
    findings.push_back(found(
        "DMARC016", fmt::format("DMARC tag {} has no effect without ruf", quote("fo=" + *fo))));
  }
}

}  // namespace

MailFindings check_dmarc_address(std::string_view uri) {
  if (auto slip = find_paste_slip(PasteKind::dmarc_uri, uri)) return {std::move(*slip)};
  if (auto problem = find_dmarc_uri_problem(uri)) return {std::move(*problem)};
  return {};
}

MailFindings check_dmarc_wish(const DmarcSenderWish& wish) {
  MailFindings findings;
  for (const auto& uri : wish.rua) add_findings(findings, check_dmarc_address(uri));
  return findings;
}

MailFindings check_dmarc_wish(const DmarcOwnerWish& wish) {
  MailFindings findings;
  const DmarcRecord record{wish.tags};
  for (const auto& tag : wish.tags) {
    if (auto problem = find_dmarc_tag_problem(tag)) {
      findings.push_back(std::move(*problem));
    } else {
      check_tag(tag, findings);
    }
  }
  if (findings.empty() && record.find("p") != nullptr) check_weaker_below(record, findings);
  return findings;
}

MailFindings check_dmarc_record(std::string_view record) {
  const auto parts = split_dmarc(record);
  if (!parts) {
    // The no-break space of an obfuscated address is what breaks the record: tell the cause.
    const auto slip = find_paste_slip(PasteKind::dmarc_uri, record);
    const bool obfuscated = slip && slip->spec == &FindingCode("DMARC005").spec();
    return {obfuscated ? *slip : parts.error()};
  }
  DmarcRecord parsed;
  for (const auto& part : std::span(*parts).subspan(1)) {
    if (!part.name.empty()) parsed.tags.push_back({part.name, part.value});
  }
  MailFindings findings;
  check_policies(parsed, findings);
  for (const auto& tag : parsed.tags) check_tag(tag, findings);
  if (parsed.find("p") != nullptr) check_weaker_below(parsed, findings);
  check_reports(parsed, findings);
  return findings;
}

MailFindings check_dmarc_values(const DomainName& owner, std::span<const std::string_view> values) {
  MailFindings findings;
  const auto records = std::count_if(values.begin(), values.end(), is_dmarc);
  if (records > 1) {
    findings.push_back(
        found("DMARC007", fmt::format("\"{}\" has {} DMARC records; receivers ignore "
                                      "all of them",
                                      owner.display(), records)));
  }
  for (const auto value : values) {
    if (is_dmarc(value)) {
      add_findings(findings, check_dmarc_record(value));
    } else if (is_nearly_dmarc(value)) {
      findings.push_back(found("DMARC001", fmt::format("{} does not begin with \"v=DMARC1\": "
                                                       "receivers ignore it",
                                                       quote(value))));
    } else {
      findings.push_back(
          found("DMARC018", fmt::format("\"{}\" has the TXT value {}, which is no DMARC record",
                                        owner.display(), quote(value))));
    }
  }
  for (auto& finding : findings) finding.owner = owner;
  return findings;
}

MailFindings check_dmarc_below(const DomainName& owner, const DmarcRecord& record,
                               const DomainName& above, std::optional<DmarcPolicy> inherited) {
  MailFindings findings;
  for (const std::string_view name : {"sp", "np"}) {
    const auto* value = record.find(name);
    if (value == nullptr) continue;
    findings.push_back(found(
        "DMARC029",
        fmt::format("DMARC tag {} has no effect: \"{}\" is not the "
                    "organizational domain's record, \"{}\" is",
                    quote(fmt::format("{}={}", name, *value)), owner.display(), above.display())));
  }
  const auto own = dmarc_strength(record, "p");
  const auto today = dmarc_strength(inherited);
  if (inherited && (own.named < today.named || own.tested < today.tested)) {
    const auto policy = record.policy();
    const auto said =
        policy ? fmt::format("the policy \"{}\"", to_text(*policy)) : "no valid policy";
    findings.push_back(found(
        "DMARC022",
        fmt::format("\"{}\" has {}{} in place of \"{}\", which it would inherit from "
                    "\"{}\"",
                    owner.display(), said, own.named < today.named ? "" : " in test mode (t=y)",
                    to_text(*inherited), above.display())));
  }
  for (auto& finding : findings) finding.owner = owner;
  return findings;
}

bool is_nearly_dmarc(std::string_view value) {
  if (is_dmarc(value)) return false;
  const auto begin = value.find_first_not_of(" \t\"'\xC2\xA0");
  if (begin == std::string_view::npos) return false;
  std::string plain;
  for (const char c : value.substr(begin)) {
    if (c != ' ' && c != '\t') plain += to_lower(c);
    if (plain.size() == std::string_view("v=dmarc").size()) break;
  }
  return plain == "v=dmarc";
}

}  // namespace dnsward
