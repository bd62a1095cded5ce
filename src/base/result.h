// The only spelling of "a value or an Error".
#pragma once

#include "base/error.h"

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace dnsward {

/// tl::expected is [[nodiscard]], so a dropped Result does not compile under -Werror.
template <typename T>
using Result = tl::expected<T, Error>;

/// `return fail(ErrorKind::io, "...", "...");`
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, std::string message,
                                                std::string hint = {}) {
  return tl::unexpected<Error>(Error{kind, std::move(message), std::move(hint)});
}

/// Passes an Error on: `if (!x) return fail(std::move(x.error()));`
[[nodiscard]] inline tl::unexpected<Error> fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace dnsward
