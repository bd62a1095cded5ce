#include "fakes/hetzner_answer.h"

#include <utility>

namespace dnsward::fake::hz {

Refusal invalid_text(const std::string& field, const std::string& message) {
  const Json fields = Json::array({{{"name", field}, {"messages", Json::array({message})}}});
  return {.message = message, .details = {{"fields", fields}}};
}

Refusal invalid(const std::string& field, const std::string& problem) {
  Refusal refusal = invalid_text(field, problem);
  refusal.message = "invalid input in field '" + field + "': " + problem;
  return refusal;
}

Refusal not_found(const std::string& what) {
  return {.status = 404, .code = "not_found", .message = what + " not found"};
}

Refusal limit_exceeded(const std::string& name) {
  return {.status = 403,
          .code = "resource_limit_exceeded",
          .message = name + " exceeded",
          .details = {{"limits", Json::array({{{"name", name}}})}}};
}

std::optional<Refusal> by_verdict(HetznerVerdict verdict, const std::string& field,
                                  const std::string& problem) {
  switch (verdict) {
    case HetznerVerdict::success: break;
    case HetznerVerdict::invalid_input: return invalid(field, problem);
    case HetznerVerdict::uniqueness_error:
      return Refusal{.status = 409,
                     .code = "uniqueness_error",
                     .message = problem,
                     .details = {{"fields", Json::array({{{"name", field}}})}}};
    case HetznerVerdict::conflict:
      return Refusal{.status = 409, .code = "conflict", .message = problem};
    case HetznerVerdict::not_found:
      return Refusal{.status = 404, .code = "not_found", .message = problem};
  }
  return std::nullopt;
}

Reply json_reply(int status, const Json& body) {
  return {.status = status, .body = body.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

Reply error_reply(const Refusal& refusal, const HetznerOptions& options) {
  Json error{{"code", refusal.code}, {"message", refusal.message}, {"details", refusal.details}};
  if (options.omit_null_details && refusal.details.is_null()) error.erase("details");
  return json_reply(refusal.status, {{"error", std::move(error)}});
}

Reply no_route_reply() {
  const nlohmann::ordered_json error{{"message", "api route not found"}, {"code", "not_found"}};
  return {.status = 404,
          .body = nlohmann::ordered_json{{"error", error}}.dump(2) + "\n",
          .content_type = "application/json; charset=UTF-8"};
}

}  // namespace dnsward::fake::hz
