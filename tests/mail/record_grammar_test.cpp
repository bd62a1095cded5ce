// The productions of RFC 9989, 4.8 and RFC 6376, 3.6.1, each with its near misses.
#include "mail/dkim_check.h"
#include "mail/dkim_keys.h"
#include "mail/dmarc_check.h"
#include "mail/finding_samples.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace dnsward;

namespace {

using Texts = std::vector<std::string_view>;

/// The codes of `findings` but notes and what `passed_over` lists, with blanks between.
std::string codes(const MailFindings& findings, const Texts& passed_over) {
  std::string text;
  for (const auto& finding : findings) {
    bool counts = finding.spec->severity != Severity::note;
    for (const auto code : passed_over) counts = counts && finding.spec->code != code;
    if (counts) text += (text.empty() ? "" : " ") + std::string(finding.spec->code);
  }
  return text;
}

void dmarc(std::string_view code, const Texts& records) {
  for (const auto record : records) {
    INFO("record: ", record);
    CHECK(codes(check_dmarc_record(record), {"DMARC016", "DMARC017"}) == code);
  }
}

std::string key_record(std::string_view tags) {
  return std::string(tags) + "p=" + std::string(dkim_keys::rsa_2048);
}

void dkim(std::string_view code, const Texts& tags) {
  for (const auto tag : tags) {
    INFO("tags: ", tag);
    CHECK(codes(check_dkim_record(key_record(tag)), {}) == code);
  }
}

}  // namespace

TEST_CASE("DMARC: separators, equals signs and the version") {
  dmarc("", {"v=DMARC1;p=none", "v=DMARC1 ; p=none ;", "v = DMARC1;\tp\t=\tnone\t;",
             "V=DMARC1; P=NONE", "v=DMARC1; p=none; ", "v=DMARC1;p=none;;"});
  dmarc("DMARC001", {"v=DMARC1 p=none", "v=dmarc1; p=none", "v=DMARC2; p=none", "p=none; v=DMARC1",
                     "v=DMARC1,p=none", "v:DMARC1;p=none", ""});
  dmarc("DMARC002",
        {"v=DMARC1; p", "v=DMARC1; =none", "v=DMARC1; p=none; \xC3\xA9=1", "v=DMARC1; p=no\tne"});
  dmarc("DMARC006", {"v=DMARC1; p=none; p=none", "v=DMARC1; v=DMARC1; p=none"});
}

TEST_CASE("DMARC: p, sp and np are none, quarantine or reject") {
  dmarc("", {"v=DMARC1; p=none", "v=DMARC1; p=quarantine", "v=DMARC1; p=reject",
             "v=DMARC1; p=Reject; sp=REJECT; np=reject", "v=DMARC1; p=none; sp=reject"});
  dmarc("DMARC003", {"v=DMARC1; p=monitor", "v=DMARC1; p=", "v=DMARC1; p=reject; sp=off",
                     "v=DMARC1; p=reject; np=all", "v=DMARC1; p=none reject"});
  dmarc("DMARC032", {"v=DMARC1; p=monitor; rua=mailto:a@b.example",
                     "v=DMARC1; p=reject; sp=off; rua=mailto:a@b.example,mailto:c@b.example",
                     "v=DMARC1; p=reject; np=; rua=mailto:a@b.example"});
  dmarc("DMARC014", {"v=DMARC1; p=reject; sp=quarantine", "v=DMARC1; p=quarantine; np=none",
                     "v=DMARC1; p=reject; sp=reject; np=none"});
  dmarc("DMARC010", {"v=DMARC1", "v=DMARC1;", "v=DMARC1; sp=none"});
  dmarc("DMARC011", {"v=DMARC1; rua=mailto:a@b.example; p=none"});
}

TEST_CASE("DMARC: psd, t, adkim and aspf have their words in any case") {
  dmarc("", {"v=DMARC1; p=none; psd=n", "v=DMARC1; p=none; psd=U", "v=DMARC1; p=none; t=n",
             "v=DMARC1; p=none; adkim=r; aspf=S", "v=DMARC1; p=none; t=N; adkim=s"});
  dmarc("DMARC015", {"v=DMARC1; p=none; t=y", "v=DMARC1; p=none; t=Y"});
  dmarc("DMARC028", {"v=DMARC1; p=none; psd=y", "v=DMARC1; p=none; psd=Y"});
  dmarc("DMARC026", {"v=DMARC1; p=none; psd=yes", "v=DMARC1; p=none; t=u",
                     "v=DMARC1; p=none; t=", "v=DMARC1; p=none; adkim=x",
                     "v=DMARC1; p=none; aspf=strict", "v=DMARC1; p=none; aspf="});
}

TEST_CASE("DMARC: fo has one of 0 and 1, d and s, each at most once") {
  const auto with = [](std::string_view fo) { return "v=DMARC1; p=none; fo=" + std::string(fo); };
  for (const std::string_view fo :
       {"0", "1", "d", "s", "0:d", "1:d:s", "d:1", "d:s", "s:0:d", "d:s:1", "D : S", "s:d:0"}) {
    const auto record = with(fo);
    dmarc("", {record});
  }
  for (const std::string_view fo : {"2", "", "0:", ":0", "0:0", "d:d", "d:s:d", "0,1", "x"}) {
    const auto record = with(fo);
    dmarc("DMARC026", {record});
  }
  dmarc("DMARC027", {"v=DMARC1; p=none; fo=0:1", "v=DMARC1; p=none; fo=1:d:0"});
}

