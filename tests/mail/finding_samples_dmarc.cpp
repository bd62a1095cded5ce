#include "mail/dmarc_check.h"
#include "mail/dmarc_walk.h"
#include "mail/finding_samples.h"
#include "mail/record_check.h"
#include "mail/zone_resolver.h"
#include "support/zone_text.h"

namespace dnsward::test {
namespace {

auto record(std::string_view text) {
  return [=] { return check_dmarc_record(text); };
}

auto address(std::string_view text) {
  return [=] { return check_dmarc_address(text); };
}

auto values(std::vector<std::string_view> all) {
  return [=] { return check_dmarc_values(name("_dmarc.example.com"), all); };
}

auto zone(std::string_view records) {
  return [=] { return check_zone(name("d.example"), zone_text("d.example", records)); };
}

/// The domain "d.example", seen by a resolver that knows "example" and below.
auto live(std::string_view records) {
  return [=] {
    const ZoneResolver resolver({name("example")}, zone_text("example", records));
    return check_dmarc_live(resolver, name("d.example"));
  };
}

MailFindings owner_sets(std::string_view before, std::string_view policy) {
  const DmarcOwnerWish wish{{{"p", std::string(policy)}}, false};
  const auto merge = try_merge_dmarc(before, {}, &wish, {});
  return merge ? merge->warnings : MailFindings{merge.error()};
}

std::vector<FindingSample> errors() {
  return {
      {"DMARC001", R"("v=dmarc1; p=none" does not begin with "v=DMARC1": receivers ignore it)",
       values({"v=dmarc1; p=none"}), values({"v = DMARC1; p=none"})},
      {"DMARC002", R"(DMARC record has the part "p:none", which is no tag)",
       record("v=DMARC1; p:none"), record("v=DMARC1; p = none;")},
      {"DMARC003", R"(DMARC tag "p=rejct" names no policy: receivers do not process DMARC)",
       record("v=DMARC1; p=rejct"), record("v=DMARC1; p=ReJect")},
      {"DMARC004", R"(address "mailto:reports.example.com" has no "@")",
       record("v=DMARC1; p=none; rua=mailto:reports.example.com"),
       record("v=DMARC1; p=none; rua=mailto:r@example.com , mailto:s@example.com")},
      {"DMARC005",
       "\"mailto:[email\xC2\xA0protected]\" is what an e-mail obfuscator left in place of an "
       "address",
       address("mailto:[email\xC2\xA0protected]"), address("mailto:rua@dmarc.brevo.com")},
      {"DMARC006", R"(DMARC record has the tag "p" twice)", record("v=DMARC1; p=none; P=none"),
       record("v=DMARC1; p=none; sp=none")},
      {"DMARC007", R"("_dmarc.example.com" has 2 DMARC records; receivers ignore all of them)",
       values({"v=DMARC1; p=none", "v=DMARC1;p=none"}), values({"v=DMARC1; p=none", "v=DMARC2"})},
      {"DMARC008", R"(DMARC tag "p=none" is weaker than today's policy "reject")",
       [] { return owner_sets("v=DMARC1; p=reject", "none"); },
       [] { return owner_sets("v=DMARC1; p=none", "reject"); }},
      {"DMARC009", R"("_dmarc.d.example" is a CNAME, so its policy is managed at the target)",
       zone("_dmarc 60 CNAME d.vendor.example."), zone("_dmarc2 60 CNAME d.vendor.example.")},
  };
}

std::vector<FindingSample> warnings() {
  return {
      {"DMARC010", R"(DMARC record has no "p=")", record("v=DMARC1; rua=mailto:r@example.com"),
       record("v=DMARC1; p=none")},
      {"DMARC011", R"(DMARC record has "sp=none" before "p=")", record("v=DMARC1; sp=none; p=none"),
       record("v=DMARC1; p=none; sp=none")},
      {"DMARC012", R"(DMARC tag "pct=50" was removed: receivers ignore it or not, by their age)",
       record("v=DMARC1; p=none; pct=50"), record("v=DMARC1; p=none; t=y")},
      {"DMARC013",
       R"(address "mailto:r@example.com!10m" ends in the size "!10m", which is obsolete)",
       record("v=DMARC1; p=none; rua=mailto:r@example.com!10m"),
       record("v=DMARC1; p=none; rua=mailto:r%21@example.com")},
      {"DMARC014", R"(DMARC tag "sp=none" is weaker than "p=reject")",
       record("v=DMARC1; p=reject; sp=none"), record("v=DMARC1; p=quarantine; sp=reject")},
      {"DMARC015", "DMARC policy is in test mode (t=y): receivers act one level below it",
       record("v=DMARC1; p=reject; t=y"), record("v=DMARC1; p=reject; t=n")},
      {"DMARC016", R"(DMARC tag "fo=1" has no effect without ruf)",
       record("v=DMARC1; p=none; fo=1"),
       record("v=DMARC1; p=none; fo=1; ruf=mailto:r@example.com")},
      {"DMARC017", "DMARC record has no address for aggregate reports (rua)",
       record("v=DMARC1; p=none; ruf=mailto:r@example.com"),
       record("v=DMARC1; p=none; rua=mailto:r@example.com")},
      {"DMARC018",
       R"("_dmarc.example.com" has the TXT value "v=spf1 -all", which is no DMARC record)",
       values({"v=spf1 -all"}), values({"v=DMARC1"})},
      {"DMARC019",
       R"(address "https://r.example/" is no mailto: URI, the only ones that every receiver supports)",
       record("v=DMARC1; p=none; rua=https://r.example/"),
       record("v=DMARC1; p=none; rua=MAILTO:r@example.com")},
      {"DMARC020", R"(DMARC tag "rua" has 3 addresses: some receivers report to the first 2 alone)",
       record("v=DMARC1; p=none; rua=mailto:a@b.example,mailto:b@b.example,mailto:c@b.example"),
       record("v=DMARC1; p=none; rua=mailto:a@b.example,mailto:b@b.example,")},
      {"DMARC022",
       R"("_dmarc.s.d.example" has the policy "none" in place of "reject", which it would inherit from "_dmarc.d.example")",
       zone("_dmarc 60 TXT \"v=DMARC1; p=reject\"\n_dmarc.s 60 TXT \"v=DMARC1; p=none\""),
       zone("_dmarc 60 TXT \"v=DMARC1; p=reject; sp=none\"\n_dmarc.s 60 TXT \"v=DMARC1; p=none\"")},
      {"DMARC023",
       R"(DMARC record "v=DMARC1; p=none" stands at "d.example", where nobody looks for it)",
       zone("@ 60 TXT \"v=DMARC1; p=none\""),
       zone("v.example._report._dmarc 60 TXT \"v=DMARC1;\"")},
      {"DMARC024", "DMARC policy is none: failing mail is delivered as before",
       record("v=DMARC1; p=None"), record("v=DMARC1; p=quarantine")},
      {"DMARC025", R"(DMARC tag "policy=none" is unknown, and receivers ignore it)",
       record("v=DMARC1; p=none; policy=none"), record("v=DMARC1; p=none; aspf=s")},
      {"DMARC026", R"(DMARC tag "adkim=relaxed" is none of r, s)",
       record("v=DMARC1; p=none; adkim=relaxed"), record("v=DMARC1; p=none; adkim=R")},
      {"DMARC027", R"(DMARC tag "fo=0:1" asks for 0 and 1, which exclude each other)",
       record("v=DMARC1; p=none; fo=0:1; ruf=mailto:r@example.com"),
       record("v=DMARC1; p=none; fo=1:d:s; ruf=mailto:r@example.com")},
      {"DMARC028", R"(DMARC tag "psd=y" says that the domain is a public suffix, like "com")",
       record("v=DMARC1; p=none; psd=y"), record("v=DMARC1; p=none; psd=u")},
      {"DMARC029",
       R"(DMARC tag "sp=reject" has no effect: "_dmarc.s.d.example" is not the organizational domain's record, "_dmarc.d.example" is)",
       zone("_dmarc 60 TXT \"v=DMARC1; p=none\"\n_dmarc.s 60 TXT \"v=DMARC1; p=none; sp=reject\""),
       zone("_dmarc 60 TXT \"v=DMARC1; p=none; sp=reject\"\n_dmarc.s 60 TXT \"v=DMARC1; p=none\"")},
      {"DMARC032", R"(DMARC tag "np=nil" names no policy: receivers act as for "p=none")",
       record("v=DMARC1; p=reject; np=nil; rua=mailto:r@example.com"),
       record("v=DMARC1; p=reject; np=nil")},
  };
}

std::vector<FindingSample> with_dns() {
  return {
      {"DMARC021",
       R"(reports about "d.example" to "v.example" are not sent: there is no "v=DMARC1" at "d.example._report._dmarc.v.example")",
       live("_dmarc.d 60 TXT \"v=DMARC1; p=none; rua=mailto:r@v.example\""),
       live("_dmarc.d 60 TXT \"v=DMARC1; p=none; rua=mailto:r@v.example,mailto:r@s.d.example\"\n"
            "*._report._dmarc.v 60 TXT \"v=DMARC1\"")},
      {"DMARC030", R"("d.example._report._dmarc.v.test" was not answered for by its name servers)",
       live("_dmarc.d 60 TXT \"v=DMARC1; p=none; rua=mailto:r@v.test\""),
       live("_dmarc.d 60 TXT \"v=DMARC1; p=none\"")},
      {"DMARC031", R"("d.example" has no DMARC policy of its own and inherits none)",
       live("_dmarc.d 60 TXT \"v=DMARC2; p=none\""), live("_dmarc 60 TXT \"v=DMARC1; p=none\"")},
  };
}

}  // namespace

std::vector<FindingSample> dmarc_samples() {
  std::vector<FindingSample> all;
  for (auto& part : {errors(), warnings(), with_dns()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace dnsward::test
