#include "base/subprocess.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

namespace dnsward {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t most_errors = std::size_t{4} << 10U;

std::string words_of(int error) {
  return std::generic_category().message(error);
}

class Descriptor {
 public:
  Descriptor() = default;

  explicit Descriptor(int number) : number_(number) {}

  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }

  ~Descriptor() { close(); }

  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

  [[nodiscard]] int get() const { return number_; }

 private:
  int number_ = -1;
};

struct Pipe {
  Descriptor reading;
  Descriptor writing;
};

std::optional<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

// What the new process finds: no input, two pipes, nothing else, and signals as a shell has them.
class SpawnPlan {
 public:
  SpawnPlan(int output, int errors) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, errors, STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    sigset_t usual;
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes_, &usual);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }

  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  // 0, or what went wrong.
  int start(std::span<const std::string> words, pid_t& process) const {
    std::vector<std::string> copies(words.begin(), words.end());
    std::vector<char*> arguments;
    arguments.reserve(copies.size() + 1);
    for (auto& word : copies) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    return ::posix_spawnp(&process, arguments.front(), &actions_, &attributes_, arguments.data(),
                          environ);
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

// A process under way. One that has not ended when this goes is killed.
class Child {
 public:
  explicit Child(pid_t process) : process_(process) {}

  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  ~Child() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
  }

  // nullopt: it still runs.
  std::optional<int> status() {
    int status = 0;
    const auto ended = ::waitpid(process_, &status, WNOHANG);
    if (ended == 0 || (ended < 0 && errno == EINTR)) return std::nullopt;
    process_ = -1;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  }

 private:
  pid_t process_;
};

// Takes what comes through a pipe, up to a limit, without leaving copies of it.
class Intake {
 public:
  Intake(Descriptor end, std::size_t most) : end_(std::move(end)), most_(most) {
    text_.reserve(most);
  }

  Intake(const Intake&) = delete;
  Intake& operator=(const Intake&) = delete;

  ~Intake() { ::explicit_bzero(text_.data(), text_.size()); }

  [[nodiscard]] bool is_open() const { return end_.get() >= 0; }

  [[nodiscard]] bool is_too_much() const { return is_too_much_; }

  [[nodiscard]] pollfd wish() const { return {end_.get(), POLLIN, 0}; }

  void take() {
    std::array<char, 4096> octets{};
    const auto count = ::read(end_.get(), octets.data(), octets.size());
    if (count > 0) {
      const auto some = static_cast<std::size_t>(count);
      const auto kept = std::min(some, most_ - text_.size());
      text_.append(octets.data(), kept);
      is_too_much_ = is_too_much_ || kept < some;
    } else if (count == 0 || errno != EINTR) {
      end_.close();
    }
    ::explicit_bzero(octets.data(), octets.size());
  }

  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  Descriptor end_;
  std::size_t most_;
  std::string text_;
  bool is_too_much_ = false;
};

// Until both pipes are closed or there is too much output. False: not in time.
bool take_all(Intake& output, Intake& errors, steady_clock::time_point end) {
  while ((output.is_open() || errors.is_open()) && !output.is_too_much()) {
    const auto left = std::chrono::duration_cast<milliseconds>(end - steady_clock::now());
    if (left <= milliseconds(0)) return false;
    std::array<pollfd, 2> wishes{output.wish(), errors.wish()};  // poll skips those below 0
    if (::poll(wishes.data(), wishes.size(), static_cast<int>(left.count())) < 0) continue;
    if (wishes[0].revents != 0) output.take();
    if (wishes[1].revents != 0) errors.take();
  }
  return true;
}

// A process may close its outputs long before it ends, so this is not waited for without an end.
std::optional<int> await_end(Child& child, steady_clock::time_point end) {
  constexpr milliseconds step(1);
  auto status = child.status();
  while (!status && steady_clock::now() < end) {
    std::this_thread::sleep_for(step);
    status = child.status();
  }
  return status;
}

Result<std::vector<std::string>> unended_quote() {
  return fail(ErrorKind::config, "a quote in the command line does not end",
              "close it, or put a backslash before it");
}

// One word of a command line, with what it is put together from taken off `rest`. nullopt: a quote
// in it does not end.
std::optional<std::string> take_word(std::string_view& rest) {
  std::string word;
  char quote = '\0';
  while (!rest.empty()) {
    const char c = rest.front();
    const bool is_blank = c == ' ' || c == '\t' || c == '\n';
    if (quote == '\0' && is_blank) break;
    rest.remove_prefix(1);
    if (c == quote) {
      quote = '\0';
    } else if (quote == '\0' && (c == '\'' || c == '"')) {
      quote = c;
    } else if (c == '\\' && quote != '\'') {
      // Within double quotes a backslash takes the meaning of few characters away.
      if (rest.empty()) return std::nullopt;
      if (quote == '"' && rest.front() != '"' && rest.front() != '\\') word += c;
      word += rest.front();
      rest.remove_prefix(1);
    } else {
      word += c;
    }
  }
  if (quote != '\0') return std::nullopt;
  return word;
}

}  // namespace

Result<ProcessOutcome> run_process(std::span<const std::string> words,
                                   const ProcessLimits& limits) {
  const auto end = steady_clock::now() + limits.time;
  auto output_pipe = make_pipe();
  auto errors_pipe = make_pipe();
  if (!output_pipe || !errors_pipe || words.empty()) {
    return fail(ErrorKind::io, fmt::format("no program can be started: {}", words_of(errno)));
  }
  pid_t process = -1;
  const SpawnPlan plan(output_pipe->writing.get(), errors_pipe->writing.get());
  if (const int error = plan.start(words, process); error != 0) {
    return fail(ErrorKind::io,
                fmt::format(R"("{}" can't be started: {})", words.front(), words_of(error)),
                "see that it is installed and in PATH");
  }
  Child child(process);
  output_pipe->writing.close();
  errors_pipe->writing.close();
  Intake output(std::move(output_pipe->reading), limits.octets);
  Intake errors(std::move(errors_pipe->reading), most_errors);
  const bool is_in_time = take_all(output, errors, end);
  if (output.is_too_much()) {
    return fail(ErrorKind::io,
                fmt::format(R"("{}" says more than {} octets)", words.front(), limits.octets),
                "see that it is the right program");
  }
  const auto status = is_in_time ? await_end(child, end) : std::nullopt;
  if (!status) {
    return fail(ErrorKind::io,
                fmt::format(R"("{}" has not ended within {:g} s)", words.front(),
                            std::chrono::duration<double>(limits.time).count()),
                "run it alone, and see what it waits for");
  }
  return ProcessOutcome{*status, Secret(std::move(output).text()), std::move(errors).text()};
}

Result<std::vector<std::string>> split_command(std::string_view line) {
  std::vector<std::string> words;
  while (true) {
    const auto start = line.find_first_not_of(" \t\n");
    if (start == std::string_view::npos) break;
    line.remove_prefix(start);
    auto word = take_word(line);
    if (!word) return unended_quote();
    words.push_back(std::move(*word));
  }
  if (words.empty()) return fail(ErrorKind::config, "the command line is empty");
  return words;
}

}  // namespace dnsward
