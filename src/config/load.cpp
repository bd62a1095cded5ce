#include "config/config.h"
#include "config/domain_reader.h"
#include "config/expand.h"
#include "config/files.h"
#include "config/fill.h"
#include "config/problems.h"
#include "config/provider_reader.h"
#include "config/table_reader.h"
#include "config/toml_document.h"
#include "config/want_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace dnsward {
namespace {

constexpr std::array<std::string_view, 4> top_keys{"defaults", "provider", "sender", "domains"};
constexpr std::array<std::string_view, 1> default_keys{"ttl"};
constexpr std::string_view what_a_file_needs =
    "add a [provider.NAME], a [sender.NAME] and a [[domains]] entry with names, provider and "
    "senders";

struct Document {
  std::string file;
  std::filesystem::path path;
  TomlTable table;
};

class Loader {
 public:
  explicit Loader(std::span<const ProviderType> types) : types_(types) {}

  [[nodiscard]] LoadedConfig load(const std::filesystem::path& path, DomainNeed need);

 private:
  void parse(const std::filesystem::path& path);
  void read_documents();
  void read_defaults(const TableReader& top);
  void read_providers(const TableReader& top, const std::filesystem::path& path);
  void read_senders(const TableReader& top);
  void read_sender(const TomlMember& member, const TableReader& top);
  void refuse_same_environment();
  [[nodiscard]] bool define(std::unordered_map<std::string, std::size_t>& known,
                            const TomlMember& member, std::size_t index, std::string_view what,
                            const SourcePos& where,
                            const SourcePos* (*first)(const Config&, std::size_t));
  void refuse_emptiness(const std::filesystem::path& path);
  [[nodiscard]] std::vector<Error> sorted_errors();

