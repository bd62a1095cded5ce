// Signature Version 4 as AWS checks it: computed again from the request that arrived. On purpose
// not the program's own signer: two that agree are worth more than one.
#pragma once

#include "fakes/aws_answer.h"
#include "fakes/aws_keys.h"
#include "fakes/aws_time.h"
#include "fakes/call.h"

#include <string>
#include <string_view>

namespace dnsward::fake::aws {

/// What the credential's scope must name.
struct Scope {
  std::string region = "us-east-1";
  std::string service = "route53";
};

struct Gate {
  AwsKeys& keys;
  Scope scope;
  Moment now;                   ///< the service's clock
  int incomplete_status = 403;  ///< of IncompleteSignature
};

/// The key that signed the request, or what AWS says about it. `path` is the request's whole path,
/// percent-encoded as sent. Requires host and all x-amz-* headers that are there to be signed.
[[nodiscard]] Checked<AwsKey> verify(const Call& call, std::string_view path, const Gate& gate);

/// The access key id in an Authorization header; "" when there is none.
[[nodiscard]] std::string claimed_key_id(const Call& call);

struct Claim {
  std::string signed_headers;  ///< "host;x-amz-date"
  std::string date;            ///< "20150830T123600Z"
  std::string scope;           ///< "20150830/us-east-1/route53/aws4_request"
};

/// The 64 hexadecimal digits that the secret makes of the request.
[[nodiscard]] std::string signature_of(const Call& call, std::string_view path, const Claim& claim,
                                       std::string_view secret);

}  // namespace dnsward::fake::aws
