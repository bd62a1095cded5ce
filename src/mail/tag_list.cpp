#include "mail/tag_list.h"

#include "base/text.h"
#include "mail/finding_table.h"
#include "mail/quote.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace dnsward {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view strip(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool is_tag_name(std::string_view name) {
  return !name.empty() && is_alpha(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return is_alpha(c) || is_digit(c) || c == '_'; });
}

Checked<void> check_octets(std::string_view record) {
  for (std::size_t i = 0; i < record.size(); ++i) {
    const char c = record[i];
    const bool printable_ascii = c >= 0x20 && c < 0x7F;
    if (printable_ascii || blanks.find(c) != std::string_view::npos) continue;
    return not_fit("DKIM001",
                   fmt::format("DKIM record holds the octet 0x{:02X} at position {}",
                               static_cast<unsigned char>(c), i + 1),
                   "write printable ASCII only");
  }
  return {};
}

Checked<Tag> parse_tag(std::string_view part) {
  const auto equals = part.find('=');
  if (equals == std::string_view::npos) {
    return not_fit("DKIM001",
                   fmt::format("DKIM record has the part {}, which is no tag", quote(strip(part))),
                   "write tags as name=value, with \";\" between them");
  }
  const Tag tag{strip(part.substr(0, equals)), strip(part.substr(equals + 1))};
  if (is_tag_name(tag.name)) return tag;
  return not_fit("DKIM001", fmt::format("DKIM record has the tag name {}", quote(tag.name)),
                 R"(tag names are letters, digits and "_", with ";" between the tags)");
}

}  // namespace

Checked<std::vector<Tag>> parse_tag_list(std::string_view record) {
  if (auto fine = check_octets(record); !fine) return tl::unexpected(std::move(fine.error()));
  record = strip(record);
  if (record.empty()) {
    return not_fit("DKIM001", "DKIM record is empty", "write k=rsa; p= and the key");
  }
  if (record.ends_with(';')) record.remove_suffix(1);
  const auto parts = split(record, ';');
  std::vector<Tag> tags;
  tags.reserve(parts.size());
  std::set<std::string_view> names;
  for (const auto part : parts) {
    if (strip(part).empty()) {
      return not_fit("DKIM001", "DKIM record has a \";\" with no tag before it",
                     "write one \";\" between two tags");
    }
    auto tag = parse_tag(part);
    if (!tag) return tl::unexpected(std::move(tag.error()));
    if (!names.insert(tag->name).second) {
      return not_fit("DKIM011", fmt::format("DKIM record has the tag \"{}\" twice", tag->name),
                     "keep one of them: verifiers ignore the whole record");
    }
    tags.push_back(*tag);
  }
  return tags;
}

const Tag* find_tag(const std::vector<Tag>& tags, std::string_view name) {
  const auto found =
      std::find_if(tags.begin(), tags.end(), [&](const Tag& tag) { return tag.name == name; });
  return found == tags.end() ? nullptr : &*found;
}

bool has_word(std::string_view list, std::string_view word) {
  const auto words = split(list, ':');
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view w) { return trim(w) == word; });
}

}  // namespace dnsward
