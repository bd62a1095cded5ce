#include "fakes/in_process.h"

#include <utility>

namespace dnsward::fake {
namespace {

std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  return std::string(url.substr(0, url.find_first_of("/?#")));
}

/// The Host header as an HTTP client sends it: without the scheme's own port.
std::string host_header(const std::string& url) {
  std::string host = host_of(url);
  const std::string_view port = url.starts_with("https://") ? ":443" : ":80";
  if (host.ends_with(port)) host.resize(host.size() - port.size());
  return host;
}

Call call_for(const Request& request) {
  Call call;
  call.method = request.method;
  call.headers = request.headers;
  for (const SecretHeader& header : request.secret_headers) {
    call.headers.push_back({header.name, std::string(header.value.reveal())});
  }
  if (call.header("Host").empty()) call.headers.push_back({"Host", host_header(request.url)});
  call.body = request.body;
  return call;
}

}  // namespace

InProcessTransport::InProcessTransport(Api& api, std::string base_url,
                                       std::chrono::milliseconds timeout)
    : api_(api), base_url_(std::move(base_url)), timeout_(timeout) {}

Result<Response> InProcessTransport::send(const Request& request) const {
  const std::string host = host_of(request.url);
  if (!request.url.starts_with(base_url_)) {
    return fail(ErrorKind::unreachable, "Could not resolve host: " + host);
  }
  // What follows the host is the target; the base path is part of base_url_.
  const std::string_view url = request.url;
  const std::string_view target = url.substr(base_url_.size() - api_.base_path().size());
  const auto start = api_.clock().steady_now();
  Reply reply = api_.handle(call_for(request), target);
  if (reply.cut == Cut::refused) {
    return fail(ErrorKind::unreachable, "Failed to connect to " + host);
  }
  if (api_.clock().steady_now() - start > timeout_) {
    return fail(ErrorKind::unknown_outcome, "no answer from " + host + " in time");
  }
  if (reply.cut != Cut::none) {
    return fail(ErrorKind::unknown_outcome,
                host + " closed the connection before the answer was whole");
  }
  Response response{reply.status, std::move(reply.headers), std::move(reply.body)};
  response.headers.push_back({"Content-Type", reply.content_type});
  return response;
}

}  // namespace dnsward::fake
