#include "app/report_json.h"

#include "base/utf8.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <span>

namespace dnsward {
namespace {

using Json = nlohmann::ordered_json;

Json text_of(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const auto length = decode_utf8(bytes).length;
    if (length == 0) text += fmt::format("\\{:03}", static_cast<unsigned char>(bytes.front()));
    text += bytes.substr(0, length);
    bytes.remove_prefix(std::max<std::size_t>(1, length));
  }
  return text;
}

Json text_or_null(std::string_view bytes) {
  return bytes.empty() ? Json(nullptr) : text_of(bytes);
}

std::string_view kind_text(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::config: return "config";
    case ErrorKind::not_found: return "not_found";
    case ErrorKind::conflict: return "conflict";
    case ErrorKind::changed: return "changed";
    case ErrorKind::unsupported: return "unsupported";
    case ErrorKind::protocol: return "protocol";
    case ErrorKind::credential: return "credential";
    case ErrorKind::refused: return "refused";
    case ErrorKind::unreachable: return "unreachable";
    case ErrorKind::unknown_outcome: return "unknown_outcome";
    case ErrorKind::stopped: return "stopped";
    case ErrorKind::io: break;
  }
  return "io";
}

void put_place(Json& json, const std::optional<SourcePos>& where) {
  const auto number = [](std::uint32_t value) { return value == 0 ? Json(nullptr) : Json(value); };
  json["file"] = where ? text_or_null(where->file) : Json(nullptr);
  json["line"] = where ? number(where->line) : Json(nullptr);
  json["column"] = where ? number(where->column) : Json(nullptr);
}

Json json_of(const Error& error) {
  Json json{{"kind", kind_text(error.kind)},
            {"code", text_or_null(error.code)},
            {"message", text_of(error.message)},
            {"hint", text_or_null(error.hint)}};
  put_place(json, error.where);
  json["notes"] = Json::array();
  for (const auto& note : error.notes) {
    Json item{{"message", text_of(note.message)}};
    put_place(item, note.where);
    json["notes"].push_back(std::move(item));
  }
  json["context"] = Json::array();
  for (const auto& context : error.context) json["context"].push_back(text_of(context));
  return json;
}

Json json_of(const std::vector<Error>& errors) {
  auto json = Json::array();
  for (const auto& error : errors) json.push_back(json_of(error));
  return json;
}

Json json_of(const ValueFate& value) {
  Json json{{"fate", to_text(value.fate)}, {"value", text_of(to_text(value.value))}};
  if (value.was) json["was"] = text_of(to_text(*value.was));
  if (!value.label.empty()) json["label"] = text_of(value.label);
  if (!value.where.file.empty()) json["file"] = text_of(value.where.file);
  if (value.where.line != 0) json["line"] = value.where.line;
  if (value.where.line != 0 && value.where.column != 0) json["column"] = value.where.column;
  return json;
}

Json values_of(const std::optional<RRset>& rrset) {
  auto json = Json::array();
  if (!rrset) return json;
  for (const auto& rdata : rrset->rdata) json.push_back(text_of(to_text(rdata)));
  return json;
}

Json json_of(const Change& change) {
  const auto ttl = [](const std::optional<RRset>& rrset) {
    return rrset ? Json(rrset->ttl) : Json(nullptr);
  };
  Json json{{"owner", text_of(change.key.owner.to_text())},
            {"type", to_text(change.key.type)},
            {"action", !change.before  ? "create"
                       : !change.after ? "delete"
                                       : "update"},
            {"ttl_before", ttl(change.before)},
            {"ttl_after", ttl(change.after)},
            {"values_before", values_of(change.before)},
            {"values_after", values_of(change.after)},
            {"fates", Json::array()}};
  for (const auto& value : change.fates) json["fates"].push_back(json_of(value));
  return json;
}

Json json_of(const DomainReport& domain) {
  Json json{{"domain", text_of(domain.domain.display())},
            {"provider", text_of(domain.provider)},
            {"provider_type", text_of(domain.provider_type)},
            {"zone", domain.zone ? text_of(domain.zone->display()) : Json(nullptr)},
            {"status", to_text(domain.status)},
            {"changes", Json::array()}};
  for (const auto& change : domain.changes) json["changes"].push_back(json_of(change));
  json["conflicts"] = json_of(domain.conflicts);
  json["warnings"] = json_of(domain.warnings);
  json["errors"] = json_of(domain.errors);
  return json;
}

Json json_of(const Totals& totals) {
  return {{"domains", totals.domains},     {"in_order", totals.in_order},
          {"to_change", totals.to_change}, {"applied", totals.applied},
          {"conflicts", totals.conflicts}, {"failed", totals.failed},
          {"refused", totals.refused},     {"not_attempted", totals.not_attempted},
          {"creates", totals.creates},     {"updates", totals.updates},
          {"deletes", totals.deletes},     {"foreign_values", totals.foreign_values}};
}

Json signal_name(int signal) {
  if (signal == 0) return nullptr;
  if (signal == SIGHUP) return "SIGHUP";
  return signal == SIGINT ? "SIGINT" : "SIGTERM";
}

}  // namespace

std::string report_json(const RunReport& report) {
  Json json{{"format_version", report_format_version},
            {"command", to_text(report.kind)},
            {"domains", Json::array()}};
  for (const auto& domain : report.domains) json["domains"].push_back(json_of(domain));
  json["totals"] = json_of(totals_of(report));
  json["errors"] = json_of(report.errors);
  json["stopped_by"] = signal_name(report.stop_signal);
  // ASCII only, so that no byte of the document can act on a terminal.
  return json.dump(2, ' ', true) + '\n';
}

}  // namespace dnsward
