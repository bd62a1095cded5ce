// What the places behind an HTTP API have in common: the fake in process, the account's transport.
#pragma once

#include "conformance/place.h"
#include "fakes/api.h"
#include "fakes/in_process.h"
#include "http/account.h"

#include <memory>
#include <string>

namespace dnsward::test {

class ApiPlace : public Place {
 public:
  /// The block's token is `token`; the fake answers at the type's own endpoint.
  ApiPlace(ProviderType type, fake::Api& api, std::string token, const FakeClock& clock);

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
  std::string token_;
  const FakeClock& clock_;
  fake::InProcessTransport wire_;
  std::unique_ptr<Transport> account_;
};

/// "10 mail.example.com" or "mail.example.com.": an MX or CNAME as texts of a fake; TXT as octets;
/// any other type opaque.
[[nodiscard]] Rdata rdata_of(RRType type, const std::string& text);

}  // namespace dnsward::test
