#include "config/domain_reader.h"

#include "base/text.h"
#include "config/files.h"
#include "config/fill.h"
#include "config/want_reader.h"
#include "mail/finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace dnsward {
namespace {

constexpr std::array<std::string_view, 12> entry_keys{
    "names", "names_file", "provider", "zone",   "zone_id", "senders",
    "vars",  "dmarc",      "retired",  "record", "allow",   "reason"};

/// The codes of all findings.
std::vector<std::string_view> finding_codes() {
  std::vector<std::string_view> codes;
  for (const auto& family : finding_families()) {
    for (const auto& spec : family.findings) codes.push_back(spec.code);
  }
  return codes;
}

}  // namespace

Result<void> check_mail_domain(const DomainName& name, std::string_view given) {
  std::string problem = host_name_problem(name, false);
  if (problem.empty() && name.label_count() < 2) problem = "it has a single label";
  if (problem.empty()) return {};
  return fail(ErrorKind::config, fmt::format(R"("{}" can't be a mail domain: {})", given, problem),
              R"(write the domain alone, e.g. "example.com")");
}

DomainReader::DomainReader(Config& config, const Definitions& definitions, Problems& problems)
    : config_(&config), definitions_(&definitions), problems_(&problems) {}

void DomainReader::add_name(std::string_view text, const SourcePos& where,
                            std::vector<Named>& names) {
  auto name = DomainName::parse(text);
  if (!name) {
    problems_->add(std::move(name.error()).at(where));
    return;
  }
  if (auto fine = check_mail_domain(*name, text); !fine) {
    problems_->add(std::move(fine.error()).at(where));
    return;
  }
  const auto [first, is_new] = seen_.try_emplace(name->display(), where);
  if (!is_new) {
    problems_
        ->add(where, fmt::format(R"(domain "{}" is listed twice)", text),
              "remove it from one of the entries")
        .notes.push_back({"first listed here", first->second, {}});
    return;
  }
  names.push_back({std::move(*name), where});
}

void DomainReader::add_names_of(std::string_view text, const std::string& file,
                                std::vector<Named>& names) {
  std::uint32_t number = 0;
  for (std::string_view line : split(text, '\n')) {
    ++number;
    line = line.substr(0, line.find('#'));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::string_view name = trim(line);
    if (name.empty()) continue;
    const auto before = line.substr(0, line.find(name));
    const SourcePos where{file, number, static_cast<std::uint32_t>(character_count(before) + 1)};
    add_name(name, where, names);
  }
}

void DomainReader::add_names_file(const TableReader& entry, const std::filesystem::path& path,
                                  std::vector<Named>& names) {
  const auto text = entry.text("names_file");
  if (!text) return;
  const auto beside = find_beside(path, std::string(text->text));
  if (!beside) {
    problems_->add(Error(beside.error()).at(text->where));
    return;
  }
  auto content = read_text_file(*beside);
  if (!content) {
    problems_->add(std::move(content.error())).notes.push_back({"named here", text->where, {}});
    return;
  }
  const std::string file = beside->string();
  config_->sources.add(file, std::move(*content));
  const std::size_t errors = problems_->size();
  const std::size_t before = names.size();
  add_names_of(config_->sources.text(file), file, names);
  if (names.size() == before && problems_->size() == errors) {
    problems_->add(text->where, fmt::format(R"(names file "{}" names no domain)", text->text),
                   "write one domain a line");
  }
}

std::vector<DomainReader::Named> DomainReader::names_of(const TableReader& entry,
                                                        const std::filesystem::path& path) {
  std::vector<Named> names;
  for (const TomlText& text : entry.texts("names")) add_name(text.text, text.where, names);
  add_names_file(entry, path, names);
  if (!entry.has("names") && !entry.has("names_file")) {
    problems_->add(entry.where(), "this entry names no domain",
                   R"(add names = ["example.com"] or names_file = "...")");
  }
  return names;
}

