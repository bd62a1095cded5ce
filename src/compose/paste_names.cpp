#include "compose/paste_names.h"

#include "base/text.h"
#include "compose/paste_words.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace dnsward {
namespace {

constexpr std::array<std::string_view, 6> service_labels{"_domainkey", "_dmarc", "_mta-sts",
                                                         "_smtp._tls", "_bimi",  "_report"};

/// What follows the last label that services have in a name; the whole name when it has none.
std::string_view behind_service_label(std::string_view name) {
  std::size_t behind = 0;
  const auto lower = to_lower(name);
  for (const auto label : service_labels) {
    const auto at = lower.rfind(label);
    if (at == std::string::npos || (at > 0 && lower[at - 1] != '.')) continue;
    const auto end = at + label.size();
    if (end == lower.size()) return {};
    if (lower[end] == '.') behind = std::max(behind, end + 1);
  }
  return name.substr(behind);
}

std::optional<DomainName> whole_domain(std::string_view text) {
  if (text.empty() || text == "@" || !is_host_like(text)) return {};
  auto name = DomainName::parse(text);
  if (!name || name->label_count() < 2 || !host_name_problem(*name, true).empty()) return {};
  return std::move(*name);
}

/// The domains that the names of the records point to.
std::vector<DomainName> candidates_of(const Paste& paste) {
  std::vector<DomainName> candidates;
  for (const auto& record : paste.records) {
    if (!record.name) continue;
    const auto name = without_placeholder(record.name->text);
    const auto rest = behind_service_label(name);
    const bool shortened = rest.size() < name.size();
    const bool apex_kind = record.kind == PastedKind::spf || record.kind == PastedKind::mx ||
                           record.kind == PastedKind::token;
    if (!shortened && !apex_kind) continue;
    if (auto domain = whole_domain(rest)) candidates.push_back(std::move(*domain));
  }
  return candidates;
}

}  // namespace

std::optional<DomainName> domain_of_paste(const Paste& paste) {
  if (paste.origin) {
    if (auto origin = whole_domain(paste.origin->text)) return origin;
  }
  const auto candidates = candidates_of(paste);
  // The one above most of the others, which can only be itself or above itself.
  std::map<DomainName, std::size_t> votes;
  for (const auto& candidate : candidates) ++votes[candidate];
  std::map<DomainName, std::size_t> totals;
  for (const auto& [candidate, count] : votes) {
    for (auto above = candidate; above.label_count() >= 2; above = above.parent()) {
      if (votes.contains(above)) totals[above] += count;
    }
  }
  const auto best =
      std::max_element(totals.begin(), totals.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  if (best != totals.end()) return best->first;
  for (const auto& record : paste.records) {
    if (!record.name || !record.name->text.ends_with('.')) continue;
    if (auto name = whole_domain(record.name->text); name && name->label_count() >= 3) {
      return name->parent();
    }
  }
  return {};
}

std::optional<std::string> relative_paste_name(std::string_view name,
                                               const std::optional<DomainName>& domain) {
  name = without_placeholder(name);
  if (name == "@") return "@";
  const auto parsed = DomainName::parse(name);
  if (!parsed) return {};
  if (domain && parsed->is_within(*domain)) return parsed->relative_to(*domain);
  if (name.ends_with('.')) return {};
  // A whole name of another domain, unless the labels of a service make it a relative one.
  if (domain && whole_domain(behind_service_label(name))) return {};
  const auto text = parsed->display();
  return text == "." ? std::nullopt : std::optional(text);
}

std::string_view selector_of_name(std::string_view relative) {
  constexpr std::string_view ending = "._domainkey";
  if (!relative.ends_with(ending)) return {};
  return relative.substr(0, relative.size() - ending.size());
}

std::string_view usual_name_of(PastedKind kind) {
  switch (kind) {
    case PastedKind::dmarc: return "_dmarc";
    case PastedKind::mta_sts: return "_mta-sts";
    case PastedKind::tls_rpt: return "_smtp._tls";
    case PastedKind::bimi: return "default._bimi";
    default: return "@";
  }
}

}  // namespace dnsward
