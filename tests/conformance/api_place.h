// What the places behind an HTTP API have in common: the fake in process, the account's transport.
#pragma once

#include "conformance/place.h"
#include "fakes/api.h"
#include "fakes/in_process.h"
#include "http/account.h"

#include <map>
#include <memory>
#include <string>

namespace dnsward::test {

class ApiPlace : public Place {
 public:
  using Variables = std::map<std::string, std::string>;

  /// `credentials` is the whole environment; the fake answers at the type's own endpoint.
  ApiPlace(ProviderType type, fake::Api& api, Variables credentials, const FakeClock& clock,
           Variables settings = {});

  [[nodiscard]] std::string settings() const override;

  [[nodiscard]] const ProviderType& type() const override { return type_; }

  [[nodiscard]] std::unique_ptr<Provider> provider() override;

  [[nodiscard]] const Clock& clock() const override { return clock_; }

  bool before_next_request_that_writes(std::function<void()> action) override;

  [[nodiscard]] std::size_t writes() const override { return api_.journal().writes(); }

  /// Requests of any kind so far.
  [[nodiscard]] std::size_t calls() const { return api_.journal().count(); }

  [[nodiscard]] fake::FaultScript& faults() { return api_.faults(); }

 private:
  ProviderType type_;
  fake::Api& api_;
  Variables credentials_;
  Variables settings_;
  const FakeClock& clock_;
  fake::InProcessTransport wire_;
  std::unique_ptr<Transport> account_;
};

/// Of a block "here" that has a token.
[[nodiscard]] ApiPlace::Variables token_of_block(std::string token);

/// "10 mail.example.com" or "mail.example.com.": an MX or CNAME as texts of a fake; TXT as octets;
/// any other type opaque.
[[nodiscard]] Rdata rdata_of(RRType type, const std::string& text);

}  // namespace dnsward::test
