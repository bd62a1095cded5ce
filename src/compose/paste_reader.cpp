#include "compose/paste_reader.h"

#include "base/text.h"
#include "compose/paste_group.h"
#include "compose/paste_words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace dnsward {
namespace {

constexpr auto not_there = std::string_view::npos;

struct SpokenKind {
  PastedKind kind;
  std::size_t at;
};

/// Whether what follows the kind's name is a word for its record.
bool names_a_record(std::string_view behind) {
  constexpr std::array<std::string_view, 7> words{"record",   "entry",   "value",  "TXT",
                                                  "-Eintrag", "Eintrag", "-Record"};
  behind.remove_prefix(std::min(behind.find_first_not_of(' '), behind.size()));
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return behind.starts_with(word); });
}

/// "Configuring SPF for your domain", "an SPF entry must be made": the kind of record that a title
/// or a sentence promises.
std::optional<SpokenKind> spoken_kind(std::string_view line) {
  struct Title {
    std::string_view word;
    PastedKind kind;
  };

  constexpr std::array<Title, 3> titles{
      {{"SPF", PastedKind::spf}, {"DKIM", PastedKind::dkim}, {"DMARC", PastedKind::dmarc}}};
  constexpr std::size_t longest_title = 120;
  constexpr std::size_t longest_line = 2000;
  if (line.size() > longest_line) return {};
  const auto text = trim(line);
  const bool title = text.size() <= longest_title && !text.ends_with('.') && !text.ends_with(';');
  for (const auto& [word, kind] : titles) {
    const auto at = line.find(word);
    if (at == not_there) continue;
    const auto behind = line.substr(at + word.size());
    const bool begins = at == 0 || !is_alpha(line[at - 1]);
    const bool ends = behind.empty() || !is_alpha(behind.front());
    if (begins && ends && (title || names_a_record(behind))) return SpokenKind{kind, at};
  }
  return {};
}

/// "include:spf.example.com", which pages ask to be added to a record that is there.
bool is_spoken_term(std::string_view word) {
  constexpr std::string_view include = "include:";
  if (!starts_with_ignoring_case(word, include)) return false;
  const auto target = word.substr(include.size());
  return target.find('.') != not_there && is_host_like(target);
}

class PasteReader {
 public:
  explicit PasteReader(std::string_view paste) : lines_(read_paste_lines(paste)) {}

  Paste read() {
    for (line_ = 0; line_ < lines_.size();) {
      const auto before = line_;
      read_line();
      if (line_ == before) ++line_;
    }
    group_.close(paste_.records);
    return std::move(paste_);
  }

 private:
  [[nodiscard]] const PasteLine& line() const { return lines_[line_]; }

  [[nodiscard]] std::string_view text() const { return line().text; }

  [[nodiscard]] PastedText text_of(const PasteWord& word) const {
    return pasted_text(line(), word.at, word.at + word.text.size());
  }

  void read_line() {
    const auto trimmed = trim(text());
    if (trimmed.empty() || trimmed.starts_with(';') || trimmed.starts_with("//")) return;
    if (trimmed.starts_with('$')) return read_directive();
    if (read_values()) return;
    if (read_answer() || read_typed_line() || is_table_head(text())) return;
    if (read_labelled() || read_lone_word()) return;
    read_prose();
  }

  void read_directive() {
    const auto words = split_paste_words(text(), 0, text().size());
    if (words.size() >= 2 && equal_ignoring_case(words[0].text, "$ORIGIN")) {
      paste_.origin = text_of(words[1]);
    }
  }

  /// All values that begin on this line; false when there is none.
  bool read_values() {
    bool any = false;
    std::size_t from = 0;
    const auto first = line_;
    while (line_ < lines_.size()) {
      auto value = find_pasted_value(lines_, line_, from);
      if (!value) break;
      const auto head = read_head(from, value->begin);
      any = true;
      group_.add_value(std::move(*value), head, paste_.records);
      line_ = value->end_line;
      from = std::max(value->end, from + 1);
      if (line_ != first) break;
    }
    if (!any) return false;
    // The rest of a line in which a value ended.
    if (line_ != first && from < text().size()) {
      if (const auto more = find_pasted_value(lines_, line_, from)) {
        group_.add_value(*more, read_head(from, more->begin), paste_.records);
        line_ = more->end_line;
      }
    }
    ++line_;
    return true;
  }

