#include "mail/finding_samples.h"
#include "mail/spf_check.h"
#include "mail/spf_walk.h"
#include "mail/zone_resolver.h"
#include "support/zone_text.h"

namespace dnsward::test {
namespace {

using Values = std::vector<std::string_view>;

const std::string long_token(600, 'x');

auto record(std::string_view text) {
  return [=] { return check_spf_record(text, name("example.com")); };
}

auto wish(std::string_view text) {
  return [=] { return check_spf_wish(text, name("example.com")); };
}

auto values(Values all) {
  return [=] { return check_spf_values(name("example.com"), all); };
}

auto walk(std::string_view records) {
  return [=] {
    const ZoneResolver resolver({name("example")}, zone_text("example", records));
    return walk_spf(resolver, name("d.example")).findings;
  };
}

/// `count` look-ups below i.example, and the MX records of m.example.
std::string chain(int count) {
  std::string terms;
  for (int i = 0; i < count; ++i) terms += " exists:h.example";
  return "d 60 TXT \"v=spf1 include:i.example -all\"\ni 60 TXT \"v=spf1" + terms +
         "\"\nh 60 A 192.0.2.1\n";
}

std::string exchanges(int count) {
  std::string records = "d 60 TXT \"v=spf1 mx:m.example -all\"\n";
  for (int i = 0; i < count; ++i) {
    records += "m 60 MX " + std::to_string(i) + " h" + std::to_string(i) + ".example.\n";
  }
  return records;
}

auto walk_text(std::string records) {
  return [records = std::move(records)] { return walk(records)(); };
}

std::vector<FindingSample> errors() {
  return {
      {"SPF001",
       R"("example.com" has 2 SPF records; receivers answer permerror for all of its mail)",
       values({"v=spf1 -all", "V=SPF1 -all"}), values({"v=spf1 -all", "v=spf10 -all"})},
      {"SPF002", R"(SPF term "inclde:a.example" has the unknown mechanism "inclde")",
       record("v=spf1 inclde:a.example -all"), record("v=spf1 include:a.example -all")},
      {"SPF003", "SPF term \"mx\t-all\" holds the octet 0x09, which is not visible ASCII",
       record("v=spf1 mx\t-all"), record("v=spf1 mx  -all")},
      {"SPF004", R"(SPF term "a:%{x}.example.com" has the unknown macro "%{x}")",
       record("v=spf1 a:%{x}.example.com -all"), record("v=spf1 a:%{i}.example.com -all")},
      {"SPF005", R"(SPF term "ip4:192.0.2.0/33" has a prefix over 32)",
       record("v=spf1 ip4:192.0.2.0/33 -all"), record("v=spf1 ip4:192.0.2.0/32 -all")},
      {"SPF006", R"(SPF term "include:a..example" has an empty label in its domain)",
       record("v=spf1 include:a..example -all"), record("v=spf1 include:a.example. -all")},
      {"SPF007", "SPF record needs 11 DNS look-ups; receivers allow 10",
       record("v=spf1 a:a.b a:c.b a:d.b a:e.b a:f.b a:g.b a:h.b a:i.b a:j.b mx redirect=a.b"),
       record("v=spf1 a:a.b a:c.b a:d.b a:e.b a:f.b a:g.b a:h.b a:i.b a:j.b mx redirect=a.b -all")},
      {"SPF008", R"(SPF term "all" lets every host send)", record("v=spf1 mx all"),
       record("v=spf1 mx ~all")},
      {"SPF009", R"(SPF term "include:Example.COM." leads back to its own record)",
       wish("include:Example.COM."), wish("include:spf.example.com")},
      {"SPF010",
       R"("v=spf1 include:a.example ~all" is a whole SPF record where one term is asked for)",
       wish("v=spf1 include:a.example ~all"), wish("include:a.example")},
  };
}

std::vector<FindingSample> warnings() {
  return {
      {"SPF012",
       R"(SPF record has neither "all" nor "redirect=": mail from anywhere else is neutral)",
       record("v=spf1 mx"), record("v=spf1 redirect=a.example")},
      {"SPF013", R"(SPF term "?all" says nothing about other hosts)", record("v=spf1 mx ?all"),
       record("v=spf1 ?mx ~all")},
      {"SPF014", R"(SPF term "include:b.example" stands behind "-all" and has no effect)",
       record("v=spf1 mx -all include:b.example"), record("v=spf1 mx -all exp=e.example")},
      {"SPF015", R"(SPF term "redirect=r.example" has no effect beside "~all")",
       record("v=spf1 redirect=r.example ~all"), record("v=spf1 mx redirect=r.example")},
      {"SPF016", R"(SPF term "ptr:example.com" is slow, and some receivers skip it)",
       record("v=spf1 ptr:example.com -all"), record("v=spf1 a:ptr.example.com -all")},
      {"SPF017",
       "SPF record needs 8 of 10 DNS look-ups before those of the records that it includes",
       record("v=spf1 a:a.b a:c.b a:d.b a:e.b a:f.b a:g.b a:h.b mx -all"),
       record("v=spf1 a:a.b a:c.b a:d.b a:e.b a:f.b a:g.b mx -all")},
      {"SPF018", R"(SPF term "MS=ms12345678" is a verification token)",
       record("v=spf1 mx MS=ms12345678 -all"), record("v=spf1 mx other=ms12345678 -all")},
      {"SPF019", R"(SPF term "include=a.example" is an unknown modifier, which receivers ignore)",
       record("v=spf1 include=a.example -all"), record("v=spf1 x-include=a.example -all")},
      {"SPF020",
       R"(TXT answer for "example.com" has 452 octets of text; 450 are safe (430 in 1 other value))",
       values({"v=spf1 -all", std::string_view(long_token).substr(0, 430)}),
       values({"v=spf1 -all", std::string_view(long_token).substr(0, 428)})},
      {"SPF023", R"(SPF term "MX" stands in the record twice)", record("v=spf1 mx MX -all"),
       record("v=spf1 mx -all MX")},
      {"SPF024", R"("spf2.0/pra mx -all" is a Sender ID record, which nobody reads)",
       values({"spf2.0/pra mx -all"}), values({"v=spf1 mx -all"})},
      {"SPF025",
       R"("v=spf1; mx -all" looks like an SPF record, and receivers pass it over: it does not begin with "v=spf1" and a blank)",
       values({"v=spf1; mx -all"}), values({"v=spf10 mx -all"})},
      {"SPF026",
       R"(SPF term "exists:%{i}.spf.example" depends on the mail: what it looks up is not counted further)",
       record("v=spf1 exists:%{i}.spf.example -all"),
       record("v=spf1 exists:a%%{.spf.example -all")},
  };
}

std::vector<FindingSample> live() {
  return {
      {"SPF027",
       R"(SPF of "d.example" needs 11 DNS look-ups; receivers allow 10 (include:i.example 11))",
       walk_text(chain(10)), walk_text(chain(9))},
      {"SPF028", R"(SPF of "d.example" asks for 3 names without records; receivers allow 2)",
       walk("d 60 TXT \"v=spf1 a:x.example mx:d.example exists:y.example -all\""),
       walk("d 60 TXT \"v=spf1 a:x.example mx:d.example -all\"")},
      {"SPF029", R"(SPF term "include:i.example" leads to "i.example", which has no SPF record)",
       walk("d 60 TXT \"v=spf1 include:i.example -all\"\ni 60 TXT \"v=spf10\""),
       walk("d 60 TXT \"v=spf1 include:i.example -all\"\ni 60 TXT \"v=spf1\"")},
      {"SPF030", R"(SPF term "redirect=d.example" in "i.example" leads back to "d.example")",
       walk("d 60 TXT \"v=spf1 include:i.example -all\"\ni 60 TXT \"v=spf1 redirect=d.example\""),
       walk("d 60 TXT \"v=spf1 include:i.example -all\"\n"
            "i 60 TXT \"v=spf1 redirect=d.example -all\"")},
      {"SPF031",
       R"(SPF term "mx:m.example" finds 11 mail exchanges at "m.example"; receivers allow 10)",
       walk_text(exchanges(11)), walk_text(exchanges(10))},
      {"SPF032",
       R"(SPF includes "i.example", which is broken: SPF term "moo" has the unknown mechanism "moo")",
       walk("d 60 TXT \"v=spf1 include:i.example -all\"\ni 60 TXT \"v=spf1 -all moo\""),
       walk("d 60 TXT \"v=spf1 include:i.example -all\"\ni 60 TXT \"v=spf1 -all moo=\"")},
      {"SPF033", R"(SPF leads to "i.test", whose name servers gave no answer)",
       walk("d 60 TXT \"v=spf1 include:i.test -all\""),
       walk("d 60 TXT \"v=spf1 -all include:i.test\"")},
      {"SPF034", R"(SPF term "a:x.example" finds no address at "x.example")",
       walk("d 60 TXT \"v=spf1 a:x.example -all\"\nx 60 TXT \"x\""),
       walk("d 60 TXT \"v=spf1 a:x.example -all\"\nx 60 AAAA 2001:db8::1")},
  };
}

}  // namespace

std::vector<FindingSample> spf_samples() {
  std::vector<FindingSample> all;
  for (auto& part : {errors(), warnings(), live()}) all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace dnsward::test
