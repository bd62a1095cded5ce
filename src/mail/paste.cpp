#include "mail/paste.h"

#include "base/text.h"
#include "base/utf8.h"
#include "mail/finding_table.h"
#include "mail/quote.h"
#include "mail/whole_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace dnsward {
namespace {

constexpr auto npos = std::string_view::npos;

// TXT values of other people may hold anything; whoever means it has another way to write it.
std::string or_presentation(PasteKind kind, std::string hint) {
  if (kind == PasteKind::txt_value) hint += "; if it belongs there, give the value as presentation";
  return hint;
}

bool is_domain_name(PasteKind kind) {
  return kind == PasteKind::name || kind == PasteKind::target;
}

// Counted in characters from 1, as an editor shows it.
std::size_t position(std::string_view text, std::size_t at) {
  return character_count(text.substr(0, at)) + 1;
}

std::optional<MailFinding> armour(PasteKind /*kind*/, std::string_view text) {
  const auto at = std::min(text.find("-----BEGIN"), text.find("-----END"));
  if (at == npos) return {};
  if (text.find("PRIVATE KEY-----") != npos) {
    return found("DKIM024", "this is a private key, which nobody else may see",
                 "make a new pair and publish its public key: this one is no longer secret");
  }
  const auto end = text.find("-----", at + 5);
  const auto line = text.substr(at, end == npos ? npos : end + 5 - at);
  return found("DKIM025",
               fmt::format("{} is the armour of a PEM file, no part of a key", quote(line)),
               "write the base64 lines between BEGIN and END as one, after \"k=rsa; p=\"");
}

struct Part {
  std::size_t at = npos;
  std::size_t length = 0;
};

// What Cloudflare's e-mail obfuscation and its relatives put in place of an address: a text
// "[email protected]" with some blank inside, or a link to a script. The two halves are looked for
// alone too: lists of values are often split at blanks.
Part find_obfuscation(std::string_view text) {
  constexpr std::string_view open = "[email";
  constexpr std::string_view close = "protected]";
  constexpr std::size_t widest_blank = 12;  // "%C2%A0" twice
  const std::string lower = to_lower(text);
  for (auto at = lower.find(open); at != npos; at = lower.find(open, at + 1)) {
    const auto blank = at + open.size();
    const auto gap = std::string_view(lower).substr(blank, widest_blank + close.size()).find(close);
    if (gap != npos) return {at, open.size() + gap + close.size()};
  }
  if (lower.ends_with(open)) return {lower.size() - open.size(), open.size()};
  if (lower.starts_with(close)) return {0, close.size()};
  constexpr std::array<std::string_view, 4> scripts{"/email-protection", "email-protection#",
                                                    "%5bemail", "__cf_email__"};
  for (const auto script : scripts) {
    if (const auto at = lower.find(script); at != npos) return {at, script.size()};
  }
  return {};
}

std::optional<MailFinding> obfuscation(PasteKind kind, std::string_view text) {
  const Part part = find_obfuscation(text);
  if (part.at == npos) return {};
  auto message = fmt::format("{} is what an e-mail obfuscator left in place of an address",
                             quote_around(text, part.at, part.length));
  if (kind != PasteKind::dmarc_uri) return found("TXT006", std::move(message));
  return found("DMARC005", std::move(message),
               "take the address from the sender's own documentation (Brevo: "
               "mailto:rua@dmarc.brevo.com)");
}

std::optional<MailFinding> spelled_out_at(PasteKind kind, std::string_view text) {
  if (kind != PasteKind::dmarc_uri) return {};
  const std::string lower = to_lower(text);
  for (const std::string_view at_sign : {"[at]", "(at)", "{at}", "<at>", " at "}) {
    const auto at = lower.find(at_sign);
    if (at == npos) continue;
    return found(
        "TXT009",
        fmt::format(R"({} has "{}" instead of "@")", quote_around(text, at, at_sign.size()),
                    text.substr(at, at_sign.size())),
        "write the address with \"@\" and without blanks");
  }
  return {};
}

bool is_control(char c) {
  return (c >= 0 && c < 0x20) || c == 0x7F;
}

std::optional<MailFinding> control(PasteKind kind, std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && !is_control(text[at])) ++at;
  if (at == text.size()) return {};
  const bool line_break = text[at] == '\n' || text[at] == '\r';
  std::string what = fmt::format("the control character U+{:04X}", static_cast<unsigned>(text[at]));
  if (text[at] == '\t') what = "a tab";
  if (line_break) what = "a line break";
  return found(
      "TXT004",
      fmt::format("{} has {} at character {}", quote_around(text, at, 1), what, position(text, at)),
      or_presentation(kind, line_break ? "write the value in one line" : "remove it"));
}

std::optional<MailFinding> edge_blank(PasteKind kind, std::string_view text) {
  if (!text.starts_with(' ') && !text.ends_with(' ')) return {};
  return found(
      "TXT005",
      fmt::format("{} {} a blank", quote(text), text.starts_with(' ') ? "begins with" : "ends in"),
      or_presentation(kind, "remove it"));
}

