#include "app/report_text.h"

#include "app/samples.h"
#include "app/text_layout.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace dnsward;
using namespace dnsward::test;

namespace {

std::string text(const RunReport& report, std::size_t width = 80) {
  TextStyle style;
  style.width = width;
  return report_text(report, style);
}

/// In colour, with ESC as ^.
std::string coloured(const RunReport& report) {
  TextStyle style;
  style.colour = true;
  std::string shown;
  for (const char c : report_text(report, style)) shown += c == '\x1b' ? '^' : c;
  return shown;
}

std::string without_colours(std::string text) {
  for (auto at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b')) {
    text.erase(at, text.find('m', at) - at + 1);
  }
  return text;
}

std::vector<RunReport> all_reports() {
  return {preview(), everything(RunKind::plan), everything(RunKind::correct), hostile(),
          long_values()};
}

}  // namespace

TEST_CASE("the preview of the documentation") {
  CHECK(text(preview()) == R"~(mywebseite.com   zonefile/local
  ~ mywebseite.com. TXT  3600
      + "brevo-code:c9978ded17d612e8fed43df36eeef6b2"           token of calenso
      ~ "v=spf1 include:_spf.google.com include:spf.brevo.com ~all"
        was "v=spf1 include:_spf.google.com ~all"               SPF of calenso
      = "MS=ms12345678"                                         kept, not ours
      = "google-site-verification=9xkQ2Zr7pL0vYt5mN1wB"         kept, not ours
  + mail._domainkey.mywebseite.com. TXT  3600
      + "k=rsa;p=MIGfMA0GCSqGSIb...[146 octets]...d2Y2z+FApQ6"  DKIM of calenso
  ! warning: DKIM key of selector mail has 1024 bits; RFC 8301 asks for 2048
      (dnsward.toml:14:3)

2 domains: 1 to change (1 create, 1 update), 1 in order. 2 foreign values kept.
)~");
}

