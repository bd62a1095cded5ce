// Many small tasks on a bounded number of threads.
#pragma once

#include <cstddef>
#include <functional>

namespace dnsward {

/// Calls `task(0)` to `task(count - 1)`, each once, on at most `jobs` threads of which the caller
/// is one, and returns when all are done. Tasks are started in order. `task` must not throw.
/// Fewer threads are used when the system gives no more.
void run_side_by_side(std::size_t count, std::size_t jobs,
                      const std::function<void(std::size_t)>& task);

}  // namespace dnsward
