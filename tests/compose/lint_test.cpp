#include "compose/lint.h"

#include "compose/paste_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

using namespace dnsward;

namespace {

std::string file_text(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

/// "line:column CODE message" a line.
std::string told(std::string_view paste) {
  const auto outcome = lint_paste(paste);
  std::vector<std::size_t> octets;
  for (const auto& placed : outcome.findings) octets.push_back(placed.octet);
  const auto places = places_of(paste, octets);
  std::string text;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto& finding = outcome.findings[i].finding;
    text += fmt::format("{}:{} {} {}\n", places[i].line, places[i].column, finding.spec->code,
                        finding.message);
  }
  return text;
}

std::string block(std::string_view paste) {
  const auto outcome = lint_paste(paste);
  return outcome.draft ? sender_toml(*outcome.draft) : std::string();
}

constexpr std::string_view shared_key =
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDeMVIzrCa3T14JsNY0IRv5/2V1/v2itlviLQBwXsa7shBD6TrBkswsFU"
    "ToPyMRWC9tbR/5ey0nRBH0ZVxp+lsmTxid2Y2z+FApQ6ra2VsXfbJP3HE6wAO0YTVEJt1TmeczhEd2Jiz/fcabIISgXEdS"
    "pTYJhb0ct0VJRxcg4c8c7wIDAQAB";

const std::string page_block = fmt::format(R"([sender.brevo]
title = "Brevo"
token = ["brevo-code:c9978ded17d612e8fed43df36eeef6b2"]
dkim  = [{{ selector = "mail", value = "k=rsa;p={}" }}]
# The address for reports was not readable; likely: rua = ["mailto:rua@dmarc.brevo.com"]
dmarc = {{ policy = "none" }}
)",
                                           shared_key);

std::vector<std::string> codes(std::string_view paste) {
  std::vector<std::string> all;
  for (const auto& placed : lint_paste(paste).findings) all.emplace_back(placed.finding.spec->code);
  return all;
}

}  // namespace

TEST_CASE("a sound record that can't be asked for is left out with its reason") {
  const auto reasons = [](std::string_view paste) {
    const auto outcome = lint_paste(paste);
    CHECK(outcome.findings.empty());
    CHECK(outcome.records == outcome.left_out.size() + (outcome.draft ? 1U : 0U));
    return fmt::format("{}", fmt::join(outcome.left_out, "\n"));
  };
  CHECK(reasons("x.example. TXT \"some thing else\"\n") ==
        "\"x.example.\" may be a domain or a name in one; give it relative to the domain");
  CHECK(reasons("a.example. TXT \"brevo-code:c9978ded17d612e8fed43df36eeef6b2\"\n"
                "mail.b.example. TXT \"b\"\n") ==
        "\"mail.b.example.\" is not within \"a.example\"; paste the records of one domain alone");
  CHECK(reasons("a.example. TXT \"v=spf1 -all\"\n") ==
        "\"v=spf1 -all\" holds nothing that a sender can ask for");
}

TEST_CASE("the support page that started it, pasted whole, is read and judged") {
  const auto page =
      file_text(std::filesystem::path(PROJECT_FOLDER) / "tests/data/lint/support-page.txt");
  CHECK(
      told(page) ==
      "1:12 TXT010 \"Setting up SPF for mail sent by a booking service\" speaks of SPF, and no SPF "
      "value is given\n"
      "14:1 DKIM007 DKIM key has 1024 bits; RFC 8301 asks for 2048\n"
      "14:1 DKIM021 DKIM record does not begin with v=DKIM1\n"
      "14:1 DKIM022 DKIM key is the one that Brevo gives to all of its customers\n"
      "22:23 DMARC005 \"mailto:[email\xC2\xA0protected]\" is what an e-mail obfuscator left in "
      "place of an address\n");
  CHECK(block(page) == page_block);
  const auto outcome = lint_paste(page);
  CHECK(outcome.records == 3);
  CHECK(
      outcome.findings.back().finding.hint ==
      "the original is likely \"mailto:rua@dmarc.brevo.com\", Brevo's address; compare it with the "
      "sender's own documentation");
}

TEST_CASE("the notes on that page are read as well") {
  const std::filesystem::path path = std::filesystem::path(SHARED_FOLDER) / "seed/calenso.md";
  if (!std::filesystem::exists(path)) {
    MESSAGE("skipped: the seed page is not here");
    return;
  }
  CHECK(codes(file_text(path)) == std::vector<std::string>{"TXT010", "DKIM007", "DKIM021",
                                                           "DKIM022", "DMARC024", "DMARC005"});
  CHECK(block(file_text(path)) == page_block);
}

