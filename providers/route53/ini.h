// The configuration files of AWS's own programs: sections of keys, one level of keys below a key.
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace dnsward::route53 {

/// Names of keys are in lower case. Any value may be a secret.
using IniKeys = std::map<std::string, Secret, std::less<>>;

struct IniSection {
  IniKeys keys = {};
  /// Of a key without a value: `route_53 =` and, indented below it, `endpoint_url = ...`.
  std::map<std::string, IniKeys, std::less<>> nested = {};
};

/// By the text between the brackets.
using IniFile = std::map<std::string, IniSection, std::less<>>;

/// As botocore reads them: `#` and `;` begin comment lines (not comments behind a value), keys end
/// at "=" or ":", a line with more indent than the key before it belongs to that key, a section
/// that comes twice is one, and the last of two equal keys counts. `what` is the file's name, for
/// the Error (ErrorKind::credential), which names the line and never tells what stands in it.
[[nodiscard]] Result<IniFile> parse_ini(std::string_view text, std::string_view what);

}  // namespace dnsward::route53
