#include "provider/access.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <vector>

namespace dnsward {
namespace {

std::optional<std::string> value_of(const Environment& environment, const std::string& name) {
  return environment ? environment(name) : std::nullopt;
}

// Surely longer than any token; a device file would not end.
constexpr std::streamsize most_octets = 65'536;

Result<std::string> read_token_file(const std::string& path, const std::string& from) {
  std::ifstream file(path, std::ios::binary);
  std::string text(static_cast<std::size_t>(most_octets), '\0');
  if (!file || (!file.read(text.data(), most_octets) && !file.eof())) {
    return fail(ErrorKind::credential,
                fmt::format(R"(the token file "{}" ({}) can't be read)", path, from),
                "check its path and that this user may read it");
  }
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

std::string_view without_blanks(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// The message never holds the token, nor its length.
Result<Secret> checked(std::string_view raw, const std::string& from) {
  const auto token = without_blanks(raw);
  if (token.empty()) {
    return fail(ErrorKind::credential, from + " is set, but empty",
                "put the token into it, or unset it");
  }
  const auto is_odd = [](char c) { return c <= ' ' || c > '~'; };
  if (std::any_of(token.begin(), token.end(), is_odd)) {
    return fail(ErrorKind::credential,
                from + " holds a blank, a line feed or another character that no token has",
                "copy the token again, alone and on one line");
  }
  return Secret(std::string(token));
}

using Found = std::optional<Result<Secret>>;

Found from_variable(const Environment& environment, const std::string& name) {
  const auto value = value_of(environment, name);
  if (!value) return std::nullopt;
  return checked(*value, name);
}

Found from_file(const std::string& path, const std::string& from) {
  const auto text = read_token_file(path, from);
  if (!text) return Result<Secret>(fail(text.error()));
  return checked(*text, fmt::format(R"(the token file "{}" ({}))", path, from));
}

Found from_file_variable(const Environment& environment, const std::string& name) {
  const auto path = value_of(environment, name);
  if (!path) return std::nullopt;
  if (path->empty()) {
    return Result<Secret>(fail(ErrorKind::credential, name + " is set, but empty",
                               "put the path of the token file into it, or unset it"));
  }
  return from_file(*path, name);
}

// systemd hands over what a unit's LoadCredential= names; a unit may hand over other things only.
Found from_credentials_directory(const Environment& environment, std::string_view name) {
  const auto folder = value_of(environment, "CREDENTIALS_DIRECTORY");
  if (!folder || folder->empty()) return std::nullopt;
  const auto path = *folder + '/' + std::string(name);
  if (!std::ifstream(path)) return std::nullopt;
  return from_file(path, "in CREDENTIALS_DIRECTORY");
}

std::string host_of(std::string_view url) {
  auto rest = url.substr(url.find("://") + 3);
  rest = rest.substr(0, rest.find_first_of("/?#"));
  if (rest.starts_with('[')) return std::string(rest.substr(0, rest.find(']') + 1));
  return std::string(rest.substr(0, rest.find(':')));
}

bool is_loopback_host(const std::string& host) {
  return host == "localhost" || host == "[::1]" ||
         (host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos);
}

}  // namespace

std::string block_variable(std::string_view name, std::string_view ending) {
  std::string variable = "DNSWARD_";
  for (const char c : name) {
    const bool is_lower = c >= 'a' && c <= 'z';
    variable += c == '-' ? '_' : is_lower ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return variable.append(ending);
}

Result<std::string> check_endpoint(std::string url, const std::string& from) {
  const auto wrong = [&](std::string_view why) {
    return fail(ErrorKind::credential, fmt::format(R"({} is "{}", {})", from, url, why),
                "give the API's base URL, e.g. https://api.example.com/v1, or unset it");
  };
  if (url.find('@') != std::string::npos) {  // what is before it may be a password: not shown
    return fail(ErrorKind::credential, from + " has a user name in its URL, which no API needs",
                "give the URL without it");
  }
  while (url.ends_with('/')) url.pop_back();
  const bool is_https = starts_with_ignoring_case(url, "https://");
  if (!is_https && !starts_with_ignoring_case(url, "http://"))
    return wrong("which is no https URL");
  const auto is_odd = [](char c) { return c <= ' ' || c > '~'; };
  if (std::any_of(url.begin(), url.end(), is_odd)) return wrong("which holds a blank or worse");
  const auto host = host_of(url);
  if (host.empty()) return wrong("which has no host");
  if (url.find_first_of("?#") != std::string::npos) {
    return wrong("which has more than a host and a path");
  }
  if (!is_https && !is_loopback_host(host)) {
    return wrong("but a token goes over http to this machine alone");
  }
  return url;
}

Result<Secret> find_token(std::string_view name, const ApiSpec& api,
                          const Environment& environment) {
  const auto own = block_variable(name, "_TOKEN");
  const auto own_file = block_variable(name, "_TOKEN_FILE");
  if (auto found = from_variable(environment, own)) return *found;
  if (auto found = from_file_variable(environment, own_file)) return *found;
  if (auto found = from_credentials_directory(environment, name)) return *found;
  std::string others;
  for (const auto variable : api.token_variables) {
    if (auto found = from_variable(environment, std::string(variable))) return *found;
    others += ", " + std::string(variable);
  }
  return fail(ErrorKind::credential, fmt::format(R"(there is no token for provider "{}")", name),
              fmt::format("set one of {}, {}{}, or give the systemd credential {}", own, own_file,
                          others, name));
}

Result<std::string> find_endpoint(std::string_view name, const ApiSpec& api,
                                  const Environment& environment) {
  std::vector<std::string> variables{block_variable(name, "_ENDPOINT")};
  variables.insert(variables.end(), api.endpoint_variables.begin(), api.endpoint_variables.end());
  for (const auto& variable : variables) {
    const auto value = value_of(environment, variable);
    if (!value) continue;
    if (value->empty()) {
      return fail(ErrorKind::credential, variable + " is set, but empty",
                  "put the API's base URL into it, or unset it");
    }
    return check_endpoint(*value, variable);
  }
  return std::string(api.endpoint);
}

}  // namespace dnsward
