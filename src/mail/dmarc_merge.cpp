// Wishes joining a DMARC record, every other byte as it was.
#include "base/text.h"
#include "mail/dmarc.h"
#include "mail/dmarc_parts.h"
#include "mail/dmarc_strength.h"
#include "mail/finding_table.h"
#include "mail/quote.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace dnsward {
namespace {

using Parts = std::vector<DmarcPart>;

tl::unexpected<MailFinding> conflict(MailFinding finding, std::string hint) {
  finding.hint = std::move(hint);
  return tl::unexpected<MailFinding>(std::move(finding));
}

const DmarcPart* find_part(const Parts& parts, std::string_view name) {
  const auto found =
      std::find_if(parts.begin(), parts.end(), [&](const DmarcPart& p) { return p.name == name; });
  return found == parts.end() ? nullptr : &*found;
}

const std::string* find_tag(const DmarcOwnerWish* owner, std::string_view name) {
  if (owner == nullptr) return nullptr;
  const auto found = std::find_if(owner->tags.begin(), owner->tags.end(),
                                  [&](const DmarcTag& t) { return t.name == name; });
  return found == owner->tags.end() ? nullptr : &found->value;
}

DmarcPart new_part(std::string_view name, std::string value) {
  return {.before = fmt::format(" {}=", name),
          .name = std::string(name),
          .value = std::move(value),
          .after = {}};
}

/// Adds a tag: `p` right after `v`, where RFC 7489 demands it; others at the end, a final ";" being
/// the separator then.
void add_tag(Parts& parts, std::string_view name, std::string value) {
  auto part = new_part(name, std::move(value));
  if (name == "p") {
    parts.insert(parts.begin() + 1, std::move(part));
    return;
  }
  if (parts.back().name.empty()) {
    if (!parts.back().before.empty()) part.before = parts.back().before + part.name + '=';
    parts.pop_back();
  }
  parts.push_back(std::move(part));
}

void set_tag(Parts& parts, std::string_view name, std::string value) {
  const auto found =
      std::find_if(parts.begin(), parts.end(), [&](const DmarcPart& p) { return p.name == name; });
  if (found == parts.end()) return add_tag(parts, name, std::move(value));
  found->value = std::move(value);
}

std::set<std::string> comparable_uris(std::string_view value) {
  std::set<std::string> uris;
  for (const auto uri : split_dmarc_uris(value)) uris.insert(comparable_dmarc_uri(uri));
  return uris;
}

/// `value` with the addresses of all senders that it lacks at its end.
std::string with_addresses(std::string value, std::span<const DmarcSenderWish> senders) {
  auto there = comparable_uris(value);
  for (const auto& sender : senders) {
    for (const auto& uri : sender.rua) {
      if (!there.insert(comparable_dmarc_uri(uri)).second) continue;
      if (!value.empty() && !value.ends_with(',')) value += ',';
      value += uri;
    }
  }
  return value;
}

/// Whether two values of one tag mean the same, so that the spelling that is there can stay.
bool same_value(std::string_view name, std::string_view a, std::string_view b) {
  static constexpr std::array<std::string_view, 7> keywords{"p",     "sp",   "np", "t",
                                                            "adkim", "aspf", "psd"};
  if (a == b) return true;
  if (name == "rua" || name == "ruf") return comparable_uris(a) == comparable_uris(b);
  const bool keyword = std::find(keywords.begin(), keywords.end(), name) != keywords.end();
  return keyword && equal_ignoring_case(a, b);
}

Checked<void> check_owner(const DmarcOwnerWish& owner) {
  std::set<std::string_view> names;
  for (const auto& tag : owner.tags) {
    if (auto problem = find_dmarc_tag_problem(tag)) {
      return conflict(std::move(*problem), "mend the value in the file");
    }
    if (names.insert(tag.name).second) continue;
    return conflict(found("DMARC006", fmt::format("DMARC tag {} is wanted twice", quote(tag.name))),
                    "keep one of them");
  }
  return {};
}

Checked<void> check_wishes(std::span<const DmarcSenderWish> senders, const DmarcOwnerWish* owner) {
  for (const auto& sender : senders) {
    for (const auto& uri : sender.rua) {
      if (auto problem = find_dmarc_uri_problem(uri)) {
        return conflict(std::move(*problem), "mend the address in the file");
      }
    }
  }
  return owner == nullptr ? Checked<void>{} : check_owner(*owner);
}

DmarcPolicy strongest(std::span<const DmarcSenderWish> senders) {
  auto policy = DmarcPolicy::none;
  for (const auto& sender : senders) policy = std::max(policy, sender.policy);
  return policy;
}

DmarcRecord record_of(const Parts& parts) {
  DmarcRecord record;
  for (const auto& part : parts) {
    if (!part.name.empty() && part.name != "v") record.tags.push_back({part.name, part.value});
  }
  return record;
}

void merge_rua(Parts& parts, std::span<const DmarcSenderWish> senders,
               const DmarcOwnerWish* owner) {
  const auto* present = find_part(parts, "rua");
  const auto* owned = find_tag(owner, "rua");
  const std::string base = owned != nullptr ? *owned : present != nullptr ? present->value : "";
  auto value = with_addresses(base, senders);
  const bool in_order =
      value.empty() || (present != nullptr && same_value("rua", present->value, value));
  if (!in_order) set_tag(parts, "rua", std::move(value));
}

/// The first tag that should name a policy and names none, as written: "p=rejct".
std::optional<std::string> misnamed_policy(const Parts& parts) {
  for (const std::string_view name : {"p", "sp", "np"}) {
    const auto* part = find_part(parts, name);
    if (part != nullptr && !parse_dmarc_policy(part->value)) {
      return fmt::format("{}={}", name, part->value);
    }
  }
  return std::nullopt;
}

/// What senders want of the policy: that there is one. A policy tag that nobody can read is left
/// for a person to mend, unless an address makes the record valid all the same.
Checked<void> ensure_policy(Parts& parts, DmarcPolicy wanted) {
  if (record_of(parts).policy()) return {};
  if (const auto bad = misnamed_policy(parts)) {
    return conflict(found("DMARC003", fmt::format("DMARC tag {} names no policy", quote(*bad))),
                    "mend the record by hand first: receivers ignore it");
  }
  add_tag(parts, "p", std::string(to_text(wanted)));
  return {};
}

MailFindings warnings_about(const Parts& parts, bool addressed) {
  MailFindings warnings;
  if (const auto bad = misnamed_policy(parts)) {
    warnings.push_back(found(
        "DMARC032",
        fmt::format("DMARC tag {} names no policy: receivers act as for \"p=none\"", quote(*bad))));
  }
  const auto* rua = find_part(parts, "rua");
  const auto count = rua == nullptr ? 0 : split_dmarc_uris(rua->value).size();
  if (addressed && count > usual_uri_limit) {
    warnings.push_back(
        found("DMARC020",
              fmt::format(
                  "DMARC tag \"rua\" has {} addresses: some receivers report to the first {} alone",
                  count, usual_uri_limit)));
  }
  return warnings;
}

Checked<void> check_strength(const DmarcRecord* before, const Parts& parts,
                             const DmarcOwnerWish* owner, std::optional<DmarcPolicy> inherited) {
  if (owner == nullptr || owner->allow_downgrade) return {};
  auto downgrade = dmarc_downgrade(before, record_of(parts), inherited);
  if (downgrade.empty()) return {};
  return conflict(found("DMARC008", std::move(downgrade)),
                  "set allow_downgrade = true if that is meant");
}

Checked<DmarcMerge> new_record(std::span<const DmarcSenderWish> senders,
                               const DmarcOwnerWish* owner, std::optional<DmarcPolicy> inherited) {
  Parts parts{{.before = "v=", .name = "v", .value = "DMARC1", .after = {}}};
  const auto wanted = strongest(senders);
  const auto policy = std::max(wanted, inherited.value_or(DmarcPolicy::none));
  const auto* owned = find_tag(owner, "p");
  add_tag(parts, "p", owned != nullptr ? *owned : std::string(to_text(policy)));
  merge_rua(parts, senders, owner);
  if (owner != nullptr) {
    for (const auto& tag : owner->tags) {
      if (tag.name != "p" && tag.name != "rua") add_tag(parts, tag.name, tag.value);
    }
  }
  if (auto fine = check_strength(nullptr, parts, owner, inherited); !fine) {
    return tl::unexpected(std::move(fine.error()));
  }
  DmarcMerge merge{.record = join_dmarc(parts), .warnings = warnings_about(parts, true)};
  if (owned == nullptr && policy > wanted && !senders.empty()) {
    merge.warnings.push_back(
        found("DMARC022",
              fmt::format(R"(DMARC record gets the policy "{}" of a record above in place of "{}")",
                          to_text(policy), to_text(wanted))));
  }
  return merge;
}

}  // namespace

