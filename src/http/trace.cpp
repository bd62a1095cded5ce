#include "http/trace.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace dnsward {
namespace {

// Without the host, and without a user name that somebody may have put before it.
std::string_view path_of(std::string_view url) {
  const auto scheme = url.find("://");
  const auto slash = url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
  return slash == std::string_view::npos ? std::string_view("/") : url.substr(slash);
}

std::string told(const Result<Response>& answer) {
  if (!answer) return fmt::format("failed ({})", answer.error().message);
  return std::to_string(answer->status);
}

}  // namespace

std::string_view request_id(const Response& response) {
  for (const auto* name : {"CF-Ray", "X-Correlation-Id", "x-amzn-RequestId"}) {
    if (const auto id = response.header(name); !id.empty()) return id;
  }
  return {};
}

Trace::Trace(const Transport& next, const Clock& clock, std::string label, TraceSink sink)
    : next_(next), clock_(clock), label_(std::move(label)), sink_(std::move(sink)) {}

Result<Response> Trace::send(const Request& request) const {
  if (!sink_) return next_.send(request);
  const auto start = clock_.steady_now();
  auto answer = next_.send(request);
  const auto passed =
      std::chrono::duration_cast<std::chrono::milliseconds>(clock_.steady_now() - start).count();
  auto line = fmt::format("{}: {} {} -> {} in {} ms", label_, request.method, path_of(request.url),
                          told(answer), passed);
  if (answer && !request_id(*answer).empty()) line += fmt::format(" ({})", request_id(*answer));
  sink_(line);
  return answer;
}

}  // namespace dnsward
