#include "compose/paste_words.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace dnsward {
namespace {

struct LabelWord {
  std::string_view word;
  PasteLabel label;
};

// Lower case; as pages in English and German write them.
constexpr std::array<LabelWord, 44> label_words{{
    {"name", PasteLabel::name},
    {"host", PasteLabel::name},
    {"hostname", PasteLabel::name},
    {"host name", PasteLabel::name},
    {"host record", PasteLabel::name},
    {"host/name", PasteLabel::name},
    {"record name", PasteLabel::name},
    {"dns name", PasteLabel::name},
    {"subdomain", PasteLabel::name},
    {"txt name", PasteLabel::name},
    {"txt host", PasteLabel::name},
    {"cname name", PasteLabel::name},
    {"type", PasteLabel::type},
    {"record type", PasteLabel::type},
    {"typ", PasteLabel::type},
    {"eintragstyp", PasteLabel::type},
    {"value", PasteLabel::value},
    {"record value", PasteLabel::value},
    {"txt value", PasteLabel::value},
    {"txt record", PasteLabel::value},
    {"cname value", PasteLabel::value},
    {"content", PasteLabel::value},
    {"data", PasteLabel::value},
    {"record", PasteLabel::value},
    {"target", PasteLabel::value},
    {"points to", PasteLabel::value},
    {"points to address or value", PasteLabel::value},
    {"destination", PasteLabel::value},
    {"answer", PasteLabel::value},
    {"canonical name", PasteLabel::value},
    {"mail server", PasteLabel::value},
    {"wert", PasteLabel::value},
    {"inhalt", PasteLabel::value},
    {"ziel", PasteLabel::value},
    {"zeigt auf", PasteLabel::value},
    {"priority", PasteLabel::priority},
    {"preference", PasteLabel::priority},
    {"mx priority", PasteLabel::priority},
    {"prio", PasteLabel::priority},
    {"priorität", PasteLabel::priority},
    {"selector", PasteLabel::selector},
    {"dkim selector", PasteLabel::selector},
    {"selektor", PasteLabel::selector},
    {"ttl", PasteLabel::ttl},
}};

/// Two columns with blanks between them: where the first one ends. npos when there are more, as far
/// as the line's beginning shows.
std::size_t gap_in(std::string_view line, std::size_t from) {
  constexpr std::size_t far_enough = 512;
  line = line.substr(0, far_enough);
  const auto gap = line.find("  ", from);
  const auto second = gap == std::string_view::npos ? gap : line.find_first_not_of(' ', gap);
  if (second == std::string_view::npos) return second;
  const bool has_third = trim(line.substr(second)).find("  ") != std::string_view::npos;
  return has_third ? std::string_view::npos : gap;
}

std::optional<PasteLabel> exact_label(std::string_view lower) {
  const auto* const known = std::find_if(label_words.begin(), label_words.end(),
                                         [&](const LabelWord& l) { return l.word == lower; });
  if (known == label_words.end()) return {};
  return known->label;
}

// A zero-octet is no mark: std::string_view::find would take it for one of a literal's end.
bool is_mark(char c) {
  constexpr std::string_view marks = "\"'`*()[]<>";
  return c != '\0' && marks.find(c) != std::string_view::npos;
}

bool is_paste_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

std::string_view without_marks(std::string_view word) {
  while (!word.empty() && is_mark(word.front())) word.remove_prefix(1);
  while (!word.empty() && is_mark(word.back())) word.remove_suffix(1);
  return word;
}

}  // namespace

std::vector<PasteWord> split_paste_words(std::string_view line, std::size_t begin, std::size_t end,
                                         bool commas) {
  std::vector<PasteWord> words;
  const auto parts = [&](char c) {
    return is_paste_blank(c) || c == '|' || (commas && (c == ',' || c == '(' || c == ')'));
  };
  for (auto at = begin; at < end;) {
    if (parts(line[at])) {
      ++at;
      continue;
    }
    auto stop = at;
    while (stop < end && !parts(line[stop])) ++stop;
    const auto word = line.substr(at, stop - at);
    const auto inner = without_marks(word);
    if (!inner.empty())
      words.push_back({inner, static_cast<std::size_t>(inner.data() - line.data())});
    at = stop;
  }
  return words;
}

