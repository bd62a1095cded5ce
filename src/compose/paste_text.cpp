#include "compose/paste_text.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace dnsward {
namespace {

constexpr auto no_octet = std::string_view::npos;

struct HtmlEntity {
  std::string_view name;
  std::string_view text;
};

constexpr std::array<HtmlEntity, 19> html_entities{{
    {"amp", "&"},
    {"lt", "<"},
    {"gt", ">"},
    {"quot", "\""},
    {"apos", "'"},
    {"nbsp", "\xC2\xA0"},
    {"shy", "\xC2\xAD"},
    {"commat", "@"},
    {"colon", ":"},
    {"period", "."},
    {"equals", "="},
    {"semi", ";"},
    {"lowbar", "_"},
    {"ldquo", "\xE2\x80\x9C"},
    {"rdquo", "\xE2\x80\x9D"},
    {"lsquo", "\xE2\x80\x98"},
    {"rsquo", "\xE2\x80\x99"},
    {"ndash", "\xE2\x80\x93"},
    {"mdash", "\xE2\x80\x94"},
}};

constexpr std::array<std::string_view, 6> cell_tags{"td", "th", "dd", "dt", "/td", "/th"};
constexpr std::array<std::string_view, 21> block_tags{
    "br", "p",  "div", "tr", "li", "ul", "ol",    "table", "tbody",   "thead", "h1",
    "h2", "h3", "h4",  "h5", "h6", "dl", "title", "body",  "article", "pre"};
constexpr std::array<std::string_view, 24> inline_tags{
    "a",   "b", "i",   "u",   "em",    "strong", "span", "code", "kbd",  "samp", "tt",   "font",
    "wbr", "s", "sub", "sup", "small", "mark",   "html", "head", "meta", "img",  "link", "button"};

bool is_among(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// UTF-8 of a code point that some entity spells by number; empty when there is none such.
std::string utf8_of(std::uint32_t code_point) {
  const auto octet = [](std::uint32_t bits) { return static_cast<char>(bits); };
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point == 0 || surrogate || code_point > 0x10FFFF) return {};
  if (code_point < 0x80) return {octet(code_point)};
  const auto tail = [&](unsigned shift) { return octet(0x80U | ((code_point >> shift) & 0x3FU)); };
  if (code_point < 0x800) return {octet(0xC0U | (code_point >> 6U)), tail(0)};
  if (code_point < 0x10000) return {octet(0xE0U | (code_point >> 12U)), tail(6), tail(0)};
  return {octet(0xF0U | (code_point >> 18U)), tail(12), tail(6), tail(0)};
}

/// What `name`, between "&" and ";", stands for.
std::string entity_text(std::string_view name) {
  if (!name.starts_with('#')) {
    const auto* const known = std::find_if(html_entities.begin(), html_entities.end(),
                                           [&](const HtmlEntity& e) { return e.name == name; });
    return known == html_entities.end() ? std::string() : std::string(known->text);
  }
  name.remove_prefix(1);
  const bool hex = name.starts_with('x') || name.starts_with('X');
  if (hex) name.remove_prefix(1);
  const auto code_point = whole_number<std::uint32_t>(name, hex ? 16 : 10);
  return code_point ? utf8_of(*code_point) : std::string();
}

/// The address that Cloudflare's `data-cfemail` hides: hexadecimal, each octet XORed with the
/// first.
std::string hidden_address(std::string_view tag) {
  constexpr std::string_view attribute = "data-cfemail=\"";
  const auto at = tag.find(attribute);
  if (at == no_octet) return {};
  const auto begin = at + attribute.size();
  const auto digits = tag.substr(begin, tag.find('"', begin) - begin);
  std::vector<unsigned> octets;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    const auto octet = whole_number<unsigned>(digits.substr(i, 2), 16);
    if (!octet) return {};
    octets.push_back(*octet);
  }
  std::string address;
  for (std::size_t i = 1; i < octets.size(); ++i) {
    const unsigned octet = octets[i] ^ octets.front();
    if (octet <= ' ' || octet >= 0x7F) return {};
    address += static_cast<char>(octet);
  }
  return address.find('@') == std::string::npos ? std::string() : address;
}

