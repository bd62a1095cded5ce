// What the Cloudflare fake knows: zones, record objects, tokens; and its switches.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dnsward::fake::cloudflare {

/// One record object, in the spelling in which the API stores it. Fields left empty are filled in.
struct Record {
  std::string id = {};
  std::string name = {};  ///< FQDN without a final dot
  std::string type = "TXT";
  std::string content = {};
  long ttl = 1;  ///< 1 is automatic
  bool proxied = false;
  std::optional<long> priority = {};
  std::string data = {};  ///< JSON object of a structured type; "" otherwise
  std::string comment = {};
  std::vector<std::string> tags = {};
  bool flatten_cname = false;
  bool read_only = false;      ///< meta.read_only, and every write is refused
  bool email_routing = false;  ///< meta.email_routing
  bool locked = false;         ///< every write is refused although meta says nothing
  std::string created_on = {};
  std::string modified_on = {};
  std::string comment_modified_on = {};
  std::string tags_modified_on = {};
  std::uint64_t number = 0;  ///< the higher, the newer
};

struct Zone {
  std::string id = {};
  std::string name = {};
  std::string status = "active";
  std::string type = "full";
  std::string plan = "free";  ///< free, pro, business, enterprise
  std::string account_id = "0123456789abcdef0123456789abcdef";
  std::string account_name = "Example account";
  bool paused = false;
  std::optional<long> record_quota = {};  ///< default: by plan
  std::string created_on = {};
  std::string modified_on = {};
  std::vector<Record> records = {};

  [[nodiscard]] long quota() const;
  [[nodiscard]] std::size_t batch_limit() const;
  [[nodiscard]] const Record* find(const std::string& record_id) const;
  [[nodiscard]] Record* find(const std::string& record_id);
};

struct Token {
  enum class Kind {
    user,     ///< Authorization: Bearer cfut_...
    account,  ///< Authorization: Bearer cfat_...
    key,      ///< X-Auth-Email and X-Auth-Key: may do everything
  };

  std::string value = {};
  Kind kind = Kind::user;
  std::string email = {};       ///< of a key
  std::string account_id = {};  ///< of an account token
  std::string id = {};
  std::string status = "active";  ///< active, disabled, expired
  std::string not_before = {};
  std::string expires_on = {};
  bool zone_read = true;
  bool dns_read = true;
  bool dns_write = true;
  std::vector<std::string> zone_ids = {};  ///< empty: all
};

/// Behaviour of the real API that nobody has verified, or that has changed over the years, and
/// what varies between accounts.
struct Options {
  enum class LongUnquoted { split, raw };
  enum class SameText { spelling, value };
  enum class EmptyLists { absent, null, empty };
  enum class HiddenZones { missing, refused };

  /// How unquoted TXT content of more than 255 octets is read back.
  LongUnquoted long_unquoted = LongUnquoted::split;
  /// Whether `"a"` beside `a` is an identical record.
  SameText same_text = SameText::spelling;
  /// Stores unquoted TXT content with quotes.
  bool quote_on_store = false;
  /// 81057 until about 2024.
  long duplicate_code = 81058;
  /// Wraps what is wrong with a record in 1004 with an error_chain, as before 2024-10.
  bool wrap_validation_errors = false;
  /// A failed batch names the operation in errors[].source.pointer.
  bool source_pointer = false;
  /// Lists of a batch's result without an operation.
  EmptyLists empty_lists = EmptyLists::absent;
  /// What GET /zones says to a token without Zone Read.
  HiddenZones hidden_zones = HiddenZones::missing;
  /// Names are stored in lower case.
  bool fold_names = true;
  long largest_zone_page = 50;  ///< 100 is known to work in real life
  long largest_record_page = 5'000'000;
  /// `record_quota` of GET .../usage is null, as for enterprise accounts with a quota of their own.
  bool null_quota = false;
  long rate_limit_code = 10100;  ///< 971 from the edge
  bool rate_limit_body = true;   ///< false: `{}`
  bool rate_limit_headers = true;
  bool retry_after = true;
  bool chunked = false;  ///< replies without a Content-Length
};

}  // namespace dnsward::fake::cloudflare
