#include "providers/zonefile/zonefile.h"

#include "plan/plan.h"
#include "provider/provider.h"
#include "providers/zonefile/directory.h"
#include "providers/zonefile/edit.h"
#include "providers/zonefile/zone_files.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace dnsward {
namespace {

using zonefile::ZoneFiles;

bool is_wanted(const NameFilter& filter, const RRsetKey& key) {
  return filter.wants_all || key.type == RRType::ns || key.type == RRType::dname ||
         std::binary_search(filter.owners.begin(), filter.owners.end(), key.owner);
}

class ZonefileProvider final : public Provider {
 public:
  ZonefileProvider(std::string directory, const Clock& clock)
      : directory_(std::move(directory)), clock_(clock) {}

  [[nodiscard]] Result<std::vector<Zone>> zones(const ZoneQuery& query) const override {
    return zonefile::find_zones(directory_, query);
  }

  [[nodiscard]] Result<Snapshot> read(const Zone& zone, const NameFilter& filter) const override;
  [[nodiscard]] Result<Receipt> write(const Zone& zone, const Snapshot& seen,
                                      std::span<const Change> changes) const override;

 private:
  [[nodiscard]] Result<ZoneFiles> load(const Zone& zone) const;
  [[nodiscard]] Result<void> edit_files(ZoneFiles files, const Snapshot& seen,
                                        std::span<const Change> changes) const;

  std::string directory_;
  const Clock& clock_;
};

Result<ZoneFiles> ZonefileProvider::load(const Zone& zone) const {
  const auto path = zonefile::zone_file_of(directory_, zone);
  if (!path) return fail(path.error());
  return zonefile::read_zone_files(zone.apex, *path, directory_);
}

Result<Snapshot> ZonefileProvider::read(const Zone& zone, const NameFilter& filter) const {
  auto files = load(zone);
  if (!files) {
    return fail(std::move(files.error()).within("reading zone " + zone.apex.display()));
  }
  auto& records = files->zone.records;
  std::erase_if(records, [&](const auto& record) { return !is_wanted(filter, record.key); });
  return Snapshot{files->zone.rrsets(), std::move(files->version), {}};
}

Result<void> ZonefileProvider::edit_files(ZoneFiles files, const Snapshot& seen,
                                          std::span<const Change> changes) const {
  if (!seen.version.empty() && seen.version != files.version) {
    auto holds = zonefile::check_before(files.zone.apex, files.zone.rrsets(), changes);
    return holds ? fail(zonefile::changed_zone(files.zone.apex)) : holds;
  }
  const auto open = [&](std::string_view name, std::string_view from) {
    return files.includes.open(name, from);
  };
  const auto today = std::chrono::floor<std::chrono::days>(clock_.now());
  const auto edited = zonefile::edit(files.zone, changes, today, open);
  if (!edited) return fail(edited.error());
  std::vector<Note> written;
  for (const auto& [file, text] : *edited) {
    const std::string& path = files.zone.files[file].path;
    auto done = zonefile::replace_file(path, text, files.includes.contents().at(path).identity);
    if (!done) {
      Error error = std::move(done.error());
      error.notes.insert(error.notes.end(), written.begin(), written.end());
      return fail(std::move(error));
    }
    written.push_back({'"' + path + "\" is written already; the next run makes the rest"});
  }
  return {};
}

Result<Receipt> ZonefileProvider::write(const Zone& zone, const Snapshot& seen,
                                        std::span<const Change> changes) const {
  if (changes.empty()) return Receipt{};
  const std::string doing = "writing zone " + zone.apex.display();
  auto files = load(zone);
  if (!files) return fail(std::move(files.error()).within(doing));
  auto done = edit_files(std::move(*files), seen, changes);
  if (!done) return fail(std::move(done.error()).within(doing));
  return Receipt{};
}

Result<std::unique_ptr<Provider>> make_provider(const ProviderSettings& settings,
                                                const ProviderContext& context) {
  std::string directory = settings.get("directory");
  while (directory.size() > 1 && directory.ends_with('/')) directory.pop_back();
  if (directory.empty()) {
    return fail(ErrorKind::config, "provider \"" + settings.name + "\" has no `directory`",
                "add `directory = \"zones\"` to [provider." + settings.name + ']');
  }
  return std::make_unique<ZonefileProvider>(std::move(directory), context.clock);
}

constexpr std::array settings_specs{
    SettingSpec{"directory", SettingSpec::Kind::path, true,
                "The folder that holds the zone files, one zone a file; relative to the file that "
                "names it."}};

}  // namespace

ProviderType zonefile_provider() {
  return {
      "zonefile",
      "A directory of zone files (RFC 1035 master files), edited in place",
      "Reads and edits the files example.com.zone, db.example.com or example.com of one directory, "
      "as BIND, NSD and Knot load them: $ORIGIN, $TTL and $INCLUDE (of files inside the directory) "
      "are followed; $GENERATE is understood and left alone. Only the records that change and the "
      "SOA serial are touched: every other octet stays, comments and layout included. A file is "
      "replaced in one step, keeps its owner and mode, and is left alone when somebody changed it "
      "since it was read. Your name server is not told: reload it when the serial is raised. Zones "
      "that the server writes itself (dynamic updates, signatures in the file) are not for this "
      "provider.",
      settings_specs,
      "none: the files' permissions decide",
      Limits{},
      nullptr,
      &make_provider,
  };
}

}  // namespace dnsward
