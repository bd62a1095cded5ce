#include "providers/zonefile/directory.h"

#include "providers/zonefile/descriptor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace dnsward::zonefile {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view zone_suffix = ".zone";
constexpr std::string_view db_prefix = "db.";
/// From here on one listing is cheaper than five looks for each name above each domain.
constexpr std::size_t many_domains = 32;

bool is_ignored(std::string_view name) {
  constexpr std::array<std::string_view, 7> suffixes{"~",    ".bak", ".orig",  ".old",
                                                     ".jnl", ".jbk", ".signed"};
  return name.empty() || name.front() == '.' ||
         std::any_of(suffixes.begin(), suffixes.end(), [&](auto s) { return name.ends_with(s); });
}

/// A symbolic link to nothing counts as a file, so that its zone gets an error and is not missed.
bool is_zone_file(const std::string& path) {
  struct stat info {};

  if (::stat(path.c_str(), &info) == 0) return !S_ISDIR(info.st_mode);
  return ::lstat(path.c_str(), &info) == 0;
}

/// The wanted domains and every name above them, without the root; sorted.
std::vector<DomainName> possible_zones(const ZoneQuery& query) {
  std::vector<DomainName> names;
  for (const auto& wish : query.wishes) {
    for (DomainName name = wish.domain; !name.is_root(); name = name.parent())
      names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

Result<void> check_directory(const std::string& directory) {
  constexpr auto hint = "set `directory` to the folder that holds the zone files";

  struct stat info {};

  if (::stat(directory.c_str(), &info) != 0) {
    return system_failure("open directory", directory, errno, hint);
  }
  if (!S_ISDIR(info.st_mode)) return system_failure("open directory", directory, ENOTDIR, hint);
  if (::faccessat(AT_FDCWD, directory.c_str(), R_OK | X_OK, AT_EACCESS) != 0) {
    return system_failure("open directory", directory, errno,
                          "give the user of this program permission to read it");
  }
  return {};
}

std::vector<std::string> files_of(const std::string& directory, const DomainName& apex) {
  std::vector<std::string> paths;
  for (const auto& name : file_names_of(apex)) {
    std::string path = directory;
    (path += '/') += name;
    if (is_zone_file(path)) paths.push_back(std::move(path));
  }
  return paths;
}

Result<std::vector<Zone>> list(const std::string& directory,
                               const std::vector<DomainName>& wanted) {
  std::vector<Zone> zones;
  std::error_code failed;
  fs::directory_iterator entry(directory, failed);
  for (; !failed && entry != fs::directory_iterator(); entry.increment(failed)) {
    const std::string name = entry->path().filename().string();
    auto apex = zone_of_file(name);
    if (!apex || !std::binary_search(wanted.begin(), wanted.end(), *apex)) continue;
    std::error_code ignored;
    if (entry->is_directory(ignored)) continue;
    zones.push_back({std::move(*apex), entry->path().string()});
  }
  if (failed) return system_failure("list directory", directory, failed.value());
  std::sort(zones.begin(), zones.end());
  const auto same_apex = [](const Zone& a, const Zone& b) { return a.apex == b.apex; };
  zones.erase(std::unique(zones.begin(), zones.end(), same_apex), zones.end());
  return zones;
}

bool are_one_file(const std::string& a, const std::string& b) {
  struct stat first {};

  struct stat second {};

  return ::stat(a.c_str(), &first) == 0 && ::stat(b.c_str(), &second) == 0 &&
         first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

}  // namespace

std::optional<DomainName> zone_of_file(std::string_view file_name) {
  if (is_ignored(file_name)) return std::nullopt;
  std::string_view text = file_name;
  if (text.ends_with(zone_suffix)) {
    text.remove_suffix(zone_suffix.size());
  } else {
    if (text.starts_with(db_prefix)) text.remove_prefix(db_prefix.size());
    if (text.ends_with('.')) text.remove_suffix(1);
  }
  auto apex = DomainName::from_presentation(text, DomainName());
  // One spelling each: else the listing would find files that the look by name doesn't.
  if (!apex || apex->is_root() || apex->display() != text) return std::nullopt;
  return std::move(*apex);
}

std::vector<std::string> file_names_of(const DomainName& apex) {
  const std::string name = apex.display();
  if (apex.is_root() || name.find('/') != std::string::npos) return {};
  std::vector<std::string> names{name + ".zone", "db." + name, "db." + name + '.', name,
                                 name + '.'};
  const auto means_another = [&](const std::string& file) { return zone_of_file(file) != apex; };
  names.erase(std::remove_if(names.begin(), names.end(), means_another), names.end());
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::vector<Zone>> find_zones(const std::string& directory, const ZoneQuery& query) {
  if (auto usable = check_directory(directory); !usable) return fail(std::move(usable.error()));
  const auto wanted = possible_zones(query);
  if (query.wishes.size() >= many_domains) return list(directory, wanted);
  std::vector<Zone> zones;
  for (const auto& apex : wanted) {
    const auto paths = files_of(directory, apex);
    if (!paths.empty()) zones.push_back({apex, paths.front()});
  }
  return zones;
}

Result<std::string> zone_file_of(const std::string& directory, const Zone& zone) {
  if (auto usable = check_directory(directory); !usable) return fail(std::move(usable.error()));
  const std::string folder = directory + '/';
  const std::string name = zone.id.starts_with(folder) ? zone.id.substr(folder.size()) : zone.id;
  const auto own_names = file_names_of(zone.apex);
  if (!name.empty() && !std::binary_search(own_names.begin(), own_names.end(), name)) {
    if (name.find('/') == std::string::npos && is_zone_file(folder + name)) return folder + name;
    return fail(ErrorKind::not_found,
                '"' + zone.id + "\" is not a file of the directory \"" + directory + '"',
                "name a file of that directory as `zone_id`, or leave `zone_id` out");
  }
  auto paths = files_of(directory, zone.apex);
  const auto repeats_first = [&](const auto& path) { return are_one_file(paths.front(), path); };
  if (!paths.empty()) {
    paths.erase(std::remove_if(paths.begin() + 1, paths.end(), repeats_first), paths.end());
  }
  if (paths.size() == 1) return paths.front();
  const std::string zone_name = "zone " + zone.apex.display();
  if (paths.empty()) {
    return fail(ErrorKind::not_found,
                zone_name + " has no file in the directory \"" + directory + '"',
                "create \"" + folder + zone.apex.display() + ".zone\"");
  }
  std::string all = '"' + paths.front() + '"';
  for (std::size_t i = 1; i < paths.size(); ++i) {
    all += (i + 1 == paths.size() ? " and \"" : ", \"") + paths[i] + '"';
  }
  return fail(ErrorKind::protocol, zone_name + " has several files: " + all,
              "keep one of them, or give the others another name, such as the ending .bak");
}

}  // namespace dnsward::zonefile
