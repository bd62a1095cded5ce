#include "fakes/cloudflare_codes.h"
#include "fakes/cloudflare_export.h"
#include "fakes/cloudflare_json.h"
#include "fakes/cloudflare_list.h"
#include "fakes/cloudflare_shadow.h"
#include "fakes/cloudflare_visit.h"
#include "fakes/cloudflare_write.h"

#include <algorithm>
#include <utility>

namespace dnsward::fake::cloudflare {
namespace {

tl::unexpected<Refusal> no_permission() {
  return refuse_with(403, code::authentication, "Authentication error");
}

bool may_read(const Token& token) {
  return token.dns_read || token.dns_write;
}

Outcome<Json> body_of(const Call& call) {
  Json body = Json::parse(call.body, nullptr, false);
  const bool json = call.header("Content-Type").starts_with("application/json");
  if (!json || body.is_discarded()) {
    return refuse_with(400, code::body_invalid, "Request body is invalid.");
  }
  return body;
}

Json with_shadows(const Visit& visit, const Record& record, const Zone& zone) {
  Json json = record_json(record);
  if (visit.call.parameter("include_shadow_metadata") == "true") {
    add_shadow_metadata(json, record, zone);
  }
  return json;
}

/// Wrong fields of a record were wrapped in 1004 once.
Refusal wrapped(Refusal refusal, const Options& options) {
  if (!options.wrap_validation_errors || refusal.errors.empty()) return refusal;
  ApiError& error = refusal.errors.front();
  const bool of_a_field = error.code >= code::name && error.code <= code::ttl;
  if (!of_a_field) return refusal;
  error = {.code = code::dns_validation,
           .message = "DNS Validation Error",
           .chain = {{error.code, error.message}},
           .pointer = error.pointer};
  return refusal;
}

Outcome<Reply> usage(const Visit& visit, const Zone& zone) {
  if (visit.call.method != "GET") return wrong_method(visit.call);
  const Json quota = visit.options.null_quota ? Json(nullptr) : Json(zone.quota());
  return record_reply({{"record_quota", quota}, {"record_usage", zone.records.size()}});
}

Outcome<Reply> export_zone(const Visit& visit, const Zone& zone) {
  if (visit.call.method != "GET") return wrong_method(visit.call);
  return Reply{.body = export_text(zone, visit.now), .content_type = "text/plain"};
}

Outcome<Reply> batch(const Visit& visit, Zone& zone) {
  if (visit.call.method != "POST") return wrong_method(visit.call);
  if (!visit.token.dns_write) return no_permission();
  const auto body = body_of(visit.call);
  if (!body) return tl::unexpected(body.error());
  auto result = run_batch(zone, visit.options, visit.next_number, visit.now, *body);
  if (!result) return tl::unexpected(wrapped(std::move(result.error()), visit.options));
  return record_reply(std::move(*result));
}

Outcome<Record> edit(const Visit& visit, Editor& editor, const std::string& id) {
  if (visit.call.method == "DELETE") return editor.remove(id);
  const auto body = body_of(visit.call);
  if (!body) return tl::unexpected(body.error());
  if (visit.call.method == "POST") return editor.create(*body);
  return visit.call.method == "PUT" ? editor.put(id, *body) : editor.patch(id, *body);
}

Outcome<Reply> write(const Visit& visit, Zone& zone, const std::string& id) {
  if (!visit.token.dns_write) return no_permission();
  Editor editor(zone, visit.options, visit.next_number, visit.now);
  auto record = edit(visit, editor, id);
  if (!record) return tl::unexpected(wrapped(std::move(record.error()), visit.options));
  if (visit.call.method == "DELETE") return record_reply({{"id", record->id}});
  return record_reply(with_shadows(visit, *record, zone));
}

}  // namespace

bool is_id(const std::string& text) {
  return text.size() == 32 && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

tl::unexpected<Refusal> wrong_method(const Call& call) {
  return refuse_with(405, code::method, "Method " + call.method + " not available for that URI.");
}

/// What is not there cannot be routed to; what others own is not ours to see.
Outcome<Zone*> zone_of(const Visit& visit) {
  const auto found = visit.zones.find(visit.path[1]);
  if (found == visit.zones.end()) return no_route(visit.call.path);
  if (!in_scope(visit.token, found->second)) return no_permission();
  return &found->second;
}

Outcome<Reply> visit_records(const Visit& visit) {
  const auto zone = zone_of(visit);
  if (!zone) return tl::unexpected(zone.error());
  if (!may_read(visit.token)) return no_permission();
  if (visit.call.method == "GET") return list_records(visit.call, **zone, visit.options);
  if (visit.call.method == "POST") return write(visit, **zone, "");
  return wrong_method(visit.call);
}

Outcome<Reply> visit_record(const Visit& visit) {
  const auto zone = zone_of(visit);
  if (!zone) return tl::unexpected(zone.error());
  if (!may_read(visit.token)) return no_permission();
  const std::string& id = visit.path[3];
  if (id == "batch") return batch(visit, **zone);
  if (id == "export") return export_zone(visit, **zone);
  if (id == "usage") return usage(visit, **zone);
  if (!is_id(id)) return no_route(visit.call.path);
  const std::string& method = visit.call.method;
  if (method == "PUT" || method == "PATCH" || method == "DELETE") return write(visit, **zone, id);
  if (method != "GET") return wrong_method(visit.call);
  const Record* record = (*zone)->find(id);
  if (!record) return refuse_with(404, code::record_missing, "Record does not exist.");
  return record_reply(with_shadows(visit, *record, **zone));
}

Outcome<Reply> visit_route(const Visit& visit) {
  const auto& path = visit.path;
  const bool user = path == std::vector<std::string>{"user", "tokens", "verify"};
  const bool account = path.size() == 4 && path[0] == "accounts" && is_id(path[1]) &&
                       path[2] == "tokens" && path[3] == "verify";
  if (user || account) {
    return visit.call.method == "GET" ? verify_token(visit) : wrong_method(visit.call);
  }
  if (path.empty() || path[0] != "zones") return no_route(visit.call.path);
  if (path.size() == 1) return list_zones(visit);
  if (!is_id(path[1])) return no_route(visit.call.path);
  if (path.size() == 2) return get_zone(visit);
  if (path[2] != "dns_records") return no_route(visit.call.path);
  if (path.size() == 3) return visit_records(visit);
  return path.size() == 4 ? visit_record(visit) : no_route(visit.call.path);
}

}  // namespace dnsward::fake::cloudflare
