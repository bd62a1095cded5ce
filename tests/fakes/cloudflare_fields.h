// The fields of a record in a request's body, each checked for itself.
#pragma once

#include "fakes/cloudflare_model.h"
#include "fakes/cloudflare_reply.h"

#include <optional>
#include <string>
#include <vector>

namespace dnsward::fake::cloudflare {

/// What a body says; fields that it does not mention, and unknown ones, are absent.
struct Fields {
  std::optional<std::string> id = {};
  std::optional<std::string> name = {};  ///< as it will be kept
  std::optional<std::string> type = {};
  std::optional<std::string> content = {};  ///< as sent: what is right depends on the type
  std::optional<long> ttl = {};
  std::optional<bool> proxied = {};
  std::optional<long> priority = {};
  std::optional<Json> data = {};
  std::optional<std::string> comment = {};  ///< "" for null
  std::optional<std::vector<std::string>> tags = {};
  std::optional<bool> flatten_cname = {};
};

[[nodiscard]] Outcome<Fields> read_fields(const Json& body, const Zone& zone,
                                          const Options& options);

}  // namespace dnsward::fake::cloudflare
