#include "fakes/journal.h"

#include <algorithm>

namespace dnsward::fake {
namespace {

bool starts_with_scheme(std::string_view value, std::string_view scheme) {
  if (value.size() <= scheme.size() || value[scheme.size()] != ' ') return false;
  return std::ranges::equal(value.substr(0, scheme.size()), scheme, [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

}  // namespace

AuthKind auth_kind(const Call& call) {
  const std::string_view authorization = call.header("Authorization");
  if (starts_with_scheme(authorization, "bearer")) return AuthKind::bearer;
  if (starts_with_scheme(authorization, "aws4-hmac-sha256")) return AuthKind::aws4;
  if (!authorization.empty() || !call.header("Auth-API-Token").empty()) return AuthKind::other;
  const bool email = !call.header("X-Auth-Email").empty();
  const bool key = !call.header("X-Auth-Key").empty();
  if (email && key) return AuthKind::email_key;
  return email || key ? AuthKind::other : AuthKind::none;
}

std::string JournalItem::line() const {
  std::string text = method + " " + path;
  char separator = '?';
  for (const Parameter& parameter : query) {
    text += separator + parameter.key + "=" + parameter.value;
    separator = '&';
  }
  return text;
}

std::size_t Journal::begin(const Call& call) {
  const std::lock_guard lock(mutex_);
  items_.push_back({call.method, call.path, call.query, call.body, auth_kind(call)});
  return cleared_ + items_.size() - 1;
}

void Journal::end(std::size_t number, const Reply& reply) {
  const std::lock_guard lock(mutex_);
  if (number < cleared_) return;
  const bool answered = reply.cut == Cut::none || reply.cut == Cut::in_body;
  items_[number - cleared_].status = answered ? reply.status : 0;
}

std::vector<JournalItem> Journal::items() const {
  const std::lock_guard lock(mutex_);
  return items_;
}

std::vector<std::string> Journal::lines() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> lines;
  lines.reserve(items_.size());
  for (const JournalItem& item : items_) lines.push_back(item.line());
  return lines;
}

std::size_t Journal::count(std::string_view method, std::string_view prefix) const {
  const std::lock_guard lock(mutex_);
  const auto number = std::ranges::count_if(items_, [&](const JournalItem& item) {
    return (method.empty() || item.method == method) && item.path.starts_with(prefix);
  });
  return static_cast<std::size_t>(number);
}

std::size_t Journal::writes() const {
  const std::lock_guard lock(mutex_);
  const auto number = std::ranges::count_if(items_, [](const JournalItem& item) {
    return item.method != "GET" && item.method != "HEAD";
  });
  return static_cast<std::size_t>(number);
}

void Journal::clear() {
  const std::lock_guard lock(mutex_);
  cleared_ += items_.size();
  items_.clear();
}

}  // namespace dnsward::fake
