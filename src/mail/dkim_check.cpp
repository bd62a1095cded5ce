#include "mail/dkim_check.h"

#include "base/text.h"
#include "mail/base64.h"
#include "mail/dkim_parts.h"
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

// Keys that vendors hand to every customer, as their pages show them.
struct SharedKey {
  std::string_view vendor;
  std::string_view base64;
};

constexpr std::array<SharedKey, 1> shared_keys{{
    {"Brevo",
     "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDeMVIzrCa3T14JsNY0IRv5/2V1/v2itlviLQBwXsa7"
     "shBD6TrBkswsFUToPyMRWC9tbR/5ey0nRBH0ZVxp+lsmTxid2Y2z+FApQ6ra2VsXfbJP3HE6wAO0YTVE"
     "Jt1TmeczhEd2Jiz/fcabIISgXEdSpTYJhb0ct0VJRxcg4c8c7wIDAQAB"},
}};

constexpr std::array<std::string_view, 7> known_tags{"v", "k", "p", "h", "t", "s", "n"};

std::string_view value_of(const DkimReport& report, std::string_view name) {
  const auto* tag = find_tag(report.tags, name);
  return tag == nullptr ? std::string_view() : tag->value;
}

void check_tags(const DkimReport& report, MailFindings& findings) {
  for (const auto& tag : report.tags) {
    if (std::find(known_tags.begin(), known_tags.end(), tag.name) != known_tags.end()) continue;
    const auto near = suggest(tag.name, known_tags);
    const bool old = tag.name == "g";
    auto hint = near && !old ? fmt::format("did you mean \"{}\"? else remove it", *near) : "";
    findings.push_back(
        found("DKIM018",
              fmt::format("DKIM record has the {} tag {}, which verifiers ignore",
                          old ? "old" : "unknown",
                          quote(std::string(tag.name) + '=' + std::string(tag.value))),
              std::move(hint)));
  }
}

// Words of t= and s= that mean nothing.
void check_words(const DkimReport& report, std::string_view name,
                 std::span<const std::string_view> known, MailFindings& findings) {
  for (const auto word : split(value_of(report, name), ':')) {
    const auto plain = trim(word);
    if (plain.empty() || std::find(known.begin(), known.end(), plain) != known.end()) continue;
    findings.push_back(found("DKIM018", fmt::format("DKIM record has {} in {}=, which verifiers "
                                                    "ignore",
                                                    quote(plain), name)));
  }
}

void check_key(const DkimKey& key, MailFindings& findings) {
  if (key.revoked) return;
  for (const auto& shared : shared_keys) {
    if (shared.base64.size() / 4 * 3 != key.der.size()) continue;  // none of them has padding
    const auto octets = decode_base64(shared.base64, "shared key");
    if (!octets || *octets != key.der) continue;
    findings.push_back(found(
        "DKIM022",
        fmt::format("DKIM key is the one that {} gives to all of its customers", shared.vendor)));
  }
}

bool is_ldh(std::string_view label) {
  return !label.empty() && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(),
                     [](char c) { return is_alpha(c) || is_digit(c) || c == '-'; });
}

}  // namespace

MailFindings check_dkim_selector(std::string_view selector) {
  if (auto slip = find_paste_slip(PasteKind::name, selector)) return {std::move(*slip)};
  constexpr std::size_t longest_label = 63;
  bool has_underscore = false;
  for (const auto label : split(selector, '.')) {
    std::string plain(label);
    std::replace(plain.begin(), plain.end(), '_', 'x');
    if (label.size() > longest_label || !is_ldh(plain)) {
      return {found("DKIM028", fmt::format("selector {} can't stand before \"._domainkey\"",
                                           quote(selector)))};
    }
    has_underscore = has_underscore || plain != label;
  }
  if (has_underscore) {
    return {found("DKIM019", fmt::format("selector {} has an underscore, which the grammar of "
                                         "selectors does not allow",
                                         quote(selector)))};
  }
  return {};
}

MailFindings check_dkim_wish(std::string_view value) {
  if (auto slip = find_paste_slip(PasteKind::dkim_value, value)) return {std::move(*slip)};
  return check_dkim_record(value);
}

MailFindings check_dkim_record(std::string_view record) {
  auto report = read_dkim(record);
  if (!report) return {std::move(report.error())};
  MailFindings findings = std::move(report->key.warnings);
  constexpr std::array<std::string_view, 2> flags{"y", "s"};
  constexpr std::array<std::string_view, 3> services{"*", "email", "tlsrpt"};
  if (find_tag(report->tags, "v") == nullptr) {
    findings.push_back(found("DKIM021", "DKIM record does not begin with v=DKIM1"));
  }
  if (has_word(value_of(*report, "h"), "sha1")) {
    findings.push_back(found("DKIM015", fmt::format("DKIM record allows sha1 beside sha256: h={}",
                                                    value_of(*report, "h"))));
  }
  if (has_word(value_of(*report, "t"), "s")) {
    findings.push_back(found("DKIM027",
                             "DKIM key is for the domain alone (t=s), not for mail of "
                             "its subdomains"));
  }
  if (report->is_bare_rsa) {
    findings.push_back(
        found("DKIM031", "DKIM key is a bare RSAPublicKey, which some verifiers can't read"));
  }
  check_tags(*report, findings);
  check_words(*report, "t", flags, findings);
  check_words(*report, "s", services, findings);
  check_key(report->key, findings);
  return findings;
}

MailFinding missing_selector(std::string_view record) {
  return found("DKIM032", fmt::format("DKIM key {} comes without its selector", quote(record)));
}

MailFindings check_dkim_values(const DomainName& owner, std::span<const std::string_view> values) {
  MailFindings findings;
  if (values.size() > 1) {
    findings.push_back(found("DKIM012", fmt::format("\"{}\" has {} TXT records, and verifiers take "
                                                    "any of them",
                                                    owner.display(), values.size())));
  }
  for (const auto value : values) add_findings(findings, check_dkim_record(value));
  for (auto& finding : findings) finding.owner = owner;
  return findings;
}

bool is_dkim_name(const DomainName& owner) {
  const auto labels = owner.labels();
  return !labels.empty() &&
         std::find(labels.begin() + 1, labels.end(), "_domainkey") != labels.end();
}

MailFindings check_dkim_key_types(std::span<const std::string_view> records) {
  std::size_t ed25519 = 0;
  for (const auto record : records) {
    const auto report = read_dkim(record);
    if (!report || report->key.revoked) continue;
    if (report->key.type != "ed25519") return {};
    ++ed25519;
  }
  if (ed25519 == 0) return {};
  return {found("DKIM023", ed25519 == 1
                               ? "the only DKIM key is an Ed25519 one"
                               : fmt::format("all {} DKIM keys are Ed25519 ones", ed25519))};
}

}  // namespace dnsward
