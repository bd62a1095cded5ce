// dnsward-fake: serves a fake DNS API, for trying dnsward and for measuring it.
#include "fakes/program.h"
#include "fakes/server.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <optional>
#include <poll.h>

namespace {

using namespace dnsward;

struct Arguments {
  std::string api;
  fake::ProgramOptions world;
  long latency = 0;
  std::optional<double> burst;
  std::optional<double> refill;
};

/// Returns when standard input ends or a signal asks to stop. The signals are blocked but here.
void wait_for_the_end() {
  sigset_t all{};
  ::sigemptyset(&all);
  std::array<char, 512> ignored{};
  pollfd input{.fd = 0, .events = POLLIN, .revents = 0};
  while (true) {
    if (::ppoll(&input, 1, nullptr, &all) < 0) return;
    if (::fread(ignored.data(), 1, 1, stdin) == 0) return;
  }
}

void block_signals() {
  sigset_t ending{};
  ::sigemptyset(&ending);
  for (const int number : {SIGTERM, SIGINT}) {
    ::sigaddset(&ending, number);
    std::signal(number, [](int) {});
  }
  ::sigprocmask(SIG_BLOCK, &ending, nullptr);
}

/// `--burst N --refill R` is a bucket; the API's own rule, when neither is given, has no limit
/// here.
void set_limit(fake::Api& api, const fake::ProgramRow& row, const Arguments& arguments) {
  if (!arguments.burst && !arguments.refill) return;
  fake::RateRule rule = row.limit;
  if (arguments.burst) rule.burst = *arguments.burst;
  if (arguments.refill) {
    rule.shape = fake::RateRule::Shape::bucket;
    rule.window = std::chrono::duration<double>(rule.burst / *arguments.refill);
    rule.block = {};
  }
  api.rate_limit().set(rule);
}

int serve(const fake::ProgramRow& row, Arguments arguments) {
  if (arguments.world.token.empty()) arguments.world.token = row.token;
  const auto api = row.make(arguments.world);
  if (!api) {
    fmt::print(stderr,
               "dnsward-fake: --token is not in the form that this API's credentials have\n");
    return 1;
  }
  api->set_latency(std::chrono::milliseconds(arguments.latency));
  set_limit(*api, row, arguments);
  block_signals();
  const fake::Server server(*api);
  if (server.port() < 0) {
    fmt::print(stderr, "dnsward-fake: no port of 127.0.0.1 is free\n");
    return 1;
  }
  const std::string& token = arguments.world.token;
  fmt::print("{}\n{}\n", server.base_url(),
             row.credentials == nullptr ? "Token: " + token : row.credentials(token));
  std::fflush(stdout);
  wait_for_the_end();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::array rows{fake::cloudflare_program(), fake::hetzner_program(),
                        fake::route53_program()};
  Arguments arguments;
  CLI::App app{
      "Serves a fake DNS API on a free port of 127.0.0.1, until standard input ends or SIGTERM "
      "comes. Prints its base URL on the first line and the token that it takes on the second; for "
      "route53 the key on the second and the third, as environment variables. It keeps what is "
      "written to it in memory alone.",
      "dnsward-fake"};
  auto* api = app.add_option("api", arguments.api, "Which API")->required();
  app.add_option("--zones", arguments.world.zones, "How many zones there are: zone0001.example ...")
      ->capture_default_str();
  app.add_option("--records", arguments.world.records, "How many records each zone has")
      ->capture_default_str();
  app.add_option("--latency", arguments.latency, "How many milliseconds each reply takes")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
  app.add_option("--burst", arguments.burst,
                 "How many requests the rate limit takes at once (without it: the API's "
                 "documented number; no limit at all without --refill, too)")
      ->check(CLI::PositiveNumber);
  app.add_option("--refill", arguments.refill,
                 "How many of them come back each second (without it: as the API documents)")
      ->check(CLI::PositiveNumber);
  app.add_option("--token", arguments.world.token,
                 "The only token that is taken; for route53 KEY-ID:SECRET");
  std::vector<std::string> names;
  for (const fake::ProgramRow& row : rows) names.emplace_back(row.name);
  api->check(CLI::IsMember(names));
  CLI11_PARSE(app, argc, argv);
  for (const fake::ProgramRow& row : rows) {
    if (row.name == arguments.api) return serve(row, std::move(arguments));
  }
  return 1;
}
