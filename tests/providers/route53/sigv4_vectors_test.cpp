// The header-signing cases of AWS's own suite (awslabs/aws-c-auth), when they lie beside us.
#include "base/text.h"
#include "http/json.h"
#include "providers/route53/sigv4.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

using namespace dnsward;
using namespace dnsward::route53;

namespace {

namespace fs = std::filesystem;

constexpr SigningTime vector_time =
    std::chrono::sys_days{std::chrono::year{2015} / std::chrono::August / 30} +
    std::chrono::hours(12) + std::chrono::minutes(36);

struct VectorContext {
  Credentials credentials;
  SigningScope scope;
  std::string timestamp;
  bool is_normalized = false;
  bool has_body_hash = false;
  bool is_token_unsigned = false;
};

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file, path);
  return {std::istreambuf_iterator<char>(file), {}};
}

VectorContext context_of(const fs::path& folder) {
  return read_json(
             content_of(folder / "context.json"),
             [](const JsonValue& v) {
               const auto keys = v.member("credentials");
               VectorContext context;
               context.credentials.access_key_id = keys.text("access_key_id");
               context.credentials.secret_access_key = Secret(keys.text("secret_access_key"));
               context.credentials.session_token = Secret(keys.optional_text("token").value_or(""));
               context.scope = {v.text("region"), v.text("service")};
               context.timestamp = v.text("timestamp");
               context.is_normalized = v.boolean("normalize");
               context.has_body_hash = v.boolean("sign_body");
               context.is_token_unsigned = v.optional_boolean("omit_session_token").value_or(false);
               return context;
             })
      .value();
}

struct VectorRequest {
  std::string method, path, query, body;
  std::vector<Header> headers = {};
};

VectorRequest request_of(const fs::path& folder) {
  const auto text = content_of(folder / "request.txt");
  const auto end = text.find("\n\n");
  VectorRequest request;
  if (end != std::string::npos) request.body = text.substr(end + 2);
  const auto lines = split(std::string_view(text).substr(0, end), '\n');
  const auto first = lines.front();
  request.method = first.substr(0, first.find(' '));
  auto target = first.substr(first.find(' ') + 1);
  target = target.substr(0, target.rfind(' '));
  request.path = target.substr(0, target.find('?'));
  if (target.find('?') != std::string_view::npos) {
    request.query = target.substr(target.find('?') + 1);
  }
  for (const auto line : std::vector(lines.begin() + 1, lines.end())) {
    if (line.empty()) continue;
    if (line.starts_with(' ')) {
      request.headers.back().value.append("\n").append(line);
      continue;
    }
    const auto colon = line.find(':');
    request.headers.push_back(
        {std::string(line.substr(0, colon)), std::string(line.substr(colon + 1))});
  }
  return request;
}

// What the suite's signer adds before it signs.
void add_headers(VectorRequest& request, const VectorContext& context) {
  request.headers.push_back({"X-Amz-Date", signing_timestamp(vector_time)});
  if (context.has_body_hash) {
    request.headers.push_back({"x-amz-content-sha256", sha256_hex(request.body)});
  }
  const auto& token = context.credentials.session_token;
  if (!token.empty() && !context.is_token_unsigned) {
    request.headers.push_back({"X-Amz-Security-Token", std::string(token.reveal())});
  }
}

void check_steps(const fs::path& folder) {
  const auto context = context_of(folder);
  auto request = request_of(folder);
  add_headers(request, context);
  CHECK(context.timestamp == "2015-08-30T12:36:00Z");
  const auto path = context.is_normalized ? normal_path(request.path) : request.path;
  const auto canonical = canonical_request(
      {request.method, path, request.query, request.headers, sha256_hex(request.body)});
  CHECK(canonical == content_of(folder / "header-canonical-request.txt"));
  const auto to_sign = string_to_sign(canonical, context.scope, vector_time);
  CHECK(to_sign == content_of(folder / "header-string-to-sign.txt"));
  CHECK(signature(context.credentials.secret_access_key, context.scope, vector_time, to_sign) ==
        content_of(folder / "header-signature.txt"));
}

// The Authorization line of the suite's signed request.
std::string expected_authorization(const fs::path& folder) {
  const auto text = content_of(folder / "header-signed-request.txt");
  constexpr std::string_view name = "Authorization:";
  const auto start = text.find(name) + name.size();
  return text.substr(start, text.find('\n', start) - start);
}

bool is_sendable(const VectorRequest& request, const VectorContext& context) {
  const auto is_odd = [](char c) { return c <= ' ' || c > '~'; };
  return context.is_normalized && !context.is_token_unsigned &&
         std::none_of(request.path.begin(), request.path.end(), is_odd) &&
         std::none_of(request.query.begin(), request.query.end(), is_odd);
}

// The same through the function that the program uses, where the case is a URL.
bool check_whole(const fs::path& folder) {
  const auto context = context_of(folder);
  const auto source = request_of(folder);
  if (!is_sendable(source, context)) return false;
  Request request;
  request.method = source.method;
  request.body = source.body;
  for (const auto& header : source.headers) {
    if (header.name != "Host") request.headers.push_back(header);
  }
  if (context.has_body_hash) {
    request.headers.push_back({"x-amz-content-sha256", sha256_hex(source.body)});
  }
  request.url = "https://example.amazonaws.com" + source.path;
  if (!source.query.empty()) request.url += '?' + source.query;
  sign(request, context.credentials, context.scope, vector_time);
  CHECK(request.secret_headers.back().value.reveal() == expected_authorization(folder));
  return true;
}

}  // namespace

TEST_CASE("AWS's own 38 cases give its canonical requests, strings to sign and signatures") {
  const fs::path suite = SIGV4_VECTORS;
  if (!fs::exists(suite)) {
    MESSAGE("skipped: the suite is not at " << suite);
    return;
  }
  int steps = 0;
  int whole = 0;
  for (const auto& entry : fs::directory_iterator(suite)) {
    if (!entry.is_directory()) continue;
    CAPTURE(entry.path());
    check_steps(entry.path());
    ++steps;
    if (check_whole(entry.path())) ++whole;
  }
  CHECK(steps == 38);
  CHECK(whole == 27);
}
