#include "providers/zonefile/parser.h"
#include "providers/zonefile/ttl.h"

#include <fmt/format.h>

#include <utility>

namespace dnsward::zonefile {

Parsed<DomainName> Parser::read_owner(const Reading& reading, const Token& token,
                                      std::string_view text) const {
  auto owner = read_name(token, text, reading.origin);
  if (!owner) return owner;
  if (!owner->is_within(apex_)) {
    return fault(token.span.begin,
                 fmt::format(R"(owner name "{}" is outside the zone "{}")", owner->display(),
                             apex_.display()),
                 "move the record to its own zone's file, or correct the name or $ORIGIN");
  }
  return owner;
}

Parsed<void> Parser::read_record(Reading& reading, const Statement& statement) {
  const Tokens all{text(reading), statement.tokens};
  const std::size_t end = statement.tokens.back().span.end;
  Record record;
  record.file = reading.file;
  record.whole = statement.whole;
  record.line = statement.line;
  record.origin = reading.origin;
  std::size_t next = 0;
  if (!statement.starts_blank) {
    auto owner = read_owner(reading, statement.tokens[0], all.text);
    if (!owner) return fault(std::move(owner.error()));
    record.owner = statement.tokens[0].span;
    reading.owner = std::move(*owner);
    next = 1;
  } else if (!reading.owner) {
    return fault(statement.tokens[0].span.begin, "record has no owner name",
                 R"(start the line with the owner name, or with "@" for the origin)");
  }
  const auto head = read_head(all.from(next), end);
  if (!head) return fault(head.error());
  const Tokens rdata = all.from(next + head->tokens);
  auto value = read_rdata(head->type, rdata, reading.origin, end);
  if (!value) return fault(std::move(value.error()));
  record.key = {*reading.owner, head->type};
  record.ttl = head->ttl_span;
  record.type = head->type_span;
  record.rdata = statement.balanced({rdata.list.front().span.begin, end}).value_or(Span{});
  record.value = std::move(*value);
  if (head->type == RRType::soa) {
    if (auto taken = take_soa(reading, record, rdata); !taken) return taken;
  }
  const auto ttl = ttl_of(*head, record.type.begin);
  if (!ttl) return fault(ttl.error());
  record.stated_ttl = *ttl;
  zone_.records.push_back(std::move(record));
  return {};
}

Parsed<void> Parser::take_soa(const Reading& reading, const Record& record, const Tokens& rdata) {
  if (record.key.owner != apex_) {
    return fault(record.type.begin,
                 fmt::format(R"(SOA record at "{}", which is not the apex of the zone "{}")",
                             record.key.owner.display(), apex_.display()),
                 "keep one zone in one file");
  }
  if (soa_) {
    const Record& first = zone_.records[*soa_];
    return fault(record.type.begin,
                 fmt::format("second SOA record, the first is at {}:{}", files_[first.file].path,
                             first.line),
                 "remove one of the two");
  }
  auto numbers = read_soa_numbers(rdata);
  if (!numbers) return fault(std::move(numbers.error()));
  soa_ = zone_.records.size();
  soa_minimum_ = numbers->minimum;
  zone_.serial = numbers->serial_span;
  zone_.serial_file = reading.file;
  zone_.serial_value = numbers->serial;
  return {};
}

Parsed<std::uint32_t> Parser::ttl_of(const RecordHead& head, std::size_t type_at) {
  if (head.ttl) {
    last_ttl_ = head.ttl;
    return *head.ttl;
  }
  if (!default_ttl_ && !last_ttl_ && head.type == RRType::soa && soa_minimum_ <= max_ttl) {
    default_ttl_ = static_cast<std::uint32_t>(soa_minimum_);
  }
  if (default_ttl_) {
    last_ttl_ = default_ttl_;
    return *default_ttl_;
  }
  if (last_ttl_) return *last_ttl_;
  return fault(type_at, "record has no TTL, and no $TTL stands before it",
               R"(add a line like "$TTL 3600" at the top of the file)");
}

}  // namespace dnsward::zonefile
