#include "conformance/states.h"

#include "dns/rdata.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <iterator>
#include <utility>

namespace dnsward::test {
namespace {

using States = std::vector<ZoneState>;

std::string record(std::string_view value, std::string_view more = "") {
  return fmt::format("[[domains.record]]\nname = \"@\"\ntype = \"TXT\"\nvalue = '''{}'''\n{}",
                     value, more);
}

std::string presented(const std::string& bytes) {
  return fmt::format("[[domains.record]]\nname = \"@\"\ntype = \"TXT\"\npresentation = '''{}'''\n",
                     to_text(Rdata(TxtData{bytes})));
}

std::string txt_line(const std::string& bytes, std::string_view owner = "@") {
  return fmt::format("{} 3600 TXT {}\n", owner, to_text(Rdata(TxtData{bytes})));
}

States shared_apex() {
  return {
      {"an SPF record between the tokens of others takes a term, and a token joins them",
       R"(@ 3600 TXT "google-site-verification=abc"
@ 3600 TXT "v=spf1 include:_spf.google.com ip4:192.0.2.10 ~all"
@ 3600 TXT "MS=ms123"
)",
       R"(senders = ["brevo"]
[sender.brevo]
spf = ["include:spf.brevo.com"]
token = ["brevo-code:c997"]
)",
       R"(@ 3600 TXT "google-site-verification=abc"
@ 3600 TXT "v=spf1 include:_spf.google.com ip4:192.0.2.10 include:spf.brevo.com ~all"
@ 3600 TXT "MS=ms123"
@ 3600 TXT "brevo-code:c997"
)"},
      {"a zone without any TXT gets the first", "@ 3600 MX 10 mail\n",
       R"(senders = ["brevo"]
[sender.brevo]
spf = ["include:spf.brevo.com"]
)",
       "@ 3600 MX 10 mail\n@ 3600 TXT \"v=spf1 include:spf.brevo.com ~all\"\n"},
      {"two SPF records are a conflict, and nothing is written",
       "@ 3600 TXT \"v=spf1 -all\"\n@ 3600 TXT \"v=spf1 ~all\"\n@ 3600 TXT \"other\"\n",
       R"(senders = ["brevo"]
[sender.brevo]
spf = ["include:spf.brevo.com"]
token = ["brevo-code:c997"]
)",
       "@ 3600 TXT \"v=spf1 -all\"\n@ 3600 TXT \"v=spf1 ~all\"\n@ 3600 TXT \"other\"\n",
       "conflict"},
      {"a DMARC policy is kept and its reports go to one more address",
       "_dmarc 3600 TXT \"v=DMARC1; p=reject; rua=mailto:d@example.com\"\n",
       R"(senders = ["brevo"]
[sender.brevo]
dmarc = { policy = "none", rua = ["mailto:rua@dmarc.brevo.com"] }
)",
       "_dmarc 3600 TXT \"v=DMARC1; p=reject; rua=mailto:d@example.com,"
       "mailto:rua@dmarc.brevo.com\"\n"},
  };
}

States claims() {
  return {
      {"a value with our prefix is replaced, its neighbours stay",
       "@ 300 TXT \"code:old\"\n@ 300 TXT \"kept\"\n",
       record("code:new", "owns = \"prefix\"\nprefix = \"code:\"\n"),
       "@ 300 TXT \"code:new\"\n@ 300 TXT \"kept\"\n"},
      {"a whole RRset that is ours is replaced",
       "@ 300 TXT \"kept\"\nsel 300 TXT \"one\"\nsel 300 TXT \"two\"\n",
       "[[domains.record]]\nname = \"sel\"\ntype = \"TXT\"\nvalue = \"three\"\nowns = \"rrset\"\n",
       "@ 300 TXT \"kept\"\nsel 300 TXT \"three\"\n"},
      {"a retired sender's values go, what others need stays",
       R"(@ 3600 TXT "v=spf1 include:old.example include:_spf.google.com ~all"
@ 3600 TXT "old=1"
@ 3600 TXT "google=1"
sel._domainkey 3600 CNAME sel.old.example.
)",
       R"(retired = ["old"]
[sender.old]
spf = ["include:old.example"]
token = ["old=1"]
dkim = [{ selector = "sel", cname = "sel.old.example." }]
)",
       R"(@ 3600 TXT "v=spf1 include:_spf.google.com ~all"
@ 3600 TXT "google=1"
)"},
      {"what must not exist goes, and with the last value its RRset",
       "@ 3600 TXT \"kept\"\ngone 3600 TXT \"bad=1\"\n",
       "[[domains.record]]\nname = \"gone\"\ntype = \"TXT\"\nvalue = \"bad=1\"\nabsent = true\n",
       "@ 3600 TXT \"kept\"\n"},
      {"a TTL that the file states is set, for all values of its RRset",
       "@ 300 TXT \"kept\"\n@ 300 TXT \"ours\"\n", record("ours", "ttl = 7200\n"),
       "@ 7200 TXT \"kept\"\n@ 7200 TXT \"ours\"\n"},
      {"a TTL that the file does not state stays as it is", "@ 300 TXT \"kept\"\n", record("ours"),
       "@ 300 TXT \"kept\"\n@ 300 TXT \"ours\"\n"},
  };
}

