#include "providers/route53/credential_document.h"

#include "providers/route53/clock_skew.h"
#include "providers/route53/sigv4.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <string_view>

using namespace dnsward;
using namespace dnsward::route53;

namespace {

std::string time_of(std::string_view text) {
  const auto time = parse_timestamp(text);
  return time ? signing_timestamp(*time) : "none";
}

}  // namespace

TEST_CASE("times are read with fractions and offsets") {
  CHECK(time_of("2026-11-25T09:30:05Z") == "20261125T093005Z");
  CHECK(time_of("2026-11-25T09:30:05.123456Z") == "20261125T093005Z");
  CHECK(time_of("2026-11-25T09:30:05+00:00") == "20261125T093005Z");
  CHECK(time_of("2026-11-25T09:30:05+0130") == "20261125T080005Z");
  CHECK(time_of("2026-12-31T23:30:05-01:00") == "20270101T003005Z");
  CHECK(time_of("2028-02-29T00:00:00Z") == "20280229T000000Z");
}

TEST_CASE("what is no time is none") {
  for (const auto* const text :
       {"", "soon", "2026-11-25", "2026-11-25T09:30:05", "2026-11-25 09:30:05Z",
        "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
        "2026-11-25T24:00:00Z", "2026-11-25T09:60:00Z", "2026-11-25T09:30:61Z",
        "2026-11-25T09:30:05.Z", "2026-11-25T09:30:05Zx", "-026-11-25T09:30:05Z",
        "2026-11-25T09:30:05+1", "1764063005", "2026-11-25T-9:30:05Z"}) {
    CAPTURE(text);
    CHECK(time_of(text) == "none");
  }
}

TEST_CASE("a refused signature tells how far the clock is off, once the answer has a date") {
  const auto now = std::chrono::sys_days{std::chrono::year{2026} / std::chrono::November / 25};
  const auto skew = [&](int status, std::string body, std::string date) {
    const auto found = clock_skew({status, {{"Date", std::move(date)}}, std::move(body)}, now);
    return found ? std::to_string(found->count()) : "none";
  };
  const auto* const early = "Wed, 25 Nov 2026 00:07:00 GMT";
  CHECK(skew(403, "<Message>Signature expired: 1 is now earlier than 2</Message>", early) == "420");
  CHECK(skew(403, "Signature not yet current: 1 is still later", "Tue, 24 Nov 2026 23:59:00 GMT") ==
        "-60");
  CHECK(skew(400, "<Code>RequestExpired</Code>", early) == "420");
  CHECK(skew(403, "<Code>RequestTimeTooSkewed</Code>", early) == "420");
  CHECK(skew(403, "Signature expired", "") == "none");
  CHECK(skew(403, "<Code>SignatureDoesNotMatch</Code>", early) == "none");
  CHECK(skew(200, "Signature expired", early) == "none");
}
