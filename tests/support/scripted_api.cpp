#include "support/scripted_api.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace dnsward::test {
namespace {

constexpr std::array kinds{"config",      "not_found",       "conflict",   "changed",
                           "unsupported", "protocol",        "credential", "refused",
                           "unreachable", "unknown_outcome", "io",         "stopped"};

std::string call_of(const Request& request) {
  auto text = request.method + ' ';
  text += std::string_view(request.url).substr(ScriptedApi::endpoint.size());
  if (!request.body.empty()) text += ' ' + request.body;
  return text;
}

void check_frame(const Request& request) {
  CHECK(request.url.starts_with(ScriptedApi::endpoint));
  CHECK(request.safe_to_repeat == (request.method == "GET"));
  REQUIRE(request.secret_headers.size() == 1);
  CHECK(request.secret_headers[0].name == "Authorization");
  CHECK(request.secret_headers[0].value.reveal() == "Bearer secret-token");
  for (const auto& header : request.headers) CHECK(header.name != "Authorization");
}

}  // namespace

ScriptedApi::~ScriptedApi() {
  for (const auto& turn : turns_) {
    CHECK_MESSAGE(false, "not sent: " << turn.call);
  }
}

ScriptedApi& ScriptedApi::on(std::string call, std::string body, int status,
                             std::vector<Header> headers) {
  turns_.push_back({std::move(call), Response{status, std::move(headers), std::move(body)}});
  return *this;
}

ScriptedApi& ScriptedApi::on(std::string call, Error error) {
  turns_.push_back({std::move(call), fail(std::move(error))});
  return *this;
}

ScriptedApi& ScriptedApi::in_any_order() {
  in_any_order_ = true;
  return *this;
}

Result<Response> ScriptedApi::send(const Request& request) const {
  const std::lock_guard lock(mutex_);
  check_frame(request);
  sent_.push_back(request);
  const auto call = call_of(request);
  if (in_any_order_) {
    const auto is_it = [&](const Turn& turn) { return turn.call == call; };
    std::stable_partition(turns_.begin(), turns_.end(), is_it);
  }
  const auto expected = turns_.empty() ? std::string("nothing more") : turns_.front().call;
  CHECK(call == expected);
  if (call != expected) return fail(ErrorKind::stopped, "not in the script: " + call);
  auto answer = std::move(turns_.front().answer);
  turns_.pop_front();
  return answer;
}

std::unique_ptr<Provider> make_scripted(const ProviderType& type, const ScriptedApi& api,
                                        ProviderSettings settings) {
  static const FakeClock clock;
  const std::map<std::string, std::string> variables{
      {"DNSWARD_MAIN_TOKEN", std::string(ScriptedApi::token)},
      {"DNSWARD_MAIN_ENDPOINT", std::string(ScriptedApi::endpoint)}};
  const Environment environment = [variables](const std::string& name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
  settings.name = "main";
  auto made = type.make(settings, {clock, environment, &api});
  REQUIRE(made.has_value());
  return std::move(*made);
}

std::string error_line(const Error& error) {
  auto line = fmt::format("{}: {}", kinds.at(static_cast<std::size_t>(error.kind)), error.message);
  if (!error.hint.empty()) line += " | " + error.hint;
  for (const auto& note : error.notes) line += " | " + note.message;
  for (const auto& context : error.context) line += " | " + context;
  return line;
}

std::string zone_lines(const Result<std::vector<Zone>>& zones) {
  if (!zones) return error_line(zones.error());
  std::string lines;
  for (const auto& zone : *zones) {
    lines += fmt::format("{} id={}", zone.apex.to_text(), zone.id);
    if (zone.default_ttl != 0) lines += fmt::format(" ttl={}", zone.default_ttl);
    if (!zone.refusal.empty()) lines += " refusal=" + zone.refusal;
    for (const auto& warning : zone.warnings) lines += " warning=" + warning;
    lines += '\n';
  }
  return lines;
}

std::string snapshot_lines(const Result<Snapshot>& snapshot) {
  if (!snapshot) return error_line(snapshot.error());
  std::string lines;
  for (const auto& [key, ttl, rdata] : snapshot->rrsets) {
    for (const auto& value : rdata) {
      lines +=
          fmt::format("{} {} {} {}\n", key.owner.to_text(), ttl, to_text(key.type), to_text(value));
    }
  }
  for (const auto& lock : snapshot->locked) {
    lines += fmt::format("locked {}: {}", to_text(lock.key), lock.why);
    for (const auto& value : lock.values) lines += ' ' + to_text(value);
    lines += '\n';
  }
  return lines;
}

}  // namespace dnsward::test
