#include "base/secret.h"

#include <cstring>
#include <utility>

namespace dnsward {
namespace {

// A plain loop would be optimised away: nobody reads the text again.
void wipe(std::string& text) {
  // The whole buffer: a short string that was moved from leaves its octets behind its end.
  ::explicit_bzero(text.data(), text.capacity());
  text.clear();
}

}  // namespace

Secret::Secret(Secret&& other) noexcept : text_(std::move(other.text_)) {
  wipe(other.text_);
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  wipe(text_);
  text_ = std::move(other.text_);
  wipe(other.text_);
  return *this;
}

Secret::~Secret() {
  wipe(text_);
}

}  // namespace dnsward
