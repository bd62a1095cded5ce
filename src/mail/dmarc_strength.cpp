#include "mail/dmarc_strength.h"

#include "base/text.h"
#include "mail/dmarc_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

namespace dnsward {
namespace {

int rank_of(std::optional<DmarcPolicy> policy) {
  return policy ? static_cast<int>(*policy) : -1;
}

std::optional<DmarcPolicy> valid_policy(const DmarcRecord& record, std::string_view tag) {
  const auto* value = record.find(tag);
  return value == nullptr ? std::nullopt : parse_dmarc_policy(*value);
}

std::optional<DmarcPolicy> named_policy(const DmarcRecord& record, std::string_view tag) {
  if (auto policy = valid_policy(record, tag)) return policy;
  if (tag == "np") return named_policy(record, "sp");
  if (tag == "sp") return named_policy(record, "p");
  return record.policy();
}

bool in_test_mode(const DmarcRecord& record) {
  const auto* t = record.find("t");
  return t != nullptr && equal_ignoring_case(*t, "y");
}

int percent_of(const DmarcRecord& record) {
  const auto* pct = record.find("pct");
  const auto percent = pct == nullptr ? std::nullopt : whole_number<int>(*pct);
  return percent && *percent >= 0 && *percent <= 100 ? *percent : 100;
}

DmarcStrength strength(std::optional<DmarcPolicy> policy, bool test_mode, int percent) {
  const int rank = rank_of(policy);
  const auto share = [&](int wanted) { return rank > wanted ? 100 : rank == wanted ? percent : 0; };
  return {.named = rank,
          .tested = test_mode && rank > 0 ? rank - 1 : rank,
          .quarantine = share(static_cast<int>(DmarcPolicy::quarantine)),
          .reject = share(static_cast<int>(DmarcPolicy::reject))};
}

bool is_weaker(const DmarcStrength& a, const DmarcStrength& b) {
  return a.named < b.named || a.tested < b.tested || a.quarantine < b.quarantine ||
         a.reject < b.reject;
}

std::string_view policy_name(int rank) {
  return to_text(static_cast<DmarcPolicy>(std::max(rank, 0)));
}

std::string written(const DmarcRecord& record, std::string_view tag) {
  const auto* value = record.find(tag);
  return fmt::format("{}={}", tag, value == nullptr ? "" : *value);
}

}  // namespace

DmarcStrength dmarc_strength(const DmarcRecord& record, std::string_view tag) {
  return strength(named_policy(record, tag), in_test_mode(record), percent_of(record));
}

DmarcStrength dmarc_strength(std::optional<DmarcPolicy> policy) {
  return strength(policy, false, 100);
}

std::string dmarc_downgrade(const DmarcRecord* before, const DmarcRecord& after,
                            std::optional<DmarcPolicy> inherited) {
  for (const std::string_view tag : {"p", "sp", "np"}) {
    const auto was = before == nullptr ? dmarc_strength(inherited) : dmarc_strength(*before, tag);
    const auto is = dmarc_strength(after, tag);
    if (!is_weaker(is, was)) continue;
    const auto today = policy_name(was.named);
    if (is.named < was.named) {
      auto source = tag;
      if (source == "np" && after.find("np") == nullptr) source = "sp";
      if (source == "sp" && after.find("sp") == nullptr) source = "p";
      return fmt::format(R"(DMARC tag "{}" is weaker than today's policy "{}"{})",
                         written(after, source), today,
                         before == nullptr ? " of a record above" : "");
    }
    if (is.tested < was.tested) {
      return fmt::format(R"(DMARC tag "{}" asks receivers not to apply today's policy "{}")",
                         written(after, "t"), today);
    }
    return fmt::format(R"(DMARC tag "{}" applies today's policy "{}" to less mail)",
                       written(after, "pct"), today);
  }
  return {};
}

}  // namespace dnsward
