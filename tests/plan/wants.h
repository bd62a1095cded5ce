// Requirements in a line each, for planner tests.
#pragma once

#include "support/zone_text.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace dnsward::test {

/// `what` is the label; the line number is its place in the file.
inline Requirement need(Want want, std::string domain, std::string label, std::uint32_t line) {
  return {.want = std::move(want),
          .domain = name(domain),
          .label = std::move(label),
          .where = {"f", line, 1},
          .create_ttl = 300};
}

inline Requirement absent(Requirement r) {
  r.presence = Presence::absent;
  return r;
}

inline Requirement retired(Requirement r) {
  r.presence = Presence::retired;
  return r;
}

inline Requirement token(std::string domain, std::string value, std::uint32_t line) {
  return need(ValueWant{{name(domain), RRType::txt}, txt(value)}, domain, "token", line);
}

inline Requirement value(std::string owner, RRType type, Rdata data, std::string domain,
                         std::uint32_t line) {
  return need(ValueWant{{name(owner), type}, std::move(data)}, std::move(domain), "record", line);
}

inline Requirement prefix(std::string domain, std::string start, std::string value,
                          std::uint32_t line) {
  return need(PrefixWant{name(domain), std::move(start), std::move(value)}, domain, "prefix", line);
}

inline Requirement dkim(std::string owner, std::string value, std::string domain,
                        std::uint32_t line) {
  return need(RRsetWant{{name(owner), RRType::txt}, txt(value), true}, std::move(domain), "DKIM",
              line);
}

inline Requirement cname(std::string owner, std::string target, std::string domain,
                         std::uint32_t line, bool replace = false) {
  return need(CnameWant{name(owner), name(target), replace}, std::move(domain), "CNAME", line);
}

inline Requirement spf(std::string domain, const std::vector<std::string>& terms,
                       std::uint32_t line) {
  SpfWant want{name(domain), {}};
  for (const auto& term : terms) want.terms.push_back(parse_spf_term(term).value());
  return need(std::move(want), domain, "SPF", line);
}

inline Requirement dmarc(std::string domain, DmarcPolicy policy, std::vector<std::string> rua,
                         std::uint32_t line) {
  return need(DmarcSenderWant{name("_dmarc." + domain), {policy, std::move(rua)}}, domain, "DMARC",
              line);
}

inline Requirement owner_dmarc(std::string domain, std::vector<DmarcTag> tags, bool allow,
                               std::uint32_t line) {
  return need(DmarcOwnerWant{name("_dmarc." + domain), {std::move(tags), allow}}, domain,
              "owner's DMARC", line);
}

}  // namespace dnsward::test
