#include "providers/zonefile/zone_files.h"

#include "providers/zonefile/descriptor.h"

#include <filesystem>
#include <system_error>
#include <vector>

namespace dnsward::zonefile {
namespace {

namespace fs = std::filesystem;

Result<std::string> without_links(const std::string& path) {
  std::error_code failed;
  const fs::path real = fs::canonical(path, failed);
  if (failed) return system_failure("read", path, failed.value());
  return real.string();
}

std::string folder_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? "." : std::string(path.substr(0, slash));
}

}  // namespace

Result<std::string> Includes::find(std::string_view name, std::string_view from) const {
  const std::string text(name);
  if (name.starts_with('/')) return text;
  const std::string beside = folder_of(from) + '/' + text;
  const std::string inside = directory_ + '/' + text;
  std::error_code ignored;
  if (!fs::exists(beside, ignored)) return inside;
  if (fs::exists(inside, ignored) && !fs::equivalent(beside, inside, ignored)) {
    return fail(ErrorKind::unsupported,
                "$INCLUDE " + text + " may mean \"" + beside + "\" or \"" + inside + '"',
                "write the absolute path");
  }
  return beside;
}

Result<OpenedFile> Includes::open(std::string_view name, std::string_view from) {
  const auto path = find(name, from);
  if (!path) return fail(path.error());
  const auto real = without_links(*path);
  if (!real) return fail(real.error());
  const auto directory = without_links(directory_);
  if (!directory) return fail(directory.error());
  if (!real->starts_with(*directory + '/')) {
    return fail(
        ErrorKind::unsupported,
        "$INCLUDE " + std::string(name) + " leads out of the directory \"" + directory_ + '"',
        "move the file into that directory");
  }
  const auto known = path_of_.emplace(*real, *path).first;
  auto contents = contents_.find(known->second);
  if (contents == contents_.end()) {
    auto read = read_file(*real);
    if (!read) return fail(std::move(read.error()));
    contents = contents_.emplace(known->second, std::move(*read)).first;
  }
  return OpenedFile{known->second, contents->second.text};
}

Result<std::string> Includes::open_main(const std::string& path) {
  auto read = read_file(path);
  if (!read) return fail(std::move(read.error()));
  const auto real = without_links(path);
  if (!real) return fail(real.error());
  path_of_.emplace(*real, path);
  return contents_.emplace(path, std::move(*read)).first->second.text;
}

Result<ZoneFiles> read_zone_files(const DomainName& apex, const std::string& path,
                                  const std::string& directory) {
  Includes includes(directory);
  auto text = includes.open_main(path);
  if (!text) return fail(std::move(text.error()));
  const auto open = [&](std::string_view name, std::string_view from) {
    return includes.open(name, from);
  };
  auto zone = parse_master_file(apex, path, std::move(*text), open);
  if (!zone) return fail(std::move(zone.error()));
  std::string version;
  for (const auto& file : zone->files) {
    version += includes.contents().at(file.path).identity.value + ';';
  }
  return ZoneFiles{std::move(*zone), std::move(includes), std::move(version)};
}

}  // namespace dnsward::zonefile
