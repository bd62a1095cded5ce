#include "http/curl_transport.h"

#include "base/text.h"
#include "http/curl_error.h"
#include "http/url.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>
#include <new>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace dnsward {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

struct EasyDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};

using EasyHandle = std::unique_ptr<CURL, EasyDeleter>;

// A request's header lines, wiped when they go, as Secret is.
class HeaderLines {
 public:
  HeaderLines() = default;
  HeaderLines(const HeaderLines&) = delete;
  HeaderLines& operator=(const HeaderLines&) = delete;

  ~HeaderLines() {
    for (auto* line = lines_; line != nullptr; line = line->next) {
      ::explicit_bzero(line->data, std::strlen(line->data));
    }
    curl_slist_free_all(lines_);
  }

  void add(std::string_view name, std::string_view value) {
    auto line = fmt::format("{}: {}", name, value);
    auto* const longer = curl_slist_append(lines_, line.c_str());
    ::explicit_bzero(line.data(), line.size());
    if (longer == nullptr) throw std::bad_alloc();
    lines_ = longer;
  }

  // libcurl sends no such header of its own.
  void leave_out(const std::string& name) {
    auto* const longer = curl_slist_append(lines_, (name + ":").c_str());
    if (longer == nullptr) throw std::bad_alloc();
    lines_ = longer;
  }

  [[nodiscard]] curl_slist* get() const { return lines_; }

 private:
  curl_slist* lines_ = nullptr;
};

// Options of one handle. The first refusal counts: no request goes out half set up.
class Setup {
 public:
  explicit Setup(CURL* handle) : handle_(handle) {}

  template <typename T>
  void set(CURLoption option, T value) {
    const auto code = curl_easy_setopt(handle_, option, value);
    if (code_ == CURLE_OK) code_ = code;
  }

  [[nodiscard]] CURLcode code() const { return code_; }

 private:
  CURL* handle_;
  CURLcode code_ = CURLE_OK;
};

// How long a request may take, and why.
struct TimeLimit {
  milliseconds total;
  bool is_cut_by_deadline = false;
};

// One request under way: what the callbacks know and gather.
struct Exchange {
  const CurlOptions& options;
  const Request& request;
  std::string host;
  TimeLimit limit;
  HeaderLines headers = {};
  std::array<char, CURL_ERROR_SIZE> words = {};
  Response response = {};
  std::size_t header_octets = 0;
  int sends = 0;
  bool is_body_too_large = false;
  bool are_headers_too_large = false;
};

// Called before the request is put on a connection. When a reused connection ends without an octet,
// libcurl opens another and sends the request again, POST included. CURLOPT_FRESH_CONNECT would
// prevent that at the price of a handshake for every write; to refuse the second time costs
// nothing, and leaves the outcome unknown only when a connection really broke.
int before_send(void* exchange_pointer, char* /*ip*/, char* /*local*/, int /*port*/,
                int /*local_port*/) {
  auto& exchange = *static_cast<Exchange*>(exchange_pointer);
  if (exchange.sends > 0 && !exchange.request.safe_to_repeat) return CURL_PREREQFUNC_ABORT;
  ++exchange.sends;
  exchange.response = {};
  return CURL_PREREQFUNC_OK;
}

// Anything but `size` makes libcurl end the transfer.
std::size_t take_body(const char* octets, std::size_t /*one*/, std::size_t size,
                      void* exchange_pointer) {
  auto& exchange = *static_cast<Exchange*>(exchange_pointer);
  auto& body = exchange.response.body;
  if (size > exchange.options.max_body - body.size()) {
    exchange.is_body_too_large = true;
    return 0;
  }
  try {
    body.append(octets, size);
  } catch (const std::bad_alloc&) {
    return 0;
  }
  return size;
}

std::size_t take_header(const char* octets, std::size_t /*one*/, std::size_t size,
                        void* exchange_pointer) {
  auto& exchange = *static_cast<Exchange*>(exchange_pointer);
  exchange.header_octets += size;
  if (exchange.header_octets > exchange.options.max_headers) {
    exchange.are_headers_too_large = true;
    return 0;
  }
  const std::string_view line(octets, size);
  auto& headers = exchange.response.headers;
  if (line.starts_with("HTTP/")) headers.clear();  // what came before was an interim answer
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return size;
  const auto value = line.substr(colon + 1, line.find_last_not_of("\r\n") - colon);
  try {
    headers.push_back({std::string(line.substr(0, colon)), std::string(trim(value))});
  } catch (const std::bad_alloc&) {
    return 0;
  }
  return size;
}

bool may_be_plain(const Request& request) {
  return is_loopback(request.url) || (request.nearby && is_link_local(request.url));
}