std::optional<MailFinding> zone_file_spelling(PasteKind kind, std::string_view text) {
  const auto spelled = [&](std::string_view why, std::size_t at, std::size_t length) {
    return found(
        "TXT002",
        fmt::format("{} is spelled as in a zone file{}", quote_around(text, at, length), why),
        or_presentation(kind,
                        "write the plain value, without the outer quotes and "
                        "backslashes"));
  };
  if (text.size() >= 2 && text.starts_with('"') && text.ends_with('"')) {
    return spelled(", in quotes", 0, text.size());
  }
  const bool any_value = kind == PasteKind::txt_value;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"' && !any_value) {
      return found("TXT002",
                   fmt::format("{} has a quote (\") at character {}", quote_around(text, i, 1),
                               position(text, i)),
                   "write the plain value, without quotes");
    }
    if (text[i] != '\\') continue;
    const auto escape = text.substr(i, 2);
    const bool refused = escape == "\\;" || escape == "\\\"";
    if (refused || (!any_value && !is_domain_name(kind))) {
      return spelled(fmt::format(": it has \"{}\"", escape), i, escape.size());
    }
    ++i;  // the character after a backslash belongs to it
  }
  return {};
}

std::optional<MailFinding> shortened(PasteKind kind, std::string_view text) {
  for (const std::string_view dots : {"...", "\xE2\x80\xA6"}) {
    const auto at = text.find(dots);
    if (at == npos) continue;
    const auto end = text.find_first_not_of('.', at + dots.size());
    const bool prose = kind == PasteKind::txt_value && end != npos && text[end] == ' ';
    if (prose) continue;
    return found("TXT008",
                 fmt::format("{} was shortened: \"{}\" stands for what is missing",
                             quote_around(text, at, dots.size()), dots),
                 or_presentation(kind, "copy the whole value from its source"));
  }
  return {};
}

struct Lookalike {
  std::uint32_t first;
  std::uint32_t last;
  std::string_view what;
  std::string_view hint;
};

// What word processors, help systems and chat programs make of ASCII.
constexpr std::string_view plain_blank = "write a plain space, or nothing, in its place";
constexpr std::string_view plain_quote = "remove it, or write a plain quote";
constexpr std::array<Lookalike, 13> lookalikes{{
    {0x00A0, 0x00A0, "a no-break space", plain_blank},
    {0x00AB, 0x00AB, "a quotation mark", plain_quote},
    {0x00AD, 0x00AD, "a soft hyphen", "remove it"},
    {0x00BB, 0x00BB, "a quotation mark", plain_quote},
    {0x2000, 0x200A, "a space of its own width", plain_blank},
    {0x200B, 0x200F, "an invisible character", "remove it"},
    {0x2010, 0x2015, "a dash", "write \"-\" in its place"},
    {0x2018, 0x201F, "a quotation mark", plain_quote},
    {0x202A, 0x202E, "an invisible character", "remove it"},
    {0x202F, 0x202F, "a no-break space", plain_blank},
    {0x2060, 0x206F, "an invisible character", "remove it"},
    {0x3000, 0x3000, "a space of its own width", plain_blank},
    {0xFEFF, 0xFEFF, "an invisible character", "remove it"},
}};

const Lookalike* find_lookalike(std::uint32_t code_point) {
  const auto* found =
      std::find_if(lookalikes.begin(), lookalikes.end(), [&](const Lookalike& range) {
        return code_point >= range.first && code_point <= range.last;
      });
  return found == lookalikes.end() ? nullptr : found;
}

MailFinding non_ascii_at(PasteKind kind, std::string_view text, std::size_t at) {
  const auto [code_point, length] = decode_utf8(text.substr(at));
  const auto part = quote_around(text, at, std::max<std::size_t>(1, length));
  if (length == 0) {
    return found("TXT003",
                 fmt::format("{} has the octet 0x{:02X}, which is not UTF-8, at character {}", part,
                             static_cast<unsigned char>(text[at]), position(text, at)),
                 "write it in ASCII");
  }
  if (const auto* known = find_lookalike(code_point)) {
    return found("TXT003",
                 fmt::format("{} has {} (U+{:04X}) at character {}", part, known->what, code_point,
                             position(text, at)),
                 std::string(known->hint));
  }
  const bool holds_a_domain = kind == PasteKind::spf_term || kind == PasteKind::dmarc_uri;
  return found("TXT003",
               fmt::format("{} has U+{:04X} at character {}, and only ASCII can stand here", part,
                           code_point, position(text, at)),
               holds_a_domain ? "write a domain name of other letters as its A-labels (xn--...)"
                              : "write it in ASCII");
}

