#include "fakes/aws_desk.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <charconv>
#include <optional>
#include <utility>

namespace dnsward::fake::aws {
namespace {

using OrderedJson = nlohmann::ordered_json;

Reply json(int status, const OrderedJson& body) {
  return {.status = status, .body = body.dump()};
}

Reply text(int status, std::string body) {
  return {.status = status, .body = std::move(body), .content_type = "text/plain"};
}

Reply html(int status, std::string_view title) {
  return {.status = status,
          .body = fmt::format("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<html><head><title>"
                              "{0} - {1}</title></head><body><h1>{0} - {1}</h1></body></html>\n",
                              status, title),
          .content_type = "text/html"};
}

OrderedJson keys_json(const AwsKey& key) {
  return {{"AccessKeyId", key.id},
          {"SecretAccessKey", key.secret},
          {"Token", key.session_token},
          {"Expiration", json_time(key.expires.value_or(Moment{}))}};
}

std::optional<int> lifetime_of(std::string_view text) {
  int seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool good =
      error == std::errc{} && end == text.data() + text.size() && seconds >= 1 && seconds <= 21'600;
  return good ? std::optional(seconds) : std::nullopt;
}

/// A proxy adds X-Forwarded-For, and nobody else may have a token.
Reply give_token(Desk& desk, const Call& call) {
  if (!call.header("X-Forwarded-For").empty()) return html(403, "Forbidden");
  const std::string_view ttl = call.header("X-aws-ec2-metadata-token-ttl-seconds");
  const auto seconds = lifetime_of(ttl);
  if (!seconds) return html(400, "Bad Request");
  const std::string token = fmt::format("AQAEAFake{:08}==", desk.metadata_tokens.size() + 1);
  desk.metadata_tokens[token] = desk.now() + std::chrono::seconds{*seconds};
  Reply reply = text(200, token);
  reply.headers.push_back({"X-aws-ec2-metadata-token-ttl-seconds", std::string(ttl)});
  return reply;
}

bool may_read(const Desk& desk, const Call& call) {
  const std::string_view token = call.header("X-aws-ec2-metadata-token");
  if (token.empty()) return desk.options.metadata_without_token;
  const auto found = desk.metadata_tokens.find(token);
  return found != desk.metadata_tokens.end() && desk.now() < found->second;
}

Reply instance_keys(Desk& desk) {
  const std::string& code = desk.options.instance_code;
  if (code != "Success") {
    return text(200, OrderedJson{{"Code", code},
                                 {"Message", "EC2 cannot assume the role dns."},
                                 {"LastUpdated", json_time(desk.now())}}
                         .dump());
  }
  const AwsRole role{.arn = "arn:aws:iam::123456789012:role/" + desk.options.instance_role};
  const AwsRole* known = desk.role(role.arn);
  const AwsKey key =
      desk.issue(known == nullptr ? role : *known, "i-0123456789abcdef0", desk.options.lifetime);
  OrderedJson body{{"Code", code}, {"LastUpdated", json_time(desk.now())}, {"Type", "AWS-HMAC"}};
  body.update(keys_json(key));
  return text(200, body.dump(2));
}

}  // namespace

Reply ask_container(Desk& desk, const Call& call) {
  const std::string& wanted = desk.options.container_authorization;
  if (!wanted.empty() && call.header("Authorization") != wanted) {
    return json(401, {{"code", "AccessDeniedException"}, {"message", "Unauthorized"}});
  }
  const AwsRole* role = desk.role(desk.options.container_role);
  if (role == nullptr) {
    return json(404, {{"code", "NoIdInRequest"}, {"message", "No Credential ID in the request"}});
  }
  OrderedJson body{{"RoleArn", role->arn}};
  body.update(keys_json(desk.issue(*role, "task", desk.options.lifetime)));
  return json(200, body);
}

Reply ask_metadata(Desk& desk, const Call& call) {
  if (call.path == "/latest/api/token") {
    return call.method == "PUT" ? give_token(desk, call) : html(405, "Not Allowed");
  }
  if (call.method != "GET") return html(405, "Not Allowed");
  if (!may_read(desk, call)) return html(401, "Unauthorized");
  constexpr std::string_view roles = "/latest/meta-data/iam/security-credentials/";
  const std::string& role = desk.options.instance_role;
  if (role.empty() || !call.path.starts_with(roles)) return html(404, "Not Found");
  const std::string_view asked = std::string_view(call.path).substr(roles.size());
  if (asked.empty()) return text(200, role);
  return asked == role ? instance_keys(desk) : html(404, "Not Found");
}

}  // namespace dnsward::fake::aws
