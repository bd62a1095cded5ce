#include "config/sources.h"

#include <utility>

namespace dnsward {
namespace {

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::string_view first_characters(std::string_view line, std::size_t count) {
  std::size_t end = 0;
  while (end < line.size() && count > 0) {
    do ++end;
    while (end < line.size() && continues_character(line[end]));
    --count;
  }
  return line.substr(0, end);
}

}  // namespace

void SourceFiles::add(std::string name, std::string text) {
  const auto known = files_.find(name);
  File file{std::move(text), {0}, known == files_.end() ? files_.size() : known->second.order, {}};
  for (auto end = file.text.find('\n'); end != std::string::npos;
       end = file.text.find('\n', end + 1)) {
    file.line_starts.push_back(end + 1);
  }
  files_.insert_or_assign(std::move(name), std::move(file));
}

std::string SourceFiles::line(std::string_view file, std::size_t number) const {
  const auto found = files_.find(file);
  if (found == files_.end()) return {};
  const auto& [text, starts, order, concealed] = found->second;
  if (number == 0 || number > starts.size()) return {};
  const std::size_t start = starts[number - 1];
  const std::size_t end = number < starts.size() ? starts[number] - 1 : text.size();
  std::string_view shown = std::string_view(text).substr(start, end - start);
  if (shown.ends_with('\r')) shown.remove_suffix(1);
  if (const auto hidden = concealed.find(number); hidden != concealed.end()) {
    return std::string(first_characters(shown, hidden->second - 1)) + "...";
  }
  return std::string(shown);
}

void SourceFiles::attach(Error& error) const {
  const auto fill = [this](std::string& source_line, const std::optional<SourcePos>& where) {
    if (source_line.empty() && where) source_line = line(where->file, where->line);
  };
  fill(error.source_line, error.where);
  for (Note& note : error.notes) fill(note.source_line, note.where);
}

void SourceFiles::conceal(const SourcePos& from) {
  const auto found = files_.find(from.file);
  if (found == files_.end() || from.column == 0) return;
  const auto [line, is_new] = found->second.concealed.try_emplace(from.line, from.column);
  if (!is_new && from.column < line->second) line->second = from.column;
}

std::string_view SourceFiles::text(std::string_view name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? std::string_view() : std::string_view(found->second.text);
}

std::size_t SourceFiles::order(std::string_view name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? files_.size() : found->second.order;
}

}  // namespace dnsward
