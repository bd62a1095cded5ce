// Keys that a program of the user's tells.
#include "providers/route53/process_source.h"

#include "providers/route53/credential_lab.h"
#include "support/scripted_api.h"

#include <doctest/doctest.h>

#include <string>

using namespace dnsward;
using namespace dnsward::test;

namespace {

constexpr std::string_view start = R"(credential: credential_process of profile "default")";
constexpr std::string_view hint =
    " | run the command alone, and see that it prints credentials as JSON";

// What a profile with that command gives, without the start that all its errors have.
std::string with(const std::string& command) {
  CredentialLab lab;
  lab.config("[default]\ncredential_process = " + command + "\n");
  auto text = lab.get();
  return text.starts_with(start) ? text.substr(start.size()) : text;
}

std::string printing(const std::string& json) {
  return with("printf '%s' '" + json + "'");
}

std::string problem(const std::string& why) {
  return why + std::string(hint);
}

}  // namespace

TEST_CASE("a process tells keys, for good or for a time") {
  CHECK(printing(R"({"Version":1,"AccessKeyId":"AKIAP","SecretAccessKey":"p/s="})") ==
        R"(AKIAP p/s= | credential_process of profile "default")");
  CHECK(printing(R"({"Version":1,"AccessKeyId":"ASIAP","SecretAccessKey":"p","SessionToken":"t",)"
                 R"("Expiration":"2030-01-15T02:00:00.5+01:00","Extra":[]})") ==
        R"(ASIAP p t | credential_process of profile "default" until 20300115T010000Z)");
}

TEST_CASE("keys that have expired already are told") {
  CHECK(printing(R"({"Version":1,"AccessKeyId":"ASIAP","SecretAccessKey":"p","SessionToken":"t",)"
                 R"("Expiration":"2030-01-15T00:00:00Z"})") ==
        " gave credentials that have expired | see that they are renewed there, and that this "
        "machine's clock is right");
}

TEST_CASE("a process that fails is told with what it said") {
  CHECK(with(R"(sh -c "echo 'no session: run \"login\"' >&2; echo s3cret; exit 3")") ==
        problem(" ended with status 3") + R"( | it said: no session: run "login")");
  CHECK(with("false") == problem(" ended with status 1"));
  CHECK(with("/no/such/program --x") ==
        R"(: "/no/such/program" can't be started: No such file or directory | )"
        "see that it is installed and in PATH");
}

TEST_CASE("an output of a process that is not understood is not shown") {
  CHECK(with("echo s3cret") == problem(": the answer is not JSON at octet 1"));
  CHECK(with("true") == problem(": the answer is empty, not JSON"));
  CHECK(printing(R"({"AccessKeyId":"A","SecretAccessKey":"s3cret"})") ==
        problem(": Version is missing"));
  CHECK(printing(R"({"Version":2,"AccessKeyId":"A","SecretAccessKey":"s3cret"})") ==
        problem(": Version is 2, not 1"));
  CHECK(printing(R"({"Version":1,"AccessKeyId":"A"})") == problem(": SecretAccessKey is missing"));
  CHECK(printing(R"({"Version":1,"AccessKeyId":"A","SecretAccessKey":"s\n3cret"})") ==
        problem(": SecretAccessKey holds a blank, a line feed or another character that no key "
                "has"));
  CHECK(with("head -c 70000 /dev/zero") ==
        R"(: "head" says more than 65536 octets | see that it is the right program)");
}

TEST_CASE("a command line that is not whole is told at once") {
  CredentialLab lab;
  lab.config("[default]\ncredential_process = helper 'x\n");
  CHECK(lab.get() ==
        R"(at once: credential: credential_process of profile "default": a quote in the command )"
        "line does not end | close it, or put a backslash before it");
}

TEST_CASE("no shell reads the command line") {
  CHECK(with("printf %s $(echo '{}')") == problem(": the answer is not JSON at octet 1"));
}

TEST_CASE("a process that does not end is given up") {
  CredentialLab lab;
  lab.config("[profile slow]\ncredential_process = sleep 60\n");
  const route53::SourceScene scene{
      lab.environment(), route53::Profiles::load(lab.environment()).value(), lab.wire, lab.clock};
  ProcessLimits limits;
  limits.time = std::chrono::milliseconds(50);
  const auto found = route53::find_process(scene, "slow", limits);
  REQUIRE(found);
  const auto keys = found->source->fetch();
  REQUIRE_FALSE(keys);
  CHECK(
      error_line(keys.error()) ==
      R"(credential: credential_process of profile "slow": "sleep" has not ended within 0.05 s | )"
      "run it alone, and see what it waits for");
}
