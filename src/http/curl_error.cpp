#include "http/curl_error.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <system_error>

namespace dnsward {
namespace {

constexpr std::string_view network_hint =
    "check the network, the resolver and the proxy variables of this machine";
constexpr std::string_view again_hint = "run it again; what it has done is seen then";
constexpr std::string_view trust_hint =
    "when a proxy with a CA of its own stands in between, name that CA's file in DNSWARD_CA_FILE";

std::string in_seconds(std::chrono::milliseconds time) {
  return fmt::format("{:g} s", std::chrono::duration<double>(time).count());
}

// "127.0.0.1 port 8080": libcurl names the host that it connects to, which may be a proxy.
std::string target_of(const FailedExchange& failed) {
  constexpr std::string_view before = "connect to ";
  const auto start = failed.detail.find(before);
  const auto end = failed.detail.find(" after ", start == std::string::npos ? 0 : start);
  if (start == std::string::npos || end == std::string::npos) return std::string(failed.host);
  return failed.detail.substr(start + before.size(), end - start - before.size());
}

Error not_connected(const FailedExchange& failed) {
  const auto why =
      failed.os_error != 0 ? std::generic_category().message(failed.os_error) : failed.detail;
  return {ErrorKind::unreachable, fmt::format("no connection to {}: {}", target_of(failed), why),
          std::string(network_hint)};
}

Error timed_out(const FailedExchange& failed) {
  if (failed.is_cut_by_deadline && failed.passed >= failed.total_timeout) {
    return {failed.was_sent ? ErrorKind::unknown_outcome : ErrorKind::unreachable,
            fmt::format("no whole answer from {} before the run's time limit", failed.host),
            "give the run more time with --timeout"};
  }
  if (!failed.was_sent) {
    const auto limit = std::min(failed.connect_timeout, failed.total_timeout);
    return {ErrorKind::unreachable,
            fmt::format("no connection to {} within {}", failed.host, in_seconds(limit)),
            std::string(network_hint)};
  }
  if (failed.passed < failed.total_timeout) {
    return {
        ErrorKind::unknown_outcome,
        fmt::format("nothing came from {} for {}", failed.host, in_seconds(failed.idle_timeout)),
        std::string(again_hint)};
  }
  return {ErrorKind::unknown_outcome,
          fmt::format("no whole answer from {} within {}", failed.host,
                      in_seconds(failed.total_timeout)),
          std::string(again_hint)};
}

Error not_trusted(const FailedExchange& failed) {
  constexpr std::string_view prefix = "SSL certificate problem: ";
  std::string_view why = failed.detail;
  if (why.starts_with(prefix)) why.remove_prefix(prefix.size());
  return {ErrorKind::refused,
          fmt::format("the certificate of {} is not trusted: {}", failed.host, why),
          std::string(trust_hint)};
}

Error never_sent(const FailedExchange& failed) {
  switch (failed.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return {ErrorKind::unreachable, fmt::format("the address of {} can't be found", failed.host),
              std::string(network_hint)};
    case CURLE_COULDNT_RESOLVE_PROXY:
      return {ErrorKind::unreachable,
              fmt::format("the address of the proxy to {} can't be found", failed.host),
              std::string(network_hint)};
    case CURLE_PEER_FAILED_VERIFICATION: return not_trusted(failed);
    case CURLE_SSL_CACERT_BADFILE:
      return {ErrorKind::refused,
              fmt::format("the CA certificates in \"{}\" can't be used", failed.ca_file),
              "the file must hold certificates in PEM"};
    case CURLE_SSL_CONNECT_ERROR:
      return {ErrorKind::unreachable,
              fmt::format("the TLS handshake with {} failed: {}", failed.host, failed.detail),
              "TLS 1.2 or later must be spoken there; see that the host and the port are right"};
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
      return {ErrorKind::refused,
              fmt::format("no request can be sent to {}: {}", failed.host, failed.detail),
              "see that the API's base URL is right"};
    default: return not_connected(failed);
  }
}

}  // namespace

Error to_error(const FailedExchange& failed) {
  if (failed.code == CURLE_OPERATION_TIMEDOUT) return timed_out(failed);
  if (!failed.was_sent) return never_sent(failed);
  switch (failed.code) {
    case CURLE_GOT_NOTHING:
    case CURLE_ABORTED_BY_CALLBACK:
      return {ErrorKind::unknown_outcome,
              fmt::format("{} closed the connection without an answer", failed.host),
              std::string(again_hint)};
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return {
          ErrorKind::unknown_outcome,
          fmt::format("the connection to {} broke before the whole answer had come", failed.host),
          std::string(again_hint)};
    default:
      return {ErrorKind::unknown_outcome,
              fmt::format("no whole answer from {}: {}", failed.host, failed.detail),
              std::string(again_hint)};
  }
}

}  // namespace dnsward
