// What a handler of the Hetzner fake returns: a reply, or a refusal in the API's own envelope.
#pragma once

#include "fakes/call.h"
#include "fakes/hetzner_options.h"

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace dnsward::fake::hz {

using Json = nlohmann::json;

struct Refusal {
  int status = 422;
  std::string code = "invalid_input";
  std::string message = {};
  Json details = nullptr;
};

template <typename T>
using Checked = tl::expected<T, Refusal>;
using Answer = Checked<Reply>;

[[nodiscard]] inline tl::unexpected<Refusal> refuse(Refusal refusal) {
  return tl::unexpected<Refusal>(std::move(refusal));
}

/// 422 `invalid_input` of one field: "records[0].value".
[[nodiscard]] Refusal invalid(const std::string& field, const std::string& problem);
/// 422 `invalid_input` with exactly that message.
[[nodiscard]] Refusal invalid_text(const std::string& field, const std::string& message);
[[nodiscard]] Refusal not_found(const std::string& what);
/// 403 `resource_limit_exceeded`.
[[nodiscard]] Refusal limit_exceeded(const std::string& name);
/// The refusal that the verdict names; nullopt for success.
[[nodiscard]] std::optional<Refusal> by_verdict(HetznerVerdict verdict, const std::string& field,
                                                const std::string& problem);

[[nodiscard]] Reply json_reply(int status, const Json& body);
[[nodiscard]] Reply error_reply(const Refusal& refusal, const HetznerOptions& options);
/// 404 as the router says it, before it looks at the token: another spelling of the same envelope.
[[nodiscard]] Reply no_route_reply();

}  // namespace dnsward::fake::hz
