#include "app/report_text.h"

#include "app/change_text.h"
#include "app/text_layout.h"
#include "app/totals_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <vector>

namespace dnsward {
namespace {

using Domains = std::span<const DomainReport>;

std::string provider_of(const DomainReport& domain) {
  return shown(domain.provider_type + '/' + domain.provider);
}

/// The word behind the provider; empty where the block's body says it.
std::string status_word(const DomainReport& domain, RunKind kind) {
  switch (domain.status) {
    case DomainStatus::in_order: return "in order";
    case DomainStatus::applied: return std::string(word_for_applied(kind));
    case DomainStatus::refused: return "refused";
    case DomainStatus::not_attempted:
    case DomainStatus::pending:
    case DomainStatus::conflict:
    case DomainStatus::failed: break;
  }
  return {};
}

Colour status_colour(DomainStatus status) {
  const bool is_good = status == DomainStatus::in_order || status == DomainStatus::applied;
  return is_good ? Colour::green : Colour::yellow;
}

std::vector<Error> told_warnings(const DomainReport& domain, const TextStyle& style) {
  auto warnings = domain.warnings;
  if (!style.verbose) std::erase_if(warnings, is_note);
  return warnings;
}

bool has_something_to_say(const DomainReport& domain, const TextStyle& style) {
  const bool is_quiet =
      domain.status == DomainStatus::in_order || domain.status == DomainStatus::refused;
  return !is_quiet || style.verbose || !told_warnings(domain, style).empty() ||
         !domain.errors.empty();
}

bool is_only_trouble(const DomainReport& domain, const TextStyle& style) {
  const bool stopped = domain.status == DomainStatus::not_attempted;
  return (stopped || domain.status == DomainStatus::failed) && domain.conflicts.empty() &&
         (stopped || (domain.changes.empty() && told_warnings(domain, style).empty()));
}

// A sender's warning concerns all of its domains: those in order tell it together, once.
bool share_a_block(const DomainReport& a, const DomainReport& b, const TextStyle& style) {
  if (a.status != b.status || a.provider != b.provider || a.errors != b.errors) return false;
  if (a.status == DomainStatus::in_order) {
    return told_warnings(a, style) == told_warnings(b, style);
  }
  return is_only_trouble(a, style) && is_only_trouble(b, style);
}

/// How many of `domains`, from the first on, are shown as one block.
std::size_t block_size(Domains domains, const TextStyle& style) {
  std::size_t size = 1;
  while (!style.verbose && size < domains.size() &&
         share_a_block(domains[0], domains[size], style)) {
    ++size;
  }
  return size;
}

/// "a.example", or "a.example, b.example and 7 more" within `width` columns.
std::string names_text(Domains domains, std::size_t width) {
  auto names = shown(domains[0].domain.display());
  std::size_t count = 1;
  const auto more = [&](std::size_t named) {
    const auto rest = domains.size() - named;
    return rest == 0 ? std::string() : fmt::format(" and {} more", rest);
  };
  while (count < domains.size()) {
    const auto longer = names + ", " + shown(domains[count].domain.display());
    if (columns(longer + more(count + 1)) > width) break;
    names = longer;
    ++count;
  }
  return names + more(count);
}

std::string header(Domains domains, RunKind kind, const TextStyle& style) {
  const Paint paint(style.colour);
  const auto& domain = domains[0];
  const auto word = status_word(domain, kind);
  const auto provider = provider_of(domain);
  const auto taken = columns(provider) + 3 + (word.empty() ? 0 : word.size() + 3);
  const auto names = names_text(domains, style.width > taken ? style.width - taken : 1);
  auto text = paint(Colour::bold, names) + "   " + paint(Colour::dim, provider);
  if (style.verbose && domain.zone) {
    text += "   " + paint(Colour::dim, "zone " + shown(domain.zone->display()));
  }
  if (!word.empty()) text += "   " + paint(status_colour(domain.status), word);
  return text + '\n';
}

// A warning has no excerpt: it is advice, and its place ends the sentence.
std::string warning_text(const Error& warning, const TextStyle& style) {
  const Paint paint(style.colour);
  const auto lines = [&](std::string_view text, std::size_t column, std::size_t indent) {
    return style.verbose ? std::string(text) : wrapped(text, column, indent, style.width);
  };
  const auto with_place = [](const std::string& message, const std::optional<SourcePos>& where) {
    return shown(where ? fmt::format("{} ({})", message, to_text(*where)) : message);
  };
  const auto label = severity_label(warning, "warning") + ':';
  const auto colour = is_note(warning) ? Colour::cyan : Colour::yellow;
  auto text = "  " + paint(colour, "!") + ' ' + paint(colour, label) + ' ' +
              lines(with_place(warning.message, warning.where), label.size() + 5, 6) + '\n';
  for (const auto& note : warning.notes) {
    text += "    " + paint(Colour::cyan, "note:") + ' ' +
            lines(with_place(note.message, note.where), 10, 6) + '\n';
  }
  if (!warning.hint.empty()) {
    text += "    " + paint(Colour::cyan, "help:") + ' ' + lines(shown(warning.hint), 10, 6) + '\n';
  }
  return text;
}

std::string body(const DomainReport& domain, const TextStyle& style) {
  const bool is_written = domain.status == DomainStatus::applied;
  const bool shows_changes = domain.status != DomainStatus::not_attempted || style.verbose;
  const bool shows_values = style.verbose || !is_written;
  std::string text;
  if (shows_changes && domain.status != DomainStatus::refused) {
    text += change_text(domain.changes, shows_values, style);
  }
  if (domain.status != DomainStatus::not_attempted) {
    for (const auto& warning : told_warnings(domain, style)) text += warning_text(warning, style);
  }
  constexpr std::size_t indent = 2;
  for (const auto& conflict : domain.conflicts) {
    text += error_block(conflict, "conflict", style, indent);
  }
  for (const auto& error : domain.errors) {
    text += error_block(error, error.kind == ErrorKind::stopped ? "not attempted" : "error", style,
                        indent);
  }
  return text;
}

}  // namespace

std::string report_text(const RunReport& report, const TextStyle& style) {
  std::string text;
  for (const auto& error : report.errors) text += error_text(error, "error", style) + '\n';
  if (!report.errors.empty() && report.domains.empty()) {
    text.pop_back();
    return text;
  }

  bool after_body = false;
  bool is_first = true;
  for (Domains rest(report.domains); !rest.empty();) {
    const auto size = block_size(rest, style);
    const auto block = rest.first(size);
    rest = rest.subspan(size);
    if (!has_something_to_say(block[0], style)) continue;
    const auto lines = body(block[0], style);
    // Blocks of one line stand close together, longer ones apart.
    if (!is_first && (after_body || !lines.empty())) text += '\n';
    text += header(block, report.kind, style) + lines;
    after_body = !lines.empty();
    is_first = false;
  }
  if (!is_first) text += '\n';
  return without_commands(text + totals_text(report, style));
}

}  // namespace dnsward
