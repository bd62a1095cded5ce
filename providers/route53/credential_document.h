// The JSON in which containers, instances and processes tell credentials.
#pragma once

#include "base/result.h"
#include "providers/route53/credentials.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace dnsward::route53 {

/// "2026-11-25T09:30:00Z", also with a fraction of a second or with an offset, "+01:00"; nullopt
/// for anything else.
[[nodiscard]] std::optional<std::chrono::system_clock::time_point> parse_timestamp(
    std::string_view text);

/// AccessKeyId, SecretAccessKey, the token (`token_name`) and Expiration of a JSON object.
/// Expiration, and the token with it, may be missing. The Error (ErrorKind::protocol) quotes
/// nothing of the document, and begins with `what`.
[[nodiscard]] Result<Credentials> read_credential_document(std::string_view body,
                                                           std::string_view token_name,
                                                           std::string_view what);

/// Whatever a reader says of a document with secrets in it, without what it quotes of it.
[[nodiscard]] Error without_quote(Error error, std::string_view what);

}  // namespace dnsward::route53