TEST_CASE("one record is the same in every shape that people paste") {
  const std::string key = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
  const auto expected =
      fmt::format("[sender.pasted]\ndkim = [{{ selector = \"s1\", value = \"{}\" }}]\n", key);
  for (const auto& paste : std::vector<std::string>{
           "s1._domainkey TXT " + key, "TXT s1._domainkey " + key,
           "s1._domainkey\tTXT\t" + key + "\t3600", "| TXT | s1._domainkey | `" + key + "` |",
           "\"TXT\",\"s1._domainkey\",\"" + key + "\"",
           "s1._domainkey.example.com. 3600 IN TXT \"" + key + "\"",
           "s1._domainkey IN TXT ( \"v=DKIM1; k=ed25519; \"\n\t\"p=11qYAYKxCrfVS/\"\n "
           "\"7TyWQHOg7hcvPapiMlrwIaaPcHURo=\" ) ; key\n",
           "Name: s1._domainkey\nType: TXT\nValue: " + key,
           "Type\nTXT\n\nHost\ns1._domainkey\n\nValue\n" + key + "\n",
           "Value: " + key + "\nName: s1._domainkey\n", "Selector: s1\nKey: " + key,
           "Create the record s1._domainkey with this value: " + key + ".",
           "Set `s1._domainkey` to:\n\n    v=DKIM1; k=ed25519;\n    "
           "p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiM"
           "lrwIaaPcHURo=\n",
           "<tr><td>TXT</td><td>s1._domainkey</td><td>" + key + "</td></tr>",
           "{\"name\": \"s1._domainkey\", \"type\": \"TXT\", \"content\": \"" + key + "\"}",
           "Host: s1._domainkey.<your domain>\nValue: \xE2\x80\x9C" + key + "\xE2\x80\x9D"}) {
    INFO(paste);
    CHECK(told(paste).empty());
    CHECK(block(paste) == expected);
  }
}

