#include "support/zone_text.h"

#include "base/text.h"
#include "dns/presentation.h"

#include <fmt/format.h>

#include <charconv>
#include <map>
#include <stdexcept>

namespace dnsward::test {
namespace {

template <typename T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}

std::string_view next_word(std::string_view& line) {
  line = trim(line);
  const auto end = line.find(' ');
  const auto word = line.substr(0, end);
  line.remove_prefix(word.size());
  return word;
}

std::string error_line(const char* what, const Finding& finding) {
  const Error& error = finding.error;
  auto text = fmt::format("{} {} {}: {}", what, finding.domain.display(),
                          error.where ? to_text(*error.where) : "?", error.message);
  if (!error.hint.empty()) text += " | " + error.hint;
  for (const auto& note : error.notes) {
    text += fmt::format(" | {} ({})", note.message, note.where ? to_text(*note.where) : "?");
  }
  return text + '\n';
}

const char* mark(const Change& change) {
  if (!change.before) return "+";
  return change.after ? "~" : "-";
}

std::string fate_line(const ValueFate& fate) {
  constexpr std::string_view marks = "+-~=";
  auto line =
      fmt::format("  {} {}", marks.at(static_cast<std::size_t>(fate.fate)), to_text(fate.value));
  if (fate.was) line += " was " + to_text(*fate.was);
  if (!fate.label.empty()) line += "  [" + fate.label + "]";
  return line + '\n';
}

}  // namespace

DomainName name(std::string_view text) {
  return must(DomainName::parse(text));
}

std::vector<RRset> zone_text(std::string_view zone, std::string_view records) {
  const auto apex = name(zone);
  std::map<RRsetKey, RRset> sets;
  for (auto line : split(records, '\n')) {
    if (trim(line).empty()) continue;
    const auto owner = must(DomainName::parse(next_word(line), apex));
    const auto ttl = next_word(line);
    const auto type = parse_rr_type(next_word(line)).value();
    RRset& rrset = sets[{owner, type}];
    rrset.key = {owner, type};
    std::from_chars(ttl.data(), ttl.data() + ttl.size(), rrset.ttl);
    rrset.rdata.push_back(must(parse_rdata(type, trim(line), apex)));
  }
  std::vector<RRset> all;
  for (auto& [key, rrset] : sets) {
    normalize(rrset);
    all.push_back(std::move(rrset));
  }
  return all;
}

Rdata txt(std::string_view bytes) {
  return TxtData{std::string(bytes)};
}

std::vector<RRset> after(std::vector<RRset> zone, const Plan& plan) {
  std::map<RRsetKey, RRset> sets;
  for (auto& rrset : zone) sets[rrset.key] = std::move(rrset);
  for (const auto& change : plan.changes) {
    if (change.after) {
      sets[change.key] = *change.after;
    } else {
      sets.erase(change.key);
    }
  }
  std::vector<RRset> all;
  for (auto& [key, rrset] : sets) all.push_back(std::move(rrset));
  return all;
}

std::string plan_text(const Plan& plan) {
  std::string text;
  for (const auto& change : plan.changes) {
    text += fmt::format("{} {} {}", mark(change), to_text(change.key),
                        change.before ? change.before->ttl : change.after->ttl);
    if (change.before && change.after && change.before->ttl != change.after->ttl) {
      text += fmt::format(" -> {}", change.after->ttl);
    }
    text += '\n';
    for (const auto& fate : change.fates) text += fate_line(fate);
  }
  for (const auto& finding : plan.conflicts) text += error_line("conflict", finding);
  for (const auto& finding : plan.warnings) text += error_line("warning", finding);
  return text;
}

}  // namespace dnsward::test
