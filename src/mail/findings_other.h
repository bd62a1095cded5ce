// The findings about TXT values, tokens, owner names, MTA-STS, TLS reporting and BIMI.
#pragma once

#include "mail/finding.h"

#include <array>

namespace dnsward::findings {

using enum Severity;

inline constexpr std::array<FindingSpec, 10> txt{{
    {"TXT001", error, "A TXT value is too large for a record",
     "RDATA has at most 65535 octets, each 255 of the value needing one more.", "shorten the value",
     "RFC 1035, 3.2.1"},
    {"TXT002", error, "A value is spelled as in a zone file",
     "APIs and this file take the plain value. Quotes and backslashes copied from a zone file "
     "become part of it, and whoever reads the record does not find what it looks for.",
     "write the plain value, without the outer quotes and backslashes", "RFC 1035, 5.1"},
    {"TXT003", error, "A value holds characters outside ASCII",
     "No-break spaces, typographic quotes and dashes come from web pages and word processors. "
     "Receivers compare octets: what looks the same is another value.",
     "write it in ASCII", "RFC 7208, 4.6.1"},
    {"TXT004", error, "A value holds a control character",
     "Line breaks and tabs come along when a value is copied from several lines.",
     "write the value in one line", "RFC 1035, 5.1"},
    {"TXT005", error, "A value begins with or ends in a blank",
     "A record with a blank before its version is none, and a token with one is another token.",
     "remove it", "RFC 7208, 4.5"},
    {"TXT006", error, "An e-mail obfuscator stands in place of an address",
     "Web sites hide addresses from robots as \"[email protected]\". Whoever copies such a page "
     "gets these words in place of the address.",
     "take the value from the sender's own documentation", "RFC 9989, 4.6"},
    {"TXT007", error, "A value still has a placeholder",
     "Support pages write <domain> or {selector} where the reader is to put a value of his own.",
     "write the real value in its place", "RFC 1035, 3.3.14"},
    {"TXT008", error, "A value was shortened",
     "Web forms cut long values and put dots in place of the rest, so that a copy is not whole.",
     "copy the whole value from its source", "RFC 1035, 3.3.14"},
    {"TXT009", error, "An address is spelled out to hide it from robots",
     "\"name (at) example.com\" is for people; programs need the address itself.",
     "write the address with \"@\" and without blanks", "RFC 9989, 4.6"},
    {"TXT010", warning, "A title names a kind of record, and no value of it is given",
     "Support pages change, and what one part promises another no longer has. Mail may need the "
     "record all the same.",
     "ask the sender whether the record is needed, and for its value", "RFC 1035, 3.3.14"},
}};

inline constexpr std::array<FindingSpec, 6> token{{
    {"TOKEN001", error, "A token has a blank inside",
     "A blank after the colon or the equals sign comes from the layout of a support page; the "
     "vendor does not find its token.",
     "write the token without the blank", "RFC 1464, 2"},
    {"TOKEN002", error, "An SPF record is given as a token",
     "Beside another SPF record it makes SPF fail for all mail of the domain.",
     "write its terms as spf = [...]", "RFC 7208, 4.5"},
    {"TOKEN003", error, "A DMARC record is given as a token",
     "Beside another DMARC record it makes receivers ignore both, and at the domain itself "
     "nobody reads it.",
     "write it as dmarc = { ... }", "RFC 9989, 4.10"},
    {"TOKEN004", error, "A DKIM key is given as a token",
     "Keys are read at their selector; at the domain itself nobody looks for one.",
     R"(write it as dkim = [{ selector = "...", value = "..." }])", "RFC 6376, 3.6.2.1"},
    {"TOKEN005", warning, "A token does not have its vendor's usual form",
     "A character too few or too many is a slip of copying, unless the vendor has a new form.",
     "compare it with the vendor's page", "RFC 1464, 2"},
    {"TOKEN006", warning, "The name holds another token of the same vendor",
     "It may belong to a second account of that vendor, so it stays. If it is an old one, it can "
     "go.",
     "if it is no longer needed, add it with absent = true", "RFC 1464, 2"},
}};

inline constexpr std::array<FindingSpec, 6> name{{
    {"NAME001", error, "A name has its domain twice",
     "Names are relative to the domain. \"mail._domainkey.example.com\" below example.com "
     "becomes mail._domainkey.example.com.example.com, where nobody looks.",
     "write the name without the domain", "RFC 1035, 5.1"},
    {"NAME002", error, "A name is delegated to other name servers",
     "NS records above it send resolvers elsewhere: what this zone holds there is not seen.",
     "put the record where the name is served", "RFC 1034, 4.3.2"},
    {"NAME003", error, "A CNAME stands beside other records",
     "A CNAME excludes every other type at its name: servers refuse the zone, or resolvers see "
     "one of the two.",
     "keep the CNAME or the others", "RFC 1034, 3.6.2"},
    {"NAME004", error, "A name lies below a DNAME",
     "Everything below a DNAME is looked up elsewhere, so a record there is not seen.",
     "put the record below the DNAME's target", "RFC 6672, 2.4"},
    {"NAME005", error, "A CNAME stands at the zone's apex",
     "The apex has SOA and NS records, beside which no CNAME can stand.",
     "ask the sender for a TXT form, or use a name below the apex", "RFC 1034, 3.6.2"},
    {"NAME006", error, "A CNAME points at itself",
     "The look-up goes in a circle and finds nothing.", "correct its target", "RFC 1034, 3.6.2"},
}};

inline constexpr std::array<FindingSpec, 3> mta_sts{{
    {"MTASTS001", error, "A name has more than one MTA-STS record",
     "Senders treat the domain as having none.", "keep one", "RFC 8461, 3.1"},
    {"MTASTS002", error, "The MTA-STS record is malformed",
     "It is v=STSv1 and id, each ended by \";\". Senders treat another as none.",
     "write \"v=STSv1; id=20260101000000;\"", "RFC 8461, 3.1"},
    {"MTASTS003", error, "The MTA-STS record has no usable id",
     "The id tells senders that the policy file has changed: 1 to 32 letters and digits.",
     "write an id of letters and digits, new with each change of the policy", "RFC 8461, 3.1"},
}};

inline constexpr std::array<FindingSpec, 3> tls_rpt{{
    {"TLSRPT001", error, "A name has more than one TLS reporting record",
     "Senders treat the domain as having none.", "keep one", "RFC 8460, 3"},
    {"TLSRPT002", error, "The TLS reporting record is malformed",
     "It is v=TLSRPTv1 and rua. Senders ignore another.",
     "write \"v=TLSRPTv1; rua=mailto:tls-reports@example.com\"", "RFC 8460, 3"},
    {"TLSRPT003", error, "The TLS reporting record has no usable address",
     "rua has one or more URIs, mailto: or https:, with commas between them.",
     "write rua=mailto: and an address", "RFC 8460, 3"},
}};

inline constexpr std::array<FindingSpec, 6> bimi{{
    {"BIMI001", error, "The BIMI record is malformed",
     "It begins with v=BIMI1 and has l=, the logo's place. Receivers show no logo for another.",
     "write \"v=BIMI1; l=https://example.com/logo.svg; a=\"",
     "draft-brand-indicators-for-message-identification, 4.2"},
    {"BIMI002", error, "The logo or its certificate is not at an https: address",
     "Receivers fetch them over HTTPS alone.", "write an address with https://",
     "draft-brand-indicators-for-message-identification, 4.2"},
    {"BIMI003", warning, "The logo is no SVG file",
     "BIMI logos are in the SVG Tiny Portable/Secure profile.", "name a file that ends in .svg",
     "draft-brand-indicators-for-message-identification, 4.2"},
    {"BIMI004", warning, "The domain's DMARC policy is too weak for BIMI",
     "Receivers show logos only for domains at quarantine or reject, for all mail and subdomains "
     "too.",
     "raise the DMARC policy first", "draft-brand-indicators-for-message-identification, 7.1"},
    {"BIMI005", note, "The logo has no certificate",
     "Large receivers show logos only with a mark certificate, named in a=.",
     "get a mark certificate, or do without those receivers",
     "draft-brand-indicators-for-message-identification, 4.2"},
    {"BIMI006", error, "A name has more than one BIMI record", "Receivers show no logo.",
     "keep one", "draft-brand-indicators-for-message-identification, 4.3"},
}};

}  // namespace dnsward::findings
