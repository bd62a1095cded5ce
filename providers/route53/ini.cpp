#include "providers/route53/ini.h"

#include "base/text.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace dnsward::route53 {
namespace {

struct KeyValue {
  std::string key;
  std::string_view value;
};

std::optional<KeyValue> key_value(std::string_view line) {
  const auto end = line.find_first_of("=:");
  if (end == std::string_view::npos) return std::nullopt;
  const auto key = trim(line.substr(0, end));
  if (key.empty()) return std::nullopt;
  return KeyValue{to_lower(key), trim(line.substr(end + 1))};
}

class Parser {
 public:
  explicit Parser(std::string_view what) : what_(what) {}

  Result<void> take(std::string_view line) {
    ++number_;
    const auto text = trim(line);
    if (text.empty() || text.front() == '#' || text.front() == ';') return {};
    const auto indent = line.find_first_not_of(" \t");
    const bool is_below = section_ != nullptr && !parent_.empty() && indent > parent_indent_;
    if (is_below) return add_below(*section_, text);
    if (text.front() == '[') return open(text);
    if (section_ == nullptr) return wrong("stands before the first [section]");
    const auto pair = key_value(text);
    if (!pair) return wrong(R"(is neither a [section] nor "key = value")");
    section_->keys[pair->key] = Secret(std::string(pair->value));
    parent_ = pair->key;
    parent_indent_ = indent;
    return {};
  }

  [[nodiscard]] IniFile file() && { return std::move(file_); }

 private:
  Result<void> open(std::string_view text) {
    if (!text.ends_with(']') || text.size() < 3) return wrong("is no whole [section]");
    section_ = &file_[std::string(trim(text.substr(1, text.size() - 2)))];
    parent_.clear();
    return {};
  }

  // A key below a key without a value, else one more line of its value.
  Result<void> add_below(IniSection& section, std::string_view text) {
    auto& value = section.keys.at(parent_);
    if (!value.empty()) {
      value = Secret(fmt::format("{}\n{}", value.reveal(), text));
      return {};
    }
    const auto pair = key_value(text);
    if (!pair) return wrong(R"(is indented, but is no "key = value")");
    section.nested[parent_][pair->key] = Secret(std::string(pair->value));
    return {};
  }

  [[nodiscard]] Result<void> wrong(std::string_view problem) const {
    return fail(ErrorKind::credential,
                fmt::format(R"(line {} of "{}" {})", number_, what_, problem), "mend the file");
  }

  std::string_view what_;
  std::size_t number_ = 0;
  IniFile file_ = {};
  IniSection* section_ = nullptr;
  std::string parent_ = {};  // the key that lines with more indent than its own belong to
  std::size_t parent_indent_ = 0;
};

}  // namespace

Result<IniFile> parse_ini(std::string_view text, std::string_view what) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  Parser parser(what);
  for (auto line : split(text, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (auto taken = parser.take(line); !taken) return fail(std::move(taken.error()));
  }
  return std::move(parser).file();
}

}  // namespace dnsward::route53
