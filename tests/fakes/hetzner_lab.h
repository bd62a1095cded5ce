// A Hetzner fake with the zone example.com, and short ways to ask it.
#pragma once

#include "fakes/hetzner.h"
#include "fakes/in_process.h"
#include "support/fake_clock.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace dnsward::test {

using HetznerJson = nlohmann::json;

struct HetznerAnswer {
  int status = 0;
  HetznerJson body = {};

  /// "422 invalid_input ttl"; "201" when all is well. The field is the first one that is named.
  [[nodiscard]] std::string verdict() const {
    std::string text = std::to_string(status);
    if (!body.is_object() || !body.contains("error")) return text;
    text += " " + body["error"]["code"].get<std::string>();
    const HetznerJson details = body["error"].value("details", HetznerJson());
    if (details.is_object() && details.contains("fields")) {
      text += " " + details["fields"][0]["name"].get<std::string>();
    }
    return text;
  }

  [[nodiscard]] std::string message() const { return body["error"]["message"]; }

  [[nodiscard]] std::int64_t action() const { return body["action"]["id"]; }
};

/// `{"records":[{"value":...}]}`
inline HetznerJson records_of(const std::vector<std::string>& values) {
  HetznerJson records = HetznerJson::array();
  for (const std::string& value : values) records.push_back({{"value", value}});
  return {{"records", records}};
}

struct HetznerLab {
  static constexpr const char* base = "https://api.hetzner.cloud/v1";

  FakeClock clock;
  fake::HetznerApi api;
  fake::InProcessTransport transport{api, base};
  std::vector<Header> headers{{"Authorization", "Bearer " + std::string(fake::HetznerApi::token)}};

  /// Writes are done at once unless the options say otherwise.
  explicit HetznerLab(fake::HetznerOptions options = {.polls = 0}) : api(options, clock) {
    api.add_zone("example.com");
  }

  [[nodiscard]] Response raw(std::string method, const std::string& path,
                             std::string body = {}) const {
    return *transport.send({.method = std::move(method),
                            .url = base + path,
                            .headers = headers,
                            .body = std::move(body)});
  }

  [[nodiscard]] HetznerAnswer ask(std::string method, const std::string& path,
                                  const HetznerJson& body = {}) const {
    const Response response = raw(std::move(method), path, body.is_null() ? "" : body.dump());
    return {response.status, HetznerJson::parse(response.body)};
  }

  /// Below the zone: "" is the zone itself, "/rrsets" its RRsets.
  [[nodiscard]] HetznerAnswer get(const std::string& path) const {
    return ask("GET", "/zones/example.com" + path);
  }

  [[nodiscard]] HetznerAnswer post(const std::string& path, const HetznerJson& body) const {
    return ask("POST", "/zones/example.com" + path, body);
  }

  /// An action on an RRset: `act("@/TXT", "add_records", ...)`.
  [[nodiscard]] HetznerAnswer act(const std::string& rrset, const std::string& action,
                                  const HetznerJson& body) const {
    return post("/rrsets/" + rrset + "/actions/" + action, body);
  }

  [[nodiscard]] HetznerAnswer add(const std::string& rrset,
                                  const std::vector<std::string>& values) const {
    return act(rrset, "add_records", records_of(values));
  }

  [[nodiscard]] HetznerAnswer poll(std::int64_t action) const {
    return ask("GET", "/actions/" + std::to_string(action));
  }

  /// The stored values, sorted.
  [[nodiscard]] std::vector<std::string> values(const std::string& name,
                                                const std::string& type) const {
    std::vector<std::string> values;
    const auto rrset = api.stored("example.com", {name, type});
    if (!rrset) return values;
    for (const auto& record : rrset->records) values.push_back(record.value);
    std::ranges::sort(values);
    return values;
  }

  /// The ids of the RRsets or names of the zones that a list shows, in its order.
  [[nodiscard]] std::vector<std::string> names(const std::string& path,
                                               const std::string& member) const {
    std::vector<std::string> names;
    const auto answer = ask("GET", path);
    for (const HetznerJson& item : answer.body[member]) {
      names.push_back(item[member == "rrsets" ? "id" : "name"]);
    }
    return names;
  }

  [[nodiscard]] std::vector<std::string> rrsets(const std::string& query) const {
    return names("/zones/example.com/rrsets" + query, "rrsets");
  }
};

}  // namespace dnsward::test
