#include "fakes/cloudflare_write.h"

#include "fakes/cloudflare_codes.h"
#include "fakes/cloudflare_conflicts.h"
#include "fakes/cloudflare_content.h"
#include "fakes/cloudflare_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dnsward::fake::cloudflare {
namespace {

/// Fields that the API checks only together with others, or keeps in a spelling of its own.
Outcome<void> settle(Record& record, const Fields& fields, const Options& options) {
  if (fields.data && !fields.content) record.content = content_of_data(*fields.data);
  if (fields.content) {
    auto content = stored_content(record.type, *fields.content, options);
    if (!content) return tl::unexpected(content.error());
    record.content = std::move(*content);
  }
  if (record.type == "CNAME" && record.content == record.name) {
    return refuse_with(400, code::cname_content, "CNAME content cannot reference itself.");
  }
  if (record.type == "MX" && !record.priority) {
    return refuse_with(400, code::priority, "priority is a required data field.");
  }
  if (record.proxied && !proxiable(record)) {
    return refuse_with(400, code::not_proxiable, "This kind of record cannot be proxied.");
  }
  if (record.proxied) record.ttl = 1;
  return {};
}

void merge(Record& record, const Fields& fields, const std::string& now) {
  if (fields.name) record.name = *fields.name;
  if (fields.type) record.type = *fields.type;
  if (fields.ttl) record.ttl = *fields.ttl;
  if (fields.proxied) record.proxied = *fields.proxied;
  if (fields.priority && record.type == "MX") record.priority = fields.priority;
  if (fields.data && structured_type(record.type)) record.data = text_of(*fields.data);
  if (fields.flatten_cname) record.flatten_cname = *fields.flatten_cname;
  if (fields.comment && *fields.comment != record.comment) {
    record.comment = *fields.comment;
    record.comment_modified_on = now;
  }
  if (fields.tags && *fields.tags != record.tags) {
    record.tags = *fields.tags;
    record.tags_modified_on = now;
  }
}

Outcome<void> check_required(const Fields& fields) {
  if (!fields.type) return refuse_with(400, code::type, "Invalid DNS record type.");
  if (!fields.name) return refuse_with(400, code::name, "DNS name is invalid.");
  if (!fields.content && !(fields.data && structured_type(*fields.type))) {
    return refuse_with(400, code::content, "Content for " + *fields.type + " record is invalid.");
  }
  return {};
}

Outcome<void> check_zone(const Zone& zone) {
  if (zone.type != "secondary") return {};
  return refuse_with(400, code::read_only_zone, "Records of a secondary zone cannot be changed.");
}

}  // namespace

std::string make_id(std::uint64_t number) {
  return fmt::format("{:016x}{:016x}", number * 0x9e3779b97f4a7c15ULL, number);
}

Outcome<Record*> Editor::editable(const std::string& id) {
  if (auto zone = check_zone(zone_); !zone) return tl::unexpected(zone.error());
  Record* record = zone_.find(id);
  if (!record) return refuse_with(404, code::record_missing, "Record does not exist.");
  if (record->read_only || record->locked) {
    return refuse_with(400, code::email_routing,
                       "This record is managed by Email Routing. Disable Email Routing to "
                       "modify/remove this record.");
  }
  return record;
}

Outcome<Record> Editor::store(Record record) {
  if (auto checked = check_against_zone(record, zone_, options_); !checked) {
    return tl::unexpected(checked.error());
  }
  record.modified_on = now_;
  if (Record* old = zone_.find(record.id)) {
    *old = record;
    return record;
  }
  if (std::cmp_greater_equal(zone_.records.size(), zone_.quota())) {
    return refuse_with(400, code::quota, "Record quota exceeded.");
  }
  zone_.records.push_back(record);
  return record;
}

Outcome<Record> Editor::create(const Json& body) {
  if (auto zone = check_zone(zone_); !zone) return tl::unexpected(zone.error());
  const auto fields = read_fields(body, zone_, options_);
  if (!fields) return tl::unexpected(fields.error());
  if (auto complete = check_required(*fields); !complete) return tl::unexpected(complete.error());
  Record record;
  record.number = next_number_;
  record.id = make_id(record.number);
  record.created_on = now_;
  merge(record, *fields, now_);
  if (auto settled = settle(record, *fields, options_); !settled) {
    return tl::unexpected(settled.error());
  }
  auto stored = store(std::move(record));
  if (stored) ++next_number_;
  return stored;
}

Outcome<Record> Editor::change(const std::string& id, const Json& body, bool keep_omitted) {
  const auto old = editable(id);
  if (!old) return tl::unexpected(old.error());
  const auto fields = read_fields(body, zone_, options_);
  if (!fields) return tl::unexpected(fields.error());
  if (!keep_omitted) {
    if (auto complete = check_required(*fields); !complete) return tl::unexpected(complete.error());
  }
  if (fields->type && *fields->type != (*old)->type) {
    return refuse_with(400, code::type_change, "The type of a DNS record cannot be changed.");
  }
  Record record = **old;
  if (!keep_omitted) {
    record = Record{};
    record.id = (*old)->id;
    record.number = (*old)->number;
    record.created_on = (*old)->created_on;
    record.email_routing = (*old)->email_routing;
  }
  merge(record, *fields, now_);
  if (auto settled = settle(record, *fields, options_); !settled) {
    return tl::unexpected(settled.error());
  }
  return store(std::move(record));
}

Outcome<Record> Editor::patch(const std::string& id, const Json& body) {
  return change(id, body, true);
}

Outcome<Record> Editor::put(const std::string& id, const Json& body) {
  return change(id, body, false);
}

Outcome<Record> Editor::remove(const std::string& id) {
  const auto found = editable(id);
  if (!found) return tl::unexpected(found.error());
  Record gone = std::move(**found);
  zone_.records.erase(zone_.records.begin() + (*found - zone_.records.data()));
  return gone;
}

}  // namespace dnsward::fake::cloudflare
