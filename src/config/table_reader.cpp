#include "config/table_reader.h"

#include "base/text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace dnsward {

TableReader::TableReader(const TomlTable& table, SourcePos where, const std::string& file,
                         Problems& problems, std::span<const std::string_view> keys, Advice advice)
    : table_(&table), where_(std::move(where)), file_(&file), problems_(&problems) {
  for (const TomlMember& member : table) {
    if (std::find(keys.begin(), keys.end(), member.key) != keys.end()) continue;
    knows_all_keys_ = false;
    std::string hint = advice == nullptr ? std::string() : advice(member.key);
    if (hint.empty()) hint = suggestion(member.key, keys, "the keys here are");
    problems.add(at(member.key_place), fmt::format("unknown key \"{}\"", member.key),
                 std::move(hint));
  }
}

const TomlMember* TableReader::find(std::string_view key) const {
  const auto found = std::find_if(table_->begin(), table_->end(),
                                  [&](const TomlMember& member) { return member.key == key; });
  return found == table_->end() ? nullptr : &*found;
}

SourcePos TableReader::key_place(std::string_view key) const {
  const TomlMember* member = find(key);
  return member == nullptr ? where_ : at(member->key_place);
}

SourcePos TableReader::value_place(std::string_view key) const {
  const TomlMember* member = find(key);
  return member == nullptr ? where_ : at(member->value.place);
}

void TableReader::wrong_type(std::string_view key, std::string_view wanted, const TomlValue& value,
                             std::string hint) const {
  problems_->add(at(value.place),
                 fmt::format("\"{}\" must be {}, is {}", key, wanted, kind_of(value)),
                 std::move(hint));
}

std::optional<TomlText> TableReader::text(std::string_view key) const {
  const TomlMember* member = find(key);
  if (member == nullptr) return {};
  if (const auto* text = std::get_if<std::string>(&member->value.data)) {
    return TomlText{*text, at(member->value.place)};
  }
  wrong_type(key, "a string", member->value, fmt::format("write {} = \"...\"", key));
  return {};
}

std::optional<std::int64_t> TableReader::integer(std::string_view key) const {
  const TomlMember* member = find(key);
  if (member == nullptr) return {};
  if (const auto* number = std::get_if<std::int64_t>(&member->value.data)) return *number;
  wrong_type(key, "an integer", member->value,
             fmt::format("write a whole number without quotes: {} = {}", key,
                         key == "ttl" ? "3600" : "10"));
  return {};
}

bool TableReader::flag(std::string_view key) const {
  const TomlMember* member = find(key);
  if (member == nullptr) return false;
  if (const auto* flag = std::get_if<bool>(&member->value.data)) return *flag;
  wrong_type(key, "a boolean", member->value, fmt::format("write {} = true, or leave it out", key));
  return false;
}

const TomlTable* TableReader::table(std::string_view key, std::string_view form) const {
  const TomlMember* member = find(key);
  if (member == nullptr) return nullptr;
  if (const auto* table = std::get_if<TomlTable>(&member->value.data)) return table;
  const bool is_header = form.starts_with('[');
  wrong_type(key, "a table", member->value,
             is_header ? fmt::format("write {}", form) : fmt::format("write {} = {}", key, form));
  return nullptr;
}

const TomlArray* TableReader::array(std::string_view key, std::string_view wanted,
                                    std::string_view hint) const {
  const TomlMember* member = find(key);
  if (member == nullptr) return nullptr;
  const auto* array = std::get_if<TomlArray>(&member->value.data);
  if (array == nullptr) {
    wrong_type(key, wanted, member->value, std::string(hint));
  } else if (array->empty()) {
    problems_->add(at(member->value.place), fmt::format("\"{}\" is empty", key),
                   "fill it, or leave the key out");
  }
  return array;
}

std::vector<TomlText> TableReader::texts(std::string_view key) const {
  const TomlArray* elements =
      array(key, "an array of strings", fmt::format("write {} = [\"...\"]", key));
  if (elements == nullptr) return {};
  std::vector<TomlText> texts;
  texts.reserve(elements->size());
  for (const TomlValue& element : *elements) {
    if (const auto* text = std::get_if<std::string>(&element.data)) {
      texts.push_back({*text, at(element.place)});
    } else {
      problems_->add(
          at(element.place),
          fmt::format("an element of \"{}\" must be a string, is {}", key, kind_of(element)),
          "write it in quotes");
    }
  }
  return texts;
}

std::vector<TableReader::Table> TableReader::tables(std::string_view key,
                                                    std::string_view header) const {
  const TomlArray* elements = array(key, "an array of tables", fmt::format("write {}", header));
  if (elements == nullptr) return {};
  std::vector<Table> tables;
  for (const TomlValue& element : *elements) {
    if (const auto* table = std::get_if<TomlTable>(&element.data)) {
      tables.push_back({table, at(element.place)});
    } else {
      problems_->add(
          at(element.place),
          fmt::format("an element of \"{}\" must be a table, is {}", key, kind_of(element)),
          "write it as { key = \"value\" }");
    }
  }
  return tables;
}

std::optional<SpecText> TableReader::parsed(const TomlText& text, std::string_view key) const {
  if (text.text.empty()) {
    problems_->add(text.where, fmt::format("an empty text in \"{}\"", key),
                   "fill it, or leave it out");
    return {};
  }
  auto parsed = VariableText::parse(text.text);
  if (parsed) return SpecText{std::move(*parsed), text.where};
  problems_->add(std::move(parsed.error()).at(text.where));
  return {};
}

std::optional<SpecText> TableReader::spec_text(std::string_view key) const {
  const auto found = text(key);
  return found ? parsed(*found, key) : std::nullopt;
}

std::vector<SpecText> TableReader::spec_texts(std::string_view key) const {
  std::vector<SpecText> all;
  for (const TomlText& text : texts(key)) {
    if (auto one = parsed(text, key)) all.push_back(std::move(*one));
  }
  return all;
}

std::optional<std::uint32_t> TableReader::ttl(std::string_view key) const {
  const auto seconds = integer(key);
  if (!seconds) return {};
  if (*seconds >= 1 && *seconds <= 0x7fffffff) return static_cast<std::uint32_t>(*seconds);
  problems_->add(value_place(key),
                 fmt::format("\"{}\" must be 1 to 2147483647 seconds, is {}", key, *seconds),
                 "an hour is 3600");
  return {};
}

std::string suggestion(std::string_view word, std::span<const std::string_view> candidates,
                       std::string_view lead) {
  if (const auto near = suggest(word, candidates)) {
    return fmt::format("did you mean \"{}\"?", *near);
  }
  if (candidates.empty()) return {};
  constexpr std::size_t most_shown = 12;
  const auto shown = candidates.first(std::min(most_shown, candidates.size()));
  return fmt::format("{} {}{}", lead, fmt::join(shown, ", "),
                     candidates.size() > most_shown ? ", ..." : "");
}

}  // namespace dnsward
