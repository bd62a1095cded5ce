// An open file descriptor that closes itself, and the error text of a failed system call.
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace dnsward::zonefile {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}

  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }

  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }

  [[nodiscard]] int get() const { return fd_; }

  [[nodiscard]] bool is_open() const { return fd_ >= 0; }

 private:
  int fd_;
};

/// `cannot read "zones/x.zone": Permission denied`; not_found for ENOENT and ENOTDIR, else io.
[[nodiscard]] tl::unexpected<Error> system_failure(std::string_view doing, const std::string& path,
                                                   int error, std::string hint = {});

}  // namespace dnsward::zonefile