TEST_CASE("the preview in colour") {
  CHECK(coloured(preview()) == R"~(^[1mmywebseite.com^[0m   ^[2mzonefile/local^[0m
  ^[33m~^[0m ^[1mmywebseite.com. TXT^[0m  3600
      ^[32m+^[0m ^[32m"brevo-code:c9978ded17d612e8fed43df36eeef6b2"^[0m           token of calenso
      ^[33m~^[0m ^[33m"v=spf1 include:_spf.google.com include:spf.brevo.com ~all"^[0m
      ^[2m ^[0m ^[2mwas "v=spf1 include:_spf.google.com ~all"^[0m               SPF of calenso
      ^[2m=^[0m ^[2m"MS=ms12345678"^[0m                                         ^[2mkept, not ours^[0m
      ^[2m=^[0m ^[2m"google-site-verification=9xkQ2Zr7pL0vYt5mN1wB"^[0m         ^[2mkept, not ours^[0m
  ^[32m+^[0m ^[1mmail._domainkey.mywebseite.com. TXT^[0m  3600
      ^[32m+^[0m ^[32m"k=rsa;p=MIGfMA0GCSqGSIb...[146 octets]...d2Y2z+FApQ6"^[0m  DKIM of calenso
  ^[33m!^[0m ^[33mwarning:^[0m DKIM key of selector mail has 1024 bits; RFC 8301 asks for 2048
      (dnsward.toml:14:3)

2 domains: 1 to change (1 create, 1 update), 1 in order. 2 foreign values kept.
)~");
}

TEST_CASE("colours add nothing but colours") {
  for (const auto& report : all_reports()) {
    TextStyle style;
    style.colour = true;
    CHECK(without_colours(report_text(report, style)) == text(report));
  }
}

TEST_CASE("every status, fate, conflict, error and note") {
  CHECK(text(everything(RunKind::apply)) == R"~(mywebseite.com   zonefile/local
  ~ mywebseite.com. TXT  3600
      + "brevo-code:c9978ded17d612e8fed43df36eeef6b2"       token of calenso
      ~ "v=spf1 include:_spf.google.com include:spf.brevo.com ~all"
        was "v=spf1 include:_spf.google.com ~all"           SPF of calenso
      = "MS=ms12345678"                                     kept, not ours
      = "google-site-verification=9xkQ2Zr7pL0vYt5mN1wB"     kept, not ours
  + mail._domainkey.mywebseite.com. TXT  3600
      + "k=rsa;p=MIGfMA0GCSqG...[146 octets]...2Y2z+FApQ6"  DKIM of calenso
  + em123.mywebseite.com. CNAME  3600
      + u1.wl.sendgrid.net.                                 record of newsletter
  - news.mywebseite.com. MX  300
      - 10 mx.old.example.                                  retired oldvendor
  ! warning: DKIM key of selector mail has 1024 bits; RFC 8301 asks for 2048
      (dnsward.toml:14:3)

done.example   zonefile/local   changed
  ~ done.example. TXT  300 -> 3600

twice.example   zonefile/local
  ! dnsward.toml:21:10: conflict: "twice.example. TXT" holds two SPF records
      spf = ["include:spf.brevo.com"]
              ^
      help: merge them into one first, then run it again
    more/vendor.toml:3:1: note: this sender wants a term in it too
      spf = ["include:vendor.example"]
      ^
    note: receivers answer permerror today

unread.example   zonefile/local
  ! error: cannot open "zones/unread.example.zone" (reading zone unread.example)
      help: let this user read the file

lost.example   zonefile/local
  ! dnsward.toml:40:13: error: no zone of provider local (zonefile) holds
        "lost.example"
      names = ["lost.example"]
                  ^
      help: create the zone there first, or name the provider that has it

late.example, later.example   zonefile/local
  ! not attempted: the time limit was reached
      help: run it again, or give it more time with --timeout

9 domains: 1 changed (1 update), 1 to change (2 creates, 1 update, 1 delete), 1
  refused (1 create), 1 in conflict, 2 failed, 2 not attempted, 1 in order. 3
  foreign values kept.
)~");
}

TEST_CASE("at 60 columns labels stand below their values and sentences are broken") {
  CHECK(text(preview(), 60) == R"~(mywebseite.com   zonefile/local
  ~ mywebseite.com. TXT  3600
      + "brevo-code:c9978ded17d612e8fed43df36eeef6b2"
          token of calenso
      ~ "v=spf1 include:_spf.google.com "
        "include:spf.brevo.com ~all"
        was "v=spf1 include:_spf.google.com ~all"
          SPF of calenso
      = "MS=ms12345678"
          kept, not ours
      = "google-site-verification=9xkQ2Zr7pL0vYt5mN1wB"
          kept, not ours
  + mail._domainkey.mywebseite.com. TXT  3600
      + "k=rsa;p=MIGfMA0GCSqGSI...[146 octets]...2Y2z+FApQ6"
          DKIM of calenso
  ! warning: DKIM key of selector mail has 1024 bits; RFC
      8301 asks for 2048 (dnsward.toml:14:3)

2 domains: 1 to change (1 create, 1 update), 1 in order. 2
  foreign values kept.
)~");
}

TEST_CASE("long values: a changed one is broken after its blanks, others are shortened") {
  CHECK(text(long_values()) == R"~(long.example   zonefile/local
  ~ long.example. TXT  3600
      + "token-that-fits-a-line-alone-but-not-with-its-label=0123456789abc"
                                                              token of calenso
      ~ "v=spf1 include:_spf.google.com include:spf.protection.outlook.com "
        "include:mail.zendesk.com include:servers.mcsv.net ip4:192.0.2.0/24 "
        "include:spf.brevo.com ~all"
        was "v=spf1 include:_spf.google.com include:spf.protection.outlook.com "
            "include:mail.zendesk.com include:servers.mcsv.net "
            "ip4:192.0.2.0/24 ~all"                           SPF of calenso
      = "short"                                               kept, not ours
  ~ s1._domainkey.long.example. TXT  3600
      ~ "v=DKIM1; k=rsa; p=AAAA...[410 octets]...AAAAAAAAAA"
        was "v=DKIM1; k=rsa; p=B...[411 octets]...AAAAAAAAA"  DKIM of calenso
  + s2._domainkey.long.example. TXT  3600
      + "v=DKIM1; k=rsa; p=AAAA...[410 octets]...AAAAAAAAAA"  DKIM of newsletter
  - x.long.example. TXT  3600
      - "AAAAAAAAAAAAAAAAAAAAAA...[392 octets]...AAAAAAAAAA"  retired oldvendor

1 domain: 1 to change (1 create, 2 updates, 1 delete). 1 foreign value kept.
)~");
}

TEST_CASE("hostile bytes are escapes, and no line can be taken for a command") {
  CHECK(text(hostile()) == R"~(bad.example   zonefile/lo\x1B[31mcal
  ~ bad.example. TXT  60
      + "::error::pwned \x23#[add-mask]e \x23#vso[task.setvariable variable=x]y"
                                                  token of x
      + "a\x0D\x0A::add-mask::e\x1B]0;title\x07"  a\x0Alabel
      ~ "v=spf1 include:a.really.long.name.example "
        "include:another.long.name.example ::error::in-a-continuation ~all"
        was "v=spf1 \"quoted\\ ~all"              SPF of \u{202E}x
      = "\xFF\xFE\x00 raw"                        kept, not ours
      = "right \u{202E} left"                     kept, not ours
      = "café"                                    kept, not ours
  ! warning: a sentence of many words that is long enough to be broken and goes
      on with ::error::x
    help: \x1B[2J

worse.example   zonefile/local
  ! \x3A:error::file:1:3: error: line\x0Abreak \x1B[1m
      \x3A:error::source \x1B[31m
      ^
      help: ::warning::hint

2 domains: 1 to change (1 update), 1 failed. 3 foreign values kept.
)~");
}

TEST_CASE("every line fits the width, from 60 columns up") {
  for (std::size_t width = 60; width <= 140; ++width) {
    for (const auto& report : all_reports()) {
      const auto shown = text(report, width);
      std::size_t start = 0;
      for (auto end = shown.find('\n'); end != std::string::npos; end = shown.find('\n', start)) {
        const auto line = shown.substr(start, end - start);
        INFO("width " << width << ": " << line);
        CHECK(columns(line) <= width);
        CHECK((line.empty() || line.back() != ' '));
        start = end + 1;
      }
    }
  }
}

TEST_CASE("verbose shows values whole, values of what was written, and domains in order") {
  TextStyle style;
  style.verbose = true;
  const auto shown = report_text(long_values(), style);
  CHECK(shown.find("+ \"v=DKIM1; k=rsa; p=" + std::string(392, 'A') + "\"\n") != std::string::npos);
  const auto applied = report_text(everything(RunKind::apply), style);
  CHECK(applied.find("done.example   zonefile/local   zone done.example   changed\n"
                     "  ~ done.example. TXT  300 -> 3600\n"
                     "      + \"token=1\"  record of this domain\n"
                     "      - \"old=1\"    retired oldvendor\n"
                     "      = \"mine\"     kept, token of calenso\n"
                     "      = \"foreign\"  kept, not ours\n") != std::string::npos);
  CHECK(applied.find("praxis.example   zonefile/local   zone praxis.example   in order\n") !=
        std::string::npos);
}

TEST_CASE("the totals speak of what the command does, and count in singular and plural") {
  const auto totals = [](RunKind kind, std::vector<DomainStatus> statuses) {
    RunReport report;
    report.kind = kind;
    for (const auto status : statuses) {
      report.domains.push_back(domain("x.example", status));
      if (status == DomainStatus::pending || status == DomainStatus::applied) {
        report.domains.back().changes = {
            txt_change("x.example", 1, 1, {added("a", "token of x"), kept("b")})};
      }
    }
    const auto shown = text(report);
    const auto last = shown.rfind('\n', shown.size() - 2);
    return last == std::string::npos ? shown : shown.substr(last + 1);
  };
  using enum DomainStatus;
  CHECK(totals(RunKind::plan, {}) == "No domains.\n");
  CHECK(totals(RunKind::plan, {in_order}) == "1 domain: 1 in order.\n");
  CHECK(totals(RunKind::plan, {pending, pending}) ==
        "2 domains: 2 to change (2 updates). 2 foreign values kept.\n");
  CHECK(totals(RunKind::apply, {applied, in_order}) ==
        "2 domains: 1 changed (1 update), 1 in order. 1 foreign value kept.\n");
  CHECK(totals(RunKind::drift, {pending}) ==
        "1 domain: 1 drifted (1 update). 1 foreign value kept.\n");
  CHECK(totals(RunKind::correct, {applied}) ==
        "1 domain: 1 corrected (1 update). 1 foreign value kept.\n");
  CHECK(totals(RunKind::apply, {refused, conflict, failed, not_attempted}) ==
        "4 domains: 1 refused, 1 in conflict, 1 failed, 1 not attempted.\n");
}

TEST_CASE("neighbours with the same trouble share a block, with as many names as fit") {
  RunReport report;
  for (int i = 0; i < 1000; ++i) {
    auto row = domain("customer-" + std::to_string(i) + ".example", DomainStatus::failed);
    row.errors = {Error{ErrorKind::io, "cannot read \"zones\"", "let this user read the folder"}};
    report.domains.push_back(std::move(row));
  }
  CHECK(text(report) ==
        "customer-0.example, customer-1.example and 998 more   zonefile/local\n"
        "  ! error: cannot read \"zones\"\n"
        "      help: let this user read the folder\n"
        "\n"
        "1000 domains: 1000 failed.\n");
  report.domains[1].errors[0].message = "another";
  report.domains.resize(3);
  CHECK(text(report).find("customer-1.example   zonefile/local\n  ! error: another\n") !=
        std::string::npos);
}

TEST_CASE("errors of the run come first; without a domain they are all there is") {
  RunReport report;
  report.errors = {Error{ErrorKind::config, "one", "mend it"}, Error{ErrorKind::config, "two"}};
  CHECK(text(report) == "error: one\n  help: mend it\n\nerror: two\n");
  report.domains = {domain("x.example", DomainStatus::in_order)};
  CHECK(text(report) == "error: one\n  help: mend it\n\nerror: two\n\n1 domain: 1 in order.\n");
}
