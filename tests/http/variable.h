// An environment variable of this process, for the time of a test.
#pragma once

#include <optional>
#include <stdlib.h>  // setenv is not in <cstdlib>
#include <string>

namespace dnsward::test {

class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    if (const char* const was = getenv(name)) was_ = was;
    setenv(name, value.c_str(), 1);
  }

  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

  ~Variable() {
    if (was_) {
      setenv(name_, was_->c_str(), 1);
    } else {
      unsetenv(name_);
    }
  }

 private:
  const char* name_;
  std::optional<std::string> was_;
};

}  // namespace dnsward::test
