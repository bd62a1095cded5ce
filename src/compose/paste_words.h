// The words that pages, tables and zone files put around records: names, types, labels.
#pragma once

#include "dns/rr_type.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace dnsward {

/// A word of a line and where it begins.
struct PasteWord {
  std::string_view text;
  std::size_t at = 0;
};

/// The words of `line` from `begin` to `end`, which blanks, tabs, pipes and, with `commas`, commas
/// and parentheses part; quotes, backticks, asterisks and brackets around a word are not part of
/// it.
[[nodiscard]] std::vector<PasteWord> split_paste_words(std::string_view line, std::size_t begin,
                                                       std::size_t end, bool commas = false);

/// TXT, CNAME, MX and the other types that tables and zone files name, in capitals.
[[nodiscard]] std::optional<RRType> paste_type_of(std::string_view word);

/// "3600", "1h", "IN", "Auto": a TTL or class between a name and its type.
[[nodiscard]] bool is_ttl_or_class(std::string_view word);

/// "mail._domainkey" of "mail._domainkey.<your domain": without the labels from a placeholder on.
[[nodiscard]] std::string_view without_placeholder(std::string_view name);

/// Whether the word can only be a record's name: "@", or a label that begins with an underscore.
[[nodiscard]] bool is_record_name(std::string_view word);

/// A domain name of some labels: letters, digits, hyphens, underscores, placeholders.
[[nodiscard]] bool is_host_like(std::string_view word);

/// What a label says that follows it.
enum class PasteLabel { name, type, value, priority, selector, ttl };

/// "Name:", "Host", "TXT value" and so on at the beginning of a line: the label and where what
/// follows it begins (the line's size when nothing does).
struct LabelledLine {
  PasteLabel label;
  std::size_t rest = 0;
};

[[nodiscard]] std::optional<LabelledLine> read_label(std::string_view line);

/// Whether all words are labels: the head of a table.
[[nodiscard]] bool is_table_head(std::string_view line);

/// "TTL" and "Type" and so on, in any case, without marks.
[[nodiscard]] std::optional<PasteLabel> label_of(std::string_view word);

}  // namespace dnsward
