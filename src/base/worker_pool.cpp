#include "base/worker_pool.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace dnsward {

void run_side_by_side(std::size_t count, std::size_t jobs,
                      const std::function<void(std::size_t)>& task) {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) task(i);
  };
  const auto helpers =
      std::min(std::max<std::size_t>(jobs, 1), std::max<std::size_t>(count, 1)) - 1;
  std::vector<std::jthread> threads;
  threads.reserve(helpers);
  try {
    while (threads.size() < helpers) threads.emplace_back(work);
  } catch (const std::system_error&) {
    // No more threads to be had: those that run, and this one, do the work.
  }
  work();
}

}  // namespace dnsward
