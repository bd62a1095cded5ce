// The keys of one TOML table, taken by type: whatever does not fit becomes an error with its place.
#pragma once

#include "base/error.h"
#include "config/problems.h"
#include "config/spec.h"
#include "config/toml_document.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

/// A string of the document, which outlives it.
struct TomlText {
  std::string_view text;
  SourcePos where;
};

class TableReader {
 public:
  /// What to say of an unknown key that means something elsewhere; "" for any other.
  using Advice = std::string (*)(std::string_view key);

  /// `file` and `problems` outlive the reader; `keys` are all that may occur, others are errors.
  TableReader(const TomlTable& table, SourcePos where, const std::string& file, Problems& problems,
              std::span<const std::string_view> keys, Advice advice = nullptr);

  /// Whether no key was unknown.
  [[nodiscard]] bool knows_all_keys() const { return knows_all_keys_; }

  /// Of the table: its header or its brace.
  [[nodiscard]] const SourcePos& where() const { return where_; }

  [[nodiscard]] const std::string& file() const { return *file_; }

  [[nodiscard]] Problems& problems() const { return *problems_; }

  [[nodiscard]] SourcePos at(const TomlPlace& place) const {
    return {*file_, place.line, place.column};
  }

  [[nodiscard]] const TomlMember* find(std::string_view key) const;

  [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }

  /// The place of the key itself; of the table when it is not there.
  [[nodiscard]] SourcePos key_place(std::string_view key) const;
  [[nodiscard]] SourcePos value_place(std::string_view key) const;

  /// Nothing when the key is not there, or is of another type, which is an error.
  [[nodiscard]] std::optional<TomlText> text(std::string_view key) const;
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key) const;
  [[nodiscard]] bool flag(std::string_view key) const;
  /// `form` is how to write it, for the error.
  [[nodiscard]] const TomlTable* table(std::string_view key,
                                       std::string_view form = "{ key = \"value\" }") const;

  /// The strings of an array. Errors: no array, an empty one, an element of another type.
  [[nodiscard]] std::vector<TomlText> texts(std::string_view key) const;

  struct Table {
    const TomlTable* table = nullptr;
    SourcePos where;
  };

  /// The tables of an array of tables. Errors as texts(); `header` is how to write one.
  [[nodiscard]] std::vector<Table> tables(std::string_view key, std::string_view header) const;

  /// Like text and texts, with `${...}` parsed; an empty text or a bad variable is an error.
  [[nodiscard]] std::optional<SpecText> spec_text(std::string_view key) const;
  [[nodiscard]] std::vector<SpecText> spec_texts(std::string_view key) const;

  /// Seconds; 1 to 2^31-1 (RFC 2181, 8).
  [[nodiscard]] std::optional<std::uint32_t> ttl(std::string_view key) const;

  /// Adds the error that the value of `key` is not what it must be.
  void wrong_type(std::string_view key, std::string_view wanted, const TomlValue& value,
                  std::string hint) const;

 private:
  [[nodiscard]] const TomlArray* array(std::string_view key, std::string_view wanted,
                                       std::string_view hint) const;
  [[nodiscard]] std::optional<SpecText> parsed(const TomlText& text, std::string_view key) const;

  const TomlTable* table_;
  SourcePos where_;
  const std::string* file_;
  Problems* problems_;
  bool knows_all_keys_ = true;
};

/// "did you mean "senders"?", or the candidates, or "" when there are none.
[[nodiscard]] std::string suggestion(std::string_view word,
                                     std::span<const std::string_view> candidates,
                                     std::string_view lead);

}  // namespace dnsward
