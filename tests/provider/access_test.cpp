#include "provider/access.h"

#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

using namespace dnsward;

namespace {

constexpr std::array<std::string_view, 1> endpoint_variables{"API_BASE_URL"};
constexpr std::array<std::string_view, 2> token_variables{"API_TOKEN", "OLD_API_TOKEN"};
const ApiSpec api{"https://api.example.com/v4", endpoint_variables, token_variables, {}, "reads"};

Environment environment(std::map<std::string, std::string> variables) {
  return [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  };
}

template <typename T>
std::string problem(const Result<T>& result) {
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().kind == ErrorKind::credential);
  return result.error().message + " | " + result.error().hint;
}

std::string token(std::string_view name, std::map<std::string, std::string> variables) {
  const auto found = find_token(name, api, environment(std::move(variables)));
  return found ? std::string(found->reveal()) : problem(found);
}

std::string endpoint(std::map<std::string, std::string> variables) {
  const auto found = find_endpoint("cf", api, environment(std::move(variables)));
  return found ? *found : problem(found);
}

class Folder {
 public:
  Folder() {
    auto pattern = (std::filesystem::temp_directory_path() / "dnsward-access-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path = pattern;
  }

  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  ~Folder() { std::filesystem::remove_all(path); }

  std::string put(const std::string& name, std::string_view text) const {
    std::ofstream(path + '/' + name) << text;
    return path + '/' + name;
  }

  std::string path;
};

}  // namespace

TEST_CASE("the block's own variable comes before all others") {
  const Folder folder;
  const auto file = folder.put("t", "from-file\n");
  folder.put("my-cf", "from-systemd\n");
  std::map<std::string, std::string> all{{"DNSWARD_MY_CF_TOKEN", "own"},
                                         {"DNSWARD_MY_CF_TOKEN_FILE", file},
                                         {"CREDENTIALS_DIRECTORY", folder.path},
                                         {"API_TOKEN", "shared"},
                                         {"OLD_API_TOKEN", "old"}};
  CHECK(token("my-cf", all) == "own");
  all.erase("DNSWARD_MY_CF_TOKEN");
  CHECK(token("my-cf", all) == "from-file");
  all.erase("DNSWARD_MY_CF_TOKEN_FILE");
  CHECK(token("my-cf", all) == "from-systemd");
  CHECK(token("other", all) == "shared");
  all.erase("CREDENTIALS_DIRECTORY");
  CHECK(token("my-cf", all) == "shared");
  all.erase("API_TOKEN");
  CHECK(token("my-cf", all) == "old");
}

TEST_CASE("without a token every place to put one is named") {
  CHECK(token("my-cf", {}) ==
        "there is no token for provider \"my-cf\" | set one of DNSWARD_MY_CF_TOKEN, "
        "DNSWARD_MY_CF_TOKEN_FILE, API_TOKEN, OLD_API_TOKEN, or give the systemd credential my-cf");
  CHECK_FALSE(find_token("cf", api, {}).has_value());
}

TEST_CASE("blanks around a token are dropped, and what no header may hold is refused unshown") {
  CHECK(token("cf", {{"API_TOKEN", " \tabc\r\n"}}) == "abc");
  const std::string odd =
      "API_TOKEN holds a blank, a line feed or another character that no token has | copy the "
      "token again, alone and on one line";
  CHECK(token("cf", {{"API_TOKEN", "geheim\nX-Other: 1"}}) == odd);
  CHECK(token("cf", {{"API_TOKEN", "geh eim"}}) == odd);
  CHECK(token("cf", {{"API_TOKEN", "geheim\x7f"}}) == odd);
  CHECK(token("cf", {{"API_TOKEN", "geheim\xc3\xa9"}}) == odd);
}

TEST_CASE("a variable that is set and empty is an error, not a reason to look further") {
  CHECK(token("cf", {{"DNSWARD_CF_TOKEN", ""}, {"API_TOKEN", "x"}}) ==
        "DNSWARD_CF_TOKEN is set, but empty | put the token into it, or unset it");
  CHECK(token("cf", {{"DNSWARD_CF_TOKEN_FILE", ""}, {"API_TOKEN", "x"}}) ==
        "DNSWARD_CF_TOKEN_FILE is set, but empty | put the path of the token file into it, or "
        "unset it");
  CHECK(token("cf", {{"API_TOKEN", " \n"}}) ==
        "API_TOKEN is set, but empty | put the token into it, or unset it");
}