  std::span<const ProviderType> types_;
  Config config_;
  Definitions definitions_;
  Problems problems_;
  std::vector<Document> documents_;
};

/// False, with an error that names both places, when the name is taken.
bool Loader::define(std::unordered_map<std::string, std::size_t>& known, const TomlMember& member,
                    std::size_t index, std::string_view what, const SourcePos& where,
                    const SourcePos* (*first)(const Config&, std::size_t)) {
  const auto [same, is_new] = known.try_emplace(member.key, index);
  if (is_new) return true;
  problems_
      .add(where, fmt::format(R"({} "{}" is defined twice)", what, member.key),
           "rename or remove one of them")
      .notes.push_back({"first defined here", *first(config_, same->second), {}});
  return false;
}

void Loader::parse(const std::filesystem::path& path) {
  auto text = read_text_file(path);
  if (!text) {
    definitions_.is_incomplete = true;
    problems_.add(std::move(text.error()));
    return;
  }
  const std::string file = path.string();
  config_.sources.add(file, std::move(*text));
  auto table = parse_toml(config_.sources.text(file), file);
  if (!table) {
    definitions_.is_incomplete = true;
    problems_.add(std::move(table.error()));
    return;
  }
  documents_.push_back({file, path, std::move(*table)});
}

void Loader::read_defaults(const TableReader& top) {
  const TomlTable* table = top.table("defaults", "[defaults]");
  if (table == nullptr) return;
  const TableReader defaults(*table, top.key_place("defaults"), top.file(), problems_,
                             default_keys);
  if (!defaults.has("ttl")) return;
  const SourcePos where = defaults.value_place("ttl");
  if (config_.default_ttl_where) {
    problems_.add(where, R"(the default "ttl" is given twice)", "remove one of them")
        .notes.push_back({"first given here", config_.default_ttl_where, {}});
    return;
  }
  config_.default_ttl_where = where;
  if (const auto ttl = defaults.ttl("ttl")) config_.default_ttl = *ttl;
}

void Loader::read_providers(const TableReader& top, const std::filesystem::path& path) {
  const TomlTable* table = top.table("provider", "[provider.NAME]");
  if (table == nullptr) return;
  for (const TomlMember& member : *table) {
    const bool is_new = define(definitions_.providers, member, config_.providers.size(), "provider",
                               top.at(member.key_place), [](const Config& config, std::size_t i) {
                                 return &config.providers[i].where;
                               });
    if (!is_new) continue;
    config_.providers.push_back(
        read_provider(member, {top.file(), path, types_, problems_, config_.sources}));
  }
}

/// Two blocks whose names differ only in ways that the environment can't tell would share their
/// credentials.
void Loader::refuse_same_environment() {
  std::unordered_map<std::string, const ProviderBlock*> seen;
  for (const ProviderBlock& block : config_.providers) {
    const std::string variable = environment_variable(block.settings.name, "TOKEN");
    const auto [first, is_new] = seen.try_emplace(variable, &block);
    if (is_new) continue;
    problems_
        .add(block.where,
             fmt::format(R"(providers "{}" and "{}" would both take their credentials from {})",
                         first->second->settings.name, block.settings.name, variable),
             "rename one of them")
        .notes.push_back({"the other one", first->second->where, {}});
  }
}

void Loader::read_sender(const TomlMember& member, const TableReader& top) {
  const SourcePos where = top.at(member.key_place);
  const bool is_new =
      define(definitions_.senders, member, config_.senders.size(), "sender", where,
             [](const Config& config, std::size_t i) { return &config.senders[i]->where; });
  if (!is_new) return;
  auto sender = std::make_shared<SenderSpec>();
  sender->name = member.key;
  sender->where = where;
  config_.senders.push_back(sender);
  const auto* table = std::get_if<TomlTable>(&member.value.data);
  if (table == nullptr) {
    problems_.add(
        top.at(member.value.place),
        fmt::format(R"(sender "{}" must be a table, is {})", member.key, kind_of(member.value)),
        fmt::format("write [sender.{}]", member.key));
    return;
  }
  const std::size_t errors = problems_.size();
  const TableReader block(*table, where, top.file(), problems_, sender_keys);
  if (const auto title = block.text("title")) sender->title = title->text;
  sender->wants = read_sender_wants(block, member.key);
  sender->uses = variables_used(sender->wants);
  if (sender->wants.empty() && problems_.size() == errors) {
    problems_.add(where, fmt::format(R"(sender "{}" requires nothing)", member.key),
                  "add spf, token, dkim, dmarc or a record");
  }
}

void Loader::read_senders(const TableReader& top) {
  const TomlTable* table = top.table("sender", "[sender.NAME]");
  if (table == nullptr) return;
  for (const TomlMember& member : *table) read_sender(member, top);
}

void Loader::read_documents() {
  std::vector<TableReader> tops;
  tops.reserve(documents_.size());
  for (const Document& document : documents_) {
    tops.emplace_back(document.table, SourcePos{document.file}, document.file, problems_, top_keys);
    read_defaults(tops.back());
    read_providers(tops.back(), document.path);
  }
  refuse_same_environment();
  for (const TableReader& top : tops) read_senders(top);
  DomainReader reader(config_, definitions_, problems_);
  for (std::size_t i = 0; i < documents_.size(); ++i) {
    for (const auto& [table, where] : tops[i].tables("domains", "[[domains]]")) {
      reader.read(*table, where, documents_[i].file, documents_[i].path);
    }
  }
}

void Loader::refuse_emptiness(const std::filesystem::path& path) {
  if (!problems_.empty() || !config_.domains.empty()) return;
  const bool empty = std::all_of(documents_.begin(), documents_.end(),
                                 [](const Document& document) { return document.table.empty(); });
  problems_.add(SourcePos{path.string()},
                fmt::format(R"("{}" {})", path.string(), empty ? "is empty" : "names no domain"),
                std::string(what_a_file_needs));
}

std::vector<Error> Loader::sorted_errors() {
  std::vector<Error> errors = problems_.take();
  for (Error& error : errors) config_.sources.attach(error);
  const auto key = [this](const Error& error) {
    return std::tuple(config_.sources.order(error.where->file), error.where->line,
                      error.where->column);
  };
  std::stable_sort(errors.begin(), errors.end(),
                   [&](const Error& a, const Error& b) { return key(a) < key(b); });
  return errors;
}

LoadedConfig Loader::load(const std::filesystem::path& path, DomainNeed need) {
  auto files = find_config_files(path);
  if (!files) return {{}, {std::move(files.error())}};
  for (const auto& file : *files) parse(file);
  read_documents();
  if (need == DomainNeed::some) refuse_emptiness(path);
  documents_ = {};
  check_domains(config_, problems_);
  auto errors = sorted_errors();
  return {std::move(config_), std::move(errors)};
}

}  // namespace

LoadedConfig load_config(const std::filesystem::path& path, std::span<const ProviderType> types,
                         DomainNeed need) {
  return Loader(types).load(path, need);
}

}  // namespace dnsward
