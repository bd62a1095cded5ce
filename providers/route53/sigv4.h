// AWS Signature Version 4: proves that a request comes from the owner of a secret access key.
#pragma once

#include "base/secret.h"
#include "http/message.h"
#include "providers/route53/credentials.h"

#include <chrono>
#include <span>
#include <string>
#include <string_view>

namespace dnsward::route53 {

/// What a signature is good for: one service in one region.
struct SigningScope {
  std::string region;
  std::string service;
};

using SigningTime = std::chrono::system_clock::time_point;

/// Signs what libcurl will send for `request`: method, path, query, Host, all headers, and the
/// body. Adds X-Amz-Date, X-Amz-Security-Token for temporary keys, and Authorization, the last two
/// as secret headers; those of an earlier call are replaced, so that a request can be signed again
/// with another time. A URL that is none leaves the request as it is: no transport sends it.
///
/// AWS allows its own clock 5 minutes of difference to `time`.
void sign(Request& request, const Credentials& credentials, const SigningScope& scope,
          SigningTime time);

// The steps of it, as
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html names
// them.

/// "20150830T123600Z"
[[nodiscard]] std::string signing_timestamp(SigningTime time);

/// Without empty and dot segments, which every service but S3 drops before it signs.
[[nodiscard]] std::string normal_path(std::string_view path);

struct CanonicalInput {
  std::string_view method;
  std::string_view path;   ///< as it is sent: percent-encoded, which is done once more here
  std::string_view query;  ///< as it is sent, in any order
  std::span<const Header> headers;  ///< all that are to be signed, Host with them
  std::string_view body_hash;       ///< sha256_hex of the body
};

/// Holds the values of headers: if one of them is secret, so is this.
[[nodiscard]] std::string canonical_request(const CanonicalInput& input);

/// "host;x-amz-date"
[[nodiscard]] std::string signed_header_names(std::span<const Header> headers);

[[nodiscard]] std::string string_to_sign(std::string_view canonical_request,
                                         const SigningScope& scope, SigningTime time);

/// 64 hexadecimal digits.
[[nodiscard]] std::string signature(const Secret& secret_access_key, const SigningScope& scope,
                                    SigningTime time, std::string_view string_to_sign);

/// 64 hexadecimal digits.
[[nodiscard]] std::string sha256_hex(std::string_view octets);

}  // namespace dnsward::route53