TEST_CASE("a token file that is missing, a directory, empty or odd is named") {
  const Folder folder;
  const auto missing = folder.path + "/none";
  CHECK(token("cf", {{"DNSWARD_CF_TOKEN_FILE", missing}}) ==
        "the token file \"" + missing +
            "\" (DNSWARD_CF_TOKEN_FILE) can't be read | check its path and that this user may "
            "read it");
  CHECK(token("cf", {{"DNSWARD_CF_TOKEN_FILE", folder.path}}) ==
        "the token file \"" + folder.path +
            "\" (DNSWARD_CF_TOKEN_FILE) can't be read | check its path and that this user may "
            "read it");
  const auto empty = folder.put("cf", "\n");
  CHECK(token("cf", {{"CREDENTIALS_DIRECTORY", folder.path}}) ==
        "the token file \"" + empty +
            "\" (in CREDENTIALS_DIRECTORY) is set, but empty | put the token into it, or unset it");
}

TEST_CASE("an endpoint comes from the environment alone") {
  CHECK(endpoint({}) == "https://api.example.com/v4");
  CHECK(endpoint({{"API_BASE_URL", "https://proxy.example/v4/"}}) == "https://proxy.example/v4");
  CHECK(endpoint({{"API_BASE_URL", "https://a.example"},
                  {"DNSWARD_CF_ENDPOINT", "https://b.example"}}) == "https://b.example");
}

TEST_CASE("http is for loopback addresses alone") {
  for (const std::string url : {"http://127.0.0.1:8080/v4", "http://localhost:1",
                                "http://[::1]:8/v4", "HTTP://127.9.8.7"}) {
    CHECK(endpoint({{"API_BASE_URL", url}}) == url);
  }
  for (const std::string url : {"http://api.example.com", "http://127.0.0.1.example.com",
                                "http://localhost.example.com", "http://[::2]"}) {
    CHECK(
        endpoint({{"API_BASE_URL", url}}) ==
        "API_BASE_URL is \"" + url +
            "\", but a token goes over http to this machine alone | give the API's base URL, e.g. "
            "https://api.example.com/v1, or unset it");
  }
}

TEST_CASE("an endpoint that is no base URL is refused") {
  const std::string hint =
      " | give the API's base URL, e.g. https://api.example.com/v1, or unset it";
  const auto wrong = [&](const std::string& url) {
    const auto text = endpoint({{"API_BASE_URL", url}});
    const std::string head = "API_BASE_URL is \"" + url + "\", ";
    REQUIRE(text.starts_with(head));
    REQUIRE(text.ends_with(hint));
    return text.substr(head.size(), text.size() - head.size() - hint.size());
  };
  CHECK(wrong("api.example.com") == "which is no https URL");
  CHECK(wrong("ftp://api.example.com") == "which is no https URL");
  CHECK(wrong("https:///v4") == "which has no host");
  CHECK(wrong("https://a b") == "which holds a blank or worse");
  CHECK(endpoint({{"API_BASE_URL", "https://me:geheim@api.example.com/"}}) ==
        "API_BASE_URL has a user name in its URL, which no API needs | give the URL without it");
  CHECK(wrong("https://api.example.com/?x=1") == "which has more than a host and a path");
  CHECK(endpoint({{"API_BASE_URL", ""}}) ==
        "API_BASE_URL is set, but empty | put the API's base URL into it, or unset it");
}

TEST_CASE("a block's variables are its name in upper case, dashes as underscores") {
  CHECK(block_variable("my-cf2", "_TOKEN") == "DNSWARD_MY_CF2_TOKEN");
}

TEST_CASE("a base URL from elsewhere is held to the same rules") {
  CHECK(check_endpoint("https://api.example.com/v1//", "it") == "https://api.example.com/v1");
  const auto plain = check_endpoint("http://api.example.com", R"(endpoint_url in "/x")");
  REQUIRE_FALSE(plain);
  CHECK(plain.error().message ==
        R"(endpoint_url in "/x" is "http://api.example.com", but a token goes over http to this )"
        "machine alone");
}
