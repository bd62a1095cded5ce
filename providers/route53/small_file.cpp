#include "providers/route53/small_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

namespace dnsward::route53 {

Result<std::optional<Secret>> read_small_file(const std::string& path, std::size_t most) {
  std::error_code error;
  if (!std::filesystem::exists(path, error) && !error) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  std::string text(most + 1, '\0');
  if (!file ||
      (!file.read(text.data(), static_cast<std::streamsize>(text.size())) && !file.eof())) {
    return fail(ErrorKind::credential, fmt::format(R"("{}" can't be read)", path),
                "check its path and that this user may read it");
  }
  text.resize(static_cast<std::size_t>(file.gcount()));
  Secret content(std::move(text));
  if (content.reveal().size() > most) {
    return fail(ErrorKind::credential, fmt::format(R"("{}" has more than {} octets)", path, most),
                "see that it is the right file");
  }
  return content;
}

Result<Secret> checked_key(std::string_view raw, std::string_view from) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto start = raw.find_first_not_of(blanks);
  if (start == std::string_view::npos) {
    return fail(ErrorKind::credential, fmt::format("{} is empty", from), "put the value into it");
  }
  const auto key = raw.substr(start, raw.find_last_not_of(blanks) + 1 - start);
  const auto is_odd = [](char c) { return c <= ' ' || c > '~'; };
  if (std::any_of(key.begin(), key.end(), is_odd)) {
    return fail(
        ErrorKind::credential,
        fmt::format("{} holds a blank, a line feed or another character that no key has", from),
        "copy the value again, alone and on one line");
  }
  return Secret(std::string(key));
}

}  // namespace dnsward::route53
