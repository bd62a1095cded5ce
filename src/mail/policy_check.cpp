#include "mail/policy_check.h"

#include "base/text.h"
#include "mail/dmarc_strength.h"
#include "mail/finding_table.h"
#include "mail/quote.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dnsward {
namespace {

struct Field {
  std::string_view name;
  std::string_view value;
};

// "name=value" joined by ";", blanks around each; nothing when a part is no such pair.
std::optional<std::vector<Field>> fields_of(std::string_view record) {
  std::vector<Field> fields;
  for (const auto part : split(record, ';')) {
    const auto plain = trim(part);
    if (plain.empty()) continue;
    const auto equals = plain.find('=');
    if (equals == 0 || equals == std::string_view::npos) return std::nullopt;
    fields.push_back({trim(plain.substr(0, equals)), trim(plain.substr(equals + 1))});
  }
  return fields;
}

std::string_view value_of(const std::vector<Field>& fields, std::string_view name) {
  const auto field =
      std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == name; });
  return field == fields.end() ? std::string_view() : field->value;
}

// The values that begin like a record of the kind, in any case and after blanks and quotes.
std::vector<std::string_view> meant_as(std::string_view version,
                                       std::span<const std::string_view> values) {
  std::vector<std::string_view> meant;
  for (const auto value : values) {
    const auto begin = std::min(value.find_first_not_of(" \t\""), value.size());
    if (starts_with_ignoring_case(value.substr(begin), version)) meant.push_back(value);
  }
  return meant;
}

bool is_alnum(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_alpha(c) || is_digit(c); });
}

void check_mta_sts(std::string_view record, MailFindings& findings) {
  constexpr std::size_t longest_id = 32;
  const auto fields = fields_of(record);
  if (!record.starts_with("v=STSv1;") || !fields) {
    findings.push_back(
        found("MTASTS002", fmt::format("MTA-STS record {} is malformed", quote(record))));
    return;
  }
  const auto id = value_of(*fields, "id");
  if (!id.empty() && id.size() <= longest_id && is_alnum(id)) return;
  findings.push_back(
      found("MTASTS003", fmt::format("MTA-STS record has the id {}, not 1 to {} letters and digits",
                                     quote(id), longest_id)));
}

void check_tls_rpt(std::string_view record, MailFindings& findings) {
  const auto fields = fields_of(record);
  if (!record.starts_with("v=TLSRPTv1;") || !fields) {
    findings.push_back(
        found("TLSRPT002", fmt::format("TLS reporting record {} is malformed", quote(record))));
    return;
  }
  const auto rua = value_of(*fields, "rua");
  for (const auto part : split(rua, ',')) {
    const auto uri = trim(part);
    const bool mail = starts_with_ignoring_case(uri, "mailto:") && uri.find('@') < uri.size() - 1;
    if (mail || (starts_with_ignoring_case(uri, "https://") && uri.size() > 8)) continue;
    findings.push_back(found(
        "TLSRPT003", fmt::format("TLS reporting record has the address {}, neither mailto: nor "
                                 "https:",
                                 quote(uri))));
  }
}

void check_bimi(std::string_view record, MailFindings& findings) {
  const auto fields = fields_of(record);
  const bool has_logo = fields && std::any_of(fields->begin(), fields->end(),
                                              [](const Field& f) { return f.name == "l"; });
  if (!record.starts_with("v=BIMI1;") || !has_logo) {
    findings.push_back(found("BIMI001", fmt::format("BIMI record {} is malformed", quote(record))));
    return;
  }
  const auto logo = value_of(*fields, "l");
  const auto certificate = value_of(*fields, "a");
  for (const auto address : {logo, certificate}) {
    if (address.empty() || starts_with_ignoring_case(address, "https://")) continue;
    findings.push_back(
        found("BIMI002",
              fmt::format("BIMI record names {}, which is no https: address", quote(address))));
  }
  if (logo.empty()) return;  // the domain declines to have a logo
  const auto path = to_lower(logo.substr(0, logo.find_first_of("?#")));
  if (!path.ends_with(".svg")) {
    findings.push_back(found(
        "BIMI003", fmt::format("BIMI record has the logo {}, which is no .svg file", quote(logo))));
  }
  if (certificate.empty()) {
    findings.push_back(found("BIMI005", "BIMI record has no certificate (a=)"));
  }
}

template <typename Check>
MailFindings check_all(const DomainName& owner, std::span<const std::string_view> meant,
                       FindingCode several, std::string_view what, Check check) {
  MailFindings findings;
  if (meant.size() > 1) {
    findings.push_back(found(
        several, fmt::format("\"{}\" has {} {} records", owner.display(), meant.size(), what)));
  }
  for (const auto record : meant) check(record, findings);
  for (auto& finding : findings) finding.owner = owner;
  return findings;
}

}  // namespace

MailFindings check_mta_sts_values(const DomainName& owner,
                                  std::span<const std::string_view> values) {
  return check_all(owner, meant_as("v=STSv1", values), "MTASTS001", "MTA-STS", check_mta_sts);
}

MailFindings check_tls_rpt_values(const DomainName& owner,
                                  std::span<const std::string_view> values) {
  return check_all(owner, meant_as("v=TLSRPTv1", values), "TLSRPT001", "TLS reporting",
                   check_tls_rpt);
}

MailFindings check_bimi_values(const DomainName& owner, std::span<const std::string_view> values) {
  return check_all(owner, meant_as("v=BIMI1", values), "BIMI006", "BIMI", check_bimi);
}

MailFindings check_bimi_policy(const DomainName& owner, std::span<const std::string_view> values,
                               const DmarcRecord* dmarc) {
  constexpr int enforced = static_cast<int>(DmarcPolicy::quarantine);
  const bool has_logo = std::any_of(values.begin(), values.end(), [](std::string_view value) {
    return value.starts_with("v=BIMI1;") && value.find("l=https") != std::string_view::npos;
  });
  if (!has_logo) return {};
  std::string why = "its zone has no DMARC record";
  if (dmarc != nullptr) {
    const auto own = dmarc_strength(*dmarc, "p");
    const auto below = dmarc_strength(*dmarc, "sp");
    if (own.tested >= enforced && below.tested >= enforced && own.quarantine == 100) return {};
    why = own.named < enforced     ? "the DMARC policy is none"
          : below.named < enforced ? "the DMARC policy of subdomains is none"
                                   : "the DMARC policy is not applied to all mail";
  }
  auto finding = found("BIMI004", fmt::format("\"{}\" has a logo, and receivers do not show it: {}",
                                              owner.display(), why));
  finding.owner = owner;
  return {std::move(finding)};
}

}  // namespace dnsward
