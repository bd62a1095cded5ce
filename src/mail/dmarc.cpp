#include "mail/dmarc.h"

#include "base/text.h"
#include "mail/dmarc_parts.h"
#include "mail/finding_table.h"
#include "mail/quote.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace dnsward {
namespace {

constexpr std::string_view version = "DMARC1";
constexpr std::array<std::string_view, 3> policy_names{"none", "quarantine", "reject"};
constexpr std::array<std::string_view, 3> policy_tags{"p", "sp", "np"};

bool is_printable(char c) {
  return c >= 0x20 && c < 0x7F;
}

// What follows `v=DMARC1` when `value` begins with it, blanks around "=" allowed.
std::optional<std::string_view> after_version(std::string_view value) {
  if (value.empty() || to_lower(value.front()) != 'v') return std::nullopt;
  const auto skip_blanks = [&] {
    value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
  };
  value.remove_prefix(1);
  skip_blanks();
  if (!value.starts_with('=')) return std::nullopt;
  value.remove_prefix(1);
  skip_blanks();
  if (!value.starts_with(version)) return std::nullopt;
  return value.substr(version.size());
}

Checked<DmarcPart> parse_part(std::string_view text) {
  const auto inner = trim(text);
  const auto* bad = std::find_if_not(inner.begin(), inner.end(),
                                     [](char c) { return is_printable(c) || c == '\t'; });
  if (bad != inner.end()) {
    return not_fit(
        "DMARC002",
        fmt::format("DMARC tag {} holds the octet 0x{:02X}, which is not printable ASCII",
                    quote(inner), static_cast<unsigned char>(*bad)),
        "write printable ASCII only");
  }
  if (inner.empty())
    return DmarcPart{.before = std::string(text), .name = {}, .value = {}, .after = {}};
  const auto equals = text.find('=');
  const auto name = trim(text.substr(0, equals));
  if (equals == std::string_view::npos || name.empty()) {
    return not_fit("DMARC002",
                   fmt::format("DMARC record has the part {}, which is no tag", quote(inner)),
                   "write tags as name=value, with \";\" between them");
  }
  const auto value = trim(text.substr(equals + 1));
  if (value.find('\t') != std::string_view::npos || name.find('\t') != std::string_view::npos) {
    return not_fit("DMARC002", fmt::format("DMARC tag {} holds a tab", quote(inner)),
                   "write blanks in its place");
  }
  const auto begin = std::min(text.find_first_not_of(" \t", equals + 1), text.size());
  return DmarcPart{.before = std::string(text.substr(0, begin)),
                   .name = to_lower(name),
                   .value = std::string(value),
                   .after = std::string(text.substr(begin + value.size()))};
}

bool is_policy_tag(std::string_view name) {
  return std::find(policy_tags.begin(), policy_tags.end(), name) != policy_tags.end();
}

}  // namespace

std::string_view to_text(DmarcPolicy policy) {
  return policy_names.at(static_cast<std::size_t>(policy));
}

std::optional<DmarcPolicy> parse_dmarc_policy(std::string_view text) {
  for (const auto policy : {DmarcPolicy::none, DmarcPolicy::quarantine, DmarcPolicy::reject}) {
    if (equal_ignoring_case(text, to_text(policy))) return policy;
  }
  return std::nullopt;
}

const std::string* DmarcRecord::find(std::string_view name) const {
  const auto found =
      std::find_if(tags.begin(), tags.end(), [&](const DmarcTag& t) { return t.name == name; });
  return found == tags.end() ? nullptr : &found->value;
}

std::optional<DmarcPolicy> DmarcRecord::policy() const {
  const auto* p = find("p");
  const bool sound = p != nullptr && std::all_of(tags.begin(), tags.end(), [](const DmarcTag& t) {
                       return !is_policy_tag(t.name) || parse_dmarc_policy(t.value);
                     });
  if (sound) return parse_dmarc_policy(*p);
  const auto* rua = find("rua");
  if (rua != nullptr && has_reporting_uri(*rua)) return DmarcPolicy::none;
  return std::nullopt;
}

