#include "providers/zonefile/layout_support.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace dnsward::test {
namespace {

const std::vector<std::string> blanks{" ", "\t", "  ", " \t "};
const std::vector<std::string> comments{";",    "; plain",      ";; ( \"open", "; ) x TXT y",
                                        "; \\", "; 12\xC3\xA9", ";\ttab",      "; $ORIGIN x"};

std::string written_ttl(std::uint32_t ttl, Random& random) {
  if (random.one_in(2)) return std::to_string(ttl);
  std::string text;
  constexpr std::string_view letters = "wdhms";
  constexpr std::array<std::uint32_t, 5> seconds{604800, 86400, 3600, 60, 1};
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const std::uint32_t count = ttl / seconds.at(i);
    if (count == 0) continue;
    ttl %= seconds.at(i);
    const char letter = letters[i];
    text += fmt::format("{}{}", count,
                        random.one_in(3) ? static_cast<char>(letter - 'a' + 'A') : letter);
  }
  return text.empty() ? "0s" : text;
}

class Writer {
 public:
  Writer(Random& random, Flavour flavour)
      : random_(random),
        flavour_(flavour),
        line_end_(flavour == Flavour::ours && random.one_in(4) ? "\r\n" : "\n") {}

  WrittenZone write(const std::vector<ZoneRecord>& records) {
    Context main{DomainName::parse("example.test").value()};
    std::size_t next = 0;
    write_records(main, records, next, records.size(), 0);
    WrittenZone zone{std::move(main.text), std::move(includes_)};
    const bool may_end_bare = flavour_ == Flavour::ours && ends_in_record_ && random_.one_in(4);
    if (may_end_bare && zone.text.ends_with(line_end_)) {
      zone.text.resize(zone.text.size() - line_end_.size());
    }
    return zone;
  }

 private:
  /// One file while it is written.
  struct Context {
    DomainName origin;
    std::optional<DomainName> owner = {};
    std::string text = {};
  };

  void write_records(Context& context, const std::vector<ZoneRecord>& records, std::size_t& next,
                     std::size_t end, std::size_t depth) {
    while (next < end) {
      write_noise(context, records[next]);
      if (next > 0 && depth < 2 && random_.one_in(10)) {
        write_include(context, records, next, end, depth);
      } else {
        write_record(context, records[next++]);
      }
    }
  }

  void write_noise(Context& context, const ZoneRecord& next) {
    if (random_.one_in(6)) context.text += line_end_;
    // Knot DNS takes a blank before the first owner of a file for a record.
    const bool may_start_blank = flavour_ == Flavour::ours || context.owner;
    if (may_start_blank && random_.one_in(6)) context.text += random_.pick(blanks) + line_end_;
    if (random_.one_in(6)) context.text += random_.pick(comments) + line_end_;
    if (may_start_blank && random_.one_in(6)) {
      context.text += random_.pick(blanks) + random_.pick(comments) + line_end_;
    }
    if (flavour_ == Flavour::ours && random_.one_in(30)) {
      context.text += "(" + line_end_ + ")" + line_end_;
    }
    if (random_.one_in(6)) write_origin(context);
    if (random_.one_in(6) || (flavour_ == Flavour::portable && !default_ttl_)) {
      default_ttl_ = random_.one_in(2) ? next.ttl : 300;
      context.text += "$TTL" + random_.pick(blanks) + written_ttl(*default_ttl_, random_);
      end_line(context.text);
    }
  }

  void write_origin(Context& context) {
    static const std::vector<std::string> names{
        "example.test.", "example.test.", "sub.example.test.", "test.", ".", "w.example.test."};
    const auto origin = DomainName::parse(random_.pick(names)).value();
    context.text += random_.one_in(4) && flavour_ == Flavour::ours ? "$origin" : "$ORIGIN";
    context.text += random_.pick(blanks);
    context.text += flavour_ == Flavour::ours
                        ? written_name(origin, context.origin, random_, flavour_)
                        : origin.to_text();
    end_line(context.text);
    context.origin = origin;
  }

  void write_include(Context& context, const std::vector<ZoneRecord>& records, std::size_t& next,
                     std::size_t end, std::size_t depth) {
    const auto name = fmt::format("inc{}", includes_.size());
    includes_[name] = {};
    Context inner{context.origin, flavour_ == Flavour::ours ? context.owner : std::nullopt};
    context.text +=
        "$INCLUDE " + (flavour_ == Flavour::ours && random_.one_in(2) ? '"' + name + '"' : name);
    if (random_.one_in(2)) {
      inner.origin = DomainName::parse("sub.example.test").value();
      context.text += ' ' + (flavour_ == Flavour::ours
                                 ? written_name(inner.origin, context.origin, random_, flavour_)
                                 : inner.origin.to_text());
    }
    // NSD takes a comment behind $INCLUDE for the origin.
    if (flavour_ == Flavour::ours) {
      end_line(context.text);
    } else {
      context.text += line_end_;
    }
    write_records(inner, records, next, next + random_.below(end - next + 1), depth + 1);
    includes_[name] = std::move(inner.text);
    // BIND wants a line feed behind an $INCLUDE with a comment.
    ends_in_record_ = false;
  }

