#include "fakes/cloudflare_reply.h"

namespace dnsward::fake::cloudflare {
namespace {

Json error_json(const ApiError& error) {
  Json json{{"code", error.code}, {"message", error.message}};
  if (!error.pointer.empty()) json["source"] = {{"pointer", error.pointer}};
  if (!error.chain.empty()) {
    Json chain = Json::array();
    for (const auto& [code, message] : error.chain) {
      chain.push_back({{"code", code}, {"message", message}});
    }
    json["error_chain"] = std::move(chain);
  }
  return json;
}

}  // namespace

tl::unexpected<Refusal> refuse_with(int status, long code, std::string message) {
  return tl::unexpected(Refusal{status, {{.code = code, .message = std::move(message)}}});
}

tl::unexpected<Refusal> no_route(const std::string& path) {
  return tl::unexpected(Refusal{
      404,
      {{.code = 7003,
        .message = "Could not route to " + path + ", perhaps your object identifier is invalid?"},
       {.code = 7000, .message = "No route for that URI"}}});
}

std::string text_of(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Reply record_reply(Json result, Json result_info) {
  Json body{{"result", std::move(result)},
            {"success", true},
            {"errors", Json::array()},
            {"messages", Json::array()}};
  if (!result_info.is_null()) body["result_info"] = std::move(result_info);
  return {.body = text_of(body)};
}

Reply zone_reply(Json result, Json result_info) {
  Json body{{"result", std::move(result)}};
  if (!result_info.is_null()) body["result_info"] = std::move(result_info);
  body["success"] = true;
  body["errors"] = Json::array();
  body["messages"] = Json::array();
  return {.body = text_of(body)};
}

Reply failure(const Refusal& refusal) {
  Json errors = Json::array();
  for (const ApiError& error : refusal.errors) errors.push_back(error_json(error));
  const Json body{{"result", nullptr},
                  {"success", false},
                  {"errors", std::move(errors)},
                  {"messages", Json::array()}};
  return {.status = refusal.status, .body = text_of(body)};
}

}  // namespace dnsward::fake::cloudflare
