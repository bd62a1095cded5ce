// Directories that vanish with the test, and child processes that report one text.
#pragma once

#include "base/clock.h"
#include "provider/provider.h"
#include "provider/settings.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward::test {

class TemporaryDirectory {
 public:
  TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory();

  [[nodiscard]] const std::string& path() const { return path_; }

  [[nodiscard]] std::string operator/(std::string_view name) const;

 private:
  std::string path_;
};

void write_text(const std::string& path, std::string_view text);
[[nodiscard]] std::string read_text(const std::string& path);
/// Every name in the directory, hidden ones too, sorted.
[[nodiscard]] std::vector<std::string> names_in(const std::string& directory);

/// Runs `work` in a forked child and returns what it returned; never the parent's state changed.
[[nodiscard]] std::string in_child(const std::function<std::string()>& work);

/// Gives up root in a child, so that permissions count; does nothing for another user.
void become_nobody();

/// "" on success, else kind-free text: message, then hint after " | ".
template <typename T>
[[nodiscard]] std::string problem(const Result<T>& result) {
  if (result) return {};
  const Error& error = result.error();
  return error.hint.empty() ? error.message : error.message + " | " + error.hint;
}

/// 24 November 2026.
[[nodiscard]] const Clock& fixed_clock();

[[nodiscard]] std::unique_ptr<Provider> provider_of(const std::string& directory);

}  // namespace dnsward::test
