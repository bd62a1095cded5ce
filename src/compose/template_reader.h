// A Domain Connect template as plain values (draft-ietf-dconn-domainconnect, 6): what stands in the
// JSON, its shape checked, nothing interpreted.
#pragma once

#include "base/error.h"

#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

/// One of `records`. Texts hold `%name%` variables; empty: not there.
struct TemplateRecord {
  std::string place;  ///< JSON pointer: "/records/3"
  std::string type;   ///< upper case
  std::string host;   ///< `host`, or `name` of an SRV record
  std::string points_to;
  std::string data;
  std::string spf_rules;
  std::string priority;  ///< digits, or one variable
  std::string conflict_mode;
  std::string conflict_prefix;
  std::string essential;
  std::string group;
};

struct ConnectTemplate {
  std::string provider_id;
  std::string provider_name;
  std::string service_id;
  std::string service_name;
  std::string version;  ///< digits; empty: none
  std::string description;
  std::string variable_description;
  bool host_required = false;
  std::vector<TemplateRecord> records;
};

/// A template to use when `errors` is empty; else all that is wrong with its shape. A message
/// begins with the JSON pointer of what it speaks of; an error of the JSON itself has a line and a
/// column.
struct ReadTemplate {
  ConnectTemplate value;
  std::vector<Error> errors;
};

inline constexpr std::size_t most_template_octets = 1U << 20U;

/// `file` names the text in the places of errors. Members that this program has no use for may have
/// any shape, and records of types that it does not write any members.
[[nodiscard]] ReadTemplate read_template(std::string_view text, const std::string& file);

}  // namespace dnsward
