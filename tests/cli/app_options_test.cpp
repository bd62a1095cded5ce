#include "cli/app_options.h"

#include <doctest/doctest.h>

#include <random>
#include <set>
#include <string>
#include <vector>

using namespace dnsward;

namespace {

Result<Invocation> parse(const std::vector<std::string>& words) {
  std::vector<const char*> argv{"dnsward"};
  for (const auto& word : words) argv.push_back(word.c_str());
  return parse_command_line(static_cast<int>(argv.size()), argv.data());
}

Options options(const std::vector<std::string>& words) {
  const auto request = parse(words);
  REQUIRE(request.has_value());
  REQUIRE(request->kind == Invocation::Kind::run);
  return request->options;
}

}  // namespace

TEST_CASE("options that are not given have the defaults of the table") {
  const auto plan = options({"plan"});
  CHECK(plan.command == CommandId::plan);
  CHECK(plan.config == "dnsward.toml");
  CHECK(plan.format == Format::text);
  CHECK(plan.colour == ColourMode::automatic);
  CHECK(plan.jobs == 16);
  CHECK(plan.timeout == std::chrono::minutes(15));
  CHECK_FALSE(plan.report.has_value());
  CHECK_FALSE(plan.shard.has_value());
  CHECK_FALSE(plan.yes);
  CHECK_FALSE(plan.quiet);
  CHECK_FALSE(plan.detailed_exitcode);
  CHECK(plan.domains.empty());
}

TEST_CASE("options are read wherever they stand and however they are joined") {
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"-c", "x.toml", "--jobs", "4", "-v", "apply", "a.example", "--yes"},
           {"apply", "a.example", "--config=x.toml", "--jobs=4", "--verbose", "--yes"},
           {"--yes", "apply", "-vcx.toml", "--jobs", "4", "--", "a.example"},
           {"apply", "--jobs", "9", "-c", "y.toml", "a.example", "--yes", "-vc", "x.toml", "--jobs",
            "4"}}) {
    const auto apply = options(words);
    CHECK(apply.command == CommandId::apply);
    CHECK(apply.config == "x.toml");
    CHECK(apply.jobs == 4);
    CHECK(apply.verbose);
    CHECK(apply.yes);
    CHECK(apply.domains == std::vector{DomainName::parse("a.example").value()});
  }
}

TEST_CASE("a word behind -- is an argument even when it looks like an option or a command") {
  const auto apply = options({"apply", "--", "--yes", "plan", "-q"});
  CHECK_FALSE(apply.yes);
  CHECK_FALSE(apply.quiet);
  REQUIRE(apply.domains.size() == 3);
  CHECK(apply.domains[0].display() == "--yes");
  CHECK(options({"plan", "apply"}).domains.front().display() == "apply");
}

TEST_CASE("a value in brackets is one value") {
  CHECK(options({"plan", "-c", "[a,b]"}).config == "[a,b]");
  CHECK(options({"plan", "--report", "{x}", "-c=y"}).report == "{x}");
}

TEST_CASE("help and version win over what else the line says") {
  CHECK(parse({"--help"})->kind == Invocation::Kind::overview);
  CHECK(parse({"--version"})->kind == Invocation::Kind::version);
  CHECK(parse({"drift", "--yes", "-h"})->kind == Invocation::Kind::command_help);
  CHECK(parse({"-h", "drift"})->options.command == CommandId::drift);
  CHECK(parse({"completion", "--version"})->kind == Invocation::Kind::version);
  CHECK(parse({})->kind == Invocation::Kind::nothing);
}

TEST_CASE("any command line gives a request or an error with a message") {
  const std::vector<std::string> pieces{
      "plan",     "apply", "drift", "validate", "providers", "completion", "bash",     "zonefile",
      "a.test",   "-c",    "x",     "--yes",    "--yes=1",   "--format",   "json",     "--jobs=3",
      "--jobs",   "-q",    "-v",    "-qv",      "--",        "-",          "",         "--shard",
      "0/2",      "=",     "--=",   "-=",       "[a,b]",     "++",         "/q",       "--correct",
      "--colour", "\xff",  "-h",    "--help=",  "--config=", "--report=r", "--dry-run"};
  std::mt19937_64 random(3);
  std::set<Invocation::Kind> seen;
  int wrong = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::vector<std::string> words;
    for (auto count = random() % 6; count > 0; --count) {
      words.push_back(pieces[random() % pieces.size()]);
    }
    const auto request = parse(words);
    if (request) {
      seen.insert(request->kind);
    } else {
      REQUIRE_FALSE(request.error().message.empty());
      ++wrong;
    }
  }
  CHECK(seen.size() == 4);
  CHECK(wrong > 1000);
}
