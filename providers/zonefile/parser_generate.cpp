#include "providers/zonefile/generate.h"
#include "providers/zonefile/parser.h"

#include <fmt/format.h>

#include <span>
#include <utility>

namespace dnsward::zonefile {

/// One $GENERATE: its templates, and what all its records share.
struct GenerateLine {
  GenerateRange range;
  Token owner;
  Token data;
  Record record;
};

namespace {

Parsed<GenerateRange> read_range(const Token& token, std::string_view text) {
  const auto range = parse_range(token.content(text));
  if (range) return *range;
  return fault(token.span.begin,
               fmt::format(R"("{}" is not a range of numbers)", token.content(text)),
               "write start-stop or start-stop/step; start is not over stop, step is not 0");
}

Parsed<std::string> filled(const Token& token, std::string_view text, std::uint32_t value) {
  auto done = fill_in(token.content(text), token.quoted, value);
  if (!done) done.error().at += token.span.begin + (token.quoted ? 1 : 0);
  return done;
}

/// The fault of a generated record shows at its template.
tl::unexpected<Fault> blame(const Token& token, Fault what, std::uint32_t value) {
  what.at = token.span.begin;
  what.message += fmt::format(" in the record that $GENERATE makes for {}", value);
  return fault(std::move(what));
}

}  // namespace

Parsed<void> Parser::generate(const Reading& reading, const Statement& statement) {
  const std::string_view all = text(reading);
  constexpr std::string_view usage = "$GENERATE start-stop[/step] owner [TTL] [class] type data";
  if (auto good = expect_arguments(statement, all, 4, 6, usage); !good) return good;
  auto range = read_range(statement.tokens[1], all);
  if (!range) return fault(std::move(range.error()));
  generated_ += range->count();
  if (generated_ > max_generated) {
    return fault(statement.tokens[1].span.begin, "$GENERATE makes more than 65536 records",
                 "make the range smaller");
  }
  const std::size_t end = statement.tokens.back().span.end;
  const Tokens fields{all, std::span(statement.tokens).subspan(3)};
  const auto head = read_head(fields, end);
  if (!head) return fault(head.error());
  if (fields.list.size() != head->tokens + 1) {
    const bool none = fields.list.size() == head->tokens;
    return fault(none ? end : fields.list[head->tokens + 1].span.begin,
                 "data of $GENERATE is not one word", "put the data in one pair of quotes");
  }
  if (head->type == RRType::soa) {
    return fault(head->type_span.begin, "SOA record made by $GENERATE",
                 "write the SOA record itself");
  }
  const auto ttl = ttl_of(*head, head->type_span.begin);
  if (!ttl) return fault(ttl.error());
  GenerateLine line{*range, statement.tokens[2], fields.list.back(), {}};
  line.record.file = reading.file;
  line.record.whole = statement.whole;
  line.record.key.type = head->type;
  line.record.stated_ttl = *ttl;
  line.record.origin = reading.origin;
  line.record.generated = true;
  line.record.line = statement.line;
  for (std::uint64_t value = range->start; value <= range->stop; value += range->step) {
    auto made = generate_one(reading, line, static_cast<std::uint32_t>(value));
    if (!made) return made;
  }
  return {};
}

Parsed<void> Parser::generate_one(const Reading& reading, const GenerateLine& line,
                                  std::uint32_t value) {
  const auto owner = filled(line.owner, text(reading), value);
  if (!owner) return fault(owner.error());
  const auto data = filled(line.data, text(reading), value);
  if (!data) return fault(data.error());
  Record record = line.record;
  auto name = read_owner(reading, {{0, owner->size()}, false}, *owner);
  if (!name) return blame(line.owner, std::move(name.error()), value);
  record.key.owner = std::move(*name);
  Lexer lexer(*data);
  Statement statement;
  if (auto more = lexer.next(statement); !more) {
    return blame(line.data, std::move(more.error()), value);
  }
  auto rdata = read_rdata(record.key.type, {*data, statement.tokens}, reading.origin, 0);
  if (!rdata) return blame(line.data, std::move(rdata.error()), value);
  record.value = std::move(*rdata);
  zone_.records.push_back(std::move(record));
  return {};
}

}  // namespace dnsward::zonefile