  /// What stands before a value on its line.
  [[nodiscard]] PasteHead read_head(std::size_t from, std::size_t end) {
    PasteHead head;
    const auto words = split_paste_words(text(), from, end, true);
    std::size_t others = 0;
    const PasteWord* candidate = nullptr;
    for (const auto& word : words) {
      auto bare = word;
      while (bare.text.ends_with(':') || bare.text.ends_with(',')) bare.text.remove_suffix(1);
      if (paste_type_of(bare.text)) {
        head.has_type = true;
      } else if (is_record_name(bare.text)) {
        head.name = text_of(bare);
      } else if (is_ttl_or_class(bare.text) || bare.text.starts_with("(") || bare.text == "text" ||
                 bare.text == "=" || label_of(bare.text) || bare.text == "-") {
        continue;
      } else {
        ++others;
        if (candidate == nullptr) candidate = &word;
      }
    }
    const bool is_name = candidate != nullptr && others == 1 && is_host_like(candidate->text);
    const bool dotted = is_name && candidate->text.find('.') != not_there;
    if (!head.name && is_name && (head.has_type || dotted)) head.name = text_of(*candidate);
    if (from == 0) {
      const auto label = read_label(text());
      head.is_name_labelled = label && label->label == PasteLabel::name;
      const bool indented = text().starts_with(' ') || text().starts_with('\t');
      if (!head.name && head.has_type && others == 0 && indented) head.name = last_owner_;
    }
    if (head.has_type && head.name) last_owner_ = head.name;
    return head;
  }

  /// What nslookup and host say: a name that is whole, and its target.
  bool read_answer() {
    struct Phrase {
      std::string_view words;
      RRType type;
    };

    constexpr std::array<Phrase, 4> phrases{{{"mail exchanger = ", RRType::mx},
                                             {"canonical name = ", RRType::cname},
                                             {"mail is handled by ", RRType::mx},
                                             {"is an alias for ", RRType::cname}}};
    for (const auto& [phrase, type] : phrases) {
      const auto at = text().find(phrase);
      if (at == not_there || at == 0) continue;
      const auto name = split_paste_words(text(), 0, at);
      const auto behind = split_paste_words(text(), at + phrase.size(), text().size());
      const std::size_t expected = type == RRType::mx ? 2 : 1;
      if (name.size() != 1 || behind.size() != expected) continue;
      if (!is_host_like(name.front().text) || !is_host_like(behind.back().text)) continue;
      auto owner = text_of(name.front());
      if (!owner.text.ends_with('.')) owner.text += '.';
      const auto preference = whole_number<std::uint16_t>(behind.front().text);
      group_.add_target(type, std::move(owner), text_of(behind.back()), preference, paste_.records);
      return true;
    }
    return false;
  }

  /// `name ttl IN CNAME target`, `MX 10 name`, and TXT values of any kind in quotes.
  bool read_typed_line() {
    const auto words = split_paste_words(text(), 0, text().size(), true);
    const auto type_at = std::find_if(words.begin(), words.end(), [](const PasteWord& word) {
      return paste_type_of(word.text).has_value();
    });
    constexpr std::size_t most_words = 9;
    if (type_at == words.end() || words.size() > most_words) return false;
    const auto type = *paste_type_of(type_at->text);
    if (type == RRType::txt) return read_txt_line(words, type_at);
    if (type != RRType::cname && type != RRType::mx) return false;
    return read_target_line(words, type_at, type);
  }

  using Words = std::vector<PasteWord>;

  bool read_txt_line(const Words& words, Words::const_iterator type_at) {
    const auto quote = text().find('"', type_at->at);
    if (quote == not_there) return false;
    const auto head = read_head(0, quote);
    const auto last = static_cast<std::size_t>(words.end() - words.begin());
    if (!head.name || last < 3) return false;
    auto value = read_quoted_value(lines_, line_, quote, PastedKind::txt);
    value.kind = pasted_kind_of(value.value.text).value_or(PastedKind::txt);
    const auto end_line = value.end_line;
    group_.add_value(std::move(value), head, paste_.records);
    line_ = end_line + 1;
    return true;
  }

