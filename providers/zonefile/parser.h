// The state of reading one zone from its files; parse_master_file is its only user.
#pragma once

#include "providers/zonefile/lexer.h"
#include "providers/zonefile/record_data.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace dnsward::zonefile {

struct GenerateLine;

/// A fault unless `least` to `most` arguments stand behind the directive.
[[nodiscard]] Parsed<void> expect_arguments(const Statement& statement, std::string_view text,
                                            std::size_t least, std::size_t most,
                                            std::string_view usage);

class Parser {
 public:
  Parser(const DomainName& apex, const OpenInclude& open) : apex_(apex), open_(open) {}

  [[nodiscard]] Result<MasterFile> parse(std::string path, std::string text) &&;

 private:
  /// One file while it is read, from the main one down to the innermost include.
  struct Reading {
    std::size_t file = 0;
    DomainName origin;
    std::optional<DomainName> owner = {};
    const Reading* includer = nullptr;
    std::size_t depth = 0;
  };

  [[nodiscard]] const std::string& path(const Reading& reading) const;
  [[nodiscard]] std::string_view text(const Reading& reading) const;
  [[nodiscard]] tl::unexpected<Error> placed(const Reading& reading, Fault what) const;

  [[nodiscard]] Result<void> read_file(Reading& reading);
  [[nodiscard]] Result<void> read_statement(Reading& reading, const Statement& statement);

  // parser_records.cpp
  [[nodiscard]] Parsed<void> read_record(Reading& reading, const Statement& statement);
  [[nodiscard]] Parsed<DomainName> read_owner(const Reading& reading, const Token& token,
                                              std::string_view text) const;
  [[nodiscard]] Parsed<void> take_soa(const Reading& reading, const Record& record,
                                      const Tokens& rdata);
  [[nodiscard]] Parsed<std::uint32_t> ttl_of(const RecordHead& head, std::size_t type_at);

  // parser_directives.cpp
  [[nodiscard]] Result<void> read_directive(Reading& reading, const Statement& statement);
  [[nodiscard]] Parsed<void> set_origin(Reading& reading, const Statement& statement);
  [[nodiscard]] Parsed<void> set_ttl(const Reading& reading, const Statement& statement);
  [[nodiscard]] Result<void> include(const Reading& reading, const Statement& statement);
  [[nodiscard]] Result<std::size_t> open(const Reading& reading, const Token& name);

  // parser_generate.cpp
  [[nodiscard]] Parsed<void> generate(const Reading& reading, const Statement& statement);
  [[nodiscard]] Parsed<void> generate_one(const Reading& reading, const GenerateLine& line,
                                          std::uint32_t value);

  const DomainName& apex_;
  const OpenInclude& open_;
  std::deque<FileText> files_;  // a deque: the lexers of outer files keep pointing into their texts
  MasterFile zone_;
  std::optional<std::size_t> soa_;  // index into zone_.records
  std::uint64_t soa_minimum_ = 0;
  // As BIND keeps them: for the whole zone, across includes.
  std::optional<std::uint32_t> default_ttl_;  // of $TTL, or the minimum of an SOA without any TTL
  std::optional<std::uint32_t> last_ttl_;     // the last one stated (RFC 1035, 5.1)
  std::uint64_t generated_ = 0;
  std::size_t includes_ = 0;
};

}  // namespace dnsward::zonefile