std::string DomainReader::hint_for(std::string_view word, const Index& known,
                                   std::string_view what) {
  const auto [hint, is_new] = hints_.try_emplace(fmt::format("{} {}", what, word));
  if (!is_new) return hint->second;
  std::vector<std::string_view> names;
  for (const auto& [name, index] : known) names.emplace_back(name);
  std::sort(names.begin(), names.end());
  hint->second = names.empty() ? fmt::format("define it: [{}.{}]", what, word)
                               : suggestion(word, names, fmt::format("the {}s are", what));
  return hint->second;
}

std::size_t DomainReader::provider_of(const TableReader& entry) {
  const auto text = entry.text("provider");
  if (!text) {
    if (!entry.has("provider")) {
      problems_->add(entry.where(), "this entry has no provider", R"(add provider = "...")");
    }
    return 0;
  }
  const auto found = definitions_->providers.find(std::string(text->text));
  if (found != definitions_->providers.end()) return found->second;
  if (!definitions_->is_incomplete) {
    problems_->add(text->where, fmt::format(R"(unknown provider "{}")", text->text),
                   hint_for(text->text, definitions_->providers, "provider"));
  }
  return 0;
}

DomainReader::Senders DomainReader::senders_of(const TableReader& entry, std::string_view key) {
  Senders senders;
  for (const TomlText& text : entry.texts(key)) {
    const auto found = definitions_->senders.find(std::string(text.text));
    if (found == definitions_->senders.end()) {
      if (definitions_->is_incomplete) continue;
      problems_->add(text.where, fmt::format(R"(unknown sender "{}")", text.text),
                     hint_for(text.text, definitions_->senders, "sender"));
      continue;
    }
    const auto& sender = config_->senders[found->second];
    if (std::find(senders.begin(), senders.end(), sender) == senders.end()) {
      senders.push_back(sender);
    } else {
      problems_->add(text.where, fmt::format(R"(sender "{}" is listed twice)", text.text),
                     "remove one of them");
    }
  }
  return senders;
}

void DomainReader::refuse_contradictions(const TableReader& entry) {
  const bool wants_nothing =
      !entry.has("senders") && !entry.has("retired") && !entry.has("dmarc") && !entry.has("record");
  if (wants_nothing && entry.knows_all_keys()) {
    problems_->add(entry.where(), "this entry wants nothing",
                   "add senders, retired, dmarc or a [[domains.record]]");
  }
  const auto* senders = entry.find("senders");
  const auto* retired = entry.find("retired");
  if (senders == nullptr || retired == nullptr) return;
  const auto* wanted = std::get_if<TomlArray>(&senders->value.data);
  const auto* unwanted = std::get_if<TomlArray>(&retired->value.data);
  if (wanted == nullptr || unwanted == nullptr) return;
  for (const TomlValue& gone : *unwanted) {
    const auto* name = std::get_if<std::string>(&gone.data);
    const auto same = std::find_if(wanted->begin(), wanted->end(), [&](const TomlValue& value) {
      const auto* other = std::get_if<std::string>(&value.data);
      return name != nullptr && other != nullptr && *name == *other;
    });
    if (same == wanted->end()) continue;
    problems_
        ->add(entry.at(gone.place), fmt::format(R"(sender "{}" is in senders and retired)", *name),
              "remove it from one of them")
        .notes.push_back({"wanted here", entry.at(same->place), {}});
  }
}

