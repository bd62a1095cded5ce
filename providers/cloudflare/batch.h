// Changes as the batches of operations that Cloudflare carries out each as one transaction.
#pragma once

#include "plan/plan.h"
#include "providers/cloudflare/records.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace dnsward::cloudflare {

/// Carried out in this order.
struct Batch {
  std::vector<nlohmann::json> deletes = {};
  std::vector<nlohmann::json> patches = {};
  std::vector<nlohmann::json> posts = {};

  [[nodiscard]] std::size_t size() const { return deletes.size() + patches.size() + posts.size(); }
};

/// How many operations a batch may have in a zone of the smallest plan.
inline constexpr std::size_t batch_limit = 200;

/// What makes `changes` of tidy `records`, whose RRsets are their `before`. A replaced value is a
/// patch of its record, so that comment and tags stay. The operations at one owner name are in one
/// batch as long as they fit one; else the last one has as many as fit, so that a deletion and the
/// post that takes its place are not torn apart. Errors: a record that can't be changed, a value
/// that Cloudflare does not store.
[[nodiscard]] Result<std::vector<Batch>> make_batches(std::span<const Record> records,
                                                      std::span<const Change> changes,
                                                      std::size_t limit = batch_limit);

/// The body of the request.
[[nodiscard]] std::string to_json(const Batch& batch);

}  // namespace dnsward::cloudflare
