#include "base/text.h"
#include "providers/zonefile/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace dnsward::zonefile {
namespace {

constexpr std::size_t max_depth = 8;
constexpr std::size_t max_includes = 10'000;
constexpr std::array<std::string_view, 4> directives{"$ORIGIN", "$TTL", "$INCLUDE", "$GENERATE"};

}  // namespace

Parsed<void> expect_arguments(const Statement& statement, std::string_view text, std::size_t least,
                              std::size_t most, std::string_view usage) {
  const std::size_t given = statement.tokens.size() - 1;
  if (given >= least && given <= most) return {};
  const Token& directive = statement.tokens.front();
  const std::string hint = fmt::format("write {}", usage);
  if (given < least) {
    return fault(statement.tokens.back().span.end,
                 fmt::format(R"("{}" lacks an argument)", directive.content(text)), hint);
  }
  const Token& extra = statement.tokens[most + 1];
  return fault(extra.span.begin,
               fmt::format(R"("{}" is one argument too many for "{}")", extra.content(text),
                           directive.content(text)),
               hint);
}

Result<void> Parser::read_directive(Reading& reading, const Statement& statement) {
  const Token& token = statement.tokens.front();
  const std::string_view word = token.content(text(reading));
  if (equal_ignoring_case(word, "$INCLUDE")) return include(reading, statement);
  Parsed<void> read;
  if (equal_ignoring_case(word, "$ORIGIN")) {
    read = set_origin(reading, statement);
  } else if (equal_ignoring_case(word, "$TTL")) {
    read = set_ttl(reading, statement);
  } else if (equal_ignoring_case(word, "$GENERATE")) {
    read = generate(reading, statement);
  } else {
    const auto near = suggest(word, directives);
    read = fault(token.span.begin, fmt::format(R"("{}" is not a directive)", word),
                 near ? fmt::format("did you mean {}?", *near)
                      : "known are $ORIGIN, $TTL, $INCLUDE and $GENERATE; an owner name that "
                        "starts with a dollar sign is written \\$");
  }
  if (!read) return placed(reading, std::move(read.error()));
  return {};
}

Parsed<void> Parser::set_origin(Reading& reading, const Statement& statement) {
  if (auto good = expect_arguments(statement, text(reading), 1, 1, "$ORIGIN name"); !good) {
    return good;
  }
  auto origin = read_name(statement.tokens[1], text(reading), reading.origin);
  if (!origin) return fault(std::move(origin.error()));
  reading.origin = std::move(*origin);
  return {};
}

Parsed<void> Parser::set_ttl(const Reading& reading, const Statement& statement) {
  if (auto good = expect_arguments(statement, text(reading), 1, 1, "$TTL seconds"); !good) {
    return good;
  }
  const auto ttl = read_ttl(statement.tokens[1], text(reading));
  if (!ttl) return fault(ttl.error());
  default_ttl_ = *ttl;
  return {};
}

Result<void> Parser::include(const Reading& reading, const Statement& statement) {
  const auto good = expect_arguments(statement, text(reading), 1, 2, "$INCLUDE file [origin]");
  if (!good) return placed(reading, good.error());
  const Token& name = statement.tokens[1];
  const auto file = open(reading, name);
  if (!file) return fail(file.error());
  Reading inner{*file, reading.origin, reading.owner, &reading, reading.depth + 1};
  if (statement.tokens.size() > 2) {
    auto origin = read_name(statement.tokens[2], text(reading), reading.origin);
    if (!origin) return placed(reading, std::move(origin.error()));
    inner.origin = std::move(*origin);
  }
  auto read = read_file(inner);
  if (read) return {};
  Place place = place_of(path(reading), text(reading), name.span.begin);
  read.error().notes.push_back(
      {"included here", std::move(place.where), std::move(place.source_line)});
  return read;
}

Result<std::size_t> Parser::open(const Reading& reading, const Token& name) {
  const std::string_view spelled = name.content(text(reading));
  const auto refuse = [&](std::string message, std::string hint) {
    return placed(reading,
                  {name.span.begin, std::move(message), std::move(hint), ErrorKind::protocol});
  };
  if (reading.depth >= max_depth) {
    return refuse(fmt::format(R"($INCLUDE of "{}" is the ninth inside another)", spelled),
                  "include files at most 8 deep");
  }
  if (++includes_ > max_includes) {
    return refuse("zone has more than 10000 $INCLUDE to follow", "include fewer files");
  }
  auto opened = open_(spelled, path(reading));
  if (!opened) {
    Place place = place_of(path(reading), text(reading), name.span.begin);
    if (!opened.error().where) opened.error().source_line = std::move(place.source_line);
    return fail(std::move(opened.error()).at(place.where));
  }
  const auto known = std::find_if(files_.begin(), files_.end(),
                                  [&](const FileText& file) { return file.path == opened->path; });
  if (known == files_.end()) {
    files_.push_back({std::move(opened->path), std::move(opened->text), {}, 1});
    return files_.size() - 1;
  }
  const auto index = static_cast<std::size_t>(known - files_.begin());
  for (const Reading* outer = &reading; outer != nullptr; outer = outer->includer) {
    if (outer->file == index) {
      return refuse(fmt::format(R"($INCLUDE of "{}" inside itself)", spelled),
                    "remove the $INCLUDE that closes the loop");
    }
  }
  ++known->uses;
  return index;
}

}  // namespace dnsward::zonefile
