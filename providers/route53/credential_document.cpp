#include "providers/route53/credential_document.h"

#include "base/text.h"
#include "http/json.h"
#include "providers/route53/small_file.h"

#include <fmt/format.h>

#include <utility>

namespace dnsward::route53 {
namespace {

using std::chrono::system_clock;

// Takes things off the front of a text; once one is not there, nothing more is.
class Cursor {
 public:
  explicit Cursor(std::string_view rest) : rest_(rest) {}

  int number(std::size_t digits) {
    const auto text = rest_.substr(0, digits);
    const auto value = whole_number<int>(text);
    if (!value || text.size() != digits || !is_digit(text.front())) return refuse();
    rest_.remove_prefix(digits);
    return *value;
  }

  bool skip(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  void need(std::string_view text) {
    if (!skip(text)) refuse();
  }

  void skip_fraction() {
    if (!skip(".")) return;
    if (rest_.empty() || !is_digit(rest_.front())) refuse();
    while (!rest_.empty() && is_digit(rest_.front())) rest_.remove_prefix(1);
  }

  [[nodiscard]] bool is_done() const { return is_right_ && rest_.empty(); }

 private:
  int refuse() {
    is_right_ = false;
    rest_ = {};
    return 0;
  }

  std::string_view rest_;
  bool is_right_ = true;
};

std::chrono::minutes take_offset(Cursor& cursor) {
  if (cursor.skip("Z")) return {};
  const bool is_behind = cursor.skip("-");
  if (!is_behind) cursor.need("+");
  const std::chrono::hours hours(cursor.number(2));
  cursor.skip(":");
  const auto offset = hours + std::chrono::minutes(cursor.number(2));
  return is_behind ? -offset : offset;
}

// No header holds anything else, and no log would show it.
Result<void> take_key(Secret& into, const std::string& value, std::string_view what) {
  auto key = checked_key(value, what);
  if (!key) return fail(std::move(key.error()));
  into = std::move(*key);
  return {};
}

struct Document {
  std::string id;
  std::string secret;
  std::optional<std::string> token;
  std::optional<std::string> expiration;
};

Result<Credentials> credentials_of(const Document& document, std::string_view token_name,
                                   std::string_view what) {
  Secret id;
  Credentials keys;
  auto taken = take_key(id, document.id, fmt::format("{}: AccessKeyId", what));
  if (taken) {
    taken =
        take_key(keys.secret_access_key, document.secret, fmt::format("{}: SecretAccessKey", what));
  }
  if (taken && document.token && !document.token->empty()) {
    taken = take_key(keys.session_token, *document.token, fmt::format("{}: {}", what, token_name));
  }
  if (!taken) return fail(std::move(taken.error()));
  keys.access_key_id = id.reveal();
  if (!document.expiration || document.expiration->empty()) return keys;
  keys.expiration = parse_timestamp(*document.expiration);
  if (keys.expiration) return keys;
  return fail(ErrorKind::protocol,
              fmt::format(R"({}: Expiration is "{}", not a time)", what, *document.expiration));
}

}  // namespace

std::optional<system_clock::time_point> parse_timestamp(std::string_view text) {
  Cursor cursor(text);
  const std::chrono::year year(cursor.number(4));
  cursor.need("-");
  const std::chrono::month month(static_cast<unsigned>(cursor.number(2)));
  cursor.need("-");
  const std::chrono::day day(static_cast<unsigned>(cursor.number(2)));
  cursor.need("T");
  const int hours = cursor.number(2);
  cursor.need(":");
  const int minutes = cursor.number(2);
  cursor.need(":");
  const int seconds = cursor.number(2);
  cursor.skip_fraction();
  const auto offset = take_offset(cursor);
  const std::chrono::year_month_day date(year, month, day);
  if (!cursor.is_done() || !date.ok() || hours > 23 || minutes > 59 || seconds > 60) {
    return std::nullopt;
  }
  return std::chrono::sys_days(date) + std::chrono::hours(hours) + std::chrono::minutes(minutes) +
         std::chrono::seconds(seconds) - offset;
}

Error without_quote(Error error, std::string_view what) {
  error.message =
      fmt::format("{}: {}", what, error.message.substr(0, error.message.find("; it starts with ")));
  return error;
}

Result<Credentials> read_credential_document(std::string_view body, std::string_view token_name,
                                             std::string_view what) {
  const auto document = read_json(body, [&](const JsonValue& answer) {
    return Document{answer.text("AccessKeyId"), answer.text("SecretAccessKey"),
                    answer.optional_text(token_name), answer.optional_text("Expiration")};
  });
  if (!document) return fail(without_quote(document.error(), what));
  return credentials_of(*document, token_name, what);
}

}  // namespace dnsward::route53
