// A Transport that plays a script: which requests come in which order, and what each is answered.
#pragma once

#include "base/environment.h"
#include "http/transport.h"
#include "provider/provider.h"
#include "provider/settings.h"
#include "support/fake_clock.h"

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward::test {

/// A request that is not the next of the script is a failed check and is answered with an Error; so
/// is a script whose end is not reached.
class ScriptedApi : public Transport {
 public:
  /// Of all URLs and of all tokens.
  static constexpr std::string_view endpoint = "https://api.test/v1";
  static constexpr std::string_view token = "secret-token";

  ScriptedApi() = default;
  ScriptedApi(const ScriptedApi&) = delete;
  ScriptedApi& operator=(const ScriptedApi&) = delete;
  ~ScriptedApi() override;

  /// `call` is "GET /zones?page=1", below the endpoint; a request that has a body has it after a
  /// blank.
  ScriptedApi& on(std::string call, std::string body, int status = 200,
                  std::vector<Header> headers = {});
  ScriptedApi& on(std::string call, Error error);

  /// For requests that are sent side by side: any turn of the script may be the next.
  ScriptedApi& in_any_order();

  [[nodiscard]] Result<Response> send(const Request& request) const override;

  [[nodiscard]] const std::vector<Request>& sent() const { return sent_; }

 private:
  struct Turn {
    std::string call;
    Result<Response> answer;
  };

  bool in_any_order_ = false;
  mutable std::mutex mutex_;
  mutable std::deque<Turn> turns_;
  mutable std::vector<Request> sent_;
};

/// Of the block "main", with the token and the endpoint of the script.
[[nodiscard]] std::unique_ptr<Provider> make_scripted(const ProviderType& type,
                                                      const ScriptedApi& api,
                                                      ProviderSettings settings = {});

/// "kind: message | hint | note | innermost context", what is empty left out.
[[nodiscard]] std::string error_line(const Error& error);

/// "example.com. id=1 ttl=3600 refusal=... warning=...", one line a zone.
[[nodiscard]] std::string zone_lines(const Result<std::vector<Zone>>& zones);

/// One record a line, `owner ttl TYPE rdata`; or the error.
[[nodiscard]] std::string snapshot_lines(const Result<Snapshot>& snapshot);

}  // namespace dnsward::test
