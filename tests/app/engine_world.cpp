#include "app/engine_world.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <numeric>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkdtemp is POSIX

namespace dnsward::test {
namespace {

Config load(const std::string& text) {
  std::string folder = (std::filesystem::temp_directory_path() / "dnsward-app-XXXXXX").string();
  REQUIRE(mkdtemp(folder.data()) != nullptr);
  const auto path = std::filesystem::path(folder) / "dnsward.toml";
  std::ofstream(path) << text;
  static const std::vector<ProviderType> types{memory_type()};  // blocks point at them
  auto loaded = load_config(path, types);
  std::filesystem::remove_all(folder);
  for (const auto& error : loaded.errors) FAIL(error.message);
  return std::move(loaded.config);
}

}  // namespace

std::string entry(std::string_view names, std::string_view provider, std::string_view more) {
  std::string text = "[[domains]]\nnames = [";
  text.append(names).append("]\nprovider = \"").append(provider).append("\"\n");
  text.append("senders = [\"mailer\"]\n").append(more).append("\n");
  return text;
}

World::World(std::string_view entries)
    : config_(load(std::string(two_providers).append(entries))) {}

Engine World::engine() const {
  std::vector<std::unique_ptr<Provider>> providers;
  for (auto* account : accounts_) providers.push_back(std::make_unique<MemoryProvider>(*account));
  return {config_, std::move(providers), clock, options};
}

std::vector<std::size_t> World::all() const {
  std::vector<std::size_t> indices(config_.domains.size());
  std::iota(indices.begin(), indices.end(), 0);
  return indices;
}

std::string statuses(const RunReport& report) {
  std::string text;
  for (const auto& domain : report.domains) {
    text.append(text.empty() ? "" : " ").append(to_text(domain.status));
  }
  return text;
}

std::string error_of(const RunReport& report, std::size_t row) {
  const auto& errors = report.domains.at(row).errors;
  REQUIRE(errors.size() == 1);
  auto text = errors[0].message;
  if (!errors[0].hint.empty()) text += " | " + errors[0].hint;
  for (const auto& note : errors[0].notes) text += " | " + note.message;
  for (const auto& context : errors[0].context) text += " | " + context;
  return text;
}

}  // namespace dnsward::test
