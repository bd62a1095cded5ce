// The fake's own Signature V4 against AWS's suite (awslabs/aws-c-auth), when it lies beside us.
#include "fakes/aws_signature.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using namespace dnsward;
using namespace dnsward::fake;

namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file, path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t at = text.find(begin) + begin.size();
  return text.substr(at, text.find(end, at) - at);
}

/// The request as it stands in the file; folded header lines joined.
Call call_of(const std::string& text) {
  const std::size_t head_end = std::min(text.find("\n\n"), text.size());
  std::string head = text.substr(0, head_end);
  for (std::size_t at = head.find("\n "); at != std::string::npos; at = head.find("\n ")) {
    head.erase(at, 1);
  }
  const std::string line = head.substr(0, head.find('\n'));
  const std::size_t target = line.find(' ') + 1;
  Call call =
      Call::parse(line.substr(0, target - 1), line.substr(target, line.rfind(' ') - target));
  std::size_t at = line.size() + 1;
  while (at < head.size()) {
    const std::string header = head.substr(at, head.find('\n', at) - at);
    const std::size_t colon = header.find(':');
    call.headers.push_back({header.substr(0, colon), header.substr(colon + 1)});
    at += header.size() + 1;
  }
  if (head_end + 2 <= text.size()) call.body = text.substr(head_end + 2);
  return call;
}

}  // namespace

TEST_CASE("the fake computes the signatures of AWS's own suite") {
  const fs::path suite = SIGV4_VECTORS;
  if (!fs::exists(suite)) {
    MESSAGE("SKIPPED: " << suite << " is not there");
    return;
  }
  int compared = 0;
  for (const auto& folder : fs::directory_iterator(suite)) {
    if (!folder.is_directory()) continue;
    const std::string context = content_of(folder.path() / "context.json");
    // Services other than S3, Route 53 among them, take paths in their normal form alone.
    if (context.find(R"("normalize": true)") == std::string::npos) continue;
    const std::string text = content_of(folder.path() / "header-signed-request.txt");
    const Call call = call_of(text);
    const std::string authorization(call.header("Authorization"));
    const aws::Claim claim{between(authorization, "SignedHeaders=", ","),
                           std::string(call.header("X-Amz-Date")),
                           between(authorization, "AKIDEXAMPLE/", ",")};
    CAPTURE(folder.path().filename().string());
    CHECK(aws::signature_of(call, call.path, claim,
                            between(context, R"("secret_access_key": ")", "\"")) ==
          authorization.substr(authorization.rfind('=') + 1));
    ++compared;
  }
  CHECK(compared == 31);
}
