#include "app/error_text.h"

#include "app/text_layout.h"
#include "base/printable.h"
#include "base/text.h"
#include "base/utf8.h"
#include "mail/finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace dnsward {
namespace {

constexpr std::string_view ellipsis = "...";

/// One character of the source line as it is shown.
struct Cell {
  std::string text;
  std::size_t width = 0;
};

std::vector<Cell> cells_of(std::string_view line) {
  std::vector<Cell> cells;
  while (!line.empty()) {
    const auto length = std::max<std::size_t>(1, decode_utf8(line).length);
    auto text = line.front() == '\t' ? std::string(4, ' ') : printable(line.substr(0, length));
    const auto width = columns(text);
    cells.push_back({std::move(text), width});
    line.remove_prefix(length);
  }
  return cells;
}

std::size_t width_of(const std::vector<Cell>& cells, std::size_t first, std::size_t last) {
  std::size_t width = 0;
  for (; first < last; ++first) width += cells[first].width;
  return width;
}

/// The cells [first, last) that are shown.
struct Window {
  std::size_t first = 0, last = 0;
};

// Grows around the caret, mostly to the left when the line ends soon, until `room` is used up.
Window window_around(const std::vector<Cell>& cells, std::size_t caret, std::size_t room) {
  if (width_of(cells, 0, cells.size()) <= room) return {0, cells.size()};
  const std::size_t inner = room > 2 * ellipsis.size() ? room - 2 * ellipsis.size() : 1;
  Window window{std::min(caret, cells.size()), std::min(caret, cells.size())};
  std::size_t used = 0;
  bool grew = true;
  while (grew) {
    grew = false;
    if (window.last < cells.size() && used + cells[window.last].width <= inner) {
      used += cells[window.last++].width;
      grew = true;
    }
    if (window.first > 0 && used + cells[window.first - 1].width <= inner) {
      used += cells[--window.first].width;
      grew = true;
    }
  }
  return window;
}

/// The excerpt's lines without line feeds: the source, and the caret when the column is known.
std::vector<std::string> excerpt(std::string_view line, std::uint32_t column, std::size_t room) {
  auto cells = cells_of(line);
  std::size_t caret = column == 0 ? 0 : std::min<std::size_t>(column - 1, cells.size());
  const auto is_blank = [](const Cell& cell) {
    return cell.text.find_first_not_of(' ') == std::string::npos;
  };
  auto indent = static_cast<std::size_t>(std::find_if_not(cells.begin(), cells.end(), is_blank) -
                                         cells.begin());
  if (column != 0) indent = std::min(indent, caret);
  cells.erase(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(indent));
  caret -= std::min(caret, indent);
  if (cells.empty()) return {};

  const auto [first, last] = window_around(cells, caret, room);
  std::string text(first > 0 ? ellipsis : "");
  const auto before_caret = text.size() + width_of(cells, first, caret);
  for (std::size_t i = first; i < last; ++i) text += cells[i].text;
  if (last < cells.size()) text += ellipsis;
  std::vector<std::string> lines{std::move(text)};
  if (column != 0) lines.push_back(std::string(before_caret, ' ') + '^');
  return lines;
}

Colour colour_of(std::string_view severity) {
  if (severity.starts_with("note")) return Colour::cyan;
  const bool mild = severity.starts_with("warning") || severity == "not attempted";
  return mild ? Colour::yellow : Colour::red;
}

/// How the lines of one error are laid out.
struct ErrorLayout {
  const TextStyle& style;
  std::size_t indent = 0;  ///< of sentences; what belongs to one stands two further in
  bool breaks = false;     ///< whether sentences are broken at the width

  [[nodiscard]] std::string sentence(std::string_view text, std::size_t column,
                                     std::size_t hang) const {
    return breaks ? wrapped(text, column, hang, style.width) : std::string(text);
  }
};

std::string head(const ErrorLayout& layout, std::string_view severity,
                 const std::optional<SourcePos>& where, std::string_view message) {
  const Paint paint(layout.style.colour);
  const auto place = where ? shown(to_text(*where)) + ": " : std::string();
  const auto column = layout.indent + columns(place) + severity.size() + 2;
  return paint(Colour::bold, place) + paint(colour_of(severity), std::string(severity) + ':') +
         ' ' + layout.sentence(shown(message), column, layout.indent + 4) + '\n';
}

std::string source(const ErrorLayout& layout, const std::optional<SourcePos>& where,
                   std::string_view line) {
  const auto indent = layout.indent + 2;
  const auto room = layout.style.width > indent ? layout.style.width - indent : 1;
  const auto lines = excerpt(line, where ? where->column : 0, room);
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    out.append(indent, ' ');
    out += i == 0 ? lines[i] : lines[i].substr(0, lines[i].size() - 1);
    if (i == 1) out += Paint(layout.style.colour)(Colour::green, "^");
    out += '\n';
  }
  return out;
}

std::string body(const Error& error, std::string_view severity, const ErrorLayout& layout) {
  const std::string pad(layout.indent, ' ');
  auto message = error.message;
  if (!error.context.empty()) message += " (" + join(error.context, ", ") + ')';
  std::string out = head(layout, severity, error.where, message);
  out += source(layout, error.where, error.source_line);
  if (!error.hint.empty()) {
    constexpr std::string_view label = "help:";
    const auto indent = layout.indent + 2;
    out += pad + "  " + Paint(layout.style.colour)(Colour::cyan, label) + ' ' +
           layout.sentence(shown(error.hint), indent + label.size() + 1, indent + 2) + '\n';
  }
  for (const auto& note : error.notes) {
    out += pad + head(layout, "note", note.where, note.message);
    out += source(layout, note.where, note.source_line);
  }
  return out;
}

}  // namespace

bool is_note(const Error& error) {
  const auto* spec = find_finding(error.code);
  return spec != nullptr && spec->severity == Severity::note;
}

std::string severity_label(const Error& error, std::string_view severity) {
  if (error.code.empty()) return std::string(severity);
  return fmt::format("{}[{}]", is_note(error) ? "note" : severity, error.code);
}

std::string error_text(const Error& error, std::string_view severity, const TextStyle& style) {
  return without_commands(body(error, severity_label(error, severity), {style}));
}

std::string error_block(const Error& error, std::string_view severity, const TextStyle& style,
                        std::size_t indent) {
  const ErrorLayout layout{style, indent + 2, !style.verbose};
  return std::string(indent, ' ') + Paint(style.colour)(colour_of(severity), "!") + ' ' +
         without_commands(body(error, severity_label(error, severity), layout));
}

}  // namespace dnsward
