#include "compose/known_senders.h"

#include "base/text.h"

#include <algorithm>

namespace dnsward {
namespace {

constexpr std::array<KnownSender, 16> sender_table{{
    {.name = "brevo",
     .title = "Brevo",
     .spf = {"spf.brevo.com", "spf.sendinblue.com"},
     .dkim_targets = {".dkim.brevo.com"},
     .tokens = {"brevo-code:", "sendinblue-code:"},
     .has_shared_key = true,
     .rua = "mailto:rua@dmarc.brevo.com"},
    {.name = "google-workspace",
     .title = "Google Workspace",
     .spf = {"_spf.google.com"},
     .mail_exchanges = {"aspmx.l.google.com", ".aspmx.l.google.com", "smtp.google.com",
                        ".googlemail.com"},
     .weak_tokens = {"google-site-verification=", "google-gws-recovery-domain-verification="},
     .selectors = {"google"}},
    {.name = "microsoft-365",
     .title = "Microsoft 365",
     .spf = {"spf.protection.outlook.com"},
     .dkim_targets = {".onmicrosoft.com", ".dkim.mail.microsoft"},
     .targets = {"autodiscover.outlook.com"},
     .mail_exchanges = {".mail.protection.outlook.com", ".mx.microsoft"},
     .weak_tokens = {"ms="}},
    {.name = "sendgrid",
     .title = "SendGrid",
     .spf = {"sendgrid.net"},
     .dkim_targets = {".sendgrid.net"},
     .targets = {"sendgrid.net", ".sendgrid.net"},
     .mail_exchanges = {"mx.sendgrid.net"}},
    {.name = "mailgun",
     .title = "Mailgun",
     .spf = {"mailgun.org"},
     .dkim_targets = {".mailgun.com", ".mailgun.org"},
     .targets = {"mailgun.org", "eu.mailgun.org"},
     .mail_exchanges = {".mailgun.org"}},
    {.name = "postmark",
     .title = "Postmark",
     .spf = {"spf.mtasv.net"},
     .targets = {"pm.mtasv.net"},
     .selectors = {"*pm"}},
    // Resend sends through Amazon SES: it comes first.
    {.name = "resend", .title = "Resend", .selectors = {"resend"}},
    {.name = "amazon-ses",
     .title = "Amazon SES",
     .spf = {"amazonses.com"},
     .dkim_targets = {".amazonses.com"},
     .mail_exchanges = {".amazonses.com"},
     .tokens = {"amazonses:"},
     .names = {"_amazonses"}},
    {.name = "mailchimp",
     .title = "Mailchimp",
     .spf = {"servers.mcsv.net", "spf.mandrillapp.com"},
     .dkim_targets = {".mcsv.net", ".mandrillapp.com"},
     .tokens = {"mandrill_verify."},
     .names = {"mandrill_verify"}},
    {.name = "zoho",
     .title = "Zoho Mail",
     .spf = {"zoho.com", "zohomail.com", ".zoho.com", "zoho.eu", "zohomail.eu", ".zoho.eu"},
     .targets = {"zmverify.zoho.com", "zmverify.zoho.eu"},
     .mail_exchanges = {".zoho.com", ".zoho.eu", ".zoho.in", ".zoho.com.au", ".zoho.jp"},
     .tokens = {"zoho-verification="},
     .selectors = {"zmail"}},
    {.name = "proton",
     .title = "Proton Mail",
     .spf = {"_spf.protonmail.ch"},
     .dkim_targets = {".domains.proton.ch"},
     .mail_exchanges = {"mail.protonmail.ch", "mailsec.protonmail.ch"},
     .tokens = {"protonmail-verification="}},
    {.name = "fastmail",
     .title = "Fastmail",
     .spf = {"spf.messagingengine.com"},
     .dkim_targets = {".dkim.fmhosted.com"},
     .mail_exchanges = {".messagingengine.com"}},
    {.name = "hubspot",
     .title = "HubSpot",
     .spf = {".hubspotemail.net"},
     .dkim_targets = {".hubspotemail.net"},
     .weak_tokens = {"hubspot-developer-verification=", "hubspot-site-verification=",
                     "hubspot-domain-verification="}},
    {.name = "zendesk",
     .title = "Zendesk",
     .spf = {"mail.zendesk.com"},
     .dkim_targets = {".zendesk.com"},
     .targets = {"mail1.zendesk.com", "mail2.zendesk.com", "mail3.zendesk.com",
                 "mail4.zendesk.com"},
     .names = {"zendeskverification"}},
    {.name = "mailjet",
     .title = "Mailjet",
     .spf = {"spf.mailjet.com"},
     .targets = {".mailjet.com"},
     .selectors = {"mailjet"},
     .names = {"mailjet._"}},
    {.name = "icloud",
     .title = "iCloud Mail",
     .spf = {"icloud.com"},
     .dkim_targets = {".at.icloudmailadmin.com"},
     .mail_exchanges = {".mail.icloud.com"},
     .tokens = {"apple-domain="}},
}};

}  // namespace

std::span<const KnownSender> known_senders() {
  return sender_table;
}

const KnownSender* find_known_sender(std::string_view name) {
  const auto* const known = std::find_if(sender_table.begin(), sender_table.end(),
                                         [&](const KnownSender& s) { return s.name == name; });
  return known == sender_table.end() ? nullptr : known;
}

bool fits_marks(const SenderMarks& marks, std::string_view host) {
  return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) {
    return !mark.empty() && (mark.front() == '.' ? host.ends_with(mark) : host == mark);
  });
}

bool begins_like_marks(const SenderMarks& marks, std::string_view text) {
  return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) {
    return !mark.empty() && starts_with_ignoring_case(text, mark);
  });
}

bool fits_selector(const SenderMarks& marks, std::string_view selector) {
  return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) {
    if (mark.starts_with('*')) return selector.ends_with(mark.substr(1));
    return !mark.empty() && equal_ignoring_case(mark, selector);
  });
}

}  // namespace dnsward
