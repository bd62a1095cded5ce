#include "app/change_text.h"

#include "app/text_layout.h"
#include "base/printable.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace dnsward {
namespace {

constexpr std::size_t mark_indent = 6;
constexpr std::size_t value_column = mark_indent + 2;
constexpr std::size_t label_gap = 2;
/// Below this there is no room for a shortened value beside a label.
constexpr std::size_t least_value_width = 36;

/// One value, ready to be laid out: mark, an optional lead ("was "), the value and whose it is.
struct ValueLine {
  std::string_view mark;
  std::string_view lead;
  std::string text;  ///< escaped, without quotes
  std::size_t octets = 0;
  bool is_quoted = false;
  bool is_broken = false;  ///< over several lines rather than shortened
  std::string label;
  Colour colour = Colour::plain;

  [[nodiscard]] std::size_t frame() const { return lead.size() + (is_quoted ? 2U : 0U); }

  [[nodiscard]] std::size_t width() const { return frame() + columns(text); }
};

ValueLine line_of(const Rdata& rdata, std::string_view mark, Colour colour) {
  ValueLine line;
  line.mark = mark;
  line.colour = colour;
  if (const auto* txt = std::get_if<TxtData>(&rdata)) {
    std::string escaped;
    for (const char c : txt->bytes) {
      if (c == '"' || c == '\\') escaped += '\\';
      escaped += c;
    }
    line.text = shown(escaped);
    line.octets = txt->bytes.size();
    line.is_quoted = true;
  } else {
    line.text = shown(to_text(rdata));
    line.octets = line.text.size();
  }
  return line;
}

std::string kept_label(const std::string& label) {
  return label.empty() ? "kept, not ours" : "kept, " + shown(label);
}

void append_lines(std::vector<ValueLine>& lines, const ValueFate& value) {
  switch (value.fate) {
    case Fate::added:
      lines.push_back(line_of(value.value, "+", Colour::green));
      lines.back().label = shown(value.label);
      return;
    case Fate::removed:
      lines.push_back(line_of(value.value, "-", Colour::red));
      lines.back().label = shown(value.label);
      return;
    case Fate::kept:
      lines.push_back(line_of(value.value, "=", Colour::dim));
      lines.back().label = kept_label(value.label);
      return;
    case Fate::replaced:
      lines.push_back(line_of(value.value, "~", Colour::yellow));
      lines.back().is_broken = true;
      if (value.was) {
        lines.push_back(line_of(*value.was, " ", Colour::dim));
        lines.back().lead = "was ";
        lines.back().is_broken = true;
      }
      lines.back().label = shown(value.label);
  }
}

/// Where the labels of one domain stand.
struct ChangeLayout {
  std::size_t width = 80;       ///< of the line
  std::size_t value_width = 0;  ///< of values that share their line with a label
  std::size_t label_column = 0;
  bool verbose = false;
};

bool fits_alone(const ValueLine& line, const ChangeLayout& layout) {
  return value_column + line.width() <= layout.width;
}

// Values that have to be shortened anyway give way to the label; the others fix its column.
ChangeLayout layout_of(const std::vector<ValueLine>& lines, const TextStyle& style) {
  ChangeLayout layout{style.width, 0, value_column + label_gap, style.verbose};
  std::size_t label_width = 0;
  for (const auto& line : lines) label_width = std::max(label_width, columns(line.label));
  const auto taken = value_column + label_gap + label_width;
  if (style.width < taken + least_value_width) return layout;
  layout.value_width = style.width - taken;
  std::size_t widest = 0;
  for (const auto& line : lines) {
    if (line.label.empty()) continue;
    const bool is_shortened = !style.verbose && !line.is_broken && !fits_alone(line, layout);
    if (is_shortened) widest = layout.value_width;
    if (line.width() <= layout.value_width) widest = std::max(widest, line.width());
  }
  layout.label_column = value_column + widest + label_gap;
  return layout;
}

// Escapes count as one character when a text is shortened, but take several columns.
void shorten(ValueLine& line, std::size_t width) {
  constexpr std::size_t least = 27;
  const auto room = width > line.frame() ? width - line.frame() : 1;
  auto wish = room;
  auto text = shorten_middle(line.text, wish, line.octets);
  while (columns(text) > room && wish > least) {
    --wish;
    text = shorten_middle(line.text, wish, line.octets);
  }
  line.text = std::move(text);
}

/// The value as one or, broken after blanks, several quoted strings.
std::vector<std::string> parts_of(ValueLine& line, const ChangeLayout& layout) {
  const auto quoted = [&](std::string_view text) {
    return line.is_quoted ? fmt::format("\"{}\"", text) : std::string(text);
  };
  if (layout.verbose || line.width() <= layout.value_width || fits_alone(line, layout)) {
    return {quoted(line.text)};
  }
  const auto room = layout.width - std::min(layout.width, value_column + line.frame() + 1);
  if (line.is_broken && line.is_quoted) {
    const auto parts = break_after_blanks(line.text, room, room);
    const auto is_narrow = [room](std::string_view part) { return columns(part) <= room + 1; };
    if (std::all_of(parts.begin(), parts.end(), is_narrow)) {
      std::vector<std::string> strings(parts.size());
      std::transform(parts.begin(), parts.end(), strings.begin(), quoted);
      return strings;
    }
  }
  const auto whole_width = layout.width - std::min(layout.width, value_column);
  shorten(line, layout.value_width != 0 ? layout.value_width : whole_width);
  return {quoted(line.text)};
}

std::string value_text(ValueLine line, const ChangeLayout& layout, const Paint& paint) {
  auto parts = parts_of(line, layout);
  std::string out(mark_indent, ' ');
  out += paint(line.colour, line.mark) + ' ';
  std::size_t column = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out.append("\n").append(value_column + line.lead.size(), ' ');
    out += paint(line.colour, (i == 0 ? std::string(line.lead) : std::string()) + parts[i]);
    column = value_column + line.lead.size() + columns(parts[i]);
  }
  if (!line.label.empty()) {
    if (column + label_gap > layout.label_column) {
      out += '\n';
      column = 0;
    }
    out.append(layout.label_column - column, ' ');
    out += line.colour == Colour::dim && line.lead.empty() ? paint(Colour::dim, line.label)
                                                           : line.label;
  }
  return out + '\n';
}

