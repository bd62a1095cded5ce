#include "providers/zonefile/parse_support.h"

#include <fmt/format.h>

namespace dnsward::test {
namespace {

DomainName apex() {
  return DomainName::parse("example.test").value();
}

}  // namespace

Result<zonefile::MasterFile> parse(std::string text, const Includes& includes) {
  const zonefile::OpenInclude open = [&](std::string_view name,
                                         std::string_view) -> Result<zonefile::OpenedFile> {
    const auto found = includes.find(name);
    if (found == includes.end()) {
      return fail(ErrorKind::io, fmt::format("no file \"{}\"", name), "create it");
    }
    return zonefile::OpenedFile{found->first, found->second};
  };
  return zonefile::parse_master_file(apex(), "z", std::move(text), open);
}

Result<zonefile::MasterFile> parse_body(std::string_view body, const Includes& includes) {
  return parse(std::string(zone_head) + std::string(body), includes);
}

std::string records_text(const Result<zonefile::MasterFile>& zone, std::size_t skipped) {
  if (!zone) return error_text(zone.error());
  std::string text;
  for (std::size_t i = skipped; i < zone->records.size(); ++i) {
    const auto& record = zone->records[i];
    text += fmt::format("{} {} {} {}\n", record.key.owner.relative_to(zone->apex),
                        record.stated_ttl, to_text(record.key.type), to_text(record.value));
  }
  return text;
}

std::string body_text(std::string_view body, const Includes& includes) {
  return records_text(parse_body(body, includes), zone_head_records);
}

std::string error_text(const Error& error) {
  std::string text =
      fmt::format("{}: {}\n", error.where ? to_text(*error.where) : "nowhere", error.message);
  if (error.where) {
    text += fmt::format("{}\n{:>{}}\n", error.source_line, '^', error.where->column);
  }
  if (!error.hint.empty()) text += error.hint + '\n';
  for (const auto& note : error.notes) {
    text += fmt::format("{}: {}\n", note.where ? to_text(*note.where) : "nowhere", note.message);
  }
  return text;
}

std::string rrsets_text(const std::vector<RRset>& rrsets) {
  std::string text;
  for (const RRset& rrset : rrsets) {
    for (const Rdata& value : rrset.rdata) {
      text += fmt::format("{} {} {} {}\n", rrset.key.owner.to_text(), rrset.ttl,
                          to_text(rrset.key.type), to_text(value));
    }
  }
  return text;
}

std::string_view spelled(const zonefile::MasterFile& zone, std::size_t file, zonefile::Span span) {
  return std::string_view(zone.files[file].text).substr(span.begin, span.end - span.begin);
}

}  // namespace dnsward::test
