// Terms joining and leaving a record, every other byte as it was.
#include "base/text.h"
#include "mail/finding_table.h"
#include "mail/quote.h"
#include "mail/spf.h"
#include "mail/spf_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dnsward {
namespace {

/// Terms of the caller, who keeps them.
using Wishes = std::vector<const SpfTerm*>;

/// A term with the blanks before it.
struct PlacedTerm {
  std::size_t blanks = 0;
  SpfTerm term;
};

/// A record taken apart so that its pieces in order are its bytes.
struct Layout {
  std::string version;
  std::vector<PlacedTerm> terms;
  std::size_t tail = 0;  ///< blanks after the last term
};

bool same_term(const SpfTerm& a, const SpfTerm& b) {
  return a.identity == b.identity && a.qualifier == b.qualifier;
}

/// Whether both speak of the same thing: the identity, or a modifier that may stand only once.
bool same_subject(const SpfTerm& a, const SpfTerm& b) {
  return a.identity == b.identity || (is_spf_modifier(a, "exp") && is_spf_modifier(b, "exp"));
}

bool contains(const Wishes& wishes, const SpfTerm& term) {
  return std::any_of(wishes.begin(), wishes.end(),
                     [&](const SpfTerm* wish) { return same_term(*wish, term); });
}

bool contains(std::span<const SpfTerm> terms, const SpfTerm& term) {
  return std::any_of(terms.begin(), terms.end(),
                     [&](const SpfTerm& t) { return same_term(t, term); });
}

Checked<Layout> lay_out(std::string_view record) {
  auto terms = read_spf(record);
  if (!terms) {
    terms.error().hint = "mend the record by hand first: receivers answer permerror for it";
    return tl::unexpected(std::move(terms.error()));
  }
  const auto first_blank = std::min(record.find(' '), record.size());
  Layout layout;
  layout.version = record.substr(0, first_blank);
  layout.terms.reserve(terms->size() + 1);  // most merges add one
  auto rest = record.substr(first_blank);
  for (auto& term : *terms) {
    const auto begin = rest.find_first_not_of(' ');
    layout.terms.push_back({begin, std::move(term)});
    rest.remove_prefix(begin + layout.terms.back().term.text.size());
  }
  layout.tail = rest.size();
  return layout;
}

std::string to_text(const Layout& layout) {
  std::size_t size = layout.version.size() + layout.tail;
  for (const auto& [blanks, term] : layout.terms) size += blanks + term.text.size();
  std::string record;
  record.reserve(size);
  record += layout.version;
  for (const auto& [blanks, term] : layout.terms) {
    record.append(blanks, ' ');
    record += term.text;
  }
  record.append(layout.tail, ' ');
  return record;
}

// As count_spf_lookups, of a record that is taken apart.
std::size_t lookups_of(const Layout& layout) {
  std::size_t mechanisms = 0;
  std::size_t redirects = 0;
  for (const auto& [blanks, term] : layout.terms) {
    if (is_spf_all(term)) return mechanisms;
    mechanisms += spf_mechanism_asks(term) ? 1U : 0U;
    redirects += is_spf_modifier(term, "redirect") ? 1U : 0U;
  }
  return mechanisms + redirects;
}

std::size_t first_all(const Layout& layout) {
  const auto found = std::find_if(layout.terms.begin(), layout.terms.end(),
                                  [](const PlacedTerm& p) { return is_spf_all(p.term); });
  return static_cast<std::size_t>(found - layout.terms.begin());
}

/// Takes a term out with one of the blanks before it; further blanks stay where they are.
void remove_at(Layout& layout, std::size_t index) {
  const auto spare = layout.terms[index].blanks - 1;
  const bool is_last = index + 1 == layout.terms.size();
  (is_last ? layout.tail : layout.terms[index + 1].blanks) += spare;
  layout.terms.erase(layout.terms.begin() + static_cast<std::ptrdiff_t>(index));
}

template <typename Predicate>
void remove_terms(Layout& layout, std::size_t from, Predicate goes) {
  for (std::size_t i = layout.terms.size(); i > from; --i) {
    if (goes(layout.terms[i - 1].term)) remove_at(layout, i - 1);
  }
}

/// The mirror image of remove_at.
void insert_at(Layout& layout, std::size_t index, const SpfTerm& term) {
  std::size_t blanks = 1;
  if (index < layout.terms.size()) std::swap(blanks, layout.terms[index].blanks);
  layout.terms.insert(layout.terms.begin() + static_cast<std::ptrdiff_t>(index), {blanks, term});
}

/// Before the first `all`, which ends every evaluation; else before the trailing modifiers, where
/// people look for them; else at the end.
std::size_t place_for_new(const Layout& layout) {
  auto index = first_all(layout);
  if (index < layout.terms.size()) return index;
  while (index > 0 && layout.terms[index - 1].term.is_modifier) --index;
  return index;
}

/// The wanted terms, each once. A record's `all` and `redirect=` say what the domain's owner thinks
/// of everybody else: no sender can add or retire them.
Checked<Wishes> check_wishes(std::span<const SpfTerm> wanted, std::span<const SpfTerm> unwanted) {
  for (const auto& terms : {wanted, unwanted}) {
    for (const auto& term : terms) {
      if (!is_spf_all(term) && !is_spf_modifier(term, "redirect")) continue;
      return not_fit("SPF010",
                     fmt::format("SPF term {} belongs to the domain's owner", quote(term.text)),
                     "take it out of the sender's terms");
    }
  }
  Wishes unique;
  for (const auto& term : wanted) {
    const auto same = std::find_if(unique.begin(), unique.end(),
                                   [&](const SpfTerm* wish) { return same_subject(*wish, term); });
    const SpfTerm* other = same == unique.end() ? nullptr : *same;
    if (other == nullptr) {
      unique.push_back(&term);
    } else if (!same_term(*other, term)) {
      return not_fit(
          "SPF011",
          fmt::format("SPF terms {} and {} are both wanted", quote(other->text), quote(term.text)),
          "keep one of them");
    }
  }
  return unique;
}

/// Whether `term` takes effect in the record already. The first live term about the same thing
/// decides, because receivers stop at the first match.
Checked<bool> is_live(const Layout& layout, const SpfTerm& term) {
  const auto all = first_all(layout);
  for (std::size_t i = 0; i < layout.terms.size(); ++i) {
    const auto& there = layout.terms[i].term;
    if (i > all && !there.is_modifier) continue;
    if (!same_subject(there, term)) continue;
    if (same_term(there, term)) return true;
    return not_fit("SPF011",
                   fmt::format("SPF term {} is wanted, but the record has {}", quote(term.text),
                               quote(there.text)),
                   fmt::format("require {}, or change the record by hand", quote(there.text)));
  }
  return false;
}

Checked<Wishes> missing_terms(const Layout& layout, const Wishes& wanted) {
  Wishes missing;
  for (const auto* term : wanted) {
    const auto live = is_live(layout, *term);
    if (!live) return tl::unexpected(live.error());
    if (!*live) missing.push_back(term);
  }
  return missing;
}

Checked<void> check_lookups(std::size_t lookups) {
  if (lookups <= spf_lookup_limit) return {};
  return not_fit("SPF007",
                 fmt::format("SPF record would need {} DNS lookups; receivers allow {}", lookups,
                             spf_lookup_limit),
                 "retire a sender, or put ip4 and ip6 terms in place of an include");
}

Checked<std::optional<SpfMerge>> new_record(const Wishes& wanted) {
  if (wanted.empty()) return std::nullopt;
  const auto lookups = std::count_if(wanted.begin(), wanted.end(),
                                     [](const SpfTerm* term) { return spf_mechanism_asks(*term); });
  if (auto fine = check_lookups(static_cast<std::size_t>(lookups)); !fine) {
    return tl::unexpected(std::move(fine.error()));
  }
  SpfMerge merge{.record = "v=spf1", .warnings = {}};
  for (const auto* term : wanted) merge.record += ' ' + term->text;
  merge.record += " ~all";
  return merge;
}

bool sends_no_mail(const Layout& layout) {
  const auto first = std::find_if(layout.terms.begin(), layout.terms.end(),
                                  [](const PlacedTerm& p) { return !p.term.is_modifier; });
  return first != layout.terms.end() && is_spf_all(first->term) && first->term.qualifier == '-';
}

MailFindings warnings_about(const Layout& layout, const Wishes& wanted,
                            std::span<const SpfTerm> unwanted) {
  MailFindings warnings;
  bool ends_evaluation = false;
  for (const auto& placed : layout.terms) {
    const auto& term = placed.term;
    ends_evaluation = ends_evaluation || is_spf_all(term) || is_spf_modifier(term, "redirect");
    if (unwanted.empty() || contains(wanted, term)) continue;
    const auto retired = std::find_if(unwanted.begin(), unwanted.end(), [&](const SpfTerm& t) {
      return t.identity == term.identity;
    });
    if (retired == unwanted.end()) continue;
    warnings.push_back(found(
        "SPF035", fmt::format("SPF term {} stays: it has another qualifier than the retired {}",
                              quote(term.text), quote(retired->text))));
  }
  if (!ends_evaluation) {
    warnings.push_back(found(
        "SPF012",
        R"(SPF record has neither "all" nor "redirect=": mail from anywhere else is neutral)"));
  }
  return warnings;
}

}  // namespace

