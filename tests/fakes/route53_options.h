// What is not known about Route 53, or differs from day to day, as switches of its fake.
#pragma once

#include <chrono>
#include <cstddef>

namespace dnsward::fake {

/// The defaults are what was observed, or where nothing was, what is harder on a client.
struct Route53Options {
  // The service's clock.
  std::chrono::seconds clock_offset{0};  ///< what it is ahead of the fake's clock

  // Changes. One is INSYNC when both its polls and its time are over.
  int polls = 1;  ///< the nth GetChange tells it; 0: the reply to the write does
  std::chrono::milliseconds sync_time{0};
  /// How long after a change the zone answers the next one with PriorRequestNotComplete.
  std::chrono::milliseconds busy_time{0};

  // Requests that could be refused.
  bool adjacent_strings = false;    ///< takes `"a""b"`
  bool escapes_count = true;        ///< towards the 255 octets of a string, as written
  bool delete_needs_ttl = true;     ///< DELETE must name the current TTL
  bool delete_needs_order = false;  ///< DELETE must name the values in stored order
  bool same_octets_once = true;     ///< two spellings of one TXT value are a duplicate
  bool respell_txt = false;         ///< stores TXT values in one spelling
  bool refuse_locked_zones = true;  ///< writes to zones whose recovery status says LOCKED

  // Quotas.
  std::size_t most_values = 400;         ///< of one set
  std::size_t most_rrsets = 10'000;      ///< of one zone
  std::size_t most_elements = 1'000;     ///< of one request, UPSERT counted twice
  std::size_t most_characters = 32'000;  ///< of one request's values, UPSERT counted twice

  // Replies.
  bool messages_shape = false;   ///< <InvalidChangeBatch><Messages>; else <ErrorResponse>
  bool throttle_message = true;  ///< "Rate exceeded"; else no text
  int incomplete_status = 403;   ///< of IncompleteSignature; 400 is what is documented
  std::size_t page_most = 0;     ///< pages hold no more than that, whatever was asked; 0: full
};

}  // namespace dnsward::fake
