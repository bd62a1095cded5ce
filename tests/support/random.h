// A seeded generator for property tests: the same seed gives the same cases on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace dnsward::test {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  /// 0 <= result < n. Not std::uniform_int_distribution, whose results differ between libraries.
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }

  bool one_in(std::size_t n) { return below(n) == 0; }

  template <typename T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }

  template <typename T>
  void shuffle(std::vector<T>& values) {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[below(i)]);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace dnsward::test
