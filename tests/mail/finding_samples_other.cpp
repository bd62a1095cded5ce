#include "mail/finding_samples.h"
#include "mail/paste.h"
#include "mail/policy_check.h"
#include "mail/record_check.h"
#include "mail/spf_parts.h"
#include "mail/token.h"
#include "support/zone_text.h"

namespace dnsward::test {
namespace {

const std::string too_large(65281, 'x');
const std::string largest(65279, 'x');

auto value(std::string_view text) {
  return [=] { return check_txt_wish(text); };
}

auto pasted(PasteKind kind, std::string_view text) {
  return [=] {
    auto slip = find_paste_slip(kind, text);
    return slip ? MailFindings{*slip} : MailFindings{};
  };
}

auto token(std::string_view text) {
  return [=] { return check_token(text); };
}

auto zone(std::string_view records) {
  return [=] { return check_zone(name("d.example"), zone_text("d.example", records)); };
}

auto record_name(std::string_view text) {
  return [=] { return check_name_wish(text, name("s.d.example"), name("d.example")); };
}

auto added(std::string_view before, std::string_view more) {
  return [=] {
    const RRsetKey key{name("d.example"), RRType::txt};
    const RRset old_set{key, 60, {txt(before)}};
    return check_change(&old_set, {key, 60, {txt(before), txt(more)}});
  };
}

template <typename Check>
auto values(Check check, std::vector<std::string_view> all) {
  return [=] { return check(name("x.d.example"), all); };
}

std::vector<FindingSample> texts() {
  return {
      {"TXT001", "value takes 65538 octets of RDATA, the limit is 65535", value(too_large),
       value(largest)},
      {"TXT002", R"(""v=spf1 -all"" is spelled as in a zone file, in quotes)",
       value("\"v=spf1 -all\""), value("say \"hello\" to all")},
      {"TXT003",
       "\"brevo\xC2\xA0"
       "code\" has a no-break space (U+00A0) at character 6",
       pasted(PasteKind::token,
              "brevo\xC2\xA0"
              "code"),
       pasted(PasteKind::token, "brevo-code")},
      {"TXT004", "\"a\nb\" has a line break at character 2", value("a\nb"), value("a b")},
      {"TXT005", R"("a " ends in a blank)", value("a "), value("a b")},
      {"TXT006",
       R"("x [email protected]" is what an e-mail obfuscator left in place of an address)",
       value("x [email protected]"), value("x [email]")},
      {"TXT007", R"("<domain>" is a placeholder)", value("site=<domain>"), value("a<b, b>a")},
      {"TXT008", R"("abc..." was shortened: "..." stands for what is missing)", value("abc..."),
       value("abc..")},
      {"TXT009", R"q("mailto:a(at)b.example" has "(at)" instead of "@")q",
       pasted(PasteKind::dmarc_uri, "mailto:a(at)b.example"),
       pasted(PasteKind::dmarc_uri, "mailto:at@b.example")},
      {"TXT010", R"("SPF for your domain" speaks of SPF, and no SPF value is given)",
       [] { return MailFindings{heading_without_value("SPF for your domain", "SPF")}; },
       value("SPF for your domain")},
      {"TOKEN001", R"("brevo-code: 0123" has a blank after ":")", token("brevo-code: 0123"),
       token("yandex-verification: 0123456789abcdef")},
      {"TOKEN002", R"("v=spf1 -all" is an SPF record, no token)", token("v=spf1 -all"),
       token("v=spf10")},
      {"TOKEN003", R"("v=DMARC1; p=none" is a DMARC record, no token)", token("v=DMARC1; p=none"),
       token("v=DMARC10")},
      {"TOKEN004", R"("v=DKIM1; p=" is a DKIM key, no token)", token("v=DKIM1; p="),
       token("v=DKIM10")},
      {"TOKEN005",
       R"(token "MS=ms1234567" has not the usual form of Microsoft: "ms" and 8 digits after "ms=")",
       token("MS=ms1234567"), token("MS=ms12345678")},
      {"TOKEN006", R"("brevo-code:b" stands beside "Brevo-Code:a", and both are for "brevo-code:")",
       added("Brevo-Code:a", "brevo-code:b"), added("brevo-code:a", "brevo-code=b")},
  };
}

std::vector<FindingSample> names() {
  return {
      {"NAME001", R"("mail._domainkey.s.d.example" already ends in "s.d.example")",
       record_name("mail._domainkey.s.d.example"), record_name("mail._domainkey.example")},
      {"NAME002",
       R"(TXT record at "mail._domainkey.d.example" is not seen: "_domainkey.d.example" is delegated to other name servers)",
       zone("_domainkey 60 NS ns.v.example.\nmail._domainkey 60 TXT \"p=\""),
       zone("_domainkey.x 60 NS ns.v.example.\nmail._domainkey 60 TXT \"p=\"")},
      {"NAME003", R"("w.d.example" has a CNAME and A, TXT)",
       zone("w 60 CNAME v.example.\nw 60 TXT x\nw 60 A 192.0.2.1"),
       zone("w 60 CNAME v.example.\nx.w 60 TXT x")},
      {"NAME004",
       R"(MX record at "a.w.d.example" is not seen: it lies below the DNAME at "w.d.example")",
       zone("w 60 DNAME v.example.\na.w 60 MX 1 v.example."),
       zone("w 60 DNAME v.example.\nw 60 MX 1 v.example.")},
      {"NAME005", R"(a CNAME stands at the apex "d.example")", zone("@ 60 CNAME v.example."),
       zone("w 60 CNAME v.example.")},
      {"NAME006", R"(the CNAME at "w.d.example" points at itself)", zone("w 60 CNAME W.d.example."),
       zone("w 60 CNAME w.w.d.example.")},
  };
}

std::vector<FindingSample> policies() {
  const auto mta_sts = check_mta_sts_values;
  const auto tls_rpt = check_tls_rpt_values;
  const auto bimi = check_bimi_values;
  const std::string_view logo = "v=BIMI1; l=https://d.example/l.svg; a=https://d.example/c.pem";
  return {
      {"MTASTS001", R"("x.d.example" has 2 MTA-STS records)",
       values(mta_sts, {"v=STSv1; id=1;", "v=STSv1; id=2;"}),
       values(mta_sts, {"v=STSv1; id=1;", "x"})},
      {"MTASTS002", R"(MTA-STS record "v=stsv1; id=1;" is malformed)",
       values(mta_sts, {"v=stsv1; id=1;"}), values(mta_sts, {"v=STSv1;id=1"})},
      {"MTASTS003", R"(MTA-STS record has the id "2026-01-01", not 1 to 32 letters and digits)",
       values(mta_sts, {"v=STSv1; id=2026-01-01;"}), values(mta_sts, {"v=STSv1; id=20260101;"})},
      {"TLSRPT001", R"("x.d.example" has 2 TLS reporting records)",
       values(tls_rpt, {"v=TLSRPTv1; rua=mailto:a@b.c", "v=TLSRPTv1; rua=mailto:d@b.c"}),
       values(tls_rpt, {"v=TLSRPTv1; rua=mailto:a@b.c"})},
      {"TLSRPT002", R"(TLS reporting record "v=TLSRPTv1 rua=mailto:a@b.c" is malformed)",
       values(tls_rpt, {"v=TLSRPTv1 rua=mailto:a@b.c"}),
       values(tls_rpt, {"v=TLSRPTv1;rua=mailto:a@b.c"})},
      {"TLSRPT003", R"(TLS reporting record has the address "a@b.c", neither mailto: nor https:)",
       values(tls_rpt, {"v=TLSRPTv1; rua=a@b.c"}),
       values(tls_rpt, {"v=TLSRPTv1; rua=mailto:a@b.c, https://b.c"})},
      {"BIMI001", R"(BIMI record "v=BIMI1; a=" is malformed)", values(bimi, {"v=BIMI1; a="}),
       values(bimi, {"v=BIMI1; l=; a="})},
      {"BIMI002", R"(BIMI record names "http://d.example/l.svg", which is no https: address)",
       values(bimi, {"v=BIMI1; l=http://d.example/l.svg"}), values(bimi, {logo})},
      {"BIMI003", R"(BIMI record has the logo "https://d.example/l.png", which is no .svg file)",
       values(bimi, {"v=BIMI1; l=https://d.example/l.png"}),
       values(bimi, {"v=BIMI1; l=https://d.example/L.SVG?v=1"})},
      {"BIMI004",
       R"("default._bimi.d.example" has a logo, and receivers do not show it: the DMARC policy is none)",
       zone("_dmarc 60 TXT \"v=DMARC1; p=none\"\n"
            "default._bimi 60 TXT \"v=BIMI1; l=https://d.example/l.svg\""),
       zone("_dmarc 60 TXT \"v=DMARC1; p=quarantine\"\n"
            "default._bimi 60 TXT \"v=BIMI1; l=https://d.example/l.svg\"")},
      {"BIMI005", "BIMI record has no certificate (a=)",
       values(bimi, {"v=BIMI1; l=https://d.example/l.svg; a="}), values(bimi, {logo})},
      {"BIMI006", R"("x.d.example" has 2 BIMI records)", values(bimi, {logo, "v=BIMI1; l="}),
       values(bimi, {logo})},
  };
}

std::vector<FindingSample> merges() {
  const auto merge = [](std::string_view record, std::string_view wanted,
                        std::string_view unwanted) {
    return [=] {
      std::vector<SpfTerm> in;
      std::vector<SpfTerm> out;
      if (!wanted.empty()) in.push_back(*parse_spf_term(wanted));
      if (!unwanted.empty()) out.push_back(*parse_spf_term(unwanted));
      const auto result = try_merge_spf(record, in, out);
      return result ? (*result)->warnings : MailFindings{result.error()};
    };
  };
  return {
      {"SPF011",
       R"(SPF term "include:a.example" is wanted, but the record has "?include:a.example")",
       merge("v=spf1 ?include:a.example -all", "include:a.example", ""),
       merge("v=spf1 +include:A.example -all", "include:a.example", "")},
      {"SPF021", R"("d.example" has a record of the type SPF, which nobody reads)",
       zone("@ 60 SPF \"v=spf1 -all\""), zone("@ 60 TXT \"v=spf1 -all\"")},
      {"SPF022", R"(SPF record "v=spf1 -all" said that the domain sends no mail; it does now)",
       merge("v=spf1 -all", "mx", ""), merge("v=spf1 ~all", "mx", "")},
      {"SPF035", R"(SPF term "~mx" stays: it has another qualifier than the retired "mx")",
       merge("v=spf1 ~mx -all", "", "mx"), merge("v=spf1 +mx -all", "", "mx")},
  };
}

}  // namespace

std::vector<FindingSample> other_samples() {
  std::vector<FindingSample> all;
  for (auto& part : {texts(), names(), policies(), merges()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace dnsward::test
