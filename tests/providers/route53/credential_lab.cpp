#include "providers/route53/credential_lab.h"

#include "fakes/in_process.h"
#include "http/url.h"
#include "providers/route53/sigv4.h"
#include "support/scripted_api.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <stdlib.h>  // mkdtemp is not in <cstdlib>
#include <utility>

namespace dnsward::test {
namespace {

namespace fs = std::filesystem;

fs::path new_folder() {
  auto pattern = (fs::temp_directory_path() / "dnsward-aws-XXXXXX").string();
  REQUIRE(::mkdtemp(pattern.data()) != nullptr);
  return pattern;
}

std::string origin_of(const std::string& url) {
  return url.substr(0, url.find("://") + 3) + parts_of(url).value_or(UrlParts{}).authority;
}

}  // namespace

void LabWire::take_down(std::string host) {
  down_.push_back(std::move(host));
}

void LabWire::answer(std::vector<Result<Response>> answers) {
  answers_ = std::move(answers);
}

Result<Response> LabWire::send(const Request& request) const {
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    if (!answers_.empty()) {
      auto answer = std::move(answers_.front());
      answers_.erase(answers_.begin());
      return answer;
    }
  }
  const auto host = host_of(request.url);
  if (std::find(down_.begin(), down_.end(), host) != down_.end()) {
    return fail(ErrorKind::unreachable,
                fmt::format("no connection to {}: Connection refused", host), "check the network");
  }
  return fake::InProcessTransport(api_, origin_of(request.url)).send(request);
}

std::vector<std::string> LabWire::sent() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> lines;
  for (const auto& request : requests_) {
    auto line = request.method + ' ' + request.url;
    if (request.nearby) line += fmt::format(" nearby {}", request.nearby->time_limit.count());
    lines.push_back(std::move(line));
  }
  return lines;
}

Request LabWire::last() const {
  const std::lock_guard lock(mutex_);
  REQUIRE_FALSE(requests_.empty());
  return requests_.back();
}

CredentialLab::CredentialLab() : services(keys, {}, clock), wire(services), home_(new_folder()) {
  services.add_role({.arn = std::string(role)});
  fs::create_directory(home_ / ".aws");
  set("HOME", home_.string());
}

CredentialLab::~CredentialLab() {
  std::error_code ignored;
  fs::remove_all(home_, ignored);
}

CredentialLab& CredentialLab::set(const std::string& variable, std::string value) {
  variables_[variable] = std::move(value);
  return *this;
}

CredentialLab& CredentialLab::config(std::string_view text) {
  file(".aws/config", text);
  return *this;
}

CredentialLab& CredentialLab::credentials(std::string_view text) {
  file(".aws/credentials", text);
  return *this;
}

std::string CredentialLab::file(const std::string& name, std::string_view text) {
  const auto path = home_ / name;
  std::ofstream(path, std::ios::binary) << text;
  return path.string();
}

Environment CredentialLab::environment() const {
  return [variables = variables_](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  };
}

Result<std::unique_ptr<route53::CredentialChain>> CredentialLab::chain_over(
    const Transport& transport, const std::string& profile) {
  return route53::CredentialChain::make({"main", profile, environment(), transport, clock});
}

Result<std::unique_ptr<route53::CredentialChain>> CredentialLab::chain(const std::string& profile) {
  return chain_over(wire, profile);
}

std::string CredentialLab::get(const std::string& profile) {
  const auto made = chain(profile);
  if (!made) return "at once: " + told(made.error());
  return told((*made)->get());
}

std::string CredentialLab::told(const Result<route53::Credentials>& keys_or_error) const {
  if (!keys_or_error) return told(keys_or_error.error());
  const auto& found = *keys_or_error;
  auto text = fmt::format("{} {}", found.access_key_id, found.secret_access_key.reveal());
  if (!found.session_token.empty()) text += fmt::format(" {}", found.session_token.reveal());
  text += " | " + without_home(found.source);
  if (found.expiration) text += " until " + route53::signing_timestamp(*found.expiration);
  return text;
}

std::string CredentialLab::told(const Error& error) const {
  return without_home(error_line(error));
}

std::string CredentialLab::without_home(std::string text) const {
  const auto home = home_.string();
  for (auto at = text.find(home); at != std::string::npos; at = text.find(home, at)) {
    text.replace(at, home.size(), "HOME");
  }
  return text;
}

}  // namespace dnsward::test
