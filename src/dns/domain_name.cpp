#include "dns/domain_name.h"

#include "base/text.h"
#include "dns/escape.h"

#include <fmt/format.h>
#include <idn2.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <utility>

namespace dnsward {
namespace {

constexpr std::size_t max_label_octets = 63;
constexpr std::size_t max_name_octets = 255;

struct Scanned {
  std::string wire;  // without the root label
  bool absolute = false;
};

std::size_t length_at(std::string_view wire, std::size_t at) {
  return static_cast<unsigned char>(wire[at]);
}

bool is_not_ascii(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

tl::unexpected<Error> empty_label(std::string_view name) {
  return fail(ErrorKind::config, fmt::format("domain name \"{}\" has an empty label", name),
              "remove the dot that stands for nothing");
}

tl::unexpected<Error> bad_escape(std::string_view name, std::string_view at, const Escape& escape) {
  return fail(ErrorKind::config,
              escape_problem(at, escape, fmt::format("domain name \"{}\"", name)),
              R"(write an octet as a backslash and three digits, \000 to \255)");
}

tl::unexpected<Error> long_label(std::string_view label, std::size_t octets) {
  return fail(ErrorKind::config,
              fmt::format("label \"{}\" has {} octets, the limit is {} (RFC 1035)", label, octets,
                          max_label_octets));
}

tl::unexpected<Error> long_name(std::string_view name, std::size_t octets) {
  return fail(ErrorKind::config,
              fmt::format("domain name \"{}\" has {} octets, the limit is {} (RFC 1035)", name,
                          octets, max_name_octets));
}

// Splits `text` at its unescaped dots; the errors quote `shown`, the name as the user wrote it.
Result<Scanned> scan(std::string_view text, std::string_view shown) {
  if (text == ".") return Scanned{{}, true};
  if (text.empty()) return fail(ErrorKind::config, "domain name \"\" is empty");
  std::string wire(1, '\0');
  wire.reserve(text.size() + 1);
  std::size_t label = 0;       // where the length octet of this label stands in `wire`
  std::size_t label_text = 0;  // where its spelling starts in `text`
  for (std::size_t at = 0;;) {
    if (at == text.size() || text[at] == '.') {
      const std::size_t octets = wire.size() - label - 1;
      if (octets == 0) return empty_label(shown);
      if (octets > max_label_octets) {
        return long_label(text.substr(label_text, at - label_text), octets);
      }
      wire[label] = static_cast<char>(octets);
      if (at == text.size()) return Scanned{std::move(wire), false};
      if (++at == text.size()) return Scanned{std::move(wire), true};
      label = wire.size();
      label_text = at;
      wire += '\0';
    } else if (text[at] == '\\') {
      const Escape escape = read_escape(text.substr(at));
      if (!escape.problem.empty()) return bad_escape(shown, text.substr(at), escape);
      wire += to_lower(escape.octet);
      at += escape.length;
    } else {
      wire += to_lower(text[at++]);
    }
  }
}

// Appends `origin`, if there is one, to a relative name and checks the length.
Result<std::string> complete(Scanned scanned, std::string_view shown, std::string_view origin_wire,
                             const DomainName* origin) {
  const bool relative = !scanned.absolute && origin != nullptr;
  if (relative) scanned.wire += origin_wire;
  const std::size_t octets = scanned.wire.size() + 1;
  if (octets <= max_name_octets) return std::move(scanned.wire);
  if (!relative || origin->is_root()) return long_name(shown, octets);
  return long_name(fmt::format("{}.{}", shown, origin->display()), octets);
}

struct FreeIdn2 {
  void operator()(std::uint8_t* text) const { idn2_free(text); }
};

// One U-label as an A-label. UTS 46 maps some characters to ASCII that no IDN holds, a dot among
// them, which would move the boundary of the label.
Result<std::string> to_a_label(const std::string& label, std::string_view shown) {
  const auto forbidden = [&](std::string_view why) {
    return fail(ErrorKind::config,
                fmt::format(R"(label "{}" of domain name "{}" is not an IDNA2008 label: {})", label,
                            shown, why));
  };
  if (label.find('\\') != std::string::npos) {
    return forbidden("it holds a backslash beside octets over 127");
  }
  if (label.find('\0') != std::string::npos) return forbidden("it holds a NUL");
  std::uint8_t* raw = nullptr;
  const auto* const octets = reinterpret_cast<const std::uint8_t*>(label.c_str());
  const int status = idn2_lookup_u8(octets, &raw, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
  const std::unique_ptr<std::uint8_t, FreeIdn2> owned(raw);
  const bool too_long = status == IDN2_TOO_BIG_LABEL || status == IDN2_TOO_BIG_DOMAIN ||
                        status == IDN2_PUNYCODE_BIG_OUTPUT;
  if (too_long) {
    return fail(ErrorKind::config,
                fmt::format("label \"{}\" has over {} octets as an A-label, the limit is {} "
                            "(RFC 1035)",
                            label, max_label_octets, max_label_octets));
  }
  if (status != IDN2_OK) return forbidden(idn2_strerror(status));
  std::string a_label;
  for (const std::uint8_t* at = owned.get(); *at != 0; ++at) a_label += static_cast<char>(*at);
  const bool plain = std::all_of(a_label.begin(), a_label.end(), [](char c) {
    return is_alpha(c) || is_digit(c) || c == '-' || c == '_';
  });
  if (!plain) return forbidden(fmt::format("it stands for \"{}\"", a_label));
  return a_label;
}

// UTS 46, 2.3: full stops of other scripts that people type for a dot.
std::size_t foreign_dot_length(std::string_view text) {
  constexpr std::array<std::string_view, 3> dots{"\xE3\x80\x82", "\xEF\xBC\x8E", "\xEF\xBD\xA1"};
  const bool is_dot = std::any_of(dots.begin(), dots.end(),
                                  [text](std::string_view dot) { return text.starts_with(dot); });
  return is_dot ? 3 : 0;
}

// `text` with its U-labels as A-labels; labels that are ASCII stay as they are spelt.
Result<std::string> to_a_labels(std::string_view text) {
  std::string all;
  std::string label;
  const auto finish_label = [&]() -> Result<void> {
    if (std::any_of(label.begin(), label.end(), is_not_ascii)) {
      auto a_label = to_a_label(label, text);
      if (!a_label) return fail(std::move(a_label.error()));
      label = std::move(*a_label);
    }
    all += label;
    label.clear();
    return {};
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto rest = text.substr(at);
    const std::size_t dot = rest[0] == '.' ? 1 : foreign_dot_length(rest);
    const std::size_t taken = dot != 0 ? dot : rest[0] == '\\' ? 2 : 1;
    at += taken;
    if (dot == 0) {
      label += rest.substr(0, taken);
      continue;
    }
    if (auto done = finish_label(); !done) return fail(std::move(done.error()));
    all += '.';
  }
  if (auto done = finish_label(); !done) return fail(std::move(done.error()));
  return all;
}

// parse() before the origin is appended.
Result<Scanned> scan_user_text(std::string_view text) {
  if (std::none_of(text.begin(), text.end(), is_not_ascii)) return scan(text, text);
  auto ascii = to_a_labels(text);
  if (!ascii) return fail(std::move(ascii.error()));
  return scan(*ascii, text);
}

void append_label(std::string& text, std::string_view label) {
  constexpr std::string_view special = R"(.\";()@$)";
  for (const char c : label) {
    if (c < '!' || c > '~') {
      append_decimal_escape(text, c);
    } else {
      if (special.find(c) != std::string_view::npos) text += '\\';
      text += c;
    }
  }
}

// The labels of `wire`, each followed by a dot.
std::string dotted(std::string_view wire) {
  std::string text;
  text.reserve(wire.size());
  for (std::size_t at = 0; at < wire.size(); at += length_at(wire, at) + 1) {
    append_label(text, wire.substr(at + 1, length_at(wire, at)));
    text += '.';
  }
  return text;
}

std::string label_problem(std::string_view label, bool allow_underscore) {
  if (label.front() == '-') return fmt::format("label \"{}\" starts with a hyphen", label);
  if (label.back() == '-') return fmt::format("label \"{}\" ends in a hyphen", label);
  for (const char c : label) {
    if (is_alpha(c) || is_digit(c) || c == '-' || (c == '_' && allow_underscore)) continue;
    if (c == '_') return fmt::format("label \"{}\" holds an underscore", label);
    if (c == ' ') return fmt::format("label \"{}\" holds a blank", label);
    return fmt::format(R"(label "{}" holds "{}", which is no letter, digit or hyphen)", label, c);
  }
  return {};
}

}  // namespace

Result<DomainName> DomainName::finish(Result<std::string> wire) {
  if (!wire) return fail(std::move(wire.error()));
  DomainName name;
  name.labels_ = std::move(*wire);
  return name;
}

Result<DomainName> DomainName::parse(std::string_view text) {
  auto scanned = scan_user_text(text);
  if (!scanned) return fail(std::move(scanned.error()));
  return finish(complete(std::move(*scanned), text, {}, nullptr));
}

Result<DomainName> DomainName::parse(std::string_view text, const DomainName& origin) {
  if (text == "@") return origin;
  auto scanned = scan_user_text(text);
  if (!scanned) return fail(std::move(scanned.error()));
  return finish(complete(std::move(*scanned), text, origin.labels_, &origin));
}

Result<DomainName> DomainName::from_presentation(std::string_view text, const DomainName& origin) {
  if (text == "@") return origin;
  auto scanned = scan(text, text);
  if (!scanned) return fail(std::move(scanned.error()));
  return finish(complete(std::move(*scanned), text, origin.labels_, &origin));
}

Result<DomainName> DomainName::from_wire(std::string_view octets) {
  std::size_t at = 0;
  while (at < octets.size() && length_at(octets, at) != 0) {
    if (length_at(octets, at) > max_label_octets) {
      return fail(ErrorKind::protocol, "domain name in wire form is compressed");
    }
    at += length_at(octets, at) + 1;
  }
  if (at >= octets.size()) return fail(ErrorKind::protocol, "domain name in wire form is cut off");
  if (at + 1 != octets.size()) {
    return fail(ErrorKind::protocol,
                fmt::format("domain name in wire form is followed by {} more octets",
                            octets.size() - at - 1));
  }
  if (octets.size() > max_name_octets) {
    return fail(ErrorKind::protocol,
                fmt::format("domain name in wire form has {} octets, the limit is {} (RFC 1035)",
                            octets.size(), max_name_octets));
  }
  DomainName name;
  name.labels_ = to_lower(octets.substr(0, at));
  return name;
}

std::string DomainName::to_text() const {
  return is_root() ? "." : dotted(labels_);
}

std::string DomainName::relative_to(const DomainName& origin) const {
  if (*this == origin) return "@";
  if (!is_within(origin)) return to_text();
  const auto below = labels_.size() - origin.labels_.size();
  std::string text = dotted(std::string_view(labels_).substr(0, below));
  text.pop_back();
  return text;
}

std::string DomainName::display() const {
  std::string text = to_text();
  if (!is_root()) text.pop_back();
  return text;
}

std::size_t DomainName::label_count() const {
  std::size_t count = 0;
  for (std::size_t at = 0; at < labels_.size(); at += length_at(labels_, at) + 1) ++count;
  return count;
}

std::vector<std::string_view> DomainName::labels() const {
  std::vector<std::string_view> all;
  all.reserve(label_count());
  const std::string_view wire = labels_;
  for (std::size_t at = 0; at < wire.size(); at += length_at(wire, at) + 1) {
    all.push_back(wire.substr(at + 1, length_at(wire, at)));
  }
  return all;
}

bool DomainName::is_within(const DomainName& ancestor) const {
  if (!labels_.ends_with(ancestor.labels_)) return false;
  // The same octets may end a longer label: they count only from a length octet on.
  const std::size_t boundary = labels_.size() - ancestor.labels_.size();
  std::size_t at = 0;
  while (at < boundary) at += length_at(labels_, at) + 1;
  return at == boundary;
}

DomainName DomainName::parent() const {
  DomainName name;
  if (!is_root()) name.labels_ = labels_.substr(length_at(labels_, 0) + 1);
  return name;
}

std::string host_name_problem(const DomainName& name, bool allow_underscore) {
  auto labels = name.labels();
  const bool wildcard = allow_underscore && !labels.empty() && labels.front() == "*";
  for (std::size_t i = wildcard ? 1 : 0; i < labels.size(); ++i) {
    if (auto problem = label_problem(labels[i], allow_underscore); !problem.empty()) return problem;
  }
  return {};
}

}  // namespace dnsward
