#include "conformance/api_place.h"

#include "support/zone_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <utility>

namespace dnsward::test {
namespace {

AccountOptions options_of(const ProviderType& type, const FakeClock& clock) {
  AccountOptions options{RunLimits{clock}};
  options.label = std::string(type.name) + "/here";
  options.budget = type.api->budget;
  options.says_later = type.api->says_later;
  return options;
}

}  // namespace

ApiPlace::ApiPlace(ProviderType type, fake::Api& api, Variables credentials, const FakeClock& clock,
                   Variables settings)
    : type_(type),
      api_(api),
      credentials_(std::move(credentials)),
      settings_(std::move(settings)),
      clock_(clock),
      wire_(api, std::string(type.api->endpoint)),
      account_(account_transport(wire_, options_of(type_, clock))) {}

std::string ApiPlace::settings() const {
  std::string lines;
  for (const auto& [key, value] : settings_) lines += fmt::format("{} = \"{}\"\n", key, value);
  return lines;
}

std::unique_ptr<Provider> ApiPlace::provider() {
  const ProviderContext context{clock_,
                                [this](const std::string& variable) -> std::optional<std::string> {
                                  const auto found = credentials_.find(variable);
                                  if (found == credentials_.end()) return std::nullopt;
                                  return found->second;
                                },
                                account_.get(), &wire_};
  auto made = type_.make({"here", settings_}, context);
  REQUIRE_MESSAGE(made.has_value(), made.error().message);
  return std::move(*made);
}

bool ApiPlace::before_next_request_that_writes(std::function<void()> action) {
  api_.faults().clear();
  api_.faults().add({.method = "POST", .effect = fake::meanwhile(std::move(action))});
  return true;
}

ApiPlace::Variables token_of_block(std::string token) {
  return {{"DNSWARD_HERE_TOKEN", std::move(token)}};
}

Rdata rdata_of(RRType type, const std::string& text) {
  const auto host = [](std::string_view words) {
    const auto dotless = words.ends_with('.') ? words.substr(0, words.size() - 1) : words;
    return name(dotless);
  };
  if (type == RRType::txt) return TxtData{text};
  if (type == RRType::cname) return CnameData{host(text)};
  if (type != RRType::mx) return OpaqueData{text};
  const auto blank = text.find(' ');
  REQUIRE(blank != std::string::npos);
  return MxData{static_cast<std::uint16_t>(std::stoi(text)), host(text.substr(blank + 1))};
}

}  // namespace dnsward::test
