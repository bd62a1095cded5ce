#include "base/subprocess.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <fcntl.h>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace dnsward;

namespace {

using std::chrono::milliseconds;

Result<ProcessOutcome> shell(const std::string& script, const ProcessLimits& limits = {}) {
  return run_process(std::vector<std::string>{"sh", "-c", script}, limits);
}

std::string told(const Result<ProcessOutcome>& outcome) {
  if (!outcome) return outcome.error().message + " | " + outcome.error().hint;
  return fmt::format("{} [{}] [{}]", outcome->status, outcome->output.reveal(), outcome->errors);
}

std::string words(std::string_view line) {
  const auto split = split_command(line);
  if (!split) return "error: " + split.error().message;
  std::string text;
  for (const auto& word : *split) text += '<' + word + '>';
  return text;
}

}  // namespace

TEST_CASE("a program's outputs and exit status are taken") {
  CHECK(told(shell("printf 'a\\nb'; echo oops >&2; exit 3")) == "3 [a\nb] [oops\n]");
  CHECK(told(run_process(std::vector<std::string>{"true"})) == "0 [] []");
  CHECK(told(shell("kill -TERM $$")) == "143 [] []");
}

TEST_CASE("words are given to the program as they are, and no shell reads them") {
  CHECK(told(run_process(std::vector<std::string>{"printf", "<%s>", "a b", "$HOME", "*", "",
                                                  ";"})) == "0 [<a b><$HOME><*><><;>] []");
}

TEST_CASE("a program that isn't there is told") {
  CHECK(told(run_process(std::vector<std::string>{"no-such-program-here"})) ==
        R"("no-such-program-here" can't be started: No such file or directory | )"
        "see that it is installed and in PATH");
  CHECK(told(run_process(std::vector<std::string>{"/"})) ==
        R"("/" can't be started: Permission denied | see that it is installed and in PATH)");
}

TEST_CASE("a program has no input, and no file of ours but its outputs") {
  CHECK(told(shell("cat")) == "0 [] []");
  const int leaked = ::open("/dev/null", O_RDONLY);
  REQUIRE(leaked > 2);
  CHECK(told(shell(fmt::format("if [ -e /proc/self/fd/{} ]; then echo open; fi", leaked))) ==
        "0 [] []");
  ::close(leaked);
}

TEST_CASE("a program that takes too long is killed") {
  const auto start = std::chrono::steady_clock::now();
  ProcessLimits limits;
  limits.time = milliseconds(50);
  CHECK(told(run_process(std::vector<std::string>{"sleep", "60"}, limits)) ==
        R"("sleep" has not ended within 0.05 s | run it alone, and see what it waits for)");
  CHECK(told(shell("exec >&- 2>&-; exec sleep 60", limits)) ==
        R"("sh" has not ended within 0.05 s | run it alone, and see what it waits for)");
  CHECK(told(shell("sleep 2 & exit 0", limits)) ==
        R"("sh" has not ended within 0.05 s | run it alone, and see what it waits for)");
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(30));
}

TEST_CASE("output has a limit, and what is said of errors another") {
  ProcessLimits limits;
  limits.octets = 10;
  CHECK(told(shell("printf 0123456789", limits)) == "0 [0123456789] []");
  CHECK(told(shell("printf 0123456789a", limits)) ==
        R"("sh" says more than 10 octets | see that it is the right program)");
  CHECK(told(run_process(std::vector<std::string>{"yes"})) ==
        R"("yes" says more than 65536 octets | see that it is the right program)");
  const auto loud = shell("head -c 300000 /dev/zero | tr '\\0' x >&2; echo done");
  REQUIRE(loud);
  CHECK(loud->output.reveal() == "done\n");
  CHECK(loud->errors == std::string(4096, 'x'));
}

TEST_CASE("programs run from many threads at once") {
  std::array<std::string, 8> outcomes;
  std::vector<std::thread> threads;
  for (auto& outcome : outcomes) {
    threads.emplace_back([&] { outcome = told(shell("echo out; echo err >&2")); });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& outcome : outcomes) CHECK(outcome == "0 [out\n] [err\n]");
}

TEST_CASE("a command line is split as a shell splits it") {
  CHECK(words("/opt/bin/helper --profile x") == "</opt/bin/helper><--profile><x>");
  CHECK(words("  a\t b\nc ") == "<a><b><c>");
  CHECK(words(R"("a b"'c d'e "")") == "<a bc de><>");
  CHECK(words(R"(a\ b \"c\\)") == R"(<a b><"c\>)");
  CHECK(words(R"("a\"b\\c\d$HOME" 'x\y"')") == R"(<a"b\c\d$HOME><x\y">)");
  CHECK(words("$(rm -rf x); `y` > z & #c") == "<$(rm><-rf><x);><`y`><>><z><&><#c>");
}

TEST_CASE("a command line that is not whole is told") {
  CHECK(words("a 'b") == "error: a quote in the command line does not end");
  CHECK(words("a \"b") == "error: a quote in the command line does not end");
  CHECK(words("a \\") == "error: a quote in the command line does not end");
  CHECK(words(" \t") == "error: the command line is empty");
}
