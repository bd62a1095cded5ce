// The pure core's work whose instructions instructions.py counts, one piece of it in a run:
//   instructions spf TERMS       parse a record of so many terms and merge one more into it
//   instructions plan SENDERS    plan one domain with so many senders into a zone of others
#include "mail/spf.h"
#include "plan/planner.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace dnsward;

/// What is counted runs inside of this function and nowhere else.
template <typename Work>
[[gnu::noinline]] bool counted_work(const Work& work) {
  return work();
}

DomainName name_of(const std::string& text) {
  return DomainName::parse(text).value();
}

Rdata txt_of(std::string bytes) {
  return TxtData{std::move(bytes)};
}

int merge(int terms) {
  std::string record = "v=spf1";
  for (int i = 1; i < terms; ++i) {
    record += i <= 4 ? " include:spf" + std::to_string(i) + ".vendor.example"
                     : " ip4:192.0.2." + std::to_string(i);
  }
  record += " ~all";
  const std::vector wanted{parse_spf_term("ip4:198.51.100.7").value()};
  const bool merged = counted_work([&] { return merge_spf(record, wanted, {}).has_value(); });
  return merged ? EXIT_SUCCESS : EXIT_FAILURE;
}

/// What senders ask for, in turn: a whole set with SPF, token, key and DMARC; a token and two
/// delegated keys; SPF and a key; three delegated names; a token alone.
void add_sender(int number, const DomainName& domain, std::vector<Requirement>& wants) {
  const auto id = std::to_string(number);
  const auto add = [&](Want want) {
    wants.push_back({.want = std::move(want),
                     .domain = domain,
                     .label = "sender " + id,
                     .where = {"dnsward.toml", static_cast<std::uint32_t>(wants.size() + 1), 1}});
  };
  const auto at = [&](const std::string& name) { return DomainName::parse(name, domain).value(); };
  const auto spf = [&] { add(SpfWant{domain, {parse_spf_term("ip4:198.51.100." + id).value()}}); };
  const auto token = [&] {
    add(ValueWant{{domain, RRType::txt}, txt_of("vendor" + id + "-code:c9978ded17d612e8fed43df3")});
  };
  const auto key = [&] {
    add(RRsetWant{{at("k" + id + "._domainkey"), RRType::txt},
                  txt_of("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="),
                  true});
  };
  const auto delegated = [&](const std::string& name) {
    add(CnameWant{at(name + id), name_of(name + ".vendor" + id + ".example"), false});
  };
  switch (number % 5) {
    case 1:
      spf(), token(), key();
      add(DmarcSenderWant{at("_dmarc"), {DmarcPolicy::none, {"mailto:rua@dmarc.example"}}});
      break;
    case 2: token(), delegated("s1"), delegated("s2"); break;
    case 3: spf(), key(); break;
    case 4: delegated("em"), delegated("s1"), delegated("s2"); break;
    default: token();
  }
}

int plan(int senders) {
  const auto zone = name_of("example.com");
  std::vector<Requirement> wants;
  for (int i = 1; i <= senders; ++i) add_sender(i, zone, wants);
  std::vector<RRset> actual{{{zone, RRType::mx}, 3600, {MxData{10, name_of("mx.example.net")}}},
                            {{zone, RRType::txt},
                             3600,
                             {txt_of("MS=ms12345678"),
                              txt_of("google-site-verification=9xk1Jh2dEXAMPLEexample0123456789ab"),
                              txt_of("v=spf1 include:_spf.google.com ip4:192.0.2.10 ~all")}},
                            {{name_of("_dmarc.example.com"), RRType::txt},
                             3600,
                             {txt_of("v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com")}}};
  for (auto& rrset : actual) normalize(rrset);
  std::sort(actual.begin(), actual.end(),
            [](const RRset& a, const RRset& b) { return a.key < b.key; });
  const bool planned = counted_work([&] {
    const auto result = make_plan(zone, wants, actual);
    return result.conflicts.empty() && !result.changes.empty();
  });
  return planned ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc == 3 ? argv[1] : "";
  const int count = argc == 3 ? std::atoi(argv[2]) : 0;
  if (what == "spf" && count > 0) return merge(count);
  if (what == "plan" && count > 0) return plan(count);
  std::cerr << "instructions spf TERMS | plan SENDERS\n";
  return EXIT_FAILURE;
}