std::string ttl_text(const Change& change) {
  if (!change.before) return fmt::format("{}", change.after->ttl);
  if (!change.after || change.after->ttl == change.before->ttl) {
    return fmt::format("{}", change.before->ttl);
  }
  return fmt::format("{} -> {}", change.before->ttl, change.after->ttl);
}

std::string rrset_text(const Change& change, const Paint& paint) {
  const auto [mark, colour] = !change.before  ? std::pair("+", Colour::green)
                              : !change.after ? std::pair("-", Colour::red)
                                              : std::pair("~", Colour::yellow);
  return fmt::format("  {} {}  {}\n", paint(colour, mark),
                     paint(Colour::bold, shown(to_text(change.key))), ttl_text(change));
}

}  // namespace

std::string change_text(std::span<const Change> changes, bool values, const TextStyle& style) {
  const Paint paint(style.colour);
  std::vector<ValueLine> all;
  std::vector<std::vector<ValueLine>> lines(changes.size());
  for (std::size_t i = 0; values && i < changes.size(); ++i) {
    for (const auto& fate : changes[i].fates) append_lines(lines[i], fate);
    all.insert(all.end(), lines[i].begin(), lines[i].end());
  }
  const auto layout = layout_of(all, style);
  std::string out;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    out += rrset_text(changes[i], paint);
    for (auto& line : lines[i]) out += value_text(std::move(line), layout, paint);
  }
  return out;
}

}  // namespace dnsward
