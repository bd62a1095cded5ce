#include "fakes/cloudflare_fields.h"

#include "fakes/cloudflare_codes.h"
#include "fakes/cloudflare_content.h"
#include "fakes/cloudflare_names.h"

#include <algorithm>

namespace dnsward::fake::cloudflare {
namespace {

using Checked = Outcome<void>;

constexpr std::size_t most_tags = 20;

const Json* member(const Json& body, const char* key) {
  const auto found = body.find(key);
  return found == body.end() ? nullptr : &*found;
}

Checked read_text(const Json& body, const char* key, std::optional<std::string>& into) {
  const Json* value = member(body, key);
  if (!value) return {};
  if (!value->is_string()) return refuse_with(400, code::body_invalid, "Request body is invalid.");
  into = value->get<std::string>();
  return {};
}

Checked read_name(const Json& body, const Zone& zone, const Options& options, Fields& fields) {
  std::optional<std::string> sent;
  if (auto read = read_text(body, "name", sent); !read) return read;
  if (!sent) return {};
  fields.name = stored_name(*sent, zone, options);
  if (!fields.name) return refuse_with(400, code::name, "DNS name is invalid.");
  return {};
}

Checked read_type(const Json& body, Fields& fields) {
  if (auto read = read_text(body, "type", fields.type); !read) return read;
  if (!fields.type || known_type(*fields.type)) return {};
  if (*fields.type == "SPF") {
    return refuse_with(400, code::dns_validation, "SPF record type is no longer supported.");
  }
  return refuse_with(400, code::type, "Invalid DNS record type.");
}

Checked read_ttl(const Json& body, const Zone& zone, Fields& fields) {
  const Json* value = member(body, "ttl");
  if (!value) return {};
  const long lowest = zone.plan == "enterprise" ? 30 : 60;
  const long ttl = value->is_number_integer() ? value->get<long>() : 0;
  if (ttl != 1 && (ttl < lowest || ttl > 86'400)) {
    return refuse_with(400, code::ttl,
                       "TTL must be between " + std::to_string(lowest) +
                           " and 86400 seconds, or 1 for Automatic.");
  }
  fields.ttl = ttl;
  return {};
}

Checked read_proxied(const Json& body, Fields& fields) {
  const Json* value = member(body, "proxied");
  if (!value) return {};
  if (!value->is_boolean()) {
    return refuse_with(400, code::proxied_shape, "Proxied must be a boolean.");
  }
  fields.proxied = value->get<bool>();
  return {};
}

Checked read_priority(const Json& body, Fields& fields) {
  const Json* value = member(body, "priority");
  if (!value) return {};
  const long priority = value->is_number_integer() ? value->get<long>() : -1;
  if (priority < 0 || priority > 65'535) {
    return refuse_with(400, code::priority, "priority must be between 0 and 65535.");
  }
  fields.priority = priority;
  return {};
}

std::size_t characters(std::string_view text) {
  const auto number = std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; });
  return static_cast<std::size_t>(number);
}

Checked read_comment(const Json& body, const Zone& zone, Fields& fields) {
  const Json* value = member(body, "comment");
  if (!value) return {};
  if (value->is_null()) {
    fields.comment = "";
    return {};
  }
  if (auto read = read_text(body, "comment", fields.comment); !read) return read;
  const std::size_t longest = zone.plan == "free" ? 100 : 500;
  const bool too_long = characters(*fields.comment) > longest;
  if (too_long || fields.comment->find_first_of("\r\n") != std::string::npos) {
    return refuse_with(
        400, code::comment,
        "Comment must be one line of at most " + std::to_string(longest) + " characters.");
  }
  return {};
}

bool tag_is_legal(const std::string& tag) {
  const std::size_t colon = tag.find(':');
  const std::string name = lower(tag.substr(0, colon));
  if (colon == std::string::npos || name.empty() || name.starts_with("cf-")) return false;
  return std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

/// `null` is taken for "not mentioned": what the real API makes of it is unknown.
Checked read_tags(const Json& body, const Zone& zone, Fields& fields) {
  const Json* value = member(body, "tags");
  if (!value || value->is_null()) return {};
  const bool strings = value->is_array() &&
                       std::ranges::all_of(*value, [](const Json& tag) { return tag.is_string(); });
  if (!strings) return refuse_with(400, code::body_invalid, "Request body is invalid.");
  auto tags = value->get<std::vector<std::string>>();
  if (!tags.empty() && zone.plan == "free") {
    return refuse_with(400, code::tags, "DNS record tags are not available on this plan.");
  }
  if (tags.size() > most_tags || !std::ranges::all_of(tags, tag_is_legal)) {
    return refuse_with(400, code::tags, "DNS record tags are invalid.");
  }
  fields.tags = std::move(tags);
  return {};
}

Checked read_objects(const Json& body, Fields& fields) {
  if (const Json* data = member(body, "data")) {
    if (!data->is_object()) {
      return refuse_with(400, code::body_invalid, "Request body is invalid.");
    }
    fields.data = *data;
  }
  if (const Json* settings = member(body, "settings"); settings && settings->is_object()) {
    const Json* flatten = member(*settings, "flatten_cname");
    if (flatten && flatten->is_boolean()) fields.flatten_cname = flatten->get<bool>();
  }
  return {};
}

}  // namespace

Outcome<Fields> read_fields(const Json& body, const Zone& zone, const Options& options) {
  if (!body.is_object()) return refuse_with(400, code::body_invalid, "Request body is invalid.");
  Fields fields;
  for (const Checked& read :
       {read_text(body, "id", fields.id), read_type(body, fields),
        read_name(body, zone, options, fields), read_text(body, "content", fields.content),
        read_ttl(body, zone, fields), read_proxied(body, fields), read_priority(body, fields),
        read_comment(body, zone, fields), read_tags(body, zone, fields),
        read_objects(body, fields)}) {
    if (!read) return tl::unexpected(read.error());
  }
  return fields;
}

}  // namespace dnsward::fake::cloudflare
