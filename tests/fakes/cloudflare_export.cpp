#include "fakes/cloudflare_export.h"

#include <algorithm>
#include <tuple>

namespace dnsward::fake::cloudflare {
namespace {

bool host_type(const std::string& type) {
  return type == "CNAME" || type == "MX" || type == "NS" || type == "PTR";
}

std::string data_text(const Record& record) {
  if (host_type(record.type)) {
    std::string host = record.content;
    if (!host.ends_with('.')) host += '.';
    return record.priority ? std::to_string(*record.priority) + " " + host : host;
  }
  if (record.type != "TXT" || record.content.starts_with('"')) return record.content;
  std::string text = "\"";
  for (const char c : record.content) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + '"';
}

std::string remark(const Record& record) {
  std::string text = record.comment.empty() ? "" : " " + record.comment;
  for (std::size_t i = 0; i < record.tags.size(); ++i) {
    text += (i == 0 ? " cf_tags=" : ",") + record.tags[i];
  }
  return text.empty() ? "" : " ;" + text;
}

}  // namespace

std::string export_text(const Zone& zone, const std::string& now) {
  std::string text = ";;\n;; Domain:     " + zone.name + ".\n;; Exported:   " + now + "\n;;\n\n";
  auto records = zone.records;
  std::ranges::sort(records, [](const Record& a, const Record& b) {
    return std::tie(a.type, a.name, a.number) < std::tie(b.type, b.name, b.number);
  });
  std::string type;
  for (const Record& record : records) {
    if (record.type != type) text += ";; " + record.type + " Records\n";
    type = record.type;
    text += record.name + ".\t" + std::to_string(record.ttl) + "\tIN\t" + record.type + "\t" +
            data_text(record) + remark(record) + "\n";
  }
  return text;
}

}  // namespace dnsward::fake::cloudflare