std::optional<DmarcPolicy> DmarcRecord::subdomain_policy() const {
  const auto own = policy();
  const auto* sp = find("sp");
  if (!own || sp == nullptr) return own;
  const auto below = parse_dmarc_policy(*sp);
  return below ? below : own;
}

bool is_dmarc(std::string_view value) {
  const auto rest = after_version(value);
  return rest &&
         (rest->empty() || std::string_view(" \t;").find(rest->front()) != std::string_view::npos);
}

std::string join_dmarc(const std::vector<DmarcPart>& parts) {
  std::string record;
  for (const auto& part : parts) {
    if (&part != parts.data()) record += ';';
    record += part.before + part.value + part.after;
  }
  return record;
}

Checked<std::vector<DmarcPart>> split_dmarc(std::string_view record) {
  const auto texts = split(record, ';');
  const auto rest = after_version(texts.front());
  if (!rest || !trim(*rest).empty()) {
    return not_fit(
        "DMARC001",
        fmt::format("DMARC record begins with {}, not with \"v=DMARC1;\"", quote(texts.front())),
        "begin the record with \"v=DMARC1; \"");
  }
  std::vector<DmarcPart> parts;
  parts.reserve(texts.size());
  std::set<std::string> names;
  for (const auto text : texts) {
    auto part = parse_part(text);
    if (!part) return tl::unexpected(std::move(part.error()));
    const bool again = !part->name.empty() && !names.insert(part->name).second;
    if (again) {
      return not_fit("DMARC006",
                     fmt::format("DMARC record has the tag {} twice", quote(part->name)),
                     "keep one of them: receivers may ignore the whole record");
    }
    parts.push_back(std::move(*part));
  }
  return parts;
}

Result<DmarcRecord> parse_dmarc(std::string_view record) {
  const auto parts = split_dmarc(record);
  if (!parts) return fail(to_error(parts.error()));
  DmarcRecord parsed;
  parsed.tags.reserve(parts->size());
  for (const auto& part : std::span(*parts).subspan(1)) {
    if (!part.name.empty()) parsed.tags.push_back({part.name, part.value});
  }
  return parsed;
}

std::optional<MailFinding> find_dmarc_tag_problem(const DmarcTag& tag) {
  const auto written = quote(tag.name + '=' + tag.value);
  const bool named = !tag.name.empty() && std::all_of(tag.name.begin(), tag.name.end(), is_alpha);
  if (!named || tag.name == "v")
    return found("DMARC025", fmt::format("DMARC tag {} has no name of a tag", written));
  const bool plain = std::all_of(tag.value.begin(), tag.value.end(),
                                 [](char c) { return is_printable(c) && c != ';'; });
  if (!plain || trim(tag.value) != tag.value) {
    return found(
        "DMARC002",
        fmt::format("DMARC tag {} has a value that is not plain ASCII without \";\"", written));
  }
  if (tag.value.empty())
    return found("DMARC026", fmt::format("DMARC tag {} has no value", written));
  if (is_policy_tag(tag.name) && !parse_dmarc_policy(tag.value)) {
    return found("DMARC003",
                 fmt::format("DMARC tag {} is none of none, quarantine, reject", written));
  }
  const bool yes_or_no = equal_ignoring_case(tag.value, "y") || equal_ignoring_case(tag.value, "n");
  if (tag.name == "t" && !yes_or_no)
    return found("DMARC026", fmt::format("DMARC tag {} is neither y nor n", written));
  if (tag.name != "rua" && tag.name != "ruf") return {};
  for (const auto uri : split_dmarc_uris(tag.value)) {
    if (auto problem = find_dmarc_uri_problem(uri)) return problem;
  }
  return {};
}

std::string dmarc_tag_problem(const DmarcTag& tag) {
  auto problem = find_dmarc_tag_problem(tag);
  return problem ? std::move(problem->message) : std::string();
}

}  // namespace dnsward
