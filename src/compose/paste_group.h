// What pasted lines say about one record, collected until the record is whole.
#pragma once

#include "compose/paste_reader.h"
#include "compose/paste_words.h"
#include "dns/rr_type.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace dnsward {

/// What stands before a value on its own line.
struct PasteHead {
  std::optional<PastedText> name = {};
  bool has_type = false;          ///< "TXT" is among it
  bool is_name_labelled = false;  ///< "Name: ..." begins the line
};

/// Whether a record of that kind can stand at `name`.
[[nodiscard]] bool fits_name(PastedKind kind, std::string_view name);

/// Names, types, values and priorities come in any order, each once for a record. Records that are
/// whole are appended to the list that each call is given.
class PasteGroup {
 public:
  using Records = std::vector<PastedRecord>;

  void add_value(PastedValue value, const PasteHead& head, Records& records);
  void add_target(RRType type, std::optional<PastedText> name, PastedText target,
                  std::optional<std::uint16_t> preference, Records& records);
  /// `text`: the first of the label's `words` words.
  void add_label(PasteLabel label, PastedText text, std::size_t words, Records& records);
  /// False when a word alone on its line says nothing here.
  bool add_lone_word(PastedText word, Records& records);
  /// A name within prose: of a record that comes next, if it fits.
  void add_spoken_name(PastedText name);
  /// Appends what is still open.
  void close(Records& records);

 private:
  void add_name(PastedText name, Records& records);
  void add_generic_value(PastedText value, Records& records);

  std::optional<PastedText> name_;      // said by a label or a cell, of no record yet
  std::optional<PastedText> spoken_;    // said in prose
  std::optional<PastedText> selector_;  // by a label
  std::optional<RRType> type_;          // by a label or a cell
  std::optional<PastedText> value_;     // that no sign tells the kind of
  std::optional<std::uint16_t> preference_;
  std::optional<std::size_t> nameless_;  // the last record, when names may follow values
  bool names_come_first_ = false;
};

}  // namespace dnsward
