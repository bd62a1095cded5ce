#include "app/samples.h"

#include "support/zone_text.h"

#include <string>
#include <utility>

namespace dnsward::test {
namespace {

const SourcePos in_sender{"dnsward.toml", 14, 3};

ValueFate fate_of(Fate fate, std::string_view bytes, std::string_view label) {
  ValueFate value;
  value.fate = fate;
  value.value = txt(bytes);
  value.label = label;
  if (!label.empty()) value.where = in_sender;
  return value;
}

Change cname_change(std::string_view owner, std::string_view target) {
  Change change;
  change.key = {name(owner), RRType::cname};
  change.after = RRset{change.key, 3600, {CnameData{name(target)}}};
  ValueFate value;
  value.fate = Fate::added;
  value.value = CnameData{name(target)};
  value.label = "record of newsletter";
  value.where = in_sender;
  change.fates = {value};
  return change;
}

Change mx_change(std::string_view owner) {
  Change change;
  change.key = {name(owner), RRType::mx};
  change.before = RRset{change.key, 300, {MxData{10, name("mx.old.example")}}};
  ValueFate value;
  value.fate = Fate::removed;
  value.value = MxData{10, name("mx.old.example")};
  value.label = "retired oldvendor";
  change.fates = {value};
  return change;
}

Error conflict() {
  Error error{ErrorKind::conflict, "\"twice.example. TXT\" holds two SPF records",
              "merge them into one first, then run it again", SourcePos{"dnsward.toml", 21, 10},
              "\tspf = [\"include:spf.brevo.com\"]"};
  error.notes = {{"this sender wants a term in it too", SourcePos{"more/vendor.toml", 3, 1},
                  "spf = [\"include:vendor.example\"]"},
                 {"receivers answer permerror today"}};
  return error;
}

}  // namespace

ValueFate added(std::string_view bytes, std::string_view label) {
  return fate_of(Fate::added, bytes, label);
}

ValueFate removed(std::string_view bytes, std::string_view label) {
  return fate_of(Fate::removed, bytes, label);
}

ValueFate replaced(std::string_view bytes, std::string_view was, std::string_view label) {
  auto value = fate_of(Fate::replaced, bytes, label);
  value.was = txt(was);
  return value;
}

ValueFate kept(std::string_view bytes, std::string_view label) {
  return fate_of(Fate::kept, bytes, label);
}

Change txt_change(std::string_view owner, std::uint32_t ttl_before, std::uint32_t ttl_after,
                  std::vector<ValueFate> fates) {
  Change change;
  change.key = {name(owner), RRType::txt};
  if (ttl_before != 0) change.before = RRset{change.key, ttl_before, {}};
  if (ttl_after != 0) change.after = RRset{change.key, ttl_after, {}};
  for (const auto& value : fates) {
    if (change.before && value.fate != Fate::added) {
      change.before->rdata.push_back(value.was ? *value.was : value.value);
    }
    if (change.after && value.fate != Fate::removed) change.after->rdata.push_back(value.value);
  }
  if (change.before) normalize(*change.before);
  if (change.after) normalize(*change.after);
  change.fates = std::move(fates);
  change.domain = name(owner);
  return change;
}

DomainReport domain(std::string_view text, DomainStatus status) {
  DomainReport report;
  report.domain = name(text);
  report.provider = "local";
  report.provider_type = "zonefile";
  report.zone = report.domain;
  report.status = status;
  return report;
}

RunReport preview() {
  auto first = domain("mywebseite.com", DomainStatus::pending);
  first.changes = {
      txt_change("mywebseite.com", 3600, 3600,
                 {added("brevo-code:c9978ded17d612e8fed43df36eeef6b2", "token of calenso"),
                  replaced("v=spf1 include:_spf.google.com include:spf.brevo.com ~all",
                           "v=spf1 include:_spf.google.com ~all", "SPF of calenso"),
                  kept("MS=ms12345678"), kept("google-site-verification=9xkQ2Zr7pL0vYt5mN1wB")}),
      txt_change("mail._domainkey.mywebseite.com", 0, 3600,
                 {added("k=rsa;p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDeMVIzrCa3T14JsNY0IRv5/2V1/"
                        "v2itlviLQBwXsa7shBD6TrBkswsFUToPyMRWC9tbR/5ey0nRBH0ZVxp+lsmTxid2Y2z+FApQ6",
                        "DKIM of calenso")})};
  Error warning{ErrorKind::config,
                "DKIM key of selector mail has 1024 bits; RFC 8301 asks for 2048"};
  warning.where = in_sender;
  first.warnings = {warning};
  RunReport report;
  report.domains = {first, domain("praxis.example", DomainStatus::in_order)};
  return report;
}

RunReport everything(RunKind kind) {
  auto report = preview();
  report.kind = kind;
  report.domains[0].changes.push_back(cname_change("em123.mywebseite.com", "u1.wl.sendgrid.net"));
  report.domains[0].changes.push_back(mx_change("news.mywebseite.com"));
  auto applied = domain("done.example", DomainStatus::applied);
  applied.changes = {
      txt_change("done.example", 300, 3600,
                 {added("token=1", "record of this domain"), removed("old=1", "retired oldvendor"),
                  kept("mine", "token of calenso"), kept("foreign")})};
  auto twice = domain("twice.example", DomainStatus::conflict);
  twice.conflicts = {conflict()};
  auto unread = domain("unread.example", DomainStatus::failed);
  unread.errors = {Error{ErrorKind::io, "cannot open \"zones/unread.example.zone\"",
                         "let this user read the file"}
                       .within("reading zone unread.example")};
  auto lost = domain("lost.example", DomainStatus::failed);
  lost.zone.reset();
  lost.errors = {Error{ErrorKind::not_found,
                       "no zone of provider local (zonefile) holds \"lost.example\"",
                       "create the zone there first, or name the provider that has it",
                       SourcePos{"dnsward.toml", 40, 13}, "names = [\"lost.example\"]"}};
  auto refused = domain("no.example", DomainStatus::refused);
  refused.changes = {txt_change("no.example", 0, 60, {added("a", "token of calenso")})};
  const auto stop = Error{ErrorKind::stopped, "the time limit was reached",
                          "run it again, or give it more time with --timeout"};
  auto late = domain("late.example", DomainStatus::not_attempted);
  late.errors = {stop};
  auto later = domain("later.example", DomainStatus::not_attempted);
  later.errors = {stop};
  for (auto* row : {&applied, &twice, &unread, &lost, &refused, &late, &later}) {
    report.domains.push_back(std::move(*row));
  }
  return report;
}

RunReport hostile() {
  auto bad = domain("bad.example", DomainStatus::pending);
  bad.provider = "lo\x1b[31mcal";
  bad.changes = {txt_change(
      "bad.example", 60, 60,
      {added("::error::pwned ##[add-mask]e ##vso[task.setvariable variable=x]y", "token of x"),
       added("a\r\n::add-mask::e\x1b]0;title\x07", "a\nlabel"),
       replaced("v=spf1 include:a.really.long.name.example include:another.long.name.example "
                "::error::in-a-continuation ~all",
                "v=spf1 \"quoted\\ ~all", "SPF of \xE2\x80\xAEx"),
       kept(std::string_view("\xFF\xFE\x00 raw", 7)), kept("right \xE2\x80\xAE left"),
       kept("caf\xC3\xA9")})};
  Error warning{ErrorKind::config,
                "a sentence of many words that is long enough to be broken and "
                "goes on with ::error::x"};
  warning.hint = "\x1b[2J";
  bad.warnings = {warning};
  auto worse = domain("worse.example", DomainStatus::failed);
  worse.errors = {Error{ErrorKind::protocol, "line\nbreak \x1b[1m", "::warning::hint",
                        SourcePos{"::error::file", 1, 3}, "  ::error::source \x1b[31m"}};
  RunReport report;
  report.domains = {bad, worse};
  return report;
}

RunReport long_values() {
  auto row = domain("long.example", DomainStatus::pending);
  const std::string key(392, 'A');
  const std::string terms =
      "v=spf1 include:_spf.google.com include:spf.protection.outlook.com include:mail.zendesk.com "
      "include:servers.mcsv.net ip4:192.0.2.0/24 ";
  row.changes = {
      txt_change("long.example", 3600, 3600,
                 {added("token-that-fits-a-line-alone-but-not-with-its-label=0123456789abc",
                        "token of calenso"),
                  replaced(terms + "include:spf.brevo.com ~all", terms + "~all", "SPF of calenso"),
                  kept("short")}),
      txt_change(
          "s1._domainkey.long.example", 3600, 3600,
          {replaced("v=DKIM1; k=rsa; p=" + key, "v=DKIM1; k=rsa; p=B" + key, "DKIM of calenso")}),
      txt_change("s2._domainkey.long.example", 0, 3600,
                 {added("v=DKIM1; k=rsa; p=" + key, "DKIM of newsletter")}),
      txt_change("x.long.example", 3600, 0, {removed(key, "retired oldvendor")})};
  RunReport report;
  report.domains = {row};
  return report;
}

}  // namespace dnsward::test
