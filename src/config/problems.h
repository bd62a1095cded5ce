// Every error found while a file is read, with its place: reading goes on after each.
#pragma once

#include "base/error.h"

#include <string>
#include <utility>
#include <vector>

namespace dnsward {

class Problems {
 public:
  /// A config error; the reference is valid until the next call.
  Error& add(SourcePos where, std::string message, std::string hint = {}) {
    return add(Error{
        ErrorKind::config, std::move(message), std::move(hint), std::move(where), {}, {}, {}});
  }

  Error& add(Error error) { return errors_.emplace_back(std::move(error)); }

  [[nodiscard]] bool empty() const { return errors_.empty(); }

  [[nodiscard]] std::size_t size() const { return errors_.size(); }

  [[nodiscard]] std::vector<Error> take() { return std::exchange(errors_, {}); }

 private:
  std::vector<Error> errors_;
};

}  // namespace dnsward
