#include "compose/paste_extent.h"

#include "base/text.h"
#include "dns/escape.h"

#include <algorithm>
#include <array>
#include <utility>

namespace dnsward {
namespace {

constexpr auto endless = std::string_view::npos;
constexpr std::size_t most_octets = 8192;  // no record that somebody pastes is longer
constexpr std::size_t most_lines = 400;

bool is_all_base64(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), is_base64_char);
}

unsigned base64_digit(char c) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const auto at = digits.find(c);
  return at == endless ? 0 : static_cast<unsigned>(at);
}

/// How many characters of base64 a key has that begins so, by the length in its DER; 0: unknown.
std::size_t key_characters(std::string_view base64) {
  if (base64.size() < 8 || !base64.starts_with('M')) return 0;  // 0x30, a SEQUENCE
  std::array<unsigned, 6> octets{};
  for (std::size_t group = 0; group < 2; ++group) {
    std::array<unsigned, 4> digits{};
    for (std::size_t i = 0; i < 4; ++i) digits.at(i) = base64_digit(base64[group * 4 + i]);
    octets.at(group * 3) = (digits[0] << 2U) | (digits[1] >> 4U);
    octets.at(group * 3 + 1) = ((digits[1] << 4U) | (digits[2] >> 2U)) & 0xFFU;
    octets.at(group * 3 + 2) = ((digits[2] << 6U) | digits[3]) & 0xFFU;
  }
  std::size_t length = octets[1];
  std::size_t head = 2;
  if (octets[1] == 0x81) {
    length = octets[2];
    head = 3;
  } else if (octets[1] == 0x82) {
    length = octets[2] * std::size_t{256} + octets[3];
    head = 4;
  } else if (octets[1] > 0x80) {
    return 0;
  }
  return (head + length + 2) / 3 * 4;
}

/// Whether the word is "name=..." with a name of some letters.
bool begins_tag(std::string_view word) {
  const auto equals = word.find('=');
  if (equals == endless || equals == 0 || equals > 6) return false;
  return std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(equals), is_alpha);
}

bool is_spf_word(std::string_view word) {
  static constexpr std::array<std::string_view, 8> mechanisms{"all", "include", "a",   "mx",
                                                              "ptr", "ip4",     "ip6", "exists"};
  if (word.starts_with('"')) return false;
  if (word.find_first_of(":=") != endless) return !word.ends_with(':') || word.size() > 4;
  auto name = word;
  if (!name.empty() && std::string_view("+-~?").find(name.front()) != endless)
    name.remove_prefix(1);
  name = name.substr(0, name.find('/'));
  while (!name.empty() && std::string_view(".,;)").find(name.back()) != endless)
    name.remove_suffix(1);
  return std::any_of(mechanisms.begin(), mechanisms.end(),
                     [&](std::string_view m) { return equal_ignoring_case(m, name); });
}

/// A word that no prose has: the record goes on in this line.
bool is_surely_spf(std::string_view word) {
  const auto name = word.substr(0, word.find(':'));
  const bool qualified_all = word.size() == 4 &&
                             std::string_view("+-~?").find(word[0]) != endless &&
                             equal_ignoring_case(word.substr(1), "all");
  return qualified_all || (name.size() < word.size() && is_spf_word(name));
}

/// Of an SPF record: whether its last term is "all".
bool ends_in_all(std::string_view value) {
  const auto last = value.substr(value.find_last_of(' ') + 1);
  return value.size() > 6 && last.size() >= 3 &&
         equal_ignoring_case(last.substr(last.size() - 3), "all");
}

/// Reads a value word by word, from line to line.
class BareValue {
 public:
  BareValue(const std::vector<PasteLine>& lines, std::size_t line, std::size_t at, PastedKind kind)
      : lines_(lines), line_(line), at_(at), end_(at) {
    result_.kind = kind;
    result_.begin = at;
    first_line_ = line;
  }

  PastedValue read() {
    take(next_word());
    if (result_.kind == PastedKind::token) {
      take_token_rest();
    } else {
      while (goes_on()) {
      }
    }
    trim_end();
    result_.end_line = line_;
    result_.end = end_;
    return std::move(result_);
  }

 private:
  [[nodiscard]] std::string_view line() const { return lines_[line_].text; }

  [[nodiscard]] std::string_view value() const { return result_.value.text; }