void set_trust(Setup& setup, const Exchange& exchange) {
  const auto& ca_file = exchange.options.ca_file;
  const bool is_local = is_loopback(exchange.request.url);
  const bool is_nearby = exchange.request.nearby.has_value();
  setup.set(CURLOPT_PROTOCOLS_STR, may_be_plain(exchange.request) ? "http,https" : "https");
  if (is_local || is_nearby) setup.set(CURLOPT_PROXY, "");  // plain http must not leave the machine
  setup.set(CURLOPT_FOLLOWLOCATION, 0L);
  setup.set(CURLOPT_HEADEROPT, long{CURLHEADER_SEPARATE});  // a proxy sees no header of ours
  setup.set(CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
  setup.set(CURLOPT_PROXY_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
  setup.set(CURLOPT_SSL_VERIFYPEER, 1L);
  setup.set(CURLOPT_SSL_VERIFYHOST, 2L);
  if (ca_file.empty()) return;
  setup.set(CURLOPT_CAINFO, ca_file.c_str());
  setup.set(CURLOPT_PROXY_CAINFO, ca_file.c_str());
  setup.set<const char*>(CURLOPT_CAPATH, nullptr);
  setup.set<const char*>(CURLOPT_PROXY_CAPATH, nullptr);
}

void set_limits(Setup& setup, const Exchange& exchange) {
  const auto& options = exchange.options;
  setup.set(CURLOPT_NOSIGNAL, 1L);
  setup.set(CURLOPT_CONNECTTIMEOUT_MS, long{options.connect_timeout.count()});
  setup.set(CURLOPT_TIMEOUT_MS, long{exchange.limit.total.count()});
  setup.set(CURLOPT_LOW_SPEED_LIMIT, 1L);
  setup.set(CURLOPT_LOW_SPEED_TIME, long{options.idle_timeout.count()});
  // The longer a connection was idle, the likelier the server is just closing it.
  constexpr long fresh_enough = 5;
  if (!exchange.request.safe_to_repeat) setup.set(CURLOPT_MAXAGE_CONN, fresh_enough);
}

// Their meaning is in the content, so even none of it has a Content-Length (RFC 9110, 8.6).
bool has_content(const Request& request) {
  constexpr std::array<std::string_view, 3> methods{"POST", "PUT", "PATCH"};
  return !request.body.empty() ||
         std::find(methods.begin(), methods.end(), request.method) != methods.end();
}

void set_message(Setup& setup, Exchange& exchange) {
  const auto& request = exchange.request;
  for (const auto& header : request.headers) exchange.headers.add(header.name, header.value);
  for (const auto& header : request.secret_headers) {
    exchange.headers.add(header.name, header.value.reveal());
  }
  exchange.headers.leave_out("Expect");
  const auto is_type = [](const Header& header) {
    return equal_ignoring_case(header.name, "Content-Type");
  };
  if (std::none_of(request.headers.begin(), request.headers.end(), is_type)) {
    exchange.headers.leave_out("Content-Type");
  }
  setup.set(CURLOPT_URL, request.url.c_str());
  if (request.method == "HEAD") {
    setup.set(CURLOPT_NOBODY, 1L);
  } else if (has_content(request)) {
    setup.set(CURLOPT_POSTFIELDS, request.body.data());
    setup.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  }
  setup.set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
  setup.set(CURLOPT_HTTPHEADER, exchange.headers.get());
  setup.set(CURLOPT_USERAGENT, exchange.options.user_agent.c_str());
  const long version = exchange.options.http2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1;
  setup.set(CURLOPT_HTTP_VERSION, version);
}

void set_callbacks(Setup& setup, Exchange& exchange) {
  void* const pointer = &exchange;
  setup.set(CURLOPT_ERRORBUFFER, exchange.words.data());
  setup.set(CURLOPT_PREREQFUNCTION, &before_send);
  setup.set(CURLOPT_PREREQDATA, pointer);
  setup.set(CURLOPT_WRITEFUNCTION, &take_body);
  setup.set(CURLOPT_WRITEDATA, pointer);
  setup.set(CURLOPT_HEADERFUNCTION, &take_header);
  setup.set(CURLOPT_HEADERDATA, pointer);
  setup.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
}

CURLcode perform(CURL* handle, Exchange& exchange) {
  Setup setup(handle);
  set_trust(setup, exchange);
  set_limits(setup, exchange);
  set_message(setup, exchange);
  set_callbacks(setup, exchange);
  return setup.code() == CURLE_OK ? curl_easy_perform(handle) : setup.code();
}

long number(CURL* handle, CURLINFO info) {
  long value = 0;
  curl_easy_getinfo(handle, info, &value);
  return value;
}

Error failure_of(CURL* handle, CURLcode code, const Exchange& exchange) {
  const auto& options = exchange.options;
  const auto too_large = [&](std::string_view part, std::size_t limit) {
    return Error{ErrorKind::protocol,
                 fmt::format("the {} of {}'s answer exceeds the limit of {} octets", part,
                             exchange.host, limit),
                 "something between here and the API may have answered in its place"};
  };
  if (exchange.is_body_too_large) return too_large("body", options.max_body);
  if (exchange.are_headers_too_large) return too_large("header", options.max_headers);
  curl_off_t passed = 0;
  curl_easy_getinfo(handle, CURLINFO_TOTAL_TIME_T, &passed);
  FailedExchange failed;
  failed.code = code;
  failed.detail = exchange.words.front() != '\0' ? exchange.words.data() : curl_easy_strerror(code);
  failed.os_error = static_cast<int>(number(handle, CURLINFO_OS_ERRNO));
  failed.was_sent = exchange.sends > 0;
  failed.host = exchange.host;
  failed.ca_file = options.ca_file;
  failed.connect_timeout = options.connect_timeout;
  failed.idle_timeout = options.idle_timeout;
  failed.total_timeout = exchange.limit.total;
  failed.is_cut_by_deadline = exchange.limit.is_cut_by_deadline;
  failed.passed = std::chrono::duration_cast<milliseconds>(std::chrono::microseconds(passed));
  return to_error(failed);
}

// A query may hold what is nobody's business, and so may what stands before an "@".
std::string shown_url(std::string_view url) {
  url = url.substr(0, url.find('?'));
  const auto at = url.rfind('@');
  return std::string(at == std::string_view::npos ? url : url.substr(at + 1));
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto octet = static_cast<unsigned char>(c);
    return (octet < 0x20 && c != '\t') || octet == 0x7F;
  });
}