// Domain names may be Unicode, but neither blank nor invisible; TXT values are free.
std::optional<MailFinding> non_ascii(PasteKind kind, std::string_view text) {
  if (kind == PasteKind::txt_value) return {};
  for (std::size_t i = 0; i < text.size();) {
    const auto [code_point, length] = decode_utf8(text.substr(i));
    const bool letter = is_domain_name(kind) && length > 0 && find_lookalike(code_point) == nullptr;
    if (length != 1 && !letter) return non_ascii_at(kind, text, i);
    i += length;
  }
  return {};
}

// In a TXT value brackets may mean something; words alone in them hardly do.
bool looks_like_a_word(std::string_view inside) {
  return !inside.empty() && is_alpha(inside.front()) &&
         std::all_of(inside.begin(), inside.end(), [](char c) {
           return is_alpha(c) || is_digit(c) || c == '_' || c == '-' || c == ' ';
         });
}

std::optional<MailFinding> placeholder(PasteKind kind, std::string_view text) {
  constexpr std::string_view openings = "<{[";
  constexpr std::string_view closings = ">}]";
  constexpr std::size_t longest = 200;
  for (auto at = text.find_first_of(openings); at != npos;
       at = text.find_first_of(openings, at + 1)) {
    const bool spf_macro = text[at] == '{' && at > 0 && text[at - 1] == '%';
    const auto rest = text.substr(at + 1, longest);
    const auto close = rest.find(closings[openings.find(text[at])]);
    if (spf_macro || close == npos) continue;
    const auto inside = rest.substr(0, close);
    if (kind == PasteKind::txt_value && !looks_like_a_word(inside)) continue;
    const auto whole = text.substr(at, inside.size() + 2);
    if (kind == PasteKind::dmarc_uri && inside.find('@') != npos) {
      return found("DMARC004", fmt::format("{} has brackets around its address", quote(whole)),
                   "write it without them, as mailto:address");
    }
    return found("TXT007", fmt::format("{} is a placeholder", quote(whole)),
                 or_presentation(kind, "write the real value in its place"));
  }
  return {};
}

std::optional<MailFinding> token_blank(PasteKind kind, std::string_view text) {
  if (kind != PasteKind::token) return {};
  // These write their own values so (Yandex Webmaster, Mail.ru).
  constexpr std::array<std::string_view, 3> with_blank{"yandex-verification", "mailru-verification",
                                                       "mailru-domain"};
  const auto at = text.find_first_of(":=");
  if (at == npos || at + 1 >= text.size() || text[at + 1] != ' ') return {};
  const auto vendor = text.substr(0, at);
  const bool known = text[at] == ':' &&
                     std::any_of(with_blank.begin(), with_blank.end(), [&](std::string_view name) {
                       return equal_ignoring_case(vendor, name);
                     });
  if (known && text.substr(at + 1).find_first_not_of(' ') == 1) return {};
  const auto value = text.substr(text.find_first_not_of(' ', at + 1));
  return found("TOKEN001",
               fmt::format("{} has a blank after \"{}\"", quote(text), text.substr(at, 1)),
               fmt::format("write \"{}{}\"; a value that does have the blank can be a TXT record",
                           text.substr(0, at + 1), value));
}

}  // namespace

std::optional<MailFinding> find_paste_slip(PasteKind kind, std::string_view text) {
  // The first that applies names the cause best: armour explains the line breaks, obfuscation the
  // no-break space and the brackets.
  using Check = std::optional<MailFinding> (*)(PasteKind, std::string_view);
  constexpr std::array<Check, 11> checks{armour,       obfuscation, spelled_out_at,     control,
                                         whole_record, edge_blank,  zone_file_spelling, shortened,
                                         non_ascii,    placeholder, token_blank};
  for (const auto check : checks) {
    if (auto slip = check(kind, text)) return slip;
  }
  return {};
}

Result<void> check_pasted(PasteKind kind, std::string_view text) {
  auto slip = find_paste_slip(kind, text);
  if (!slip) return {};
  return fail(to_error(std::move(*slip)));
}

MailFinding heading_without_value(std::string_view heading, std::string_view what) {
  return found("TXT010", fmt::format("{} speaks of {}, and no {} value is given", quote(heading),
                                     what, what));
}

std::optional<MailFinding> find_doubled_name(std::string_view name, const DomainName& domain) {
  const auto last = name.find_last_not_of('.');
  const bool absolute = name.ends_with('.') && last != npos && name[last] != '\\';
  if (absolute || name == "@" || domain.is_root()) return {};
  const auto parsed = DomainName::parse(name);
  if (!parsed || !parsed->is_within(domain)) return {};
  return found(
      "NAME001", fmt::format("{} already ends in \"{}\"", quote(name), domain.display()),
      fmt::format("names are relative to the domain: write \"{}\"", parsed->relative_to(domain)));
}

Result<void> check_not_doubled(std::string_view name, const DomainName& domain) {
  auto doubled = find_doubled_name(name, domain);
  if (!doubled) return {};
  return fail(to_error(std::move(*doubled)));
}

}  // namespace dnsward
