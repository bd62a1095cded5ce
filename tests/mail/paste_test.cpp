#include "mail/paste.h"

#include "mail/dkim_keys.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

using namespace dnsward;

namespace {

constexpr std::array every_kind{PasteKind::spf_term,  PasteKind::token,     PasteKind::dkim_value,
                                PasteKind::dmarc_uri, PasteKind::txt_value, PasteKind::name,
                                PasteKind::target};

constexpr std::string_view or_presentation =
    "; if it belongs there, give the value as presentation";

void check_refused(PasteKind kind, std::string_view text, std::string_view message,
                   std::string_view hint) {
  INFO("text: ", text);
  const auto result = check_pasted(kind, text);
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == ErrorKind::config);
  CHECK(result.error().message == message);
  CHECK(result.error().hint == hint);
}

void check_passes(PasteKind kind, std::string_view text) {
  INFO("text: ", text);
  const auto result = check_pasted(kind, text);
  CHECK_MESSAGE(result.has_value(), (result ? "" : result.error().message));
}

}  // namespace

TEST_CASE("an obfuscated address is refused with any blank inside") {
  const std::string_view address_hint =
      "take the address from the sender's own documentation (Brevo: mailto:rua@dmarc.brevo.com)";
  const std::string_view hint = "take the value from the sender's own documentation";
  for (const std::string text :
       {"mailto:[email\xC2\xA0protected]", "mailto:[email protected]", "[Email\tProtected]",
        "mailto:[email&nbsp;protected]", "mailto:[email%C2%A0protected]", "mailto:[email",
        "protected]", "mailto:%5Bemail%20protected%5D", "/cdn-cgi/l/email-protection#5a2f3b",
        "https://x.example/email-protection", "[emailprotected]"}) {
    check_refused(PasteKind::dmarc_uri, text,
                  "\"" + text + "\" is what an e-mail obfuscator left in place of an address",
                  address_hint);
  }
  for (const auto kind : {PasteKind::token, PasteKind::txt_value, PasteKind::dkim_value}) {
    check_refused(kind, "v=DMARC1; p=none; rua=mailto:[email\xC2\xA0protected]",
                  "\"v=DMARC1; p=none; rua=mailto:[email\xC2\xA0protected]\" is what an e-mail "
                  "obfuscator left in place of an address",
                  hint);
  }
  check_refused(PasteKind::dmarc_uri, "mailto:rua [at] brevo.com",
                "\"mailto:rua [at] brevo.com\" has \"[at]\" instead of \"@\"",
                "write the address with \"@\" and without blanks");
  check_refused(PasteKind::dmarc_uri, "mailto:rua(AT)brevo.com",
                "\"mailto:rua(AT)brevo.com\" has \"(AT)\" instead of \"@\"",
                "write the address with \"@\" and without blanks");
}

TEST_CASE("PEM armour is refused, and a private key more so") {
  const std::string_view hint =
      "write the base64 lines between BEGIN and END as one, after \"k=rsa; p=\"";
  check_refused(
      PasteKind::dkim_value, "-----BEGIN PUBLIC KEY-----\nMIGfMA0G\n-----END PUBLIC KEY-----",
      "\"-----BEGIN PUBLIC KEY-----\" is the armour of a PEM file, no part of a key", hint);
  check_refused(PasteKind::txt_value, "p=MIGfMA0G-----END PUBLIC KEY",
                "\"-----END PUBLIC KEY\" is the armour of a PEM file, no part of a key", hint);
  for (const auto kind : every_kind) {
    check_refused(kind, "-----BEGIN RSA PRIVATE KEY-----\nMIIC",
                  "this is a private key, which nobody else may see",
                  "make a new pair and publish its public key: this one is no longer secret");
  }
}

TEST_CASE("control characters are refused with their place") {
  check_refused(PasteKind::dkim_value, "k=rsa;\np=MIGf",
                "\"k=rsa;\np=MIGf\" has a line break at "
                "character 7",
                "write the value in one line");
  check_refused(PasteKind::token,
                "\xC3\xA9"
                "code:\r1",
                "\"\xC3\xA9"
                "code:\r1\" has a line break at character 7",
                "write the value in one line");
  check_refused(PasteKind::name, "mail\t", "\"mail\t\" has a tab at character 5", "remove it");
  check_refused(PasteKind::spf_term, std::string_view("a\0b", 3),
                '"' + std::string("a\0b", 3) + "\" has the control character U+0000 at character 2",
                "remove it");
  check_refused(PasteKind::txt_value,
                "a\x7F"
                "b",
                "\"a\x7F"
                "b\" has the control character U+007F at character 2",
                "remove it" + std::string(or_presentation));
  check_refused(PasteKind::txt_value, "a\nb", "\"a\nb\" has a line break at character 2",
                "write the value in one line" + std::string(or_presentation));
}

TEST_CASE("blanks at the ends are refused") {
  for (const auto kind : every_kind) {
    const std::string hint =
        "remove it" + std::string(kind == PasteKind::txt_value ? or_presentation : "");
    check_refused(kind, " abc", "\" abc\" begins with a blank", hint);
    check_refused(kind, "abc ", "\"abc \" ends in a blank", hint);
  }
}

