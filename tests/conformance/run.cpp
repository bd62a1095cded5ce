#include "conformance/run.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <numeric>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkdtemp is POSIX
#include <utility>

namespace dnsward::test {
namespace {

/// Passes everything on, and lets somebody else write first.
class Interrupted final : public Provider {
 public:
  Interrupted(std::unique_ptr<Provider> inner, std::function<void()> before_write)
      : inner_(std::move(inner)), before_write_(std::move(before_write)) {}

  [[nodiscard]] Result<std::vector<Zone>> zones(const ZoneQuery& query) const override {
    return inner_->zones(query);
  }

  [[nodiscard]] Result<Snapshot> read(const Zone& zone, const NameFilter& filter) const override {
    return inner_->read(zone, filter);
  }

  [[nodiscard]] Result<Receipt> write(const Zone& zone, const Snapshot& seen,
                                      std::span<const Change> changes) const override {
    if (before_write_) std::call_once(once_, before_write_);
    return inner_->write(zone, seen, changes);
  }

  [[nodiscard]] Result<Receipt> progress(const Zone& zone, Receipt receipt) const override {
    return inner_->progress(zone, std::move(receipt));
  }

 private:
  std::unique_ptr<Provider> inner_;
  std::function<void()> before_write_;
  mutable std::once_flag once_;  // zones are written side by side
};

}  // namespace

Config load_for(const Place& place, std::string_view text) {
  std::string folder = (std::filesystem::temp_directory_path() / "dnsward-walk-XXXXXX").string();
  REQUIRE(mkdtemp(folder.data()) != nullptr);
  const auto path = std::filesystem::path(folder) / "dnsward.toml";
  std::ofstream(path) << fmt::format("[provider.here]\ntype = \"{}\"\n{}\n{}", place.type().name,
                                     place.settings(), text);
  auto loaded = load_config(path, {&place.type(), 1});
  std::filesystem::remove_all(folder);
  for (const auto& error : loaded.errors) FAIL(error.message << " " << error.hint);
  return std::move(loaded.config);
}

Engine engine_for(Place& place, const Config& config, std::function<void()> before_write) {
  std::vector<std::unique_ptr<Provider>> providers;
  providers.push_back(std::make_unique<Interrupted>(place.provider(), std::move(before_write)));
  return {config, std::move(providers), place.clock(), {}};
}

std::vector<std::size_t> all_domains(const Config& config) {
  std::vector<std::size_t> indices(config.domains.size());
  std::iota(indices.begin(), indices.end(), 0);
  return indices;
}

std::string everything_said(const DomainReport& domain) {
  std::string text;
  for (const auto& errors : {domain.errors, domain.conflicts}) {
    for (const auto& error : errors) {
      text += error.message + " | " + error.hint;
      for (const auto& note : error.notes) text += " | " + note.message;
      text += '\n';
    }
  }
  return text;
}

}  // namespace dnsward::test
