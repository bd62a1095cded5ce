#include "cli/progress.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <unistd.h>

using namespace dnsward;

namespace {

class HandClock final : public Clock {
 public:
  std::chrono::steady_clock::time_point moment;

  [[nodiscard]] std::chrono::system_clock::time_point now() const override { return {}; }

  [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override { return moment; }

  bool sleep_until(std::chrono::steady_clock::time_point, const std::stop_token&) const override {
    return true;
  }
};

/// What is written to `ends[1]`.
struct Pipe {
  std::array<int, 2> ends{};

  Pipe() { REQUIRE(pipe(ends.data()) == 0); }

  ~Pipe() {
    close(ends[0]);
    close(ends[1]);
  }

  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  [[nodiscard]] std::string text() const {
    REQUIRE(write(ends[1], ".", 1) == 1);  // so that there is something to read
    std::array<char, 4096> buffer{};
    const auto count = read(ends[0], buffer.data(), buffer.size());
    REQUIRE(count > 0);
    return {buffer.data(), static_cast<std::size_t>(count) - 1};
  }
};

}  // namespace

TEST_CASE("the bar fills as domains are done") {
  CHECK(progress_line("reading", 0, 4) == "reading [..............................] 0/4 domains");
  CHECK(progress_line("reading", 2, 4) == "reading [###############...............] 2/4 domains");
  CHECK(progress_line("writing", 10'000, 10'000) ==
        "writing [##############################] 10000/10000 domains");
  CHECK(progress_line("writing", 0, 0) == "writing [##############################] 0/0 domains");
}

TEST_CASE("a short run draws no bar") {
  const Pipe pipe;
  const HandClock clock;
  Output output(pipe.ends[1], "the pipe");
  {
    ProgressBar bar(output, clock, "reading");
    for (std::size_t i = 0; i <= 5; ++i) bar.update(i, 5);
  }
  CHECK(pipe.text().empty());
}

TEST_CASE("a long run draws the bar now and then and takes it away at the end") {
  const Pipe pipe;
  HandClock clock;
  Output output(pipe.ends[1], "the pipe");
  {
    ProgressBar bar(output, clock, "reading");
    clock.moment += std::chrono::milliseconds(300);
    bar.update(1, 4);
    CHECK(pipe.text() == "\r\x1b[Kreading [#######.......................] 1/4 domains");
    clock.moment += std::chrono::milliseconds(99);
    bar.update(2, 4);
    CHECK(pipe.text().empty());
    clock.moment += std::chrono::milliseconds(1);
    bar.update(3, 4);
    CHECK(pipe.text() == "\r\x1b[Kreading [######################........] 3/4 domains");
  }
  CHECK(pipe.text() == "\r\x1b[K");
}
