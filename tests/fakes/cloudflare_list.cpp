#include "fakes/cloudflare_list.h"

#include "fakes/cloudflare_codes.h"
#include "fakes/cloudflare_filter.h"
#include "fakes/cloudflare_json.h"
#include "fakes/cloudflare_shadow.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <tuple>
#include <vector>

namespace dnsward::fake::cloudflare {
namespace {

constexpr std::size_t most_shadowed = 1'000;

Outcome<long> number(const Call& call, const char* key, long usual, long smallest, long largest) {
  const auto text = call.parameter(key);
  if (!text) return usual;
  long value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  const bool whole = error == std::errc{} && end == text->data() + text->size();
  if (!whole || value < smallest || value > largest) {
    return refuse_with(400, code::parameter,
                       "Invalid or missing parameter: " + std::string(key) + " must be between " +
                           std::to_string(smallest) + " and " + std::to_string(largest) + ".");
  }
  return value;
}

/// The text by which a record is ordered; numbers are padded.
std::string key_of(const Record& record, const std::string& order) {
  if (order == "name") return record.name;
  if (order == "content") return record.content;
  if (order == "proxied") return record.proxied ? "1" : "0";
  if (order == "ttl") {
    const std::string digits = std::to_string(record.ttl);
    return std::string(10 - digits.size(), '0') + digits;
  }
  return record.type;
}

Outcome<void> sort(const Call& call, std::vector<const Record*>& records) {
  constexpr std::array orders{"type", "name", "content", "ttl", "proxied"};
  const std::string order = call.parameter("order").value_or("type");
  const std::string direction = call.parameter("direction").value_or("asc");
  const bool known = std::ranges::find(orders, order) != orders.end();
  if (!known || (direction != "asc" && direction != "desc")) {
    return refuse_with(400, code::parameter, "Invalid or missing parameter: order or direction.");
  }
  const bool down = direction == "desc";
  std::ranges::sort(records, [&](const Record* a, const Record* b) {
    const std::string left = key_of(*a, order);
    const std::string right = key_of(*b, order);
    if (left != right) return down ? left > right : left < right;
    return std::tie(a->name, b->number) < std::tie(b->name, a->number);
  });
  return {};
}

}  // namespace

Outcome<Page> page_of(const Call& call, std::size_t total, long usual, long smallest,
                      long largest) {
  const auto size = number(call, "per_page", usual, smallest, largest);
  if (!size) return tl::unexpected(size.error());
  const auto page = number(call, "page", 1, 1, 1'000'000'000);
  if (!page) return tl::unexpected(page.error());
  const auto items = static_cast<std::size_t>(*size);
  Page result{.number = *page, .size = *size, .total = total};
  result.pages = std::max(1L, static_cast<long>((total + items - 1) / items));
  result.begin = std::min(total, static_cast<std::size_t>(*page - 1) * items);
  result.end = std::min(total, result.begin + items);
  return result;
}

Outcome<Reply> list_records(const Call& call, const Zone& zone, const Options& options) {
  const bool shadows = call.parameter("include_shadow_metadata") == "true";
  if (call.parameter("shadowed_by_name") && !shadows) {
    return refuse_with(400, code::parameter,
                       "Invalid or missing parameter: shadowed_by_name needs "
                       "include_shadow_metadata.");
  }
  const auto filter = Filter::of(call);
  if (!filter) return tl::unexpected(filter.error());
  std::vector<const Record*> records;
  for (const Record& record : zone.records) {
    if (filter->accepts(record) && shadow_filter_accepts(call, record, zone)) {
      records.push_back(&record);
    }
  }
  if (auto sorted = sort(call, records); !sorted) return tl::unexpected(sorted.error());
  const auto page = page_of(call, records.size(), 100, 1, options.largest_record_page);
  if (!page) return tl::unexpected(page.error());
  const bool with_shadows = shadows && page->end - page->begin <= most_shadowed;
  Json result = Json::array();
  for (std::size_t i = page->begin; i < page->end; ++i) {
    Json json = record_json(*records[i]);
    if (with_shadows) add_shadow_metadata(json, *records[i], zone);
    result.push_back(std::move(json));
  }
  return record_reply(std::move(result), {{"page", page->number},
                                          {"per_page", page->size},
                                          {"count", page->end - page->begin},
                                          {"total_count", page->total},
                                          {"total_pages", page->pages}});
}

}  // namespace dnsward::fake::cloudflare
