#include "providers/route53/errors.h"

#include "http/xml.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace dnsward::route53 {
namespace {

struct KnownCode {
  std::string_view code;
  std::optional<ErrorKind> kind;
  std::string_view hint;
};

constexpr std::string_view throttled =
    "wait a minute: the budget is 5 requests a second for all programs of the AWS account";
constexpr std::string_view weak_policy =
    "allow what is named there in the IAM policy of these keys: `dnsward providers route53` lists "
    "what is needed";
constexpr std::string_view wrong_secret =
    "check the secret access key: it does not belong to this access key id, or a proxy changes "
    "requests on their way";
constexpr std::string_view unknown_keys =
    "check the access key id: it is unknown or inactive, or temporary keys came without their "
    "session token";
constexpr std::string_view expired_keys =
    "the keys have expired: get new ones, or name a source that renews them (a role, a process)";
constexpr std::string_view wrong_batch =
    "nothing of the zone was written: mend what is named there";
constexpr std::string_view malformed =
    "check the endpoint and any proxy on the way; if there is none, this is an error of dnsward";

constexpr std::array known_codes{
    KnownCode{"Throttling", ErrorKind::unreachable, throttled},
    KnownCode{"ThrottlingException", ErrorKind::unreachable, throttled},
    KnownCode{"RequestThrottled", ErrorKind::unreachable, throttled},
    KnownCode{"PriorRequestNotComplete", ErrorKind::unreachable,
              "something else writes to the zone: run it again in a minute"},
    KnownCode{"AccessDenied", {}, weak_policy},
    KnownCode{"AccessDeniedException", {}, weak_policy},
    KnownCode{"SignatureDoesNotMatch", {}, wrong_secret},
    KnownCode{"InvalidSignatureException", {}, wrong_secret},
    KnownCode{"InvalidClientTokenId", {}, unknown_keys},
    KnownCode{"UnrecognizedClientException", {}, unknown_keys},
    KnownCode{"ExpiredToken", {}, expired_keys},
    KnownCode{"ExpiredTokenException", {}, expired_keys},
    KnownCode{"RequestExpired", {}, "set this machine's clock"},
    KnownCode{"IncompleteSignature", {}, malformed},
    KnownCode{"MissingAuthenticationToken", {}, malformed},
    KnownCode{"OptInRequired", {}, "activate Route 53 for the AWS account"},
    KnownCode{"NoSuchHostedZone",
              {},
              "check zone_id: it is the \"Z...\" of the hosted zone, in the account of these keys"},
    KnownCode{"InvalidChangeBatch", {}, wrong_batch},
    KnownCode{"InvalidInput", {}, wrong_batch},
    KnownCode{"LimitsExceeded", {}, "ask AWS to raise the limit of the account"},
};

// What says that somebody else wrote in between; nothing else depends on the wording.
constexpr std::array<std::string_view, 3> conflicts{"but it already exists", "but it was not found",
                                                    "do not match the current values"};

bool is_any_of(std::string_view code, std::span<const std::string_view> codes) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool is_conflict(const ApiComplaint& complaint) {
  return complaint.code == "InvalidChangeBatch" &&
         std::any_of(conflicts.begin(), conflicts.end(), [&](std::string_view words) {
           return complaint.message.find(words) != std::string::npos;
         });
}

// Three shapes: an Error within an ErrorResponse, Messages of an InvalidChangeBatch, and an element
// whose name is the code.
std::vector<ApiComplaint> complaints_of(const XmlElement& answer) {
  const auto code = [](const std::string& text) {
    constexpr std::string_view suffix = "Exception";
    const bool is_plain = text == "InvalidSignatureException" || !text.ends_with(suffix);
    return is_plain ? text : text.substr(0, text.size() - suffix.size());
  };
  if (const auto error = answer.optional_child("Error")) {
    return {
        {error->optional_text("Code").value_or(""), error->optional_text("Message").value_or("")}};
  }
  std::vector<ApiComplaint> found;
  for (const auto& message : answer.optional_elements("Messages", "Message")) {
    found.push_back({answer.name(), message.as_text()});
  }
  if (found.empty() && answer.name() != "ErrorResponse") {
    found.push_back({code(answer.name()), answer.optional_text("Message").value_or("")});
  }
  return found;
}

std::vector<ApiComplaint> read_complaints(std::string_view body) {
  auto complaints = read_xml(body, complaints_of);
  const bool is_page = complaints && !complaints->empty() && complaints->front().code == "html";
  if (!complaints || is_page) return {};
  return std::move(*complaints);
}

ApiVerdict judge(int status, const std::vector<ApiComplaint>& complaints) {
  if (std::any_of(complaints.begin(), complaints.end(), is_conflict)) {
    return {ErrorKind::changed, "something else writes to this zone: run it again"};
  }
  if (complaints.empty()) return {};
  const auto* const known = std::find_if(
      known_codes.begin(), known_codes.end(),
      [&](const KnownCode& candidate) { return candidate.code == complaints.front().code; });
  if (known == known_codes.end()) return {};
  return {status >= 500 ? std::nullopt : known->kind, std::string(known->hint)};
}

bool has_code(const Response& response, std::span<const std::string_view> codes) {
  const auto complaints = read_complaints(response.body);
  return !complaints.empty() && is_any_of(complaints.front().code, codes);
}

}  // namespace

ApiDialect dialect() {
  return {"route53", "x-amzn-RequestId", ": ", &read_complaints, &judge, "text/xml"};
}

bool says_later(const Response& response) {
  constexpr std::array<std::string_view, 4> codes{"Throttling", "ThrottlingException",
                                                  "RequestThrottled", "PriorRequestNotComplete"};
  return response.status == 400 && has_code(response, codes);
}

bool is_expired(const Response& response) {
  constexpr std::array<std::string_view, 2> codes{"ExpiredToken", "ExpiredTokenException"};
  return response.status / 100 == 4 && has_code(response, codes);
}

bool is_no_such_zone(const Response& response) {
  constexpr std::array<std::string_view, 1> codes{"NoSuchHostedZone"};
  return response.status == 404 && has_code(response, codes);
}

}  // namespace dnsward::route53
