// The findings about SPF records.
#pragma once

#include "mail/finding.h"

#include <array>

namespace dnsward::findings {

using enum Severity;

inline constexpr std::array<FindingSpec, 35> spf{{
    {"SPF001", error, "A name has more than one SPF record",
     "Receivers that find two records answer permerror for all mail of the domain, also when "
     "both say the same. The senders of either record fail.",
     "join the terms into one record and delete the others", "RFC 7208, 4.5"},
    {"SPF002", error, "A term does not follow the grammar",
     "One term that can't be read makes the whole record permerror, also for mail that an "
     "earlier term matches.",
     "correct the term, or take it out", "RFC 7208, 4.6.1"},
    {"SPF003", error, "A term holds an octet outside visible ASCII",
     "Tabs, line breaks, no-break spaces and letters with accents break the record: receivers "
     "answer permerror. Such octets come from copying out of web pages and word processors.",
     "write visible ASCII, with single blanks between the terms", "RFC 7208, 4.6.1"},
    {"SPF004", error, "A term has a malformed macro",
     "A \"%\" begins a macro, and one that is unknown or cut off makes the whole record permerror.",
     "correct the macro, or write \"%%\" for a percent sign", "RFC 7208, 7.1"},
    {"SPF005", error, "A term has a malformed address or prefix length",
     "Addresses are written out in full and prefixes have no leading zeros: anything else makes "
     "the whole record permerror.",
     "write an address and, if needed, a prefix length", "RFC 7208, 5.6"},
    {"SPF006", error, "A term names a domain that DNS can't hold",
     "An empty label or one over 63 octets passes the grammar and fails in the look-up; "
     "receivers differ in what they make of it.",
     "correct the domain name", "RFC 7208, 4.3"},
    {"SPF007", error, "The record alone needs more than 10 DNS look-ups",
     "include, a, mx, ptr, exists and redirect cost a look-up each. At the eleventh receivers "
     "stop with permerror, and every sender of the domain fails.",
     "retire a sender, or put ip4 and ip6 terms in place of an include", "RFC 7208, 4.6.4"},
    {"SPF008", error, "The record lets everybody send (+all)",
     "\"all\" without a qualifier passes mail from every host of the Internet. Spam is sent in "
     "the name of such domains at once.",
     "write ~all or -all", "RFC 7208, 5.1"},
    {"SPF009", error, "The record includes or redirects to itself",
     "Each round costs a look-up until the limit of 10 is reached: permerror for all mail that "
     "no earlier term matches.",
     "remove the term, or name the sender's own domain", "RFC 7208, 4.6.4"},
    {"SPF010", error, "A requirement holds what belongs to the domain's owner",
     "The version, \"all\" and \"redirect=\" say what becomes of everybody else's mail. A "
     "sender's support page shows them as part of a whole record, but only its own terms are "
     "meant.",
     "keep the terms alone, e.g. \"include:spf.example.com\"", "RFC 7208, 5.1"},
    {"SPF011", error, "A term is wanted with another qualifier than the record has",
     "The first matching term decides, so the same term with two qualifiers can't mean both.",
     "require the term as it stands, or change the record by hand", "RFC 7208, 4.6.2"},
    {"SPF012", warning, R"(The record has neither "all" nor "redirect=")",
     "Mail from hosts that no term matches is neutral, as if there were no record.",
     "end the record with ~all or -all", "RFC 7208, 4.7"},
    {"SPF013", warning, "The record is neutral about everybody else (?all)",
     "\"?all\" tells receivers as little as having no record.", "write ~all or -all",
     "RFC 7208, 8.2"},
    {"SPF014", warning, "A term stands behind \"all\" and has no effect",
     "Evaluation ends at \"all\". A sender that somebody added behind it does not pass.",
     "move the term before \"all\", or take it out", "RFC 7208, 5.1"},
    {"SPF015", warning, R"("redirect=" is ignored because the record has "all")",
     "Receivers use the redirection only when no term matches, and \"all\" matches always.",
     "remove one of the two", "RFC 7208, 6.1"},
    {"SPF016", warning, "The record uses \"ptr\"",
     "It is slow, loads the name servers of the reverse zones, and some receivers skip it. RFC "
     "7208 asks not to publish it.",
     "list the hosts as ip4, ip6 or a terms", "RFC 7208, 5.5"},
    {"SPF017", warning, "The record alone needs 8 to 10 DNS look-ups",
     "The look-ups of included records count too, so the limit of 10 is near or passed, and an "
     "included sender can add one any day.",
     "retire senders that are no longer used", "RFC 7208, 4.6.4"},
    {"SPF018", warning, "A verification token stands in the SPF record",
     "It parses as an unknown modifier, which receivers ignore; the vendor that looks for a TXT "
     "value of its own does not find it.",
     "publish the token as a TXT value of its own", "RFC 7208, 6"},
    {"SPF019", warning, "A modifier has the name of a mechanism",
     "\"include=\" with an equals sign is an unknown modifier, which receivers ignore: nobody "
     "passes by it.",
     R"(write ":" in place of "=")", "RFC 7208, 4.6.1"},
    {"SPF020", warning, "The TXT answer for the name is too large for plain UDP",
     "Receivers behind old resolvers and firewalls lose answers over 512 octets, and with them "
     "SPF. All TXT values at the name count, verification tokens too; 450 leaves room for the "
     "header.",
     "delete tokens that no vendor asks for any more", "RFC 7208, 3.4"},
    {"SPF021", warning, "The name has a record of the type SPF (99)",
     "The type was dropped in 2014. Nobody reads it, and somebody may take it for the one that "
     "counts.",
     "delete it; the TXT record is the one that counts", "RFC 7208, 3.1"},
    {"SPF022", warning, "A domain that said it sends no mail gets a sender",
     "\"v=spf1 -all\" alone is how owners of parked domains keep others from using them. With a "
     "term added it says that the domain does send.",
     "check that the domain is meant to send mail", "RFC 7208, 10.1.2"},
    {"SPF023", warning, "A term stands in the record twice",
     "The second copy can't match any more, but an include costs its look-ups again.",
     "remove one of them", "RFC 7208, 4.6.2"},
    {"SPF024", warning, "The name has a Sender ID record (spf2.0)",
     "Sender ID is dead. The record takes room in the answer and no receiver needs it.",
     "delete it", "RFC 6686, 6"},
    {"SPF025", warning, "A TXT value looks like an SPF record and is none",
     "A record begins with \"v=spf1\" and a blank, nothing before and nothing else after. What "
     "differs is passed over, so the domain has no SPF by it.",
     "begin the value with \"v=spf1 \"", "RFC 7208, 4.5"},
    {"SPF026", note, "A term's look-ups depend on the mail and are not counted",
     "Its domain has a macro, so that which records are read is known only for one message.",
     "nothing need be done", "RFC 7208, 7.1"},
    {"SPF027", error, "SPF needs more than 10 DNS look-ups in all",
     "Included records count with all that they include. Beyond 10 receivers answer permerror, "
     "for which DMARC counts SPF as failed, for every sender of the domain.",
     "retire a sender, or put ip4 and ip6 terms in place of an include", "RFC 7208, 4.6.4", true},
    {"SPF028", warning, "More than two look-ups of SPF find nothing",
     "Receivers may stop with permerror at the third answer without records.",
     "remove the terms whose names no longer exist", "RFC 7208, 4.6.4", true},
    {"SPF029", warning, "An include or redirect leads to a name without an SPF record",
     "It makes SPF permerror for the including domain, not only for that sender. Vendors that go "
     "out of business leave such terms behind.",
     "remove the term, or ask the sender for the right name", "RFC 7208, 5.2", true},
    {"SPF030", error, "Included records lead back to where they started",
     "Each round costs look-ups until the limit of 10 is reached: permerror.",
     "break the circle where your own record takes part in it", "RFC 7208, 4.6.4", true},
    {"SPF031", error, "A term's MX look-up has more than 10 names",
     "Receivers answer permerror rather than look up the addresses of an eleventh.",
     "put ip4 and ip6 terms in place of mx", "RFC 7208, 4.6.4", true},
    {"SPF032", error, "An included record is broken",
     "A syntax error or a second record there makes SPF permerror here.",
     "tell the sender, and remove the term until it is mended", "RFC 7208, 5.2", true},
    {"SPF033", warning, "A name server failed while SPF was followed",
     "Receivers answer temperror and often ask the sending host to come back later, so mail is "
     "late.",
     "try again later; if it stays, the name servers of that domain need their owner",
     "RFC 7208, 4.4", true},
    {"SPF034", warning, "A term finds no address",
     "The name has no address or mail exchange, or does not exist, so that the term matches "
     "nobody and uses up one of two allowed answers without records.",
     "remove the term, or correct its domain", "RFC 7208, 4.6.4", true},
    {"SPF035", warning, "A retired sender's term stays, with another qualifier",
     "The record has the term of the retired sender with a qualifier that the sender did not ask "
     "for, so somebody else put it there.",
     "take it out by hand if nobody needs it", "RFC 7208, 4.6.2"},
}};

}  // namespace dnsward::findings
