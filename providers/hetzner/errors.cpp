#include "providers/hetzner/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dnsward::hetzner {
namespace {

struct KnownCode {
  std::string_view code;
  std::optional<ErrorKind> kind;
  std::string_view hint;
};

constexpr std::string_view wrong_token =
    "check the token: it is made in the Console, in the zone's Project, under Security; tokens of "
    "the old DNS Console (32 characters) no longer work";
constexpr std::string_view weak_token =
    "make a token with Read & Write permission: one with Read alone is enough for `plan`";
constexpr std::string_view written_meanwhile = "something else writes to this zone: run it again";
constexpr std::string_view busy = "something else works on the zone: run it again in a minute";
constexpr std::string_view throttled =
    "wait some minutes: the budget is 3600 requests an hour for all programs and tokens of a "
    "Project";

constexpr std::array known_codes{
    KnownCode{"unauthorized", {}, wrong_token},
    KnownCode{"token_readonly", {}, weak_token},
    KnownCode{"forbidden", {}, weak_token},
    KnownCode{"maintenance", ErrorKind::unreachable, "Hetzner works on its API: try again later"},
    KnownCode{"resource_limit_exceeded", {}, "ask Hetzner to raise the limit of the Project"},
    KnownCode{"not_found",
              {},
              "check that the zone is in the Project of this token: zones of another Project, and "
              "of Hetzner's Robot, can't be seen"},
    KnownCode{"uniqueness_error", ErrorKind::changed, written_meanwhile},
    KnownCode{"conflict", ErrorKind::changed, written_meanwhile},
    KnownCode{"incorrect_zone_mode",
              {},
              "it is a secondary zone: change its records where they come from"},
    KnownCode{"locked", ErrorKind::unreachable, busy},
    KnownCode{"protected", {}, "lift the change protection of the RRset in the Console"},
    KnownCode{"rate_limit_exceeded", ErrorKind::unreachable, throttled},
    KnownCode{"deprecated_api_endpoint", {}, "look for a newer version of dnsward"},
};

// "(records[0].value: a TXT string exceeds 255 characters)"; "" without fields.
std::string fields_of(const JsonValue& error) {
  const auto details = error.optional_member("details");
  if (!details) return {};
  std::string text;
  for (const auto& field : details->optional_elements("fields")) {
    text += text.empty() ? " (" : "; ";
    text += field.optional_text("name").value_or("");
    std::string_view separator = ": ";
    for (const auto& message : field.optional_elements("messages")) {
      text.append(separator).append(message.as_text());
      separator = ", ";
    }
  }
  return text.empty() ? text : text + ')';
}

std::vector<ApiComplaint> read_complaints(std::string_view body) {
  const auto complaint = read_json(body, [](const JsonValue& answer) {
    const auto error = answer.member("error");
    return ApiComplaint{error.optional_text("code").value_or(""),
                        error.optional_text("message").value_or("") + fields_of(error)};
  });
  if (!complaint) return {};
  return {*complaint};
}

ApiVerdict judge(int status, const std::vector<ApiComplaint>& complaints) {
  const auto* const known =
      std::find_if(known_codes.begin(), known_codes.end(), [&](const KnownCode& candidate) {
        return !complaints.empty() && candidate.code == complaints.front().code;
      });
  if (known != known_codes.end()) {
    return {status >= 500 ? std::nullopt : known->kind, std::string(known->hint)};
  }
  if (status == 401) return {.hint = std::string(wrong_token)};
  if (status == 403) return {.hint = std::string(weak_token)};
  if (status == 409) return {ErrorKind::changed, std::string(written_meanwhile)};
  if (status == 423) return {ErrorKind::unreachable, std::string(busy)};
  if (status == 429) return {.hint = std::string(throttled)};
  return {};
}

}  // namespace

ApiDialect dialect() {
  return {"hetzner", "X-Correlation-Id", ": ", &read_complaints, &judge};
}

bool is_no_such_zone(const Response& response) {
  if (response.status == 404) return true;
  if (response.status != 403) return false;
  const auto complaints = read_complaints(response.body);
  return complaints.empty() || complaints.front().code == "forbidden";
}

}  // namespace dnsward::hetzner
