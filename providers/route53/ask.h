// Asking Route 53 and reading its XML.
#pragma once

#include "http/xml.h"
#include "provider/api_client.h"

#include <string>

namespace dnsward::route53 {

/// What `read` (see read_xml) makes of the answer when its status is 2xx.
template <typename Read>
[[nodiscard]] auto ask(const ApiClient& api, const ApiCall& call, const Read& read) {
  return api.ask(call, [&](const std::string& body) { return read_xml(body, read); });
}

[[nodiscard]] inline bool is_truncated(const XmlElement& answer) {
  return answer.optional_boolean("IsTruncated").value_or(false);
}

}  // namespace dnsward::route53