States other_types() {
  const auto cname = [](std::string_view more) {
    return fmt::format(
        "[[domains.record]]\nname = \"em\"\ntype = \"CNAME\"\nvalue = \"u1.mailer.example.\"\n{}",
        more);
  };
  return {
      {"a CNAME is made", "@ 3600 TXT \"kept\"\n", cname(""),
       "@ 3600 TXT \"kept\"\nem 3600 CNAME u1.mailer.example.\n"},
      {"a CNAME is pointed elsewhere", "em 300 CNAME u0.mailer.example.\n", cname(""),
       "em 300 CNAME u1.mailer.example.\n"},
      {"a CNAME to a name of the zone is told from one outside", "em 300 CNAME u1.mailer\n",
       cname(""), "em 300 CNAME u1.mailer.example.\n"},
      {"a CNAME beside other types is a conflict", "em 300 TXT \"here\"\n", cname(""),
       "em 300 TXT \"here\"\n", "conflict"},
      {"a CNAME takes the place of other types when the file says so",
       "em 300 TXT \"here\"\nem 300 TXT \"there\"\n@ 3600 TXT \"kept\"\n",
       cname("replace = true\n"), "em 3600 CNAME u1.mailer.example.\n@ 3600 TXT \"kept\"\n"},
      {"an MX joins the others", "@ 3600 MX 10 mail\n@ 3600 MX 20 backup.example.net.\n",
       "[[domains.record]]\nname = \"@\"\ntype = \"MX\"\nvalue = \"10 mx.mailer.example.\"\n",
       "@ 3600 MX 10 mail\n@ 3600 MX 20 backup.example.net.\n@ 3600 MX 10 mx.mailer.example.\n"},
      {"a wildcard owner is a name like others", "* 3600 TXT \"kept\"\n* 3600 A 192.0.2.1\n",
       "[[domains.record]]\nname = \"*\"\ntype = \"TXT\"\nvalue = \"ours\"\n",
       "* 3600 TXT \"kept\"\n* 3600 A 192.0.2.1\n* 3600 TXT \"ours\"\n"},
      {"an owner name in another script is stored as A-labels", "xn--bcher-kva 3600 TXT \"kept\"\n",
       "[[domains.record]]\nname = \"b\xc3\xbc"
       "cher\"\ntype = \"TXT\"\nvalue = \"ours\"\n",
       "xn--bcher-kva 3600 TXT \"kept\"\nxn--bcher-kva 3600 TXT \"ours\"\n"},
  };
}

States texts() {
  States states;
  const auto beside = [&](std::string story, const std::string& kept, const std::string& ours,
                          std::string file) {
    states.push_back(
        {std::move(story), txt_line(kept), std::move(file), txt_line(kept) + txt_line(ours)});
  };
  constexpr std::array<std::size_t, 8> octets{1, 254, 255, 256, 510, 511, 600, 2000};
  for (const auto size : octets) {
    const std::string kept(size, 'k');
    const std::string ours(size, 'o');
    beside(fmt::format("a value of {} octets joins one of {}", size, size), kept, ours,
           record(ours));
  }
  beside("an empty value of somebody else stays", "", "ours", record("ours"));
  // As presentation: the file refuses a plain value that looks pasted from a zone file.
  for (const std::string_view odd :
       {R"(a "quoted" word)", R"(back\slash\\)", R"(semi;colon; v=1)", "  blanks at both ends ",
        R"("all quoted")", R"(\065\; (x))", R"(\)", "tab\there"}) {
    const std::string ours(odd);
    beside(fmt::format("octets that spellings trip over: {}", odd), ours + "k", ours,
           presented(ours));
  }
  std::string high;
  for (int octet = 0x80; octet <= 0xff; ++octet) high += static_cast<char>(octet);
  beside("octets over 0x7f of somebody else stay", high, "ours", record("ours"));
  beside("octets over 0x7f are ours", "kept", high, presented(high));
  const std::string at_border = std::string(254, 'x') + '"' + std::string(255, 'y') + '\\';
  beside("a quote and a backslash at the border of the strings", at_border + 'k', at_border,
         record(at_border));
  return states;
}

States sizes() {
  States states;
  for (const int count : {0, 1, 99, 100, 101, 1200}) {
    std::string before;
    for (int i = 0; i < count; ++i) before += fmt::format("n{} 3600 TXT \"value {}\"\n", i, i);
    states.push_back({fmt::format("a zone of {} RRsets gets one more", count), before,
                      record("ours"), before + "@ 3600 TXT \"ours\"\n"});
  }
  return states;
}

}  // namespace

std::vector<ZoneState> zone_states() {
  States all;
  for (auto& some : {shared_apex(), claims(), other_types(), texts(), sizes()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

}  // namespace dnsward::test
