#include "mail/whole_record.h"

#include "base/text.h"
#include "mail/finding_table.h"
#include "mail/quote.h"
#include "mail/spf.h"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace dnsward {
namespace {

bool starts_with_version(std::string_view record, std::string_view version) {
  if (!starts_with_ignoring_case(record, version)) return false;
  if (record.size() == version.size()) return true;
  const char next = record[version.size()];
  return !is_alpha(next) && !is_digit(next);
}

// The term as a sender may ask for it; empty for what only the domain's owner can say.
std::string as_wish(const SpfTerm& term) {
  if (term.name == "redirect") return "include:" + term.text.substr(term.text.find('=') + 1);
  return term.is_modifier || term.name == "all" ? std::string() : term.text;
}

// `spf = ["include:spf.example.com"]` for the record's terms; empty when they can't be told.
std::string as_spf_key(std::string_view record) {
  const auto terms = parse_spf(record);
  if (!terms) return {};
  std::vector<std::string> quoted;
  for (const auto& term : *terms) {
    const std::string wish = as_wish(term);
    if (wish.find_first_of("\"\\") != std::string::npos) return {};
    if (!wish.empty()) quoted.push_back('"' + wish + '"');
  }
  return quoted.empty() ? std::string() : fmt::format("spf = [{}]", join(quoted, ", "));
}

MailFinding refuse_spf(PasteKind kind, std::string_view text, std::string_view record) {
  const auto key = as_spf_key(record);
  if (kind == PasteKind::spf_term) {
    return found(
        "SPF010", fmt::format("{} is a whole SPF record where one term is asked for", quote(text)),
        key.empty() ? "write the terms alone, without the version and \"all\"" : "write " + key);
  }
  return found("TOKEN002", fmt::format("{} is an SPF record, no token", quote(text)),
               fmt::format("{}: two SPF records at a name make SPF fail for all of its mail",
                           key.empty() ? "write its terms as spf" : "write " + key));
}

}  // namespace

std::optional<MailFinding> whole_record(PasteKind kind, std::string_view text) {
  const auto first = text.find_first_not_of("\" ");
  if (first == std::string_view::npos) return {};
  const auto record = text.substr(first, text.find_last_not_of("\" ") + 1 - first);
  const bool token = kind == PasteKind::token;
  if ((token || kind == PasteKind::spf_term) && starts_with_version(record, "v=spf1")) {
    return refuse_spf(kind, text, record);
  }
  if (token && starts_with_version(record, "v=DMARC1")) {
    return found("TOKEN003", fmt::format("{} is a DMARC record, no token", quote(text)),
                 R"(write dmarc = { policy = "none", rua = ["mailto:..."] } with its addresses)");
  }
  if (kind == PasteKind::dmarc_uri && starts_with_version(record, "v=DMARC1")) {
    return found(
        "DMARC004",
        fmt::format("{} is a whole DMARC record where one address is asked for", quote(text)),
        "write each address of its rua= alone, as mailto:address");
  }
  const bool dkim = starts_with_version(record, "v=DKIM1") ||
                    starts_with_version(record, "k=rsa") || record.starts_with("p=MI");
  if (token && dkim) {
    return found("TOKEN004", fmt::format("{} is a DKIM key, no token", quote(text)),
                 R"(write dkim = [{ selector = "...", value = "..." }] with the key as value)");
  }
  return {};
}

}  // namespace dnsward
