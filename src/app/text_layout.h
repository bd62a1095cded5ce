// Pieces of text output: colours, columns, line breaks, and data that cannot act as a command.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

enum class Colour { plain, bold, dim, red, green, yellow, cyan };

/// Wraps text in SGR sequences, or leaves it alone.
class Paint {
 public:
  explicit Paint(bool on) : on_(on) {}

  [[nodiscard]] std::string operator()(Colour colour, std::string_view text) const;

 private:
  bool on_;
};

/// Terminal columns that printable text takes: wide East Asian characters two, combining ones none.
[[nodiscard]] std::size_t columns(std::string_view text);

/// `text` cut after blanks into parts of at most `first` and then `rest` columns; a longer word
/// stays whole. The parts joined are `text`, blanks included.
[[nodiscard]] std::vector<std::string_view> break_after_blanks(std::string_view text,
                                                               std::size_t first, std::size_t rest);

/// Prose for the terminal: like break_after_blanks, without blanks at the ends, the lines after the
/// first indented.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t first_column,
                                  std::size_t indent, std::size_t width);

/// base/printable.h, and what build runners read as a command anywhere in a line, `##[` and
/// `##word[`, with an escape for the first `#`.
[[nodiscard]] std::string shown(std::string_view bytes);

/// Finished output in which no line starts with `::` and nothing holds `##[` or `##word[`, blanks
/// and colours aside: build runners read those as commands wherever the text came from.
[[nodiscard]] std::string without_commands(std::string_view output);

}  // namespace dnsward
