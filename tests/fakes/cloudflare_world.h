// A Cloudflare fake with one zone, and short ways to ask it.
#pragma once

#include "fakes/cloudflare.h"
#include "fakes/in_process.h"
#include "support/fake_clock.h"

#include <nlohmann/json.hpp>

#include <string>
#include <utility>
#include <vector>

namespace dnsward::test {

using Json = nlohmann::ordered_json;

struct CloudflareAnswer {
  int status = 0;
  Json body = {};

  /// "400 81058 An identical record already exists."; "200" when all is well.
  [[nodiscard]] std::string verdict() const {
    std::string text = std::to_string(status);
    if (!body.is_object()) return text;
    for (const Json& error : body["errors"]) {
      text += " " + error["code"].dump() + " " + error["message"].get<std::string>();
    }
    return text;
  }
};

struct CloudflareWorld {
  static constexpr const char* base = "https://api.cloudflare.com/client/v4";

  FakeClock clock;
  fake::Cloudflare api;
  fake::InProcessTransport transport{api, base};
  std::string zone;
  std::vector<Header> headers{{"Authorization", "Bearer " + fake::Cloudflare::token()}};

  explicit CloudflareWorld(fake::cloudflare::Options options = {},
                           fake::cloudflare::Zone with = {.name = "example.com"})
      : api(options, clock), zone(api.add_zone(std::move(with))) {}

  Response raw(std::string method, const std::string& path, std::string body = {}) const {
    Request request{.method = std::move(method), .url = base + path, .headers = headers};
    if (!body.empty()) request.headers.push_back({"Content-Type", "application/json"});
    request.body = std::move(body);
    return *transport.send(request);
  }

  CloudflareAnswer ask(std::string method, const std::string& path, std::string body = {}) const {
    const Response response = raw(std::move(method), path, std::move(body));
    return {response.status, Json::parse(response.body)};
  }

  [[nodiscard]] std::string records_path() const { return "/zones/" + zone + "/dns_records"; }

  CloudflareAnswer post(std::string body) const {
    return ask("POST", records_path(), std::move(body));
  }

  CloudflareAnswer post_txt(const std::string& name, const std::string& content) const {
    return post(Json{{"type", "TXT"}, {"name", name}, {"content", content}}.dump());
  }

  CloudflareAnswer batch(std::string body) const {
    return ask("POST", records_path() + "/batch", std::move(body));
  }

  CloudflareAnswer list(const std::string& query = {}) const {
    return ask("GET", records_path() + query);
  }

  /// The names of the records listed, in order.
  std::vector<std::string> names(const std::string& query) const {
    std::vector<std::string> names;
    const auto answer = list(query);
    for (const Json& record : answer.body["result"]) names.push_back(record["name"]);
    return names;
  }
};

}  // namespace dnsward::test