TEST_CASE("a whole SPF record is refused, and its terms are taken out") {
  const auto term = PasteKind::spf_term;
  check_refused(term, "v=spf1 include:spf.example.com ~all",
                "\"v=spf1 include:spf.example.com ~all\" is a whole SPF record where one term is "
                "asked for",
                "write spf = [\"include:spf.example.com\"]");
  check_refused(term, "\"V=SPF1 a ip4:192.0.2.1 -all\" ",
                "\"\"V=SPF1 a ip4:192.0.2.1 -all\" \" is a whole SPF record where one term is "
                "asked for",
                "write spf = [\"a\", \"ip4:192.0.2.1\"]");
  check_refused(term, "v=spf1 ?include:a.example redirect=b.example exp=c.example",
                "\"v=spf1 ?include:a.example redirect=b.example exp=c.example\" is a whole SPF "
                "record where one term is asked for",
                "write spf = [\"?include:a.example\", \"include:b.example\"]");
  for (const std::string text : {"v=spf1", "v=spf1 -all", "v=spf1 includ:x.example"}) {
    check_refused(term, text, "\"" + text + "\" is a whole SPF record where one term is asked for",
                  "write the terms alone, without the version and \"all\"");
  }
  check_refused(PasteKind::token, "v=spf1 include:spf.example.com ~all",
                "\"v=spf1 include:spf.example.com ~all\" is an SPF record, no token",
                "write spf = [\"include:spf.example.com\"]: two SPF records at a name make SPF "
                "fail for all of its mail");
  check_refused(PasteKind::token, "v=spf1 -all", "\"v=spf1 -all\" is an SPF record, no token",
                "write its terms as spf: two SPF records at a name make SPF fail for all of its "
                "mail");
}

TEST_CASE("DMARC and DKIM records are refused as tokens and addresses") {
  check_refused(PasteKind::token, "v=DMARC1; p=none",
                "\"v=DMARC1; p=none\" is a DMARC record, no "
                "token",
                "write dmarc = { policy = \"none\", rua = [\"mailto:...\"] } with its addresses");
  check_refused(PasteKind::dmarc_uri, "v=DMARC1; p=none; rua=mailto:a@b.example",
                "\"v=DMARC1; p=none; rua=mailto:a@b.example\" is a whole DMARC record where one "
                "address is asked for",
                "write each address of its rua= alone, as mailto:address");
  for (const std::string text : {"v=DKIM1; k=rsa; p=MIGf", "k=rsa;p=MIGf", "p=MIGf", "v=dkim1"}) {
    check_refused(PasteKind::token, text, "\"" + text + "\" is a DKIM key, no token",
                  "write dkim = [{ selector = \"...\", value = \"...\" }] with the key as value");
  }
}

TEST_CASE("the spelling of zone files is refused") {
  const std::string hint = "write the plain value, without the outer quotes and backslashes";
  check_refused(PasteKind::dkim_value, R"("k=rsa;" "p=MIGf")",
                R"(""k=rsa;" "p=MIGf"" is spelled as in a zone file, in quotes)", hint);
  check_refused(PasteKind::dkim_value, R"(k=rsa\; p=MIGf)",
                R"("k=rsa\; p=MIGf" is spelled as in a zone file: it has "\;")", hint);
  check_refused(PasteKind::token, R"(code:\"a)",
                R"("code:\"a" is spelled as in a zone file: it has "\"")", hint);
  check_refused(PasteKind::spf_term, R"(a\)", R"("a\" is spelled as in a zone file: it has "\")",
                hint);
  check_refused(PasteKind::token, R"(code:"a")", R"("code:"a"" has a quote (") at character 6)",
                "write the plain value, without quotes");
  check_refused(PasteKind::txt_value, R"("abc")",
                R"(""abc"" is spelled as in a zone file, in quotes)",
                hint + std::string(or_presentation));
  check_refused(PasteKind::txt_value, R"(v=DKIM1\; p=abc)",
                R"("v=DKIM1\; p=abc" is spelled as in a zone file: it has "\;")",
                hint + std::string(or_presentation));
  for (const std::string_view text :
       {R"(say "hello")", R"({"a":"b"})", R"(C:\temp)", R"(")", R"(a\\;b)", "", R"("a" and b)"}) {
    check_passes(PasteKind::txt_value, text);
  }
  for (const auto kind : {PasteKind::name, PasteKind::target}) {
    check_passes(kind, R"(a\.b.example.)");
    check_passes(kind, R"(a\032b.example.)");
    check_refused(kind, R"("a.example")",
                  R"(""a.example"" is spelled as in a zone file, in quotes)", hint);
  }
}

TEST_CASE("a shortened value is refused") {
  check_refused(PasteKind::dkim_value, "k=rsa;p=MIGf...AQAB",
                "\"k=rsa;p=MIGf...AQAB\" was shortened: \"...\" stands for what is missing",
                "copy the whole value from its source");
  check_refused(PasteKind::token, "code:9xk\xE2\x80\xA6",
                "\"code:9xk\xE2\x80\xA6\" was shortened: \"\xE2\x80\xA6\" stands for what is "
                "missing",
                "copy the whole value from its source");
  check_refused(PasteKind::txt_value, "google-site-verification=9xk...",
                "\"google-site-verification=9xk...\" was shortened: \"...\" stands for what is "
                "missing",
                "copy the whole value from its source" + std::string(or_presentation));
  check_passes(PasteKind::txt_value, "wait... here\xE2\x80\xA6 and there");
}

TEST_CASE("a long value is quoted around the place, on whole characters") {
  const std::string key(dkim_keys::rsa_1024);
  check_refused(PasteKind::dkim_value, "p=" + key.substr(0, 100) + "..." + key.substr(100),
                "\"" + key.substr(76, 24) + "..." + key.substr(100, 24) +
                    "\" was shortened: \"...\" stands for what is missing",
                "copy the whole value from its source");
  std::string letters;
  for (int i = 0; i < 40; ++i) letters += "\xE2\x82\xAC";
  check_refused(PasteKind::txt_value, letters + "x\n" + letters,
                "\"" + letters.substr(0, 21) + "x\n" + letters.substr(0, 24) +
                    "\" has a line break at character 42",
                "write the value in one line" + std::string(or_presentation));
}
