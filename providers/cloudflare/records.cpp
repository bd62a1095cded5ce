#include "providers/cloudflare/records.h"

#include "dns/presentation.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>
#include <variant>

namespace dnsward::cloudflare {
namespace {

std::uint32_t read_ttl(const JsonValue& record) {
  const auto ttl = record.optional_integer("ttl").value_or(automatic_ttl);
  if (ttl < 0 || ttl > std::numeric_limits<std::int32_t>::max()) {
    record.reject("ttl", "is no TTL");
    return 0;
  }
  return static_cast<std::uint32_t>(ttl);
}

Rdata txt_of(const std::string& content) {
  if (!content.starts_with('"')) return TxtData{content};
  return TxtData{decode_txt(content).value_or(content)};
}

// What Cloudflare answers instead of the CNAME; "" when it answers with it.
std::string_view disguise_of(const JsonValue& record) {
  if (record.optional_boolean("proxied").value_or(false)) return " (proxied)";
  const auto settings = record.optional_member("settings");
  const bool is_flat = settings && settings->optional_boolean("flatten_cname").value_or(false);
  return is_flat ? " (flattened)" : "";
}

Rdata cname_of(const JsonValue& record, const std::string& content) {
  auto target = DomainName::parse(content);
  if (!target) return OpaqueData{content};
  const auto disguise = disguise_of(record);
  if (disguise.empty()) return CnameData{std::move(*target)};
  return OpaqueData{target->to_text().append(disguise)};
}

Rdata mx_of(const JsonValue& record, const std::string& content) {
  const auto preference = record.integer("priority");
  if (preference < 0 || preference > std::numeric_limits<std::uint16_t>::max()) {
    record.reject("priority", "is no MX preference");
    return OpaqueData{content};
  }
  auto exchange = content == "." ? DomainName() : DomainName::parse(content);
  if (!exchange) return OpaqueData{std::to_string(preference) + ' ' + content};
  return MxData{static_cast<std::uint16_t>(preference), std::move(*exchange)};
}

Rdata value_of(const JsonValue& record, RRType type) {
  const auto content = record.optional_text("content").value_or("");
  switch (type) {
    case RRType::txt: return txt_of(content);
    case RRType::cname: return cname_of(record, content);
    case RRType::mx: return mx_of(record, content);
    default: return parse_rdata(type, content, DomainName()).value_or(OpaqueData{content});
  }
}

std::string lock_of(const JsonValue& record) {
  const auto meta = record.optional_member("meta");
  if (!meta) return {};
  if (meta->optional_boolean("email_routing").value_or(false)) {
    return "it is managed by Email Routing";
  }
  return meta->optional_boolean("read_only").value_or(false) ? "it is read-only" : "";
}

}  // namespace

Record read_record(const JsonValue& value) {
  Record record{.id = value.text("id")};
  const auto owner = DomainName::parse(value.text("name"));
  const auto type = parse_rr_type(value.text("type"));
  record.is_understood = owner && type;
  if (!record.is_understood) return record;
  record.key = {*owner, *type};
  record.value = value_of(value, *type);
  record.ttl = read_ttl(value);
  record.created = value.optional_text("created_on").value_or("");
  record.locked = lock_of(value);
  return record;
}

void tidy(std::vector<Record>& records) {
  std::erase_if(records, [](const Record& record) { return !record.is_understood; });
  std::sort(records.begin(), records.end(), [](const Record& a, const Record& b) {
    return std::tie(a.key, a.value, a.created, a.id) < std::tie(b.key, b.value, b.created, b.id);
  });
}

std::vector<RRset> rrsets_of(std::span<const Record> records) {
  std::vector<RRset> rrsets;
  for (const auto& record : records) {
    if (rrsets.empty() || rrsets.back().key != record.key) {
      rrsets.push_back({record.key, record.ttl});
    }
    auto& rrset = rrsets.back();
    rrset.ttl = std::min(rrset.ttl, record.ttl);
    rrset.rdata.push_back(record.value);
  }
  for (auto& rrset : rrsets) normalize(rrset);
  return rrsets;
}

std::vector<LockedRRset> locked_of(std::span<const Record> records) {
  std::vector<LockedRRset> locked;
  for (const auto& record : records) {
    if (record.locked.empty()) continue;
    if (locked.empty() || locked.back().key != record.key) {
      locked.push_back({record.key, record.locked});
    }
    locked.back().values.push_back(record.value);
  }
  return locked;
}

std::string content_of(const Rdata& value) {
  if (const auto* txt = std::get_if<TxtData>(&value)) return encode_txt(txt->bytes);
  if (const auto* cname = std::get_if<CnameData>(&value)) return cname->target.display();
  if (const auto* mx = std::get_if<MxData>(&value)) return mx->exchange.display();
  return to_text(value);
}

}  // namespace dnsward::cloudflare