Checked<DmarcMerge> try_merge_dmarc(std::optional<std::string_view> existing,
                                    std::span<const DmarcSenderWish> senders,
                                    const DmarcOwnerWish* owner,
                                    std::optional<DmarcPolicy> inherited) {
  if (auto fine = check_wishes(senders, owner); !fine)
    return tl::unexpected(std::move(fine.error()));
  if (!existing) return new_record(senders, owner, inherited);
  auto parts = split_dmarc(*existing);
  if (!parts) {
    return conflict(std::move(parts.error()),
                    "mend the record by hand first: receivers may ignore it");
  }
  const auto before = record_of(*parts);
  if (owner != nullptr) {
    for (const auto& tag : owner->tags) {
      const auto* part = find_part(*parts, tag.name);
      const bool in_order = part != nullptr && same_value(tag.name, part->value, tag.value);
      if (tag.name != "rua" && !in_order) set_tag(*parts, tag.name, tag.value);
    }
  }
  merge_rua(*parts, senders, owner);
  if (!senders.empty()) {
    if (auto fine = ensure_policy(*parts, strongest(senders)); !fine) {
      return tl::unexpected(std::move(fine.error()));
    }
  }
  if (auto fine = check_strength(&before, *parts, owner, inherited); !fine) {
    return tl::unexpected(std::move(fine.error()));
  }
  auto record = join_dmarc(*parts);
  const bool changed = record != *existing;
  return DmarcMerge{.record = std::move(record), .warnings = warnings_about(*parts, changed)};
}

Result<DmarcMerge> merge_dmarc(std::optional<std::string_view> existing,
                               std::span<const DmarcSenderWish> senders,
                               const DmarcOwnerWish* owner, std::optional<DmarcPolicy> inherited) {
  auto merge = try_merge_dmarc(existing, senders, owner, inherited);
  if (!merge) return fail(to_error(std::move(merge.error()), ErrorKind::conflict));
  return std::move(*merge);
}

}  // namespace dnsward
