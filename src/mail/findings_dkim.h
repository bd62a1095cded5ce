// The findings about DKIM key records.
#pragma once

#include "mail/finding.h"

#include <array>

namespace dnsward::findings {

using enum Severity;

inline constexpr std::array<FindingSpec, 32> dkim{{
    {"DKIM001", error, "The record is no list of tags",
     "Verifiers that can't read the list have no key, and every signature of the selector fails.",
     "write tags as name=value, with \";\" between them", "RFC 6376, 3.2"},
    {"DKIM002", error, "The record has no p=, the key", "Without a key every signature fails.",
     "write p= and the key", "RFC 6376, 3.6.1"},
    {"DKIM003", error, "The key is no base64",
     "A character of another alphabet, a lost one or a line's rest makes the key unreadable.",
     "copy the whole p= value again", "RFC 6376, 3.2"},
    {"DKIM004", error, "The key is no RSA public key",
     "The octets behind p= must be the DER of one whole public key with a usable modulus and "
     "exponent. Keys that were cut at 255 characters or copied with the next line are not.",
     "copy the whole p= value again", "RFC 6376, 3.6.1"},
    {"DKIM005", error, "The key type is unknown",
     "Verifiers ignore records with a k= other than rsa and ed25519.", "write k=rsa or k=ed25519",
     "RFC 6376, 3.6.1"},
    {"DKIM006", error, "The RSA key has less than 1024 bits",
     "Verifiers must not accept signatures of such keys: they can be factored.",
     "ask the sender for a key of 2048 bits", "RFC 8301, 3.2"},
    {"DKIM007", warning, "The RSA key has less than 2048 bits",
     "1024 bits still pass, but signers should use 2048, and some receivers give less trust to "
     "less.",
     "ask the sender for a key of 2048 bits; many offer one as a CNAME", "RFC 8301, 3.2"},
    {"DKIM008", warning, "The RSA key has more than 4096 bits",
     "Verifiers need not be able to use it, so signatures fail at some.",
     "ask the sender for a key of 2048 bits", "RFC 8301, 3.2"},
    {"DKIM009", error, "The Ed25519 key does not have 32 octets",
     "The key stands in p= bare, 44 characters of base64, without DER around it.",
     "copy the whole p= value again", "RFC 8463, 4.2"},
    {"DKIM010", error, "The version is not DKIM1 or does not come first",
     "v= is optional, but when it is there, it must be the first tag and exactly DKIM1; else "
     "verifiers discard the record.",
     "put v=DKIM1 first, or leave it out", "RFC 6376, 3.6.1"},
    {"DKIM011", error, "A tag is given twice",
     "Verifiers treat the whole list as invalid, so that there is no key.", "keep one of them",
     "RFC 6376, 3.2"},
    {"DKIM012", error, "A selector has more than one TXT record",
     "Which of them a verifier takes is undefined, so signatures fail now and then.",
     "keep the key that the sender signs with now", "RFC 6376, 3.6.2.2"},
    {"DKIM013", error, "A selector has a CNAME and a key of its own",
     "A CNAME excludes every other record at its name: servers refuse one of the two, or answer "
     "with either.",
     "keep the CNAME, or the TXT record", "RFC 1034, 3.6.2"},
    {"DKIM014", error, "The record allows no hash that verifiers use",
     "h= lists the hashes that signatures may use. sha1 must not be used any more, so a list "
     "without sha256 allows none.",
     "write h=sha256, or leave the tag out", "RFC 8301, 3.1"},
    {"DKIM015", warning, "The record still allows sha1",
     "Verifiers must not accept sha1; a signer that still uses it fails, and the record seems to "
     "allow it.",
     "write h=sha256, or leave the tag out", "RFC 8301, 3.1"},
    {"DKIM016", warning, "The key is in test mode (t=y)",
     "Verifiers treat mail with a bad signature like mail without one. DMARC does not count test "
     "mode, but some receivers do not count such signatures.",
     "remove t=y when the sender's tests are done", "RFC 6376, 3.6.1"},
    {"DKIM017", warning, "The key is not for e-mail",
     R"(s= names services; without "*" or "email" in it verifiers of mail ignore the key.)",
     "remove the s= tag, or write s=email", "RFC 6376, 3.6.1"},
    {"DKIM018", warning, "A tag or flag is unknown",
     "Verifiers ignore it, so it does not do what somebody expects of it. It may be a slip of "
     "another tag.",
     "remove it, or correct its name", "RFC 6376, 3.6.1"},
    {"DKIM019", warning, "The selector has characters outside letters, digits and hyphens",
     "Underscores work with most verifiers, but the grammar does not allow them.",
     "ask the sender for another selector, if there is a choice", "RFC 6376, 3.1"},
    {"DKIM020", warning, "The key is revoked, and the file still wants it",
     "An empty p= says that no signature of this selector is valid any more.",
     "ask the sender for the new selector, and retire this one", "RFC 6376, 3.6.1"},
    {"DKIM021", note, "The record has no v=DKIM1",
     "The tag is optional and verifiers do without it; some checking tools do not find the "
     "record without it.",
     "nothing need be done", "RFC 6376, 3.6.1"},
    {"DKIM022", note, "The key is shared by all customers of the vendor",
     "The same key is published at many domains. Whoever gets hold of its private half signs for "
     "all of them, and it is never changed.",
     "use the vendor's CNAME form, which has a key of your own", "RFC 6376, 8.3"},
    {"DKIM023", note, "The only keys are Ed25519 ones",
     "Many verifiers know RSA alone and see no valid signature. Signers use one selector of each "
     "kind.",
     "publish an RSA key at a second selector", "RFC 8463, 5"},
    {"DKIM024", error, "The value is a private key",
     "Whoever reads DNS can sign as the domain. A key that was published or mailed is no longer "
     "secret.",
     "make a new pair and publish its public key", "RFC 6376, 8.3"},
    {"DKIM025", error, "The value has the armour lines of a PEM file",
     "BEGIN and END lines and line breaks are no part of the key.",
     "write the base64 lines between BEGIN and END as one, after \"k=rsa; p=\"", "RFC 6376, 3.6.1"},
    {"DKIM026", error, "The selector's CNAME points at itself",
     "The look-up goes in a circle and ends without a key.", "correct its target",
     "RFC 1034, 3.6.2"},
    {"DKIM027", note, "The key does not sign for subdomains (t=s)",
     "The signature's i= must be at exactly this domain; mail of its subdomains needs a key of "
     "its own.",
     "nothing need be done unless subdomains send", "RFC 6376, 3.6.1"},
    {"DKIM028", error, "The selector can't be part of a name",
     "A selector is one or more labels of letters, digits and inner hyphens, joined by dots.",
     "copy the selector again: what stands before \"._domainkey\"", "RFC 6376, 3.1"},
    {"DKIM029", warning, "Another key stands at the selector and is replaced",
     "Mail that was signed with the old key and is still on its way fails, and a sender that "
     "still signs with it fails from now on.",
     "check that nobody else uses the selector", "RFC 6376, 3.6.2.2"},
    {"DKIM030", warning, "The selector's CNAME leads to no key",
     "The vendor has not published the key, or the target has a slip; signatures fail until it "
     "has.",
     "compare the target with the vendor's page", "RFC 6376, 3.6.2.2", true},
    {"DKIM031", note, "The RSA key is written without its AlgorithmIdentifier",
     "The standard's text asks for this form, its example and nearly everybody use the other; "
     "some verifiers read only that.",
     "nothing need be done if the sender's mail passes", "RFC 6376, 3.6.1 and erratum 3017"},
    {"DKIM032", warning, "A key comes without its selector",
     "The key stands at a name that begins with the selector, the one that the sender writes into "
     "its signatures. Without it nobody knows where the key goes.",
     "look on the sender's page for a name that ends in \"._domainkey\"", "RFC 6376, 3.1"},
}};

}  // namespace dnsward::findings
