#include "config/files.h"

#include "base/text.h"
#include "base/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

namespace dnsward {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_octets = std::size_t{64} << 20U;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The reason alone, in the words of the C locale: "Permission denied".
std::string reason(int code) {
  return std::generic_category().message(code);
}

Error file_error(ErrorKind kind, const fs::path& path, std::string message, std::string hint) {
  return {kind, std::move(message), std::move(hint), SourcePos{path.string()}, {}, {}, {}};
}

Error unreadable(const fs::path& path, int code) {
  return file_error(ErrorKind::io, path,
                    fmt::format("\"{}\" can't be read: {}", path.string(), reason(code)),
                    "check its owner and mode");
}

struct CloseFile {
  void operator()(std::FILE* file) const {
    // Nothing was written, so a failure to close loses nothing.
    static_cast<void>(std::fclose(file));
  }
};

Result<std::string> read_octets(const fs::path& path) {
  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rbe"));
  if (file == nullptr) return fail(unreadable(path, errno));
  std::string octets;
  std::array<char, 65536> block{};
  for (;;) {
    const std::size_t count = std::fread(block.data(), 1, block.size(), file.get());
    octets.append(block.data(), count);
    if (std::ferror(file.get()) != 0) return fail(unreadable(path, errno));
    if (octets.size() > most_octets) {
      return fail(file_error(ErrorKind::config, path,
                             fmt::format("\"{}\" is over 64 MiB", path.string()),
                             "split it into several files of one folder"));
    }
    if (count == 0) return octets;
  }
}

/// Where `octets` stop being UTF-8.
std::optional<std::size_t> malformed_at(std::string_view octets) {
  std::size_t at = 0;
  while (at < octets.size()) {
    if (static_cast<unsigned char>(octets[at]) < 0x80) {
      ++at;
      continue;
    }
    const std::size_t length = decode_utf8(octets.substr(at)).length;
    if (length == 0) return at;
    at += length;
  }
  return {};
}

Error not_utf8(const fs::path& path, std::string_view octets, std::size_t at) {
  const std::string_view before = octets.substr(0, at);
  const auto line_start = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
  const auto line_end = octets.find('\n', at);
  Error error = file_error(
      ErrorKind::config, path,
      fmt::format("octet 0x{:02X} is not valid UTF-8", static_cast<unsigned char>(octets[at])),
      "save the file as UTF-8");
  error.where->line =
      static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n') + 1);
  error.where->column = static_cast<std::uint32_t>(character_count(before.substr(line_start)) + 1);
  error.source_line = std::string(octets.substr(line_start, line_end - line_start));
  return error;
}

}  // namespace

Result<std::vector<fs::path>> find_config_files(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    return fail(file_error(
        ErrorKind::not_found, path, fmt::format("\"{}\" does not exist", path.string()),
        "write it (a [provider.NAME], a [sender.NAME] and a [[domains]] entry) or name another "
        "with -c"));
  }
  if (error) return fail(unreadable(path, error.value()));
  if (status.type() != fs::file_type::directory) return std::vector{path};
  std::vector<fs::path> files;
  for (fs::directory_iterator entry(path, error), end; !error && entry != end;
       entry.increment(error)) {
    const bool is_toml = entry->path().extension() == ".toml";
    std::error_code ignored;
    if (is_toml && !fs::is_directory(entry->path(), ignored)) files.push_back(entry->path());
  }
  if (error) return fail(unreadable(path, error.value()));
  if (files.empty()) {
    return fail(file_error(ErrorKind::not_found, path,
                           fmt::format("\"{}\" is a folder without *.toml files", path.string()),
                           "name the file or another folder with -c"));
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<std::string> read_text_file(const fs::path& path) {
  auto octets = read_octets(path);
  if (!octets) return octets;
  if (octets->find('\0') != std::string::npos) {
    return fail(file_error(ErrorKind::config, path,
                           fmt::format("\"{}\" is a binary file", path.string()),
                           "save it as UTF-8 text"));
  }
  if (const auto at = malformed_at(*octets)) return fail(not_utf8(path, *octets, *at));
  if (octets->starts_with(byte_order_mark)) octets->erase(0, byte_order_mark.size());
  return octets;
}

Result<fs::path> find_beside(const fs::path& file, const fs::path& name) {
  const fs::path folder = file.parent_path().empty() ? fs::path(".") : file.parent_path();
  const fs::path wanted = folder / name;
  std::error_code error;
  const fs::path real_folder = fs::canonical(folder, error);
  const fs::path real = error ? fs::path() : fs::weakly_canonical(wanted, error);
  if (error) {
    return fail(ErrorKind::io,
                fmt::format("\"{}\" can't be read: {}", name.string(), reason(error.value())));
  }
  const auto apart =
      std::mismatch(real_folder.begin(), real_folder.end(), real.begin(), real.end());
  if (apart.first != real_folder.end()) {
    return fail(ErrorKind::config,
                fmt::format("\"{}\" is outside the folder of this file", name.string()),
                "move it beside this file");
  }
  const fs::file_status status = fs::status(real, error);
  if (status.type() == fs::file_type::not_found) {
    return fail(ErrorKind::not_found, fmt::format("\"{}\" does not exist", name.string()),
                "names_file is relative to the folder of this file");
  }
  if (status.type() != fs::file_type::regular) {
    return fail(ErrorKind::config, fmt::format("\"{}\" is not a regular file", name.string()),
                "name a file with one domain a line");
  }
  return (file.parent_path() / name).lexically_normal();
}

}  // namespace dnsward