Checked<std::optional<SpfMerge>> try_merge_spf(std::optional<std::string_view> existing,
                                               std::span<const SpfTerm> wanted,
                                               std::span<const SpfTerm> unwanted) {
  auto wishes = check_wishes(wanted, unwanted);
  if (!wishes) return tl::unexpected(std::move(wishes.error()));
  if (!existing) return new_record(*wishes);
  auto layout = lay_out(*existing);
  if (!layout) return tl::unexpected(std::move(layout.error()));
  const bool sent_no_mail = sends_no_mail(*layout);

  remove_terms(*layout, 0, [&](const SpfTerm& term) {
    return contains(unwanted, term) && !contains(*wishes, term);
  });
  const auto missing = missing_terms(*layout, *wishes);
  if (!missing) return tl::unexpected(missing.error());
  // Copies behind `all` never took effect: they move.
  remove_terms(*layout, first_all(*layout),
               [&](const SpfTerm& term) { return contains(*missing, term); });
  auto place = place_for_new(*layout);
  for (const auto* term : *missing) insert_at(*layout, place++, *term);
  if (!missing->empty()) {
    if (auto fine = check_lookups(lookups_of(*layout)); !fine) {
      return tl::unexpected(std::move(fine.error()));
    }
  }

  SpfMerge merge{.record = to_text(*layout), .warnings = {}};
  if (sent_no_mail && !missing->empty()) {
    merge.warnings.push_back(
        found("SPF022", fmt::format("SPF record {} said that the domain sends no mail; it does now",
                                    quote(*existing))));
  }
  std::ranges::move(warnings_about(*layout, *wishes, unwanted), std::back_inserter(merge.warnings));
  return merge;
}

Result<std::optional<SpfMerge>> merge_spf(std::optional<std::string_view> existing,
                                          std::span<const SpfTerm> wanted,
                                          std::span<const SpfTerm> unwanted) {
  auto merge = try_merge_spf(existing, wanted, unwanted);
  if (!merge) return fail(to_error(std::move(merge.error()), ErrorKind::conflict));
  return std::move(*merge);
}

}  // namespace dnsward