TEST_CASE("DMARC: rua and ruf are lists of URIs with commas") {
  dmarc("", {"v=DMARC1; p=none; rua=mailto:a@b.example", "v=DMARC1; p=none; ruf=MAILTO:a@b.example",
             "v=DMARC1; p=none; rua=mailto:a@b.example , mailto:c@d.example",
             "v=DMARC1; p=none; rua=mailto:a%2Cb%21@b.example",
             "v=DMARC1; p=none; rua=mailto:a@b.example,"});
  dmarc("DMARC013", {"v=DMARC1; p=none; rua=mailto:a@b.example!10m",
                     "v=DMARC1; p=none; rua=mailto:a@b.example!5",
                     "v=DMARC1; p=none; rua=mailto:a@b.example!1T"});
  dmarc("DMARC019", {"v=DMARC1; p=none; rua=https://b.example/r", "v=DMARC1; p=none; ruf=x:y"});
  dmarc("DMARC004",
        {"v=DMARC1; p=none; rua=a@b.example", "v=DMARC1; p=none; rua=mailto:a",
         "v=DMARC1; p=none; rua=mailto:a!b@c.example", "v=DMARC1; p=none; rua=mailto:@b.example",
         "v=DMARC1; p=none; rua=mailto:a@b.example mailto:c@d.example",
         "v=DMARC1; p=none; rua=mailto:a@b.example!10x"});
  dmarc("DMARC026", {"v=DMARC1; p=none; rua="});
}

TEST_CASE("DMARC: tags that were removed and tags that never were") {
  dmarc("DMARC012", {"v=DMARC1; p=none; pct=100", "v=DMARC1; p=none; rf=afrf",
                     "v=DMARC1; p=none; ri=86400", "v=DMARC1; p=none; PCT=1"});
  dmarc("DMARC025", {"v=DMARC1; p=none; x=1", "v=DMARC1; p=none; rau=mailto:a@b.example",
                     "v=DMARC1; p=none; p1=none", "v=DMARC1; p=none; a b=c"});
}

TEST_CASE("DKIM: the tag list and its blanks") {
  dkim("", {"", "v=DKIM1;", "v=DKIM1; k=rsa; ", " v = DKIM1 ;k\t=\trsa; ", "k=rsa;",
            "v=DKIM1; h=sha256; t=s; s=*; n=a=b; "});
  dkim("DKIM001", {"v=DKIM1;; ", "v=DKIM1; k; ", "v=DKIM1; =rsa; ", "v=DKIM1; 1k=rsa; ",
                   "v=DKIM1; k-=rsa; ", "v=DKIM1; n=\xC3\xA9; ", ";"});
  dkim("DKIM011", {"v=DKIM1; k=rsa; k=rsa; ", "v=DKIM1; p=; "});
}

TEST_CASE("DKIM: the version is DKIM1 and first, or left out") {
  dkim("DKIM010", {"v=DKIM2;", "v=dkim1;", "v=;", "k=rsa; v=DKIM1;", "v=DKIM1 k=rsa;"});
}

TEST_CASE("DKIM: key types, hashes, services and flags") {
  dkim("", {"k=rsa;", "h=sha256;", "h= sha256 : sha512 ;", "s=email;", "s=*:tlsrpt;", "t=s;"});
  dkim("DKIM005", {"k=RSA;", "k=dsa;", "k=;", "k=ed25519-sha256;"});
  dkim("DKIM014", {"h=sha1;", "h=;", "h=SHA256;"});
  dkim("DKIM015", {"h=sha1:sha256;"});
  dkim("DKIM016", {"t=y;", "t=y:s;", "t=s:y;"});
  dkim("DKIM017", {"s=tlsrpt;"});
  dkim("DKIM018", {"g=*;", "t=x;", "s=*:web;", "K=rsa;", "u=1;"});
}

TEST_CASE("DKIM: selectors are labels of letters, digits and inner hyphens") {
  for (const std::string_view selector : {"mail", "a.b", "20260101", "a-b.c-d", "S1"}) {
    INFO(selector);
    CHECK(check_dkim_selector(selector).empty());
  }
  for (const std::string_view selector :
       {"", ".", "a.", ".a", "a..b", "-a", "a-", "a b", "a@b", "_-", "a.-b"}) {
    INFO(selector);
    const auto findings = check_dkim_selector(selector);
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().spec->severity == Severity::error);
  }
  CHECK(check_dkim_selector(std::string(63, 'a')).empty());
  CHECK(codes(check_dkim_selector(std::string(64, 'a')), {}) == "DKIM028");
  CHECK(codes(check_dkim_selector("a_b"), {}) == "DKIM019");
  CHECK(codes(check_dkim_selector("<selector>"), {}) == "TXT007");
}