// Why the request must not be sent at all.
std::optional<Error> misfit(const Request& request, const std::string& host) {
  const auto refused = [](std::string message, std::string hint) {
    return Error{ErrorKind::refused, std::move(message), std::move(hint)};
  };
  if (host.empty()) {
    return refused(fmt::format("\"{}\" is not a URL of https", shown_url(request.url)),
                   "see that the API's base URL is right");
  }
  if (starts_with_ignoring_case(request.url, "http:") && !may_be_plain(request)) {
    return refused(
        fmt::format("plain http to {} would show the token to everybody on the way", host),
        "use https; http is for loopback addresses alone");
  }
  const auto broken = [&](std::string_view name) {
    return refused(
        fmt::format("the header {} of a request to {} holds a control character", name, host),
        "see that the credential is whole, and on one line");
  };
  for (const auto& header : request.headers) {
    if (has_control(header.name) || has_control(header.value)) return broken(header.name);
  }
  for (const auto& header : request.secret_headers) {
    if (has_control(header.name) || has_control(header.value.reveal())) return broken(header.name);
  }
  return std::nullopt;
}

bool start_libcurl() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  return code == CURLE_OK;
}

class CurlTransport final : public Transport {
 public:
  explicit CurlTransport(CurlOptions options) : options_(std::move(options)) {}

  [[nodiscard]] Result<Response> send(const Request& request) const override {
    auto host = host_of(request.url);
    if (auto error = misfit(request, host)) return fail(std::move(*error));
    const auto limit = limit_for(request);
    if (limit.total <= milliseconds(0)) {
      return fail(ErrorKind::stopped, "the time limit was reached",
                  "run it again, or give it more time with --timeout");
    }
    auto handle = take_handle();
    if (!handle) return fail(ErrorKind::io, "libcurl can't be started", "see that memory is left");
    Exchange exchange{options_, request, std::move(host), limit};
    const auto code = perform(handle.get(), exchange);
    if (code != CURLE_OK) {
      auto error = failure_of(handle.get(), code, exchange);
      give_back(std::move(handle));
      return fail(std::move(error));
    }
    exchange.response.status = static_cast<int>(number(handle.get(), CURLINFO_RESPONSE_CODE));
    give_back(std::move(handle));
    return std::move(exchange.response);
  }

 private:
  [[nodiscard]] TimeLimit limit_for(const Request& request) const {
    auto total = options_.total_timeout;
    if (request.nearby) total = std::min(total, request.nearby->time_limit);
    if (options_.deadline == steady_clock::time_point::max()) return {total};
    const auto left = options_.grace + std::chrono::duration_cast<milliseconds>(
                                           options_.deadline - steady_clock::now());
    return {std::min(total, left), left < total};
  }

  // The last one given back: its connections are the freshest.
  [[nodiscard]] EasyHandle take_handle() const {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return EasyHandle(start_libcurl() ? curl_easy_init() : nullptr);
    auto handle = std::move(idle_.back());
    idle_.pop_back();
    return handle;
  }

  void give_back(EasyHandle handle) const {
    curl_easy_reset(handle.get());  // it pointed into the exchange; connections stay
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(handle));
  }

  CurlOptions options_;
  mutable std::mutex mutex_;
  mutable std::vector<EasyHandle> idle_;  // a handle belongs to one request at a time
};

}  // namespace

std::unique_ptr<Transport> curl_transport(CurlOptions options) {
  return std::make_unique<CurlTransport>(std::move(options));
}

}  // namespace dnsward
