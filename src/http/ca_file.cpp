#include "http/ca_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>

namespace dnsward {
namespace {

std::optional<std::string> why_unreadable(const std::string& file) {
  std::error_code error;
  if (std::filesystem::is_directory(file, error)) return "it is a directory";
  errno = 0;
  const std::ifstream stream(file);
  if (stream) return std::nullopt;
  return std::generic_category().message(errno);
}

}  // namespace

Result<std::string> find_ca_file(const Environment& environment) {
  for (const auto* name : {"DNSWARD_CA_FILE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"}) {
    const auto file = environment ? environment(name) : std::nullopt;
    if (!file || file->empty()) continue;
    if (const auto why = why_unreadable(*file)) {
      return fail(ErrorKind::credential,
                  fmt::format("the file of CA certificates \"{}\" can't be read: {}", *file, *why),
                  fmt::format("{} names it; correct it, or unset it to trust the system's", name));
    }
    return *file;
  }
  return std::string();
}

}  // namespace dnsward