std::optional<RRType> paste_type_of(std::string_view word) {
  constexpr std::array<std::string_view, 10> types{"TXT", "CNAME", "MX",  "SPF", "A",
                                                   "NS",  "AAAA",  "SRV", "CAA", "SOA"};
  if (std::find(types.begin(), types.end(), word) == types.end()) return {};
  return parse_rr_type(word);
}

bool is_ttl_or_class(std::string_view word) {
  if (equal_ignoring_case(word, "IN") || equal_ignoring_case(word, "auto")) return true;
  if (word.empty() || word.size() > 10 || !is_digit(word.front())) return false;
  const auto unit = word.find_first_not_of("0123456789");
  return unit == std::string_view::npos ||
         word.find_first_not_of("smhdwSMHDW0123456789", unit) == std::string_view::npos;
}

bool is_host_like(std::string_view word) {
  if (word.empty() || word.size() > 255) return false;
  if (word.front() == '.' || word.front() == '-') return false;
  bool letters = false;
  for (const char c : word) {
    const bool unicode = static_cast<unsigned char>(c) >= 0x80;
    letters = letters || is_alpha(c) || unicode;
    const bool fits =
        is_alpha(c) || is_digit(c) || unicode || c == '.' || c == '-' || c == '_' || c == '*';
    if (!fits) return false;
  }
  return letters && word.find("..") == std::string_view::npos;
}

std::string_view without_placeholder(std::string_view name) {
  for (std::size_t at = name.find('.'); at != std::string_view::npos; at = name.find('.', at + 1)) {
    constexpr std::string_view openings = "<{[%$(";
    const auto next = name.substr(at + 1, 1);
    if (!next.empty() && next.front() != '\0' && openings.find(next.front()) != openings.npos) {
      return name.substr(0, at);
    }
  }
  return name;
}

bool is_record_name(std::string_view word) {
  if (word == "@") return true;
  word = without_placeholder(word);
  if (!is_host_like(word)) return false;
  for (const std::string_view label :
       {"_domainkey", "_dmarc", "_mta-sts", "_smtp._tls", "_bimi", "_amazonses", "mailjet._"}) {
    const auto at = to_lower(word).find(label);
    if (at != std::string::npos && (at == 0 || word[at - 1] == '.' || !label.starts_with('_'))) {
      return true;
    }
  }
  return word.front() == '_' && word.size() > 1;
}

std::optional<PasteLabel> label_of(std::string_view word) {
  if (word.size() > 40) return {};
  const auto lower = to_lower(without_marks(trim(word)));
  if (const auto label = exact_label(lower)) return label;
  // "TXT record name"; but "MX record" is a heading.
  const auto kind = lower.substr(0, lower.find(' '));
  if (kind != "dns" && kind != "txt" && kind != "cname" && kind != "mx") return {};
  const auto rest = trim(std::string_view(lower).substr(kind.size()));
  return rest == "record" ? std::nullopt : exact_label(rest);
}

std::optional<LabelledLine> read_label(std::string_view line) {
  constexpr std::size_t longest_label = 48;
  auto begin = line.find_first_not_of(" \t-*+\"'`|>#{,");
  if (begin == std::string_view::npos) return {};
  const auto head = line.substr(begin, longest_label);
  const auto next_end = [&](std::size_t from) {
    return std::min(head.find_first_of(":=\t|", from), gap_in(line.substr(begin), from));
  };
  for (auto end = next_end(0); end < head.size(); end = next_end(end + 1)) {
    auto words = head.substr(0, end);
    // "Name (Host)", "Host / Name"
    if (const auto note = words.find(" ("); note != std::string_view::npos) {
      words = words.substr(0, note);
    }
    if (const auto label = label_of(words)) {
      auto rest = line.find_first_not_of(" \t:=|*\"'`", begin + end);
      return LabelledLine{*label, rest == std::string_view::npos ? line.size() : rest};
    }
    if (head[end] != ':' && head[end] != '=') break;
  }
  if (const auto label = label_of(line.substr(begin))) return LabelledLine{*label, line.size()};
  return {};
}

bool is_table_head(std::string_view line) {
  const auto words = split_paste_words(line, 0, line.size(), true);
  if (words.size() < 2) return false;
  return std::all_of(words.begin(), words.end(),
                     [](const PasteWord& word) { return label_of(word.text).has_value(); });
}

}  // namespace dnsward