TEST_CASE("every kind of record finds its place in the block") {
  CHECK(block(R"($ORIGIN example.com.
@ 3600 IN TXT "v=spf1 include:spf.example.net ip4:192.0.2.0/24 ~all"
  3600 IN MX 10 mx.example.net.
_dmarc IN TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.net"
_mta-sts IN TXT "v=STSv1; id=1;"
_smtp._tls IN TXT "v=TLSRPTv1; rua=mailto:tls@example.net"
s1._domainkey IN CNAME s1.keys.example.net.
em1 IN CNAME bounces.example.net.
@ IN TXT "acme-domain-verification=0123456789"
other IN TXT "anything at all"
www IN A 192.0.2.1
)") == R"([sender.pasted]
spf   = ["include:spf.example.net", "ip4:192.0.2.0/24"]
token = ["acme-domain-verification=0123456789"]
dkim  = [{ selector = "s1", cname = "s1.keys.example.net." }]
dmarc = { policy = "quarantine", rua = ["mailto:dmarc@example.net"] }

[[sender.pasted.record]]
name     = "@"
type     = "MX"
value    = "mx.example.net."
priority = 10

[[sender.pasted.record]]
name  = "_mta-sts"
type  = "TXT"
value = "v=STSv1; id=1;"
owns  = "rrset"

[[sender.pasted.record]]
name  = "_smtp._tls"
type  = "TXT"
value = "v=TLSRPTv1; rua=mailto:tls@example.net"
owns  = "rrset"

[[sender.pasted.record]]
name  = "em1"
type  = "CNAME"
value = "bounces.example.net."

[[sender.pasted.record]]
name  = "other"
type  = "TXT"
value = "anything at all"
)");
}

TEST_CASE("a CNAME and an MX record are the same however programs and pages show them") {
  const auto record = [](std::string_view name, std::string_view target) {
    return fmt::format(
        "[sender.pasted]\n\n[[sender.pasted.record]]\nname  = \"{}\"\n"
        "type  = \"CNAME\"\nvalue = \"{}\"\n",
        name, target);
  };
  CHECK(block("mail CNAME b1.relay.example.\n") == record("mail", "b1.relay.example."));
  CHECK(block("name 300 IN CNAME mail.relay.example.\n") == record("name", "mail.relay.example."));
  CHECK(block("CNAME mail mail.relay.example\n") == record("mail", "mail.relay.example."));
  CHECK(block("CNAME(\"mail\", \"mail.relay.example.\"),\n") ==
        record("mail", "mail.relay.example."));
  CHECK(block("em.shop.example\tcanonical name = u1.relay.example.\n") ==
        record("em", "u1.relay.example."));
  CHECK(block("em.shop.example is an alias for u1.relay.example.\n") ==
        record("em", "u1.relay.example."));
  CHECK(block("Hostname         pm-bounces\nType             CNAME\n"
              "Value            mail.relay.example\n") ==
        record("pm-bounces", "mail.relay.example."));
  for (const auto* const paste :
       {"shop.example\tmail exchanger = 10 mx.relay.example.\n",
        "shop.example mail is handled by 10 mx.relay.example.\n",
        "MX(\"@\", 10, \"mx.relay.example.\")\n", "Name\t@\nData\tMX 10 mx.relay.example.\n",
        "@ MX 10 mx.relay.example.\n"}) {
    CAPTURE(paste);
    CHECK(block(paste) ==
          "[sender.pasted]\n\n[[sender.pasted.record]]\nname     = \"@\"\ntype     = \"MX\"\n"
          "value    = \"mx.relay.example.\"\npriority = 10\n");
  }
}

TEST_CASE("the portal's words for a name and its target are labels") {
  CHECK(block("Host Name : selector1._domainkey\n"
              "Points to address or value: selector1-a-example._domainkey.relay.example\n\n"
              "Host Name : selector2._domainkey\n"
              "Points to address or value: selector2-a-example._domainkey.relay.example\n") ==
        R"([sender.pasted]
dkim = [
  { selector = "selector1", cname = "selector1-a-example._domainkey.relay.example." },
  { selector = "selector2", cname = "selector2-a-example._domainkey.relay.example." },
]
)");
  CHECK(block("CNAME record name: s1._domainkey\nCNAME record value: s1.relay.example\n") ==
        "[sender.pasted]\ndkim = [{ selector = \"s1\", cname = \"s1.relay.example.\" }]\n");
}

TEST_CASE("each line of dig +short is a value, and a key may go on in the next") {
  CHECK(
      block("\"v=spf1 include:spf.relay.example ~all\"\n\"acme-verification=0123456789\"\n"
            "\"MS=ms12345678\"\n") ==
      "[sender.microsoft-365]\ntitle = \"Microsoft 365\"\nspf   = [\"include:spf.relay.example\"]\n"
      "token = [\"acme-verification=0123456789\", \"MS=ms12345678\"]\n");
  const std::string key = "p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
  CHECK(block("s1._domainkey TXT \"v=DKIM1; k=ed25519; \"\n  \"" + key + "\"\n") ==
        "[sender.pasted]\ndkim = [{ selector = \"s1\", value = \"v=DKIM1; k=ed25519; " + key +
            "\" }]\n");
  // The end of a string may look like the "all" of an SPF record.
  CHECK(block("s1._domainkey TXT \"k=ed25519; p=11qYAYKxCrfVS/7all\"\n"
              "  \"QHOg7hcvPapiMlrwIaaPcHURo=\"\n") ==
        "[sender.pasted]\ndkim = [{ selector = \"s1\", value = \"k=ed25519; "
        "p=11qYAYKxCrfVS/7allQHOg7hcvPapiMlrwIaaPcHURo=\" }]\n");
}

TEST_CASE("an address is asked for without the size that receivers ignore") {
  CHECK(block("_dmarc TXT v=DMARC1; p=reject; rua=mailto:a@b.example!10m\n") ==
        "[sender.pasted]\ndmarc = { policy = \"reject\", rua = [\"mailto:a@b.example\"] }\n");
}

TEST_CASE("what PowerShell shows is in braces, which macros have too") {
  CHECK(block("a.example  TXT  3600 Answer  {v=spf1 exists:%{i}.spf.relay.example ~all}\n") ==
        "[sender.pasted]\nspf = [\"exists:%{i}.spf.relay.example\"]\n");
}

TEST_CASE("a term that prose asks for is asked for, once") {
  const auto* const expected =
      "[sender.brevo]\ntitle = \"Brevo\"\nspf   = [\"include:spf.brevo.com\"]\n";
  CHECK(block("Add include:spf.brevo.com to your SPF record.\n") == expected);
  CHECK(block("v=spf1 include:spf.brevo.com ~all\n\nOr add \"include:spf.brevo.com\", if you have "
              "one.\n") == expected);
  CHECK(told("Add include:spf.brevo.com to your SPF record.\n").empty());
  CHECK(block("The syntax is include:domain, see include: above.\n").empty());
}

TEST_CASE("what looks like a broken record is a finding and not taken over") {
  CHECK(told("v=spf1; include:spf.example.net ~all") ==
        "1:1 SPF025 \"v=spf1; include:spf.example.net ~all\" looks like an SPF record, and "
        "receivers pass it over: it does not "
        "begin with \"v=spf1\" and a blank\n");
  CHECK(told("@ TXT \"v=spf\"") ==
        "1:8 SPF025 \"v=spf\" looks like an SPF record, and receivers pass it over: it does not "
        "begin "
        "with \"v=spf1\" and a blank\n");
  CHECK(told("_dmarc: v=dmarc1; p=none; rua=mailto:a@example.net") ==
        "1:9 DMARC001 \"v=dmarc1; p=none; rua=mailto:a@example.net\" does not begin with "
        "\"v=DMARC1\": receivers ignore it\n");
  CHECK(codes("p=none; rua=mailto:a@example.net") == std::vector<std::string>{"DMARC001"});
  CHECK(codes("v=DMARC1\\; p=none") == std::vector<std::string>{"TXT002"});
  CHECK(codes("s._domainkey TXT v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4...") ==
        std::vector<std::string>{"TXT008"});
  CHECK(codes("brevo-code: c9978ded17d612e8fed43df36eeef6b2") ==
        std::vector<std::string>{"TOKEN001"});
  CHECK(codes("v=spf1 include:spf.example.net incldue:x.example ~all") ==
        std::vector<std::string>{"SPF002"});
  for (const auto* const paste :
       {"v=spf1; include:spf.example.net ~all", "_dmarc TXT v=dmarc1; p=none",
        "brevo-code: c9978ded17d612e8fed43df36eeef6b2"}) {
    CHECK(block(paste).empty());
  }
}

TEST_CASE("records that can't stand beside each other are told") {
  CHECK(codes("v=spf1 include:a.example ~all\nv=spf1 include:b.example ~all") ==
        std::vector<std::string>{"SPF001"});
  CHECK(codes("s._domainkey CNAME a.b.example\ns._domainkey CNAME c.b.example") ==
        std::vector<std::string>{"NAME003"});
  CHECK(told("v=spf1 -all\nv=spf1 -all").empty());  // a page that repeats itself
}

TEST_CASE("a key without a selector is told and left out") {
  CHECK(
      told("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=") ==
      "1:1 DKIM032 DKIM key \"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\" "
      "comes without its selector\n");
  CHECK(block("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=").empty());
}

TEST_CASE("prose is no record") {
  for (const auto* const paste :
       {"", "\n\n", "Please set up SPF, DKIM and DMARC for your domain.",
        "The MX records of a domain say where its mail goes, and the TXT records more.",
        "MS=500 or so; ms= of latency", "see https://example.com/?google-site-verification=x",
        "a CNAME record points to another name", "p=none is where everybody starts"}) {
    INFO(paste);
    CHECK(lint_paste(paste).records == 0);
    CHECK(told(paste).empty());
  }
}

TEST_CASE("an address that a page hides from robots is shown when the page has it") {
  // "rua@dmarc.brevo.com" with the key 0x42
  std::string hidden = "42";
  for (const char c : std::string_view("rua@dmarc.brevo.com")) {
    hidden += fmt::format("{:02x}", static_cast<unsigned>(c) ^ 0x42U);
  }
  CHECK(block("<code>v=DMARC1; p=none; rua=mailto:<a href=\"/cdn-cgi/l/email-protection\" "
              "data-cfemail=\"" +
              hidden + "\">[email&#160;protected]</a></code>") ==
        "[sender.brevo]\ntitle = \"Brevo\"\ndmarc = { policy = \"none\", rua = "
        "[\"mailto:rua@dmarc.brevo.com\"] }\n");
}

TEST_CASE("five megabytes of a page are read in one go") {
  const auto page =
      file_text(std::filesystem::path(PROJECT_FOLDER) / "tests/data/lint/support-page.txt");
  std::string paste;
  std::size_t pages = 0;
  for (; paste.size() < 5'000'000; ++pages) paste += page;
  CHECK(lint_paste(paste).records == 3 * pages);
  CHECK(block(paste) == page_block);
}

TEST_CASE("repetition of any kind takes time in proportion to its length") {
  // What is quadratic in its length does not end here within the time that a test has.
  constexpr std::size_t octets = 200'000;
  for (const std::string& piece : std::vector<std::string>{"v=spf1 ",
                                                           "v=spf1 include:a.example ~all\n",
                                                           "\"",
                                                           "\"v=spf1 a \"",
                                                           "'v=spf1 ",
                                                           "\xE2\x80\x9Cv=spf1 ",
                                                           "<a ",
                                                           "<td>",
                                                           "&amp;",
                                                           "p=",
                                                           "v=DKIM1; p= M ",
                                                           "v=DKIM1;p=M\nM\n",
                                                           "v=DMARC1; rua=mailto:[email ",
                                                           "ms=(",
                                                           "brevo-code: ",
                                                           "Name: ",
                                                           "a\n",
                                                           "a",
                                                           "_dmarc\n",
                                                           "TXT x._domainkey ",
                                                           "a CNAME b.example\n",
                                                           "SPF record ",
                                                           "v=spf1 %{i} ",
                                                           "{v=spf1 %{i}",
                                                           "include:a.example ",
                                                           "a.example mail is handled by ",
                                                           "Name  ",
                                                           "\\\"v=spf1 "}) {
    INFO(piece);
    std::string paste;
    while (paste.size() < octets) paste += piece;
    CHECK(lint_paste(paste).records <= octets / piece.size() + 1);
  }
}
