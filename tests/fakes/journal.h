// What was asked of a fake, in order; headers, and the tokens in them, are never kept.
#pragma once

#include "fakes/call.h"

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward::fake {

enum class AuthKind {
  none,
  bearer,     ///< Authorization: Bearer
  email_key,  ///< X-Auth-Email and X-Auth-Key
  aws4,       ///< Authorization: AWS4-HMAC-SHA256
  other,      ///< Authorization of another kind, or another API's header
};

struct JournalItem {
  std::string method;
  std::string path;
  std::vector<Parameter> query;
  std::string body;
  AuthKind auth = AuthKind::none;
  int status = 0;  ///< 0: not answered (yet), or the connection was cut before the reply

  /// "GET /zones?name=example.com", for comparing whole conversations.
  [[nodiscard]] std::string line() const;
};

[[nodiscard]] AuthKind auth_kind(const Call& call);

/// Thread-safe.
class Journal {
 public:
  /// Returns the item's number, counted from 0.
  std::size_t begin(const Call& call);
  void end(std::size_t number, const Reply& reply);

  [[nodiscard]] std::vector<JournalItem> items() const;
  [[nodiscard]] std::vector<std::string> lines() const;
  /// Requests of that method ("": any) whose path starts so ("": any).
  [[nodiscard]] std::size_t count(std::string_view method = "", std::string_view prefix = "") const;
  /// Requests that are neither GET nor HEAD.
  [[nodiscard]] std::size_t writes() const;
  void clear();

 private:
  mutable std::mutex mutex_;
  std::vector<JournalItem> items_;
  std::size_t cleared_ = 0;  ///< the number of items_.front()
};

}  // namespace dnsward::fake