Variables DomainReader::variables_of(const TableReader& entry) {
  Variables variables;
  const TomlTable* table = entry.table("vars", R"({ name = "value" })");
  if (table == nullptr) return variables;
  std::vector<std::string_view> keys;
  for (const TomlMember& member : *table) keys.emplace_back(member.key);
  const TableReader vars(*table, entry.value_place("vars"), entry.file(), *problems_, keys);
  for (const TomlMember& member : *table) {
    const auto text = vars.text(member.key);
    if (is_built_in_variable(member.key)) {
      problems_->add(entry.at(member.key_place),
                     fmt::format(R"(variable "{}" is built in)", member.key), "use another name");
    } else if (!is_variable_name(member.key)) {
      problems_->add(entry.at(member.key_place),
                     fmt::format(R"("{}" can't name a variable)", member.key),
                     R"(use letters, digits and "_", not a digit first)");
    } else if (text && text->text.find("${") != std::string_view::npos) {
      problems_->add(
          text->where,
          fmt::format(R"(variable "{}" holds "${{", and vars are not filled in)", member.key),
          "write its text, and the other variable where this one is used");
    } else if (text) {
      variables.emplace(member.key, text->text);
    }
  }
  return variables;
}

std::vector<std::string> DomainReader::allowed_of(const TableReader& entry) {
  std::vector<std::string> allowed;
  for (const TomlText& text : entry.texts("allow")) {
    if (const auto* spec = find_finding(text.text)) {
      allowed.emplace_back(spec->code);
      continue;
    }
    const auto codes = finding_codes();
    const auto near = suggest(text.text, codes);
    problems_->add(text.where, fmt::format(R"("{}" is no code of a finding)", text.text),
                   near ? fmt::format(R"(did you mean "{}"? `dnsward explain` lists them)", *near)
                        : "`dnsward explain` lists them");
  }
  const auto reason = entry.text("reason");
  if (entry.has("allow") && !entry.has("reason")) {
    problems_->add(entry.key_place("allow"), "what is allowed needs a reason",
                   R"(add reason = "..." for whoever reads the file next)");
  }
  if (reason && trim(reason->text).empty()) {
    problems_->add(reason->where, "the reason is empty", "say why the findings are allowed");
  }
  if (entry.has("reason") && !entry.has("allow")) {
    problems_->add(entry.key_place("reason"), "a reason for nothing: this entry allows no finding",
                   R"(add allow = ["..."], or remove it)");
  }
  std::sort(allowed.begin(), allowed.end());
  return allowed;
}

std::optional<DomainName> DomainReader::zone_of(const TableReader& entry,
                                                const std::vector<Named>& names) {
  const auto text = entry.text("zone");
  if (!text) {
    if (entry.has("zone_id") && !entry.has("zone")) {
      problems_->add(entry.key_place("zone_id"), "zone_id needs the name of its zone",
                     R"(add zone = "example.com")");
    }
    return {};
  }
  auto zone = DomainName::parse(text->text);
  if (!zone) {
    problems_->add(std::move(zone.error()).at(text->where));
    return {};
  }
  const std::string problem = host_name_problem(*zone, true);
  if (!problem.empty() || zone->is_root()) {
    problems_->add(text->where,
                   fmt::format(R"("{}" can't be a zone: {})", text->text,
                               problem.empty() ? "it is the root" : problem),
                   R"(write its apex, e.g. "example.com")");
    return {};
  }
  for (const Named& named : names) {
    if (named.name.is_within(*zone)) continue;
    problems_
        ->add(named.where,
              fmt::format(R"(domain "{}" is not in the zone "{}")", named.name.display(),
                          zone->display()),
              "correct one of them, or put the domain into an entry of its own")
        .notes.push_back({"the zone is named here", text->where, {}});
  }
  return std::move(*zone);
}

void DomainReader::read(const TomlTable& table, const SourcePos& where, const std::string& file,
                        const std::filesystem::path& path) {
  const TableReader entry(table, where, file, *problems_, entry_keys);
  auto spec = std::make_shared<EntrySpec>();
  spec->where = where;
  std::vector<Named> names = names_of(entry, path);
  const std::size_t provider = provider_of(entry);
  const auto zone = zone_of(entry, names);
  const auto zone_id = entry.text("zone_id");
  if (zone_id && zone_id->text.empty()) {
    problems_->add(zone_id->where, R"(an empty text in "zone_id")", "fill it, or leave it out");
  }
  spec->senders = senders_of(entry, "senders");
  spec->retired = senders_of(entry, "retired");
  refuse_contradictions(entry);
  const std::size_t errors = problems_->size();
  spec->variables = variables_of(entry);
  spec->knows_variables = problems_->size() == errors;
  spec->allowed = allowed_of(entry);
  spec->wants = read_entry_wants(entry);
  spec->uses = variables_used(spec->wants);
  for (Named& named : names) {
    config_->domains.push_back({std::move(named.name), provider, zone,
                                zone_id ? std::string(zone_id->text) : std::string(), spec,
                                std::move(named.where)});
  }
}

}  // namespace dnsward