  void write_record(Context& context, const ZoneRecord& record) {
    ends_in_record_ = true;
    const bool same_owner = context.owner == record.key.owner;
    if (!same_owner || random_.one_in(3)) {
      context.text += written_name(record.key.owner, context.origin, random_, flavour_);
      context.owner = record.key.owner;
    }
    std::vector<std::string> tokens;
    const auto ttl = take_ttl(record);
    const bool with_class = random_.one_in(2);
    const bool class_first = random_.one_in(2);
    if (with_class && class_first) tokens.emplace_back(random_.one_in(3) ? "in" : "IN");
    if (ttl) tokens.push_back(written_ttl(*ttl, random_));
    if (with_class && !class_first)
      tokens.emplace_back(flavour_ == Flavour::ours && random_.one_in(9) ? "CLASS1" : "IN");
    tokens.push_back(written_type(record.key.type));
    const std::size_t data = tokens.size();  // the index of the first field
    for (auto& field : written_rdata(record, context.origin, random_, flavour_)) {
      tokens.push_back(std::move(field));
    }
    write_tokens(context.text, tokens, data);
  }

  std::string written_type(RRType type) {
    if (flavour_ == Flavour::ours && random_.one_in(12))
      return fmt::format("TYPE{}", static_cast<std::uint16_t>(type));
    auto text = to_text(type);
    if (random_.one_in(4)) {
      for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return text;
  }

  /// The TTL to write, or nothing where leaving it out means the same.
  std::optional<std::uint32_t> take_ttl(const ZoneRecord& record) {
    const bool is_soa = record.key.type == RRType::soa;
    auto inherited = default_ttl_ ? default_ttl_ : last_ttl_;
    const bool of_minimum = !inherited && is_soa && flavour_ == Flavour::ours;
    if (of_minimum) {
      const auto& text = std::get<OpaqueData>(record.value).presentation;
      inherited = static_cast<std::uint32_t>(std::stoul(text.substr(text.rfind(' ') + 1)));
    }
    const bool may_omit = inherited == record.ttl && (flavour_ == Flavour::ours || default_ttl_);
    if (may_omit && !random_.one_in(4)) {
      if (of_minimum) default_ttl_ = inherited;
      return std::nullopt;
    }
    last_ttl_ = record.ttl;
    return record.ttl;
  }

  void write_tokens(std::string& text, const std::vector<std::string>& tokens, std::size_t data) {
    std::size_t depth = 0;
    const bool several_lines = random_.one_in(3);
    bool after_quote = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const bool quoted = tokens[i].starts_with('"');
      const bool glue =
          flavour_ == Flavour::ours && i > data && (after_quote || quoted) && random_.one_in(4);
      if (!glue) text += random_.pick(blanks);
      const bool may_open = flavour_ == Flavour::ours || i == data;
      if (several_lines && may_open && random_.one_in(3)) {
        text += flavour_ == Flavour::ours && random_.one_in(3) ? "(" : "( ";
        ++depth;
      }
      if (depth > 0 && random_.one_in(2)) break_line(text);
      if (depth > 1 && random_.one_in(2)) {
        text += ") ";
        --depth;
      }
      text += tokens[i];
      after_quote = quoted;
    }
    for (; depth > 0; --depth) {
      if (random_.one_in(3)) break_line(text);
      text += " )";
    }
    end_line(text);
  }

  void break_line(std::string& text) {
    if (random_.one_in(3)) text += ' ' + random_.pick(comments);
    text += line_end_ + random_.pick(blanks);
  }

  void end_line(std::string& text) {
    if (random_.one_in(5)) text += random_.pick(blanks);
    if (random_.one_in(5)) text += ' ' + random_.pick(comments);
    text += line_end_;
  }

  Random& random_;
  Flavour flavour_;
  std::string line_end_;
  Includes includes_;
  bool ends_in_record_ = true;
  std::optional<std::uint32_t> default_ttl_;
  std::optional<std::uint32_t> last_ttl_;
};

}  // namespace

WrittenZone write_zone(const std::vector<ZoneRecord>& records, Random& random, Flavour flavour) {
  return Writer(random, flavour).write(records);
}

}  // namespace dnsward::test