  bool read_target_line(const Words& words, Words::const_iterator type_at, RRType type) {
    std::optional<PasteWord> name;
    std::optional<PasteWord> target;
    std::optional<std::uint16_t> preference;
    for (auto word = words.begin(); word != words.end(); ++word) {
      const bool behind = word > type_at;
      if (word == type_at || word->text == "=" || is_value_cell(*word)) continue;
      if (is_ttl_or_class(word->text)) {
        if (behind && type == RRType::mx) preference = whole_number<std::uint16_t>(word->text);
        continue;
      }
      if (word->text != "@" && !is_host_like(word->text)) return false;
      auto& place = !behind || (!name && has_two_behind(words, type_at)) ? name : target;
      if (place) return false;
      place = *word;
    }
    if (!target) return false;
    std::optional<PastedText> owner;
    if (name) owner = text_of(*name);
    if (!name && !text().empty() && (text()[0] == ' ' || text()[0] == '\t')) owner = last_owner_;
    if (!name && !owner && type == RRType::cname) return false;
    if (name) last_owner_ = owner;
    group_.add_target(type, std::move(owner), text_of(*target), preference, paste_.records);
    return true;
  }

  /// A label in the column before the value: "Data", a tab, "MX 10 mx.example.net".
  [[nodiscard]] bool is_value_cell(const PasteWord& word) const {
    const auto behind = word.at + word.text.size();
    return label_of(word.text) == PasteLabel::value && text().substr(behind).starts_with('\t');
  }

  /// Whether both name and target stand behind the type: "CNAME em123 u1.example.net".
  static bool has_two_behind(const Words& words, Words::const_iterator type_at) {
    return std::count_if(type_at + 1, words.end(), [](const PasteWord& word) {
             return word.text == "@" || (is_host_like(word.text) && !is_ttl_or_class(word.text));
           }) == 2;
  }

  /// "Name: mail._domainkey", or the label alone and what it says on the next line.
  bool read_labelled() {
    const auto label = read_label(text());
    if (!label) return false;
    auto rest = label->rest;
    if (rest >= text().size()) {
      auto next = line_ + 1;
      while (next < lines_.size() && next < line_ + 3 && trim(lines_[next].text).empty()) ++next;
      if (next >= lines_.size() || read_label(lines_[next].text)) return true;
      if (find_pasted_value(lines_, next, 0)) return true;  // it is found there
      line_ = next;
      rest = 0;
    }
    const auto words = split_paste_words(text(), rest, text().size());
    if (words.empty()) return true;
    auto word = words.front();
    if (label->label == PasteLabel::value && words.size() == 2 &&
        whole_number<std::uint16_t>(word.text)) {
      group_.add_label(PasteLabel::priority, text_of(word), 1, paste_.records);  // "10 mx."
      word = words.back();
    }
    group_.add_label(label->label, text_of(word), words.size(), paste_.records);
    ++line_;
    return true;
  }

  /// A cell of a table that was copied one cell a line.
  bool read_lone_word() {
    const auto words = split_paste_words(text(), 0, text().size());
    if (words.size() != 1) return false;
    return group_.add_lone_word(text_of(words.front()), paste_.records);
  }

  /// Prose may say a name, and titles what they speak of.
  void read_prose() {
    if (const auto spoken = spoken_kind(text())) {
      const bool known =
          std::any_of(paste_.headings.begin(), paste_.headings.end(),
                      [&](const auto& heading) { return heading.kind == spoken->kind; });
      if (!known) {
        paste_.headings.push_back(
            {std::string(trim(text())), line().origin(spoken->at), spoken->kind});
      }
    }
    if (text().find_first_of("_:") == not_there) return;
    for (auto word : split_paste_words(text(), 0, text().size(), true)) {
      while (!word.text.empty() && std::string_view(".,;:").find(word.text.back()) != not_there) {
        word.text.remove_suffix(1);
      }
      if (word.text != "@" && is_record_name(word.text)) group_.add_spoken_name(text_of(word));
      if (is_spoken_term(word.text)) paste_.spf_terms.push_back(text_of(word));
    }
  }

  std::vector<PasteLine> lines_;
  std::size_t line_ = 0;
  PasteGroup group_;
  std::optional<PastedText> last_owner_;  // of a zone file's last line with one
  Paste paste_;
};

}  // namespace

Paste read_paste(std::string_view paste) {
  return PasteReader(paste).read();
}

}  // namespace dnsward
