#include "fakes/hetzner_zonefile.h"

#include "fakes/hetzner_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <utility>
#include <vector>

namespace dnsward::fake::hz {
namespace {

/// A record of the file: its words as they are spelt, quotes included.
struct Line {
  std::size_t number = 0;
  bool indented = false;
  std::vector<std::string> words = {};
  std::string comment = {};
};

/// Splits a file into lines of words.
class Splitter {
 public:
  std::vector<Line> split(const std::string& text) {
    for (const char c : text) take(c);
    take('\n');
    return std::move(lines_);
  }

 private:
  void take(char c) {
    if (in_comment_ && c != '\n') {
      line_.comment += c;
    } else if (quoted_ || escaped_) {
      word_ += c;
      if (!escaped_ && c == '"') quoted_ = false;
      escaped_ = !escaped_ && c == '\\';
    } else {
      take_plain(c);
    }
  }

  void take_plain(char c) {
    if (c == '\n') {
      end_line();
    } else if (c == ';') {
      in_comment_ = true;
    } else if (c == ' ' || c == '\t' || c == '\r') {
      if (word_.empty() && line_.words.empty() && depth_ == 0) line_.indented = true;
      end_word();
    } else if (c == '(' || c == ')') {
      end_word();
      depth_ += c == '(' ? 1 : -1;
    } else {
      word_ += c;
      quoted_ = c == '"';
      escaped_ = c == '\\';
    }
  }

  void end_word() {
    if (!word_.empty()) line_.words.push_back(std::exchange(word_, {}));
  }

  void end_line() {
    end_word();
    in_comment_ = false;
    ++number_;
    if (depth_ > 0) return;
    line_.number = number_;
    if (!line_.words.empty()) lines_.push_back(line_);
    line_ = {};
  }

  std::vector<Line> lines_;
  Line line_;
  std::string word_;
  std::size_t number_ = 0;
  int depth_ = 0;
  bool quoted_ = false;
  bool escaped_ = false;
  bool in_comment_ = false;
};

std::optional<std::int64_t> number_of(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Refusal bad_line(const Line& line, const std::string& problem) {
  return invalid("zonefile", fmt::format("line {}: {}", line.number, problem));
}

std::string trimmed(std::string text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.erase(0, 1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.pop_back();
  return text;
}

/// "mail.example.com." of zone example.com is "mail".
std::string relative_owner(const std::string& owner, const std::string& zone) {
  if (owner == zone + ".") return "@";
  const std::string tail = "." + zone + ".";
  return owner.ends_with(tail) ? owner.substr(0, owner.size() - tail.size()) : owner;
}

/// Fills a ZonefileContent line by line.
class Reader {
 public:
  Reader(const std::string& zone, const HetznerOptions& options) : zone_(zone), options_(options) {}

  std::optional<Refusal> take(const Line& line) {
    const std::string& first = line.words.front();
    if (first == "$ORIGIN") {
      const bool fits = line.words.size() == 2 && line.words[1] == zone_ + ".";
      return fits ? std::nullopt : std::optional(bad_line(line, "$ORIGIN is not the zone"));
    }
    if (first == "$TTL") {
      content_.ttl = line.words.size() == 2 ? number_of(line.words[1]) : std::nullopt;
      return content_.ttl ? std::nullopt : std::optional(bad_line(line, "$TTL is malformed"));
    }
    if (first.starts_with('$')) return bad_line(line, "unknown directive");
    return take_record(line);
  }

  ZonefileContent content() { return std::move(content_); }

 private:
  std::optional<Refusal> take_record(const Line& line) {
    std::size_t at = 0;
    if (!line.indented) {
      const auto name =
          owner_name(relative_owner(line.words[at++], zone_), zone_, "zonefile", options_);
      if (!name) return bad_line(line, name.error().message);
      owner_ = *name;
    }
    std::optional<std::int64_t> ttl;
    for (; at < line.words.size() && !known_type(line.words[at]); ++at) {
      const auto number = number_of(line.words[at]);
      if (number) {
        ttl = number;
      } else if (line.words[at] != "IN") {
        return bad_line(line, "unknown class or type " + line.words[at]);
      }
    }
    if (owner_.empty() || at + 1 >= line.words.size()) return bad_line(line, "is no record");
    const HetznerKey key{owner_, line.words[at]};
    std::string value;
    for (++at; at < line.words.size(); ++at) {
      if (!value.empty()) value += ' ';
      value += line.words[at];
    }
    HetznerRRset& rrset = content_.rrsets[key];
    if (!rrset.records.empty() && rrset.ttl != ttl) return bad_line(line, "another TTL");
    rrset.ttl = ttl;
    rrset.records.push_back({value, trimmed(line.comment)});
    return std::nullopt;
  }

  const std::string& zone_;
  const HetznerOptions& options_;
  std::string owner_;
  ZonefileContent content_;
};

}  // namespace

std::string zonefile_of(const HetznerZone& zone) {
  std::string text = fmt::format("$ORIGIN\t{}.\n$TTL\t{}\n\n", zone.name, zone.ttl);
  std::vector<std::pair<std::int64_t, HetznerKey>> order;
  for (const auto& [key, rrset] : zone.rrsets) order.emplace_back(rrset.number, key);
  std::ranges::sort(order);
  for (const auto& [number, key] : order) {
    const HetznerRRset& rrset = zone.rrsets.at(key);
    const std::string ttl = rrset.ttl ? fmt::format("{}\t", *rrset.ttl) : "";
    for (const HetznerRecord& record : rrset.records) {
      text += fmt::format("{}\t{}IN\t{}\t{}", key.name, ttl, key.type, record.value);
      if (!record.comment.empty()) text += " ; " + record.comment;
      text += '\n';
    }
  }
  return text;
}

Checked<ZonefileContent> read_zonefile(const std::string& text, const std::string& zone,
                                       const HetznerOptions& options) {
  Reader reader(zone, options);
  for (const Line& line : Splitter().split(text)) {
    if (auto problem = reader.take(line)) return refuse(*problem);
  }
  ZonefileContent content = reader.content();
  if (!content.rrsets.contains({"@", "SOA"})) {
    return refuse(invalid("zonefile", "a SOA record must be present"));
  }
  return content;
}

}  // namespace dnsward::fake::hz
