#include "mail/dkim_keys.h"
#include "mail/paste.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>

using namespace dnsward;

namespace {

void check_refused(PasteKind kind, std::string_view text, std::string_view message,
                   std::string_view hint) {
  INFO("text: ", text);
  const auto result = check_pasted(kind, text);
  REQUIRE_FALSE(result);
  CHECK(result.error().message == message);
  CHECK(result.error().hint == hint);
}

void check_passes(PasteKind kind, std::string_view text) {
  INFO("text: ", text);
  const auto result = check_pasted(kind, text);
  CHECK_MESSAGE(result.has_value(), (result ? "" : result.error().message));
}

DomainName name_of(std::string_view text) {
  return DomainName::parse(text).value();
}

}  // namespace

TEST_CASE("characters that only look like ASCII are named with their place") {
  const auto check = [](std::string_view character, std::string_view what, std::string_view hint) {
    const std::string text = "code:" + std::string(character) + "1";
    check_refused(PasteKind::token, text,
                  "\"" + text + "\" has " + std::string(what) + " at character 6", hint);
  };
  const std::string_view blank = "write a plain space, or nothing, in its place";
  const std::string_view quote = "remove it, or write a plain quote";
  check("\xC2\xA0", "a no-break space (U+00A0)", blank);
  check("\xE2\x80\xAF", "a no-break space (U+202F)", blank);
  check("\xE2\x80\x89", "a space of its own width (U+2009)", blank);
  check("\xE3\x80\x80", "a space of its own width (U+3000)", blank);
  check("\xE2\x80\x8B", "an invisible character (U+200B)", "remove it");
  check("\xE2\x80\xAE", "an invisible character (U+202E)", "remove it");
  check("\xE2\x81\xA0", "an invisible character (U+2060)", "remove it");
  check("\xEF\xBB\xBF", "an invisible character (U+FEFF)", "remove it");
  check("\xC2\xAD", "a soft hyphen (U+00AD)", "remove it");
  check("\xE2\x80\x93", "a dash (U+2013)", "write \"-\" in its place");
  check("\xE2\x80\x9C", "a quotation mark (U+201C)", quote);
  check("\xC2\xAB", "a quotation mark (U+00AB)", quote);
  check("\xC2\xBB", "a quotation mark (U+00BB)", quote);
}

TEST_CASE("other characters are refused where only ASCII can stand") {
  check_refused(PasteKind::token, "code:\xC3\xA9",
                "\"code:\xC3\xA9\" has U+00E9 at character 6, and only ASCII can stand here",
                "write it in ASCII");
  check_refused(PasteKind::dkim_value, "p=\xF0\x9F\x94\x91",
                "\"p=\xF0\x9F\x94\x91\" has U+1F511 at character 3, and only ASCII can stand here",
                "write it in ASCII");
  check_refused(PasteKind::token, "code:\xC3(",
                "\"code:\xC3(\" has the octet 0xC3, which is not UTF-8, at character 6",
                "write it in ASCII");
  for (const auto kind : {PasteKind::spf_term, PasteKind::dmarc_uri}) {
    check_refused(kind, "m:m\xC3\xBCller.example",
                  "\"m:m\xC3\xBCller.example\" has U+00FC at character 4, and only ASCII can "
                  "stand here",
                  "write a domain name of other letters as its A-labels (xn--...)");
  }
}

TEST_CASE("TXT values may hold any character, domain names any visible one") {
  check_passes(PasteKind::txt_value, "caf\xC3\xA9\xC2\xA0\xE2\x80\x9C\xFF");
  for (const auto kind : {PasteKind::name, PasteKind::target}) {
    check_passes(kind, "m\xC3\xBCller.example");
    check_refused(kind, "m\xC3\xBC\xC2\xA0.example",
                  "\"m\xC3\xBC\xC2\xA0.example\" has a no-break space (U+00A0) at character 3",
                  "write a plain space, or nothing, in its place");
    check_refused(kind, "m\xE2\x80\x8B",
                  "\"m\xE2\x80\x8B\" has an invisible character (U+200B) at character 2",
                  "remove it");
    check_refused(kind, "m\xFC", "\"m\xFC\" has the octet 0xFC, which is not UTF-8, at character 2",
                  "write it in ASCII");
  }
}

TEST_CASE("placeholders are refused") {
  const auto check = [](PasteKind kind, std::string_view text, const std::string& part) {
    check_refused(kind, text, "\"" + part + "\" is a placeholder",
                  "write the real value in its place");
  };
  check(PasteKind::token, "brevo-code:<your code>", "<your code>");
  check(PasteKind::token, "code:{{code}}", "{{code}");
  check(PasteKind::dkim_value, "k=rsa; p=[public key]", "[public key]");
  check(PasteKind::name, "{selector}._domainkey", "{selector}");
  check(PasteKind::target, "<id>.wl.sendgrid.net.", "<id>");
  check(PasteKind::spf_term, "include:%{d}.{account}.example.com", "{account}");
  check(PasteKind::dmarc_uri, "mailto:<address>", "<address>");
  check(PasteKind::token, "a<b{}", "{}");
  check_refused(PasteKind::txt_value, "code=[CODE]", "\"[CODE]\" is a placeholder",
                "write the real value in its place; if it belongs there, give the value as "
                "presentation");
  check_refused(PasteKind::dmarc_uri, "<mailto:rua@example.com>",
                "\"<mailto:rua@example.com>\" has brackets around its address",
                "write it without them, as mailto:address");
}

