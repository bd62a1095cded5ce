#include "dns/presentation.h"
#include "providers/zonefile/layout_support.h"

#include <fmt/format.h>

#include <map>
#include <set>

namespace dnsward::test {
namespace {

DomainName name(std::string_view text) {
  static const DomainName apex = DomainName::parse("example.test").value();
  return DomainName::from_presentation(text, apex).value();
}

DomainName random_owner(Random& random) {
  static const std::vector<std::string> labels{
      "@",  "@",   "www", "mail", "_dmarc",  "sel._domainkey", "300",     "mx",       "txt",
      "in", "a1",  "*",   "*.w",  "x\\032y", "d\\.t",          "\\200q",  "$q",       "sub",
      "1h", "soa", "ns",  "any",  "h.sub",   "a.b.c.d.e",      "semi\\;", "quo\\\"te"};
  return name(random.pick(labels));
}

DomainName random_target(Random& random) {
  static const std::vector<std::string> names{"@",     "www",
                                              "mx1",   "mx.example.com.",
                                              ".",     "x\\032y",
                                              "h.sub", "sub.example.test.",
                                              "*.w",   "d\\.t.example.net."};
  return name(random.pick(names));
}

std::string random_octets(Random& random) {
  static const std::vector<std::string> usual{"v=spf1 include:spf.example.com ~all",
                                              "v=DMARC1; p=none; rua=mailto:a@example.com",
                                              "brevo-code:0123456789abcdef",
                                              "",
                                              "a \"quoted\" word",
                                              "back\\slash",
                                              "; (no comment)",
                                              "#3"};
  if (random.one_in(2)) return random.pick(usual);
  std::string octets(random.below(random.one_in(16) ? 600 : 12), 'k');
  for (char& octet : octets) {
    if (random.one_in(3)) octet = static_cast<char>(random.below(256));
  }
  return octets;
}

Rdata random_value(RRType type, Random& random) {
  switch (type) {
    case RRType::txt: return TxtData{random_octets(random)};
    case RRType::cname: return CnameData{random_target(random)};
    case RRType::mx:
      return MxData{static_cast<std::uint16_t>(random.below(65536)), random_target(random)};
    case RRType::a: return OpaqueData{fmt::format("192.0.2.{}", random.below(256))};
    case RRType::ns: return OpaqueData{random_target(random).to_text()};
    default: return OpaqueData{fmt::format("\\# 2 {:04X}", random.below(65536))};
  }
}

std::uint32_t random_ttl(Random& random) {
  static const std::vector<std::uint32_t> ttls{0,    1,    60,    300,    300,    300,
                                               3600, 5400, 86400, 788645, 300000, 2147483647};
  return random.pick(ttls);
}

}  // namespace

std::vector<ZoneRecord> random_zone(Random& random) {
  static const std::vector<RRType> types{RRType::txt, RRType::txt, RRType::txt,  RRType::cname,
                                         RRType::mx,  RRType::a,   RRType{65280}};
  std::vector<ZoneRecord> records;
  const auto minimum = random_ttl(random);
  const auto serial = static_cast<std::uint32_t>(random.below(4294967296));
  // An SOA may be found to have its minimum for a TTL.
  records.push_back({{name("@"), RRType::soa},
                     random.one_in(2) ? minimum : random_ttl(random),
                     OpaqueData{fmt::format("ns.example.test. h.example.test. {} 7200 60 604800 {}",
                                            serial, minimum)}});
  records.push_back({{name("@"), RRType::ns}, random_ttl(random), OpaqueData{"ns.example.net."}});
  std::set<DomainName> aliases;
  std::set<DomainName> others{name("@")};
  for (std::size_t sets = random.below(8); sets > 0; --sets) {
    const RRsetKey key{random_owner(random), random.pick(types)};
    const bool alias = key.type == RRType::cname;
    if (aliases.contains(key.owner) || (alias && others.contains(key.owner))) continue;
    (alias ? aliases : others).insert(key.owner);
    const auto ttl = random_ttl(random);
    for (std::size_t values = alias ? 1 : 1 + random.below(3); values > 0; --values) {
      records.push_back({key, ttl, random_value(key.type, random)});
    }
  }
  std::map<RRsetKey, std::uint32_t> ttls;
  for (ZoneRecord& record : records)
    record.ttl = ttls.emplace(record.key, record.ttl).first->second;
  return records;
}

std::vector<RRset> rrsets_of(const std::vector<ZoneRecord>& records) {
  std::map<RRsetKey, RRset> sets;
  for (const ZoneRecord& record : records) {
    RRset& rrset = sets[record.key];
    rrset.key = record.key;
    rrset.ttl = record.ttl;
    rrset.rdata.push_back(record.value);
  }
  std::vector<RRset> all;
  for (auto& [key, rrset] : sets) {
    normalize(rrset);
    all.push_back(std::move(rrset));
  }
  return all;
}

}  // namespace dnsward::test