  /// The word at `at_`, which is not blank; one in brackets goes on to their end.
  [[nodiscard]] std::string_view next_word() const {
    const auto text = line();
    const bool token = result_.kind == PastedKind::token;
    const std::string_view ends = token ? " \t|\"'`" : " \t|\"";
    auto stop = std::min(text.find_first_of(ends, at_), text.size());
    const auto word = text.substr(at_, stop - at_);
    const auto open = word.find_last_of("[<{");
    constexpr std::size_t longest_gap = 60;
    if (open != endless && word.find_first_of("]>}", open) == endless) {
      const auto rest = text.substr(stop, longest_gap);
      const auto close = rest.find_first_of("]>}|\"\t");
      if (close != endless && std::string_view("]>}").find(rest[close]) != endless) {
        stop = std::min(text.find_first_of(ends, stop + close + 1), text.size());
      }
    }
    return text.substr(at_, stop - at_);
  }

  void take(std::string_view word) {
    follow_key(word);
    result_.value.append(word, lines_[line_], at_);
    at_ += word.size();
    end_ = at_;
  }

  /// The octets between two words belong to the value.
  void take_gap(std::size_t from) {
    result_.value.append(line().substr(from, at_ - from), lines_[line_], from);
  }

  void take_token_rest() {
    const auto last = value().empty() ? '\0' : value().back();
    if (last != ':' && last != '=') return;
    const auto next = line().find_first_not_of(' ', at_);
    if (next == endless || line()[next] == '\t' || line()[next] == '|') return;
    const auto from = std::exchange(at_, next);
    take_gap(from);
    take(next_word());
  }

  /// Takes one more word, if there is one that belongs to the value.
  bool goes_on() {
    if (value().size() > most_octets) return false;
    const auto next = std::min(line().find_first_not_of(' ', at_), line().size());
    if (next == line().size()) return next_line();
    if (line()[next] == '\t' || line()[next] == '|' || line()[next] == '"') return false;
    const auto from = std::exchange(at_, next);
    const auto word = next_word();
    if (!fits(word)) return false;
    // Within a key a blank is the page's.
    const bool inside_key = result_.kind == PastedKind::dkim && wants_base64() && !begins_tag(word);
    if (!inside_key) take_gap(from);
    take(word);
    return true;
  }

  bool next_line() {
    if (line_ + 1 >= lines_.size() || line_ - first_line_ > most_lines) return false;
    const std::string_view next = lines_[line_ + 1].text;
    const auto begin = next.find_first_not_of(" \t");
    if (begin == endless) return false;
    const auto word =
        next.substr(begin, std::min(next.find_first_of(" \t|", begin), next.size()) - begin);
    if (!goes_on_with(word, next.find_first_not_of(" \t", begin + word.size()) == endless))
      return false;
    const bool inside_key = result_.kind == PastedKind::dkim && wants_base64() && !begins_tag(word);
    if (!inside_key && !value().ends_with(' ')) {
      result_.value.append(" ", lines_[line_ + 1], begin);
    }
    ++line_;
    at_ = begin;
    take(word);
    return true;
  }

  [[nodiscard]] bool goes_on_with(std::string_view word, bool alone) const {
    switch (result_.kind) {
      case PastedKind::spf: return !spf_has_end() && is_surely_spf(word);
      case PastedKind::dkim:
        if (wants_base64() && is_all_base64(word) && alone) return true;
        return value().ends_with(';') && begins_tag(word);
      default:
        return (value().ends_with(';') || value().ends_with(',')) &&
               (begins_tag(word) || starts_with_ignoring_case(word, "mailto:"));
    }
  }

  [[nodiscard]] bool spf_has_end() const { return ends_in_all(value()); }

  /// Remembers where the key begins in which the value ends with `word`, so that long values are
  /// not searched again and again.
  void follow_key(std::string_view word) {
    if (result_.kind != PastedKind::dkim) return;
    for (std::size_t i = 0; i < word.size(); ++i) {
      const bool first = i == 0 || word[i - 1] == ';';
      if (word[i] == ';') key_at_ = endless;
      if (first && word.substr(i).starts_with("p=")) key_at_ = value().size() + i + 2;
    }
  }

  /// Whether the value ends within a key that is not whole yet.
  [[nodiscard]] bool wants_base64() const {
    if (key_at_ == endless || key_at_ > value().size()) return false;
    constexpr std::size_t ed25519_characters = 44;
    constexpr std::size_t most_characters = 6000;
    const auto base64 = value().substr(key_at_);
    const auto wanted = key_characters(base64);
    const bool known = wanted != 0 && wanted <= most_characters;
    return base64.size() < (known ? wanted : ed25519_characters);
  }

  [[nodiscard]] bool fits(std::string_view word) const {
    const auto last = value().back();
    if (result_.kind == PastedKind::spf) {
      if (spf_has_end()) return is_surely_spf(word) || starts_with_ignoring_case(word, "redirect=");
      return is_spf_word(word);
    }
    if (begins_tag(word) || word.front() == ';' || word.front() == '=') return true;
    if (last == '=') return true;
    if (result_.kind == PastedKind::dkim && wants_base64() && is_all_base64(word)) return true;
    if (last == ',') return word.find_first_of(":@[") != endless;
    // "p = none"
    const auto text = line();
    const auto behind = text.find_first_not_of(' ', at_ + word.size());
    return last == ';' && behind != endless && text[behind] == '=';
  }

