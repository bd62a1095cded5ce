#include "mail/token.h"

#include "base/text.h"
#include "mail/dmarc.h"
#include "mail/finding_table.h"
#include "mail/paste.h"
#include "mail/quote.h"
#include "mail/spf.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace dnsward {
namespace {

constexpr std::array<TokenVendor, 30> vendors{{
    {"brevo-code:", "Brevo", TokenForm::hex, 32},
    {"sendinblue-code:", "Sendinblue", TokenForm::hex, 32},
    {"google-site-verification=", "Google", TokenForm::base64url, 43},
    {"google-gws-recovery-domain-verification=", "Google", TokenForm::digits, 8},
    {"ms=", "Microsoft", TokenForm::microsoft, 0},
    {"facebook-domain-verification=", "Meta", TokenForm::alnum, 30},
    {"apple-domain-verification=", "Apple", TokenForm::alnum, 16},
    {"apple-domain=", "iCloud", TokenForm::alnum, 16},
    {"atlassian-domain-verification=", "Atlassian", TokenForm::base64, 64},
    {"docusign=", "DocuSign", TokenForm::uuid, 36},
    {"stripe-verification=", "Stripe", TokenForm::hex, 64},
    {"zoom_verify_", "Zoom", TokenForm::base64url, 22},
    {"zoom-domain-verification=", "Zoom", TokenForm::any, 0},
    {"hubspot-developer-verification=", "HubSpot", TokenForm::any, 0},
    {"hubspot-site-verification=", "HubSpot", TokenForm::any, 0},
    {"hubspot-domain-verification=", "HubSpot", TokenForm::any, 0},
    {"amazonses:", "Amazon SES", TokenForm::base64, 44},
    {"mailru-verification:", "Mail.ru", TokenForm::any, 0},
    {"mailru-domain:", "Mail.ru", TokenForm::any, 0},
    {"yandex-verification:", "Yandex", TokenForm::any, 0},
    {"protonmail-verification=", "Proton", TokenForm::hex, 40},
    {"adobe-idp-site-verification=", "Adobe", TokenForm::hex, 64},
    {"zoho-verification=", "Zoho", TokenForm::any, 0},
    {"mandrill_verify.", "Mandrill", TokenForm::base64url, 22},
    {"klaviyo-site-verification=", "Klaviyo", TokenForm::alnum, 6},
    {"_globalsign-domain-verification=", "GlobalSign", TokenForm::any, 0},
    {"globalsign-domain-verification=", "GlobalSign", TokenForm::any, 0},
    {"have-i-been-pwned-verification=", "Have I Been Pwned", TokenForm::any, 0},
    {"openai-domain-verification=", "OpenAI", TokenForm::any, 0},
    {"dropbox-domain-verification=", "Dropbox", TokenForm::any, 0},
}};

bool is_hex(char c) {
  return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'f');
}

bool fits_uuid(std::string_view text) {
  constexpr std::string_view dashes = "........-....-....-....-............";
  return text.size() == dashes.size() &&
         std::equal(text.begin(), text.end(), dashes.begin(),
                    [](char c, char place) { return place == '-' ? c == '-' : is_hex(c); });
}

// "ms12345678", or 40 hexadecimal digits.
bool fits_microsoft(std::string_view text) {
  const auto rest = text.substr(std::min<std::size_t>(text.size(), 2));
  if (starts_with_ignoring_case(text, "ms")) {
    return rest.size() == 8 && std::all_of(rest.begin(), rest.end(), is_digit);
  }
  return text.size() == 40 && std::all_of(text.begin(), text.end(), is_hex);
}

bool fits(TokenForm form, char c) {
  switch (form) {
    case TokenForm::digits: return is_digit(c);
    case TokenForm::hex: return is_hex(c);
    case TokenForm::alnum: return is_digit(c) || is_alpha(c);
    case TokenForm::base64: return is_digit(c) || is_alpha(c) || c == '+' || c == '/' || c == '=';
    case TokenForm::base64url: return is_digit(c) || is_alpha(c) || c == '-' || c == '_';
    default: return true;
  }
}

bool fits(const TokenVendor& vendor, std::string_view text) {
  if (vendor.form == TokenForm::uuid) return fits_uuid(text);
  if (vendor.form == TokenForm::microsoft) return fits_microsoft(text);
  return !text.empty() && (vendor.length == 0 || text.size() == vendor.length) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return fits(vendor.form, c); });
}

std::string describe(const TokenVendor& vendor) {
  switch (vendor.form) {
    case TokenForm::digits: return fmt::format("{} digits", vendor.length);
    case TokenForm::hex: return fmt::format("{} hexadecimal digits", vendor.length);
    case TokenForm::uuid: return "a UUID";
    case TokenForm::microsoft: return "\"ms\" and 8 digits";
    case TokenForm::any: return "a value";
    default: return fmt::format("{} letters and digits", vendor.length);
  }
}

}  // namespace

std::span<const TokenVendor> token_vendors() {
  return vendors;
}

const TokenVendor* find_token_vendor(std::string_view value) {
  const auto* found_vendor = std::find_if(
      vendors.begin(), vendors.end(),
      [&](const TokenVendor& vendor) { return starts_with_ignoring_case(value, vendor.prefix); });
  return found_vendor == vendors.end() ? nullptr : found_vendor;
}

std::string token_slot(std::string_view value) {
  const auto end = value.find_first_of("=:");
  if (end != std::string_view::npos) return to_lower(value.substr(0, end + 1));
  const auto* vendor = find_token_vendor(value);
  return to_lower(vendor == nullptr ? value : vendor->prefix);
}

MailFindings check_token(std::string_view value) {
  if (value.empty()) return {found("TOKEN001", "token \"\" is empty", "copy the whole token")};
  if (auto slip = find_paste_slip(PasteKind::token, value)) return {std::move(*slip)};
  const auto* vendor = find_token_vendor(value);
  if (vendor == nullptr || fits(*vendor, value.substr(vendor->prefix.size()))) return {};
  return {found("TOKEN005",
                fmt::format("token {} has not the usual form of {}: {} after \"{}\"", quote(value),
                            vendor->vendor, describe(*vendor), vendor->prefix))};
}

MailFindings check_token_slots(std::span<const std::string_view> added,
                               std::span<const std::string_view> standing) {
  MailFindings findings;
  std::map<std::string, std::vector<std::string_view>> slots;
  for (const auto value : standing) {
    if (!is_spf(value) && !is_dmarc(value)) slots[token_slot(value)].push_back(value);
  }
  for (const auto value : added) {
    const auto slot = slots.find(token_slot(value));
    if (slot == slots.end()) continue;
    const auto& others = slot->second;
    const auto first = std::find_if(others.begin(), others.end(),
                                    [&](std::string_view other) { return other != value; });
    if (first == others.end()) continue;
    findings.push_back(found("TOKEN006", fmt::format("{} stands beside {}, and both are for \"{}\"",
                                                     quote(value), quote(*first), slot->first)));
  }
  return findings;
}

}  // namespace dnsward