/// The name of the tag that begins `text` with "<", in lower case, "/" and all; empty when it is
/// none that pages have.
std::string tag_name(std::string_view text) {
  std::string name;
  constexpr std::size_t longest_name = 9;
  for (const char c : text.substr(1, longest_name)) {
    const bool slash = c == '/' && name.empty();
    if (!slash && !is_alpha(c) && !(is_digit(c) && name.size() == 1)) break;
    name += to_lower(c);
  }
  const auto end = text.substr(1 + name.size()).substr(0, 1);
  const bool ends = end == ">" || end == " " || end == "/";
  const std::string_view bare = name.starts_with('/') ? std::string_view(name).substr(1) : name;
  const bool known =
      is_among(bare, cell_tags) || is_among(bare, block_tags) || is_among(bare, inline_tags);
  return ends && known ? name : std::string();
}

/// Takes one line of the paste apart into lines as they are read.
class HtmlLine {
 public:
  HtmlLine(std::string_view line, std::size_t begin, std::vector<PasteLine>& lines)
      : line_(line), begin_(begin), lines_(lines) {}

  void read() {
    start();
    // A ">" or ";" that is far away ends nothing that began here.
    while (at_ < line_.size()) {
      if (line_[at_] == '<' && take_tag()) continue;
      if (line_[at_] == '&' && take_entity()) continue;
      append(line_.substr(at_, 1));
      ++at_;
    }
    lines_.push_back(std::move(current_));
  }

 private:
  void start() { current_ = {{}, begin_ + at_, {}}; }

  void append(std::string_view text) {
    current_.text += text;
    current_.origins.insert(current_.origins.end(), text.size(),
                            static_cast<std::uint32_t>(begin_ + at_));
  }

  bool take_tag() {
    const auto rest = line_.substr(at_);
    const auto name = tag_name(rest);
    const auto end = name.empty() ? no_octet : rest.find_first_of("<>", 1);
    if (end == no_octet || rest[end] == '<') return false;
    const auto tag = rest.substr(0, end);
    const std::string_view bare = name.starts_with('/') ? std::string_view(name).substr(1) : name;
    if (is_among(bare, cell_tags)) {
      if (name.starts_with('/')) append("\t");
    } else if (is_among(bare, block_tags) && !current_.text.empty()) {
      lines_.push_back(std::move(current_));
      at_ += end + 1;
      start();
      return true;
    }
    const auto address = hidden_address(tag);
    append(address);
    at_ += end + 1;
    if (!address.empty()) skip_placeholder();
    return true;
  }

  /// What stands in a hidden address's place for whoever runs no script.
  void skip_placeholder() {
    const auto rest = line_.substr(at_, 40);
    const auto end = rest.find(']');
    if (rest.starts_with("[email") && end != no_octet) at_ += end + 1;
  }

  bool take_entity() {
    constexpr std::size_t longest_entity = 12;
    const auto rest = line_.substr(at_, longest_entity);
    const auto end = rest.find(';');
    if (end == no_octet) return false;
    const auto text = entity_text(rest.substr(1, end - 1));
    if (text.empty()) return false;
    append(text);
    at_ += end + 1;
    return true;
  }

  std::string_view line_;
  std::size_t begin_;
  std::vector<PasteLine>& lines_;
  std::size_t at_ = 0;
  PasteLine current_;
};

}  // namespace

std::size_t PasteLine::origin(std::size_t at) const {
  if (origins.empty()) return begin + at;
  return at < origins.size() ? origins[at] : origins.back() + std::size_t{1};
}

std::vector<PasteLine> read_paste_lines(std::string_view paste) {
  std::vector<PasteLine> lines;
  std::size_t at = paste.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  while (at <= paste.size()) {
    const auto end = std::min(paste.find('\n', at), paste.size());
    auto line = paste.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_of("<&") == no_octet) {
      lines.push_back({std::string(line), at, {}});
    } else {
      HtmlLine(line, at, lines).read();
    }
    at = end + 1;
  }
  return lines;
}

std::vector<LinePlace> places_of(std::string_view paste, const std::vector<std::size_t>& octets) {
  std::vector<LinePlace> places;
  LinePlace here;
  std::size_t seen = paste.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  std::size_t end = 0;  // of the line
  const auto enter_line = [&] {
    end = std::min(paste.find('\n', seen), paste.size());
    here.text = paste.substr(seen, end - seen);
    if (here.text.ends_with('\r')) here.text.remove_suffix(1);
  };
  enter_line();
  for (const auto octet : octets) {
    const auto target = std::min(octet, paste.size());
    while (end < target) {
      ++here.line;
      here.column = 1;
      seen = end + 1;
      enter_line();
    }
    if (target > seen) {
      here.column += static_cast<std::uint32_t>(character_count(paste.substr(seen, target - seen)));
      seen = target;
    }
    places.push_back(here);
  }
  return places;
}

}  // namespace dnsward
