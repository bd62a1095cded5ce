// Names and values as Route 53 spells them: octal escapes, quoted strings.
#pragma once

#include "base/result.h"
#include "dns/rdata.h"
#include "dns/rr_type.h"

#include <string>
#include <string_view>

namespace dnsward::route53 {

// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html and
// .../ResourceRecordTypes.html#TXTFormat. `\101` is "A" here, and "e" in a master file.

/// With or without the final dot, absolute in any case. Errors: those of DomainName::from_wire.
[[nodiscard]] Result<DomainName> decode_name(std::string_view text);

/// "example.com.", everything but letters, digits, "-", "_" and the dots escaped, as it is listed.
[[nodiscard]] std::string encode_name(const DomainName& name);

/// The RDATA of a listed value. What can't be read is as it stands: octets of a TXT, opaque
/// otherwise.
[[nodiscard]] Rdata decode_value(RRType type, std::string_view value);

/// A value to write. TXT: strings that have no more than 255 characters with their escapes, since
/// nobody wrote down which of both counts.
[[nodiscard]] std::string encode_value(const Rdata& rdata);

/// A listed value in the only spelling that is taken back: `"a""b"` as `"a" "b"`.
[[nodiscard]] std::string repaired(const Rdata& rdata, const std::string& value);

}  // namespace dnsward::route53
