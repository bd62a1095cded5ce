// libcurl's way of saying that there is no whole answer, as an Error.
#pragma once

#include "base/error.h"

#include <chrono>
#include <string>
#include <string_view>

namespace dnsward {

/// A request without a whole answer.
struct FailedExchange {
  int code = 0;             ///< a CURLcode
  std::string detail = {};  ///< libcurl's words
  int os_error = 0;         ///< errno of the connection; 0: none
  bool was_sent = false;    ///< it may have reached the server
  std::string_view host = {};
  std::string_view ca_file = {};
  std::chrono::milliseconds connect_timeout{0};
  std::chrono::seconds idle_timeout{0};
  std::chrono::milliseconds total_timeout{0};  ///< with the run's deadline in it
  bool is_cut_by_deadline = false;             ///< that deadline is what made it so short
  std::chrono::milliseconds passed{0};
};

[[nodiscard]] Error to_error(const FailedExchange& failed);

}  // namespace dnsward
