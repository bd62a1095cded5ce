// The findings about DMARC policy records.
#pragma once

#include "mail/finding.h"

#include <array>

namespace dnsward::findings {

using enum Severity;

inline constexpr std::array<FindingSpec, 32> dmarc{{
    {"DMARC001", error, "The record does not begin with v=DMARC1",
     "The version comes first and is exactly DMARC1, in capitals: receivers ignore anything "
     "else, so the domain has no policy.",
     "begin the record with \"v=DMARC1; \"", "RFC 9989, 4.7"},
    {"DMARC002", error, "The record holds something that is no tag",
     "Receivers drop what they can't read and use defaults in its place, or ignore the record.",
     "write tags as name=value, with \";\" between them", "RFC 9989, 4.8"},
    {"DMARC003", error, "A policy is none of none, quarantine, reject",
     "With an invalid p, sp or np, and without an address for reports, receivers do not process "
     "DMARC at all.",
     "write none, quarantine or reject", "RFC 9989, 4.10.1"},
    {"DMARC004", error, "A reporting address is no valid URI",
     "Receivers skip addresses that they can't read, so the reports are lost.",
     "write it as \"mailto:reports@example.com\"", "RFC 9989, 4.6"},
    {"DMARC005", error, "An e-mail obfuscator stands in place of the reporting address",
     "Web sites hide addresses from robots as \"[email protected]\". Whoever copies such a page "
     "publishes these words in place of the address, and no report arrives.",
     "take the address from the sender's own documentation", "RFC 9989, 4.6"},
    {"DMARC006", error, "A tag is given twice",
     "Receivers may ignore the whole record, or take either value.", "keep one of them",
     "RFC 6376, 3.2"},
    {"DMARC007", error, "A name has more than one DMARC record",
     "Receivers discard all of them, so the domain has no policy.",
     "keep one, and put the addresses of all into its rua tag", "RFC 9989, 4.10"},
    {"DMARC008", error, "The policy would become weaker",
     "A sender's support page shows p=none as an example. Published over a stronger policy it "
     "lets forged mail through again.",
     "keep today's policy; the owner can set allow_downgrade = true", "RFC 9989, 4.7"},
    {"DMARC009", error, "The DMARC name is a CNAME",
     "The policy is managed at the CNAME's target. No record can be written beside it.",
     "make the change at the target, or remove the CNAME first", "RFC 1034, 3.6.2"},
    {"DMARC010", warning, "The record has no p=",
     "Receivers act as for p=none if there is a valid address for reports, and not at all "
     "otherwise; older ones ignore the record.",
     "add p= with a policy", "RFC 9989, 4.10.1"},
    {"DMARC011", warning, "p= does not come right after the version",
     "RFC 7489 demanded this place, and receivers of its time ignore records with another order.",
     "write p= directly after v=DMARC1", "RFC 7489, 6.4"},
    {"DMARC012", warning, "A tag was removed from DMARC",
     "pct, rf and ri are ignored by receivers that follow RFC 9989 and obeyed by older ones, so "
     "the two differ.",
     "remove the tag; t=y says what pct=0 said", "RFC 9989, C.5.2"},
    {"DMARC013", warning, "An address has a size limit (!10m)",
     "The suffix is obsolete and ignored.", "remove what begins with \"!\"", "RFC 9989, 4.8"},
    {"DMARC014", warning, "Subdomains have a weaker policy than the domain",
     "Forgers take a subdomain then, existing or not, and the domain's own policy does not help.",
     "remove the tag, or raise it to the domain's policy", "RFC 9989, 4.7"},
    {"DMARC015", warning, "The policy is in test mode (t=y)",
     "Receivers are asked to act one level below what the policy says.",
     "remove t=y when the tests are done", "RFC 9989, 4.7"},
    {"DMARC016", warning, "fo= is given without ruf=",
     "It says which failures are reported, and without ruf there is nobody to report to.",
     "remove fo=, or add ruf=", "RFC 9989, 4.7"},
    {"DMARC017", warning, "The record has no address for aggregate reports",
     "Without rua nobody tells the owner who sends in the domain's name, and whether it passes.",
     "add rua= with an address", "RFC 9989, 4.7"},
    {"DMARC018", warning, "The DMARC name has a TXT value that is no DMARC record",
     "Receivers pass it over, and some checking tools count it as a second record.",
     "delete it, or move it to the name it is meant for", "RFC 9989, 4.10"},
    {"DMARC019", warning, "A reporting address is no mailto: URI",
     "Receivers must support mailto alone and ignore schemes that they do not know.",
     "add a mailto: address", "RFC 9989, 4.7"},
    {"DMARC020", warning, "The record has more than two addresses for reports",
     "Receivers had to support two, and may limit how many they report to: the third may get "
     "nothing.",
     "let one address pass the reports on", "RFC 7489, 6.2"},
    {"DMARC021", warning, "A reporting address in another domain is not authorised there",
     "Receivers must not send reports to a foreign domain that has not published its consent, a "
     "TXT record below the name _report._dmarc.",
     "ask whoever runs the address to publish it", "RFC 9990, 4", true},
    {"DMARC022", warning, "The record takes the place of a policy inherited from above",
     "A domain without a record of its own gets the policy of the organizational domain. A "
     "record of its own, whatever it says, replaces that for the domain.",
     "give it at least the inherited policy", "RFC 9989, 4.10.1"},
    {"DMARC023", warning, "A DMARC record stands at a name where nobody looks",
     "Receivers look at the label _dmarc below a domain, nowhere else.",
     "move it to the name _dmarc below the domain", "RFC 9989, 4.5"},
    {"DMARC024", note, "The policy is none",
     "Failing mail is delivered as before; the record only asks for reports. That is where "
     "everybody starts.",
     "raise it when the reports show that all real mail passes", "RFC 9989, 5.1.5"},
    {"DMARC025", warning, "A tag is unknown",
     "Receivers ignore it, so it does not do what somebody expects of it. It may be a slip of "
     "another tag.",
     "remove it, or correct its name", "RFC 9989, 4.8"},
    {"DMARC026", warning, "A tag has a value that it can't have",
     "Receivers use the tag's default in its place.", "correct the value, or remove the tag",
     "RFC 9989, 4.8"},
    {"DMARC027", warning, "fo= has both 0 and 1",
     "0 asks for a report when all checks fail, 1 when any does; they exclude each other.",
     "keep 1, which asks for more", "RFC 9989, 4.8"},
    {"DMARC028", warning, "The record says that the domain is a public suffix (psd=y)",
     "Only registries publish psd=y. Every name below is an organization of its own then, so "
     "that nothing there aligns with this domain.",
     "remove psd=, or write psd=n", "RFC 9989, 4.7"},
    {"DMARC029", warning, "sp= or np= stands in a subdomain's record",
     "Receivers take them from the organizational domain's record alone.",
     "set it in the record of the organizational domain", "RFC 9989, 4.7"},
    {"DMARC030", warning, "A name server failed while a DMARC record was looked for",
     "Receivers may deliver without a policy, or ask the sending host to come back later.",
     "try again later; if it stays, the name servers of that domain need their owner",
     "RFC 9989, 4.10.1", true},
    {"DMARC031", warning, "The domain has no DMARC policy, neither of its own nor from above",
     "Large receivers demand a policy of senders of bulk mail, p=none at least.",
     R"(add dmarc = { policy = "none", rua = ["mailto:..."] })", "RFC 9989, 4.10.1", true},
    {"DMARC032", warning, "An invalid policy counts as none",
     "p, sp or np names no policy, and there is an address for reports: receivers act as for "
     "p=none.",
     "write none, quarantine or reject", "RFC 9989, 4.10.1"},
}};

}  // namespace dnsward::findings