  /// Prose ends a sentence behind a value, or puts it in brackets.
  void trim_end() {
    constexpr std::string_view marks = ".,)'`*";
    const bool token_mark = result_.kind == PastedKind::token || result_.kind == PastedKind::spf;
    auto& [text, places] = result_.value;
    while (!text.empty()) {
      const char last = text.back();
      const bool shortened = text.ends_with("..");
      const bool mark = last != '\0' && marks.find(last) != endless;
      if (shortened || (!mark && !(token_mark && last == ';')) || text.size() < 8) break;
      if (last == ')' && text.find('(') != std::string::npos) break;
      text.pop_back();
      places.pop_back();
      --end_;
    }
  }

  const std::vector<PasteLine>& lines_;
  std::size_t line_;
  std::size_t first_line_ = 0;
  std::size_t at_;
  std::size_t end_;
  std::size_t key_at_ = endless;  // in the value, of the key that it ends in
  PastedValue result_;
};

/// Strings in quotes, one after another.
class QuotedValue {
 public:
  QuotedValue(const std::vector<PasteLine>& lines, std::size_t line, std::size_t at,
              PastedKind kind)
      : lines_(lines), line_(line), at_(at) {
    result_.kind = kind;
    result_.begin = at;
  }

  PastedValue read() {
    const std::size_t first = line_;
    do {
      read_string();
      result_.end_line = line_;
      result_.end = at_;
    } while (result_.value.text.size() < most_octets && line_ - first < most_lines && find_next());
    return std::move(result_);
  }

 private:
  [[nodiscard]] std::string_view line() const { return lines_[line_].text; }

  /// From behind the opening quote to behind the closing one, or the line's end.
  void read_string() {
    const auto text = line();
    ++at_;
    while (at_ < text.size() && text[at_] != '"') {
      if (text[at_] != '\\' || at_ + 1 >= text.size()) {
        result_.value.append(text.substr(at_, 1), lines_[line_], at_);
        ++at_;
        continue;
      }
      const auto digits = text.substr(at_ + 1, 3);
      unsigned octet = 256;
      if (digits.size() == 3 && std::all_of(digits.begin(), digits.end(), is_digit)) {
        octet = static_cast<unsigned>((digits[0] - '0') * 100 + (digits[1] - '0') * 10 +
                                      (digits[2] - '0'));
      }
      const char plain = octet < 256 ? static_cast<char>(octet) : digits.front();
      result_.value.append(std::string_view(&plain, 1), lines_[line_], at_);
      at_ += octet < 256 ? 4 : 2;
    }
    at_ = std::min(at_ + 1, text.size());
  }

  /// Whether another string follows, on this line or, when this one is done, the next.
  bool find_next() {
    auto next = line().find_first_not_of(" \t", at_);
    if (next != endless) {
      if (line()[next] != '"') return false;
      at_ = next;
      return true;
    }
    if (line_ + 1 >= lines_.size()) return false;
    const std::string_view below = lines_[line_ + 1].text;
    next = below.find_first_not_of(" \t");
    if (next == endless || below[next] != '"') return false;
    if (is_own_value(below.substr(next + 1))) return false;
    ++line_;
    at_ = next;
    return true;
  }

  /// Whether a string on the next line is no more of this value: "dig +short" gives a value a line.
  [[nodiscard]] bool is_own_value(std::string_view text) const {
    if (starts_with_ignoring_case(text, "v=")) return true;
    const std::string_view value = result_.value.text;
    const auto kind = pasted_kind_of(text);
    if (!kind && result_.kind == PastedKind::spf) return ends_in_all(value);
    if (!kind) return result_.kind == PastedKind::token;
    if (*kind != PastedKind::dkim || result_.kind != PastedKind::dkim) return true;
    return value.find("p=") != endless;
  }

  const std::vector<PasteLine>& lines_;
  std::size_t line_;
  std::size_t at_;
  PastedValue result_;
};

}  // namespace

bool is_base64_char(char c) {
  return is_alpha(c) || is_digit(c) || c == '+' || c == '/' || c == '=';
}

PastedValue read_bare_value(const std::vector<PasteLine>& lines, std::size_t line, std::size_t at,
                            PastedKind kind) {
  return BareValue(lines, line, at, kind).read();
}

PastedValue read_quoted_value(const std::vector<PasteLine>& lines, std::size_t line, std::size_t at,
                              PastedKind kind) {
  return QuotedValue(lines, line, at, kind).read();
}

}  // namespace dnsward
