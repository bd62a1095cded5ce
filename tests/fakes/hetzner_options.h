// What is not known about Hetzner's API, or differs from day to day, as switches of its fake.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace dnsward::fake {

/// How the API takes a request that it could also refuse.
enum class HetznerVerdict { success, invalid_input, uniqueness_error, conflict, not_found };

/// What the API makes of a host name in a value.
enum class HetznerTargets {
  as_sent,
  lower_case,
  relative,  ///< names in the zone without its name, as other tools leave them
};

/// The defaults are what is more likely, and where both are, what is harder on a client.
struct HetznerOptions {
  // Actions. One is done when both its polls and its time are over.
  int polls = 1;  ///< the nth poll tells its end; 0: the reply to the write does
  std::chrono::milliseconds action_time{0};
  bool visible_at_once = false;               ///< else its effect is seen from its success on
  bool finish_last_first = false;             ///< of the ones that one poll asks for
  bool lock_while_running = false;            ///< 423 `locked` for other writes to the zone
  std::size_t most_actions_listed = 25;       ///< by GET /actions?id=...; 0: all
  std::chrono::milliseconds publish_time{0};  ///< how long a zone stays `updating` afterwards

  // Requests that could be refused.
  HetznerVerdict duplicate_create = HetznerVerdict::uniqueness_error;
  HetznerVerdict add_existing = HetznerVerdict::uniqueness_error;
  HetznerVerdict remove_missing = HetznerVerdict::not_found;
  HetznerVerdict cname_conflict = HetznerVerdict::invalid_input;
  bool fold_upper_case = false;        ///< in names; else refused
  bool decimal_escapes = true;         ///< `\226` in TXT values
  bool utf8_in_txt = true;             ///< raw, beyond ASCII
  bool keep_odd_spelling = true;       ///< a stored value passes however it is spelt
  bool percent_in_path = true;         ///< "%40" is "@"
  bool ignore_unknown_fields = false;  ///< in bodies
  bool clamp_per_page = false;         ///< else refused when too large
  bool readonly_is_forbidden = false;  ///< 403 `forbidden`, else 401 `token_readonly`
  HetznerTargets targets = HetznerTargets::as_sent;

  // Limits; 0: none.
  std::size_t most_records_of_rrset = 0;
  std::size_t most_records_of_zone = 0;
  std::size_t most_zones = 0;

  // Replies.
  bool null_last_page = false;  ///< on the last page
  bool null_total_entries = false;
  bool unsorted_in_any_order = false;  ///< lists that were not asked to be sorted
  bool retry_after = false;            ///< with 429
  bool omit_null_details = false;      ///< of errors

  std::uint64_t seed = 1;  ///< of the order of records
};

/// An action that ends in an error.
struct HetznerFailure {
  std::string command = {};  ///< "add_rrset_records"; "": any
  int nth = 1;               ///< of the actions of that command, from now on
  std::string code = "action_failed";
  std::string message = "Action failed";
  bool took_effect = false;
};

}  // namespace dnsward::fake