TEST_CASE("brackets that are no placeholder pass") {
  check_passes(PasteKind::spf_term, "exists:%{i}._spf.%{d}");
  check_passes(PasteKind::spf_term, "include:%{ir}.%{v}._spf.%{d2}");
  check_passes(PasteKind::txt_value, "v=spf1 exists:%{i}._spf.%{d} -all");
  check_passes(PasteKind::txt_value, R"({"key":"value"})");
  check_passes(PasteKind::txt_value, "Jo <jo@example.com> [1] {} <");
  check_passes(PasteKind::token, "a<b");
}

TEST_CASE("a blank in a token is refused unless its vendor writes one") {
  const auto hint = [](const std::string& value) {
    return "write \"" + value + "\"; a value that does have the blank can be a TXT record";
  };
  check_refused(PasteKind::token, "brevo-code: xyz", "\"brevo-code: xyz\" has a blank after \":\"",
                hint("brevo-code:xyz"));
  check_refused(PasteKind::token, "google-site-verification=  a=",
                "\"google-site-verification=  a=\" has a blank after \"=\"",
                hint("google-site-verification=a="));
  check_refused(PasteKind::token, "yandex-verification:  xyz",
                "\"yandex-verification:  xyz\" has a blank after \":\"",
                hint("yandex-verification:xyz"));
  check_refused(PasteKind::token, "yandex-verification= xyz",
                "\"yandex-verification= xyz\" has a blank after \"=\"",
                hint("yandex-verification=xyz"));
  for (const std::string_view text :
       {"yandex-verification: 0123456789abcdef", "mailru-verification: 0123456789abcdef",
        "Mailru-Domain: x", "brevo-code:xyz", "MS=ms12345678", "ZOOM_verify_abc", ""}) {
    check_passes(PasteKind::token, text);
  }
  check_passes(PasteKind::txt_value, "brevo-code: xyz");
}

TEST_CASE("what vendors really ask for passes") {
  for (const std::string_view text :
       {"brevo-code:c9978ded17d612e8fed43df36eeef6b2", "v=STSv1; id=20240101", "v=spf10",
        "google-site-verification=rXOxyZounnZasA8Z7oaD3c14JdjS9aKSWvsR1EbUSIQ",
        "docusign=05958488-4752-4ef2-95eb-aa7ba8a3bd0e", "amazonses:ab+c/d=", "v=spf1x"}) {
    check_passes(PasteKind::token, text);
  }
  for (const std::string_view text :
       {"mailto:rua@dmarc.brevo.com", "mailto:a+b%21c@example.com", "mailto:x@email-protection.io",
        "mailto:at@at.example", "mailto:email.protected@example.com"}) {
    check_passes(PasteKind::dmarc_uri, text);
  }
  for (const std::string_view text :
       {"include:spf.brevo.com", "ip6:2001:db8::/32", "include:spf.email-protection.example.com",
        "include:v=spf1.example.com", "a:email.protected.example"}) {
    check_passes(PasteKind::spf_term, text);
  }
  check_passes(PasteKind::dkim_value, "k=rsa;p=" + std::string(dkim_keys::brevo));
  check_passes(PasteKind::dkim_value, "v=DKIM1; k=rsa; p=" + std::string(dkim_keys::rsa_4096));
  check_passes(PasteKind::txt_value, "v=spf1 include:amazonses.com ~all");
  for (const std::string_view text : {"@", "mail._domainkey", "*", "em123", "*.a"}) {
    check_passes(PasteKind::name, text);
  }
  check_passes(PasteKind::target, "b1.example-com.dkim.brevo.com.");
}

TEST_CASE("a name that ends in its own domain is refused") {
  const auto check = [](std::string_view name, const std::string& domain,
                        const std::string& relative) {
    INFO("name: ", name);
    const auto result = check_not_doubled(name, name_of(domain));
    REQUIRE_FALSE(result);
    CHECK(result.error().message ==
          "\"" + std::string(name) + "\" already ends in \"" + domain + "\"");
    CHECK(result.error().hint == "names are relative to the domain: write \"" + relative + "\"");
  };
  check("mail._domainkey.example.com", "example.com", "mail._domainkey");
  check("MAIL.Example.COM", "example.com", "mail");
  check("example.com", "example.com", "@");
  check("em123.m\xC3\xBCller.example", "xn--mller-kva.example", "em123");
  for (const std::string_view name :
       {"mail._domainkey", "@", "example", "com", "myexample.com", "mail.example.com.",
        "example.com.au", "a..example.com", "", ".", "mail.example\\.com"}) {
    INFO("name: ", name);
    CHECK(check_not_doubled(name, name_of("example.com")));
  }
  CHECK(check_not_doubled("mail", DomainName()));
}

TEST_CASE("any text is refused with a message and a hint, or passes") {
  std::mt19937_64 random(6);
  const auto below = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
  };
  constexpr std::string_view letters = "\"\\;:=<>{}[]% .vspf1\xC2\xA0\xE2\x80\xA6-a@\n";
  int refused = 0;
  for (int i = 0; i < 40'000; ++i) {
    std::string text(below(i % 100 == 0 ? 300 : 12), ' ');
    for (char& c : text)
      c = i % 2 == 0 ? static_cast<char>(below(256)) : letters[below(letters.size())];
    const auto result = check_pasted(static_cast<PasteKind>(below(7)), text);
    if (result) continue;
    ++refused;
    CHECK_FALSE(result.error().message.empty());
    CHECK_FALSE(result.error().message.ends_with('.'));
    CHECK_FALSE(result.error().hint.empty());
    CHECK(result.error().message.size() < 500);
  }
  CHECK(refused > 20'000);
  CHECK(refused < 40'000);
}
