#include "base/secret.h"

#include <string.h>  // explicit_bzero is not in <cstring>
#include <utility>

namespace dnsward {
namespace {

// A plain loop would be optimised away: nobody reads the text again.
void wipe(std::string& text) {
  explicit_bzero(text.data(), text.size());
  text.clear();
}

}  // namespace

Secret::Secret(Secret&& other) noexcept : text_(other.text_) {
  // Copied, since a moved short string would leave its octets behind.
  wipe(other.text_);
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  wipe(text_);
  text_ = other.text_;
  wipe(other.text_);
  return *this;
}

Secret::~Secret() {
  wipe(text_);
}

}  // namespace dnsward
