// The envelope of Cloudflare's answers, and the reasons to refuse.
#pragma once

#include "fakes/call.h"

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

#include <string>
#include <utility>
#include <vector>

namespace dnsward::fake::cloudflare {

using Json = nlohmann::ordered_json;

struct ApiError {
  long code = 0;
  std::string message = {};
  std::vector<std::pair<long, std::string>> chain = {};
  std::string pointer = {};  ///< errors[].source.pointer
};

struct Refusal {
  int status = 400;
  std::vector<ApiError> errors = {};
};

template <typename T>
using Outcome = tl::expected<T, Refusal>;

[[nodiscard]] tl::unexpected<Refusal> refuse_with(int status, long code, std::string message);
/// The two errors that a wrong path and a wrong identifier get.
[[nodiscard]] tl::unexpected<Refusal> no_route(const std::string& path);

/// Keys in the order of the records' endpoints: result, success, errors, messages, result_info.
[[nodiscard]] Reply record_reply(Json result, Json result_info = nullptr);
/// Keys in the order of the zones' endpoints: result, result_info, success, errors, messages.
[[nodiscard]] Reply zone_reply(Json result, Json result_info = nullptr);
[[nodiscard]] Reply failure(const Refusal& refusal);
/// JSON text of a value that may hold octets which are not UTF-8 (raw records of a test).
[[nodiscard]] std::string text_of(const Json& value);

}  // namespace dnsward::fake::cloudflare
