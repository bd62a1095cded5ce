// A credential: it can be sent, and cannot be printed, compared or copied by accident.
#pragma once

#include <string>
#include <string_view>

namespace dnsward {

/// Wiped when it goes. There is no operator<<, no conversion and no comparison; `reveal` is for the
/// code that puts it on the wire, and for nothing else.
class Secret {
 public:
  Secret() = default;

  explicit Secret(std::string text) : text_(std::move(text)) {}

  Secret(const Secret&) = default;
  Secret(Secret&& other) noexcept;
  Secret& operator=(const Secret&) = default;
  Secret& operator=(Secret&& other) noexcept;
  ~Secret();

  [[nodiscard]] bool empty() const { return text_.empty(); }

  [[nodiscard]] std::string_view reveal() const { return text_; }

 private:
  std::string text_;
};

}  // namespace dnsward
