#include "providers/cloudflare/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dnsward::cloudflare {
namespace {

struct KnownCode {
  std::string_view code;
  std::optional<ErrorKind> kind;
  std::string_view hint;
};

constexpr std::string_view malformed_token =
    "check the token: it must be an API token (not the global API key), without blanks around it";
constexpr std::string_view unknown_token =
    "the token is unknown, revoked, expired, or not for this address: make a new one";
constexpr std::string_view weak_token =
    "give the token DNS Write (DNS Read is enough for `plan`) for this zone, and Zone Read so that "
    "zones are found by name";
constexpr std::string_view in_the_way =
    "another record at that name stands in the way: look at what the zone holds now";
constexpr std::string_view written_meanwhile = "something else writes to this zone: run it again";
constexpr std::string_view no_such_zone =
    "check zone_id: it is the 32 hexadecimal digits of the zone's overview page";
constexpr std::string_view throttled =
    "wait five minutes: the budget is 1200 requests in 5 minutes for all programs and tokens of "
    "one user";

constexpr std::array known_codes{
    KnownCode{"6003", {}, malformed_token},
    KnownCode{"6111", {}, malformed_token},
    KnownCode{"9106", {}, malformed_token},
    KnownCode{"9103", {}, unknown_token},
    KnownCode{"10001", {}, unknown_token},
    KnownCode{"9109", {}, unknown_token},
    KnownCode{"10000", {}, weak_token},
    KnownCode{"7003", {}, no_such_zone},
    KnownCode{"81044", ErrorKind::changed, written_meanwhile},
    KnownCode{"81057", ErrorKind::changed, written_meanwhile},
    KnownCode{"81058", ErrorKind::changed, written_meanwhile},
    KnownCode{"81053", {}, in_the_way},
    KnownCode{"81054", {}, in_the_way},
    KnownCode{"81055", {}, in_the_way},
    KnownCode{"81056", {}, in_the_way},
    KnownCode{"81045",
              {},
              "the zone is full: remove records that nobody needs, or ask for a larger plan"},
    KnownCode{
        "1046", {}, "Email Routing owns this record: change it there, or disable Email Routing"},
    KnownCode{"971", ErrorKind::unreachable, throttled},
    KnownCode{"10100", ErrorKind::unreachable, throttled},
};

const KnownCode* find_code(const std::vector<ApiComplaint>& complaints) {
  for (const auto& complaint : complaints) {
    const auto* const found =
        std::find_if(known_codes.begin(), known_codes.end(),
                     [&](const KnownCode& known) { return known.code == complaint.code; });
    if (found != known_codes.end()) return found;
  }
  return nullptr;
}

void append_complaints(const std::vector<JsonValue>& errors, std::vector<ApiComplaint>& to) {
  for (const auto& error : errors) {
    std::string code;
    if (const auto number = error.optional_integer("code")) code = std::to_string(*number);
    to.push_back({std::move(code), error.optional_text("message").value_or("")});
    append_complaints(error.optional_elements("error_chain"), to);
  }
}

std::vector<ApiComplaint> complaints_of(const JsonValue& answer) {
  std::vector<ApiComplaint> found;
  append_complaints(answer.optional_elements("errors"), found);
  return found;
}

std::vector<ApiComplaint> read_complaints(std::string_view body) {
  return read_json(body, complaints_of).value_or(std::vector<ApiComplaint>{});
}

ApiVerdict judge(int status, const std::vector<ApiComplaint>& complaints) {
  if (const auto* known = find_code(complaints)) {
    // An answer of the edge says nothing of what became of the write, whatever code it shows.
    return {status >= 500 ? std::nullopt : known->kind, std::string(known->hint)};
  }
  if (status == 401) return {.hint = std::string(unknown_token)};
  if (status == 403) return {.hint = std::string(weak_token)};
  if (status == 404) return {.hint = std::string(no_such_zone)};
  if (status == 429) return {.hint = std::string(throttled)};
  return {};
}

}  // namespace

ApiDialect dialect() {
  return {"cloudflare", "CF-Ray", " ", &read_complaints, &judge};
}

Result<void> check_success(const JsonValue& answer) {
  if (answer.optional_boolean("success").value_or(true)) return {};
  const auto complaints = complaints_of(answer);
  const auto verdict = judge(200, complaints);
  std::string message = "it says that it failed";
  for (const auto& [code, text] : complaints) message += fmt::format("; {} {}", code, text);
  return fail(verdict.kind.value_or(ErrorKind::refused), std::move(message), verdict.hint);
}

bool is_no_such_zone(const Response& response) {
  if (response.status == 404) return true;
  if (response.status != 403) return false;
  const auto complaints = read_complaints(response.body);
  // 9109 is both "Unauthorized to access requested resource" and this one, of a bad token.
  return std::none_of(complaints.begin(), complaints.end(), [](const ApiComplaint& complaint) {
    return complaint.code == "9103" || complaint.code == "9106" || complaint.code == "10001" ||
           complaint.message.find("nvalid access token") != std::string::npos;
  });
}

}  // namespace dnsward::cloudflare
