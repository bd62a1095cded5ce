#include "fakes/hetzner_visit.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace dnsward::fake::hz {
namespace {

struct Page {
  std::int64_t number = 1;
  std::int64_t size = 25;
};

Checked<std::int64_t> read_count(const Visit& visit, const std::string& name,
                                 std::int64_t fallback) {
  const auto text = visit.call.parameter(name);
  if (!text) return fallback;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc{} || end != text->data() + text->size() || number < 1) {
    return refuse(invalid(name, "is not a positive number"));
  }
  return number;
}

Checked<Page> read_page(const Visit& visit, std::int64_t most) {
  const auto number = read_count(visit, "page", 1);
  if (!number) return refuse(number.error());
  const auto size = read_count(visit, "per_page", 25);
  if (!size) return refuse(size.error());
  if (*size > most && !visit.options.clamp_per_page) {
    return refuse(invalid("per_page", fmt::format("must not be greater than {}", most)));
  }
  return Page{*number, std::min(*size, most)};
}

Json pagination(const Visit& visit, const Page& page, std::int64_t total) {
  const std::int64_t last = std::max<std::int64_t>(1, (total + page.size - 1) / page.size);
  const bool at_end = page.number >= last;
  return {{"page", page.number},
          {"per_page", page.size},
          {"previous_page", page.number > 1 ? Json(page.number - 1) : Json()},
          {"next_page", at_end ? Json() : Json(page.number + 1)},
          {"last_page", at_end && visit.options.null_last_page ? Json() : Json(last)},
          {"total_entries", visit.options.null_total_entries ? Json() : Json(total)}};
}

std::string link_header(const Visit& visit, const Json& meta) {
  constexpr std::string_view official = "api.hetzner.cloud";
  const std::string_view host = visit.call.header("Host");
  const std::string root = host.empty() || host == official ? fmt::format("https://{}", official)
                                                            : fmt::format("http://{}", host);
  std::string links;
  for (const auto& [relation, member] :
       {std::pair{"prev", "previous_page"}, std::pair{"next", "next_page"},
        std::pair{"last", "last_page"}}) {
    if (meta[member].is_null()) continue;
    if (!links.empty()) links += ", ";
    links += fmt::format(R"(<{}{}{}?page={}&per_page={}>; rel="{}")", root, visit.base_path,
                         visit.call.path, meta[member].get<std::int64_t>(),
                         meta["per_page"].get<std::int64_t>(), relation);
  }
  return links;
}

void sort_rows(Visit& visit, std::vector<Row>& rows, const std::vector<SortField>& fields) {
  if (fields.empty() && visit.options.unsorted_in_any_order) {
    std::shuffle(rows.begin(), rows.end(), visit.random);
  }
  std::ranges::stable_sort(rows, [&](const Row& a, const Row& b) {
    for (const SortField& field : fields) {
      const std::string& left = a.keys.at(field.name);
      const std::string& right = b.keys.at(field.name);
      if (left != right) return field.descending ? right < left : left < right;
    }
    return false;
  });
}

}  // namespace

std::string sortable(std::int64_t number) {
  return fmt::format("{:020}", number);
}

Checked<std::vector<SortField>> read_sort(const Visit& visit,
                                          std::initializer_list<std::string_view> allowed) {
  std::vector<SortField> fields;
  for (const std::string& text : visit.call.parameters("sort")) {
    const auto colon = text.find(':');
    const std::string name = text.substr(0, colon);
    const std::string direction = colon == std::string::npos ? "asc" : text.substr(colon + 1);
    const bool known = std::ranges::find(allowed, name) != allowed.end();
    if (!known || (direction != "asc" && direction != "desc")) {
      return refuse(invalid("sort", "is not a field to sort by"));
    }
    fields.push_back({name, direction == "desc"});
  }
  return fields;
}

Answer page_of(Visit& visit, const std::string& name, std::vector<Row> rows,
               std::initializer_list<std::string_view> sortable_by, std::int64_t most_per_page) {
  const auto fields = read_sort(visit, sortable_by);
  if (!fields) return refuse(fields.error());
  const auto page = read_page(visit, most_per_page);
  if (!page) return refuse(page.error());
  sort_rows(visit, rows, *fields);
  const auto total = static_cast<std::int64_t>(rows.size());
  // A page far behind the end must not overflow.
  const std::int64_t skipped = page->number - 1 > total ? total : (page->number - 1) * page->size;
  Json items = Json::array();
  for (std::int64_t i = skipped; i < std::min(total, skipped + page->size); ++i) {
    items.push_back(rows[static_cast<std::size_t>(i)].json());
  }
  const Json meta = pagination(visit, *page, total);
  Reply reply = json_reply(200, {{name, std::move(items)}, {"meta", {{"pagination", meta}}}});
  const std::string links = link_header(visit, meta);
  if (!links.empty()) reply.headers.push_back({"Link", links});
  return reply;
}

}  // namespace dnsward::fake::hz
