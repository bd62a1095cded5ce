#include "providers/zonefile/master_file.h"

#include "providers/zonefile/parser.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace dnsward::zonefile {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// What makes a file no text that a master file can be.
Parsed<void> check_octets(std::string_view text) {
  if (text.starts_with(byte_order_mark)) {
    return fault(0, "file starts with a byte order mark",
                 "save it as UTF-8 without a byte order mark");
  }
  const std::size_t nul = text.find('\0');
  if (nul == std::string_view::npos) return {};
  return fault(nul, "octet 0x00 in a text file",
               "remove it, or write \\000 where a value needs the octet");
}

}  // namespace

const std::string& Parser::path(const Reading& reading) const {
  return files_[reading.file].path;
}

std::string_view Parser::text(const Reading& reading) const {
  return files_[reading.file].text;
}

tl::unexpected<Error> Parser::placed(const Reading& reading, Fault what) const {
  return fail(to_error(std::move(what), path(reading), text(reading)));
}

Result<MasterFile> Parser::parse(std::string path, std::string text) && {
  zone_.apex = apex_;
  constexpr std::size_t typical_record = 32;
  constexpr std::size_t most_reserved = 1024;
  zone_.records.reserve(std::min(text.size() / typical_record + 1, most_reserved));
  files_.push_back({std::move(path), std::move(text), {}, 1});
  Reading main{0, apex_};
  if (auto read = read_file(main); !read) return fail(std::move(read.error()));
  if (!soa_) {
    return placed(main,
                  {0, R"(zone ")" + apex_.display() + R"(" has no SOA record)",
                   "add one at the apex; the file must hold the whole zone", ErrorKind::protocol});
  }
  zone_.files.assign(std::make_move_iterator(files_.begin()),
                     std::make_move_iterator(files_.end()));
  return std::move(zone_);
}

Result<void> Parser::read_file(Reading& reading) {
  if (auto good = check_octets(text(reading)); !good) {
    return placed(reading, std::move(good.error()));
  }
  Lexer lexer(text(reading));
  Statement statement;
  while (true) {
    auto more = lexer.next(statement);
    if (!more) return placed(reading, std::move(more.error()));
    if (!*more) break;
    if (auto read = read_statement(reading, statement); !read) return read;
  }
  files_[reading.file].final_origin = reading.origin;
  return {};
}

Result<void> Parser::read_statement(Reading& reading, const Statement& statement) {
  const Token& first = statement.tokens.front();
  if (!statement.starts_blank && text(reading)[first.span.begin] == '$') {
    return read_directive(reading, statement);
  }
  auto read = read_record(reading, statement);
  if (!read) return placed(reading, std::move(read.error()));
  return {};
}

std::vector<RRset> MasterFile::rrsets() const {
  std::vector<const Record*> order;
  order.reserve(records.size());
  for (const Record& record : records) order.push_back(&record);
  std::stable_sort(order.begin(), order.end(),
                   [](const Record* a, const Record* b) { return a->key < b->key; });
  std::vector<RRset> sets;
  for (const Record* record : order) {
    if (sets.empty() || sets.back().key != record->key) {
      if (!sets.empty()) normalize(sets.back());
      sets.push_back({record->key, record->stated_ttl, {}});
    }
    sets.back().rdata.push_back(record->value);
  }
  if (!sets.empty()) normalize(sets.back());
  return sets;
}

Result<MasterFile> parse_master_file(const DomainName& apex, std::string path, std::string text,
                                     const OpenInclude& open) {
  return Parser(apex, open).parse(std::move(path), std::move(text));
}

}  // namespace dnsward::zonefile
