#include "providers/cloudflare/cloudflare.h"

#include "http/url.h"
#include "provider/access.h"
#include "provider/provider.h"
#include "provider/read_write.h"
#include "providers/cloudflare/batch.h"
#include "providers/cloudflare/errors.h"
#include "providers/cloudflare/pages.h"
#include "providers/cloudflare/records.h"
#include "providers/cloudflare/zones.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace dnsward {
namespace {

using cloudflare::Record;

// More than any zone may hold but those of the largest accounts.
constexpr std::size_t page_size = 5000;

class CloudflareProvider final : public Provider {
 public:
  CloudflareProvider(ApiClient api, std::string account_id)
      : api_(std::move(api)), account_id_(std::move(account_id)) {}

  [[nodiscard]] Result<std::vector<Zone>> zones(const ZoneQuery& query) const override {
    return search_zones(cloudflare::Zones(api_, account_id_), query);
  }

  [[nodiscard]] Result<Snapshot> read(const Zone& zone, const NameFilter& filter) const override;
  [[nodiscard]] Result<Receipt> write(const Zone& zone, const Snapshot& seen,
                                      std::span<const Change> changes) const override;

 private:
  [[nodiscard]] Result<std::vector<Record>> list(const Zone& zone) const;
  [[nodiscard]] Result<Receipt> write_now(const Zone& zone, std::span<const Change> changes) const;
  [[nodiscard]] Result<void> send(const Zone& zone, const cloudflare::Batch& batch) const;

  ApiClient api_;
  std::string account_id_;
};

std::string records_path(const Zone& zone) {
  return fmt::format("/zones/{}/dns_records", percent_encode(zone.id));
}

Result<void> check_zone(const Zone& zone, std::span<const Record> records) {
  for (const auto& record : records) {
    if (auto checked = check_is_zone(zone, record.key.owner); !checked) return checked;
  }
  return {};
}

Result<std::vector<Record>> CloudflareProvider::list(const Zone& zone) const {
  auto records = read_pages<Record>(
      "cloudflare's list of records", [&](std::size_t number) -> Result<ApiPage<Record>> {
        const ApiCall call{
            .path = fmt::format("{}?per_page={}&page={}", records_path(zone), page_size, number)};
        return api_.send(call, [&](const JsonValue& answer) {
          return cloudflare::read_page<Record>(answer, number, page_size, cloudflare::read_record);
        });
      });
  if (!records) return records;
  cloudflare::tidy(*records);
  if (auto right = check_zone(zone, *records); !right) return fail(std::move(right.error()));
  return records;
}

Result<Snapshot> CloudflareProvider::read(const Zone& zone, const NameFilter& filter) const {
  auto records = list(zone);
  if (!records) {
    return fail(std::move(records.error()).within("reading zone " + zone.apex.display()));
  }
  std::erase_if(*records, [&](const Record& record) { return !is_wanted(filter, record.key); });
  return Snapshot{.rrsets = cloudflare::rrsets_of(*records),
                  .locked = cloudflare::locked_of(*records)};
}

Result<void> CloudflareProvider::send(const Zone& zone, const cloudflare::Batch& batch) const {
  const ApiCall call{"POST", records_path(zone) + "/batch", cloudflare::to_json(batch)};
  return api_.send(call, cloudflare::check_success);
}

Result<Receipt> CloudflareProvider::write_now(const Zone& zone,
                                              std::span<const Change> changes) const {
  if (auto writable = check_writable(zone.apex, changes); !writable) {
    return fail(std::move(writable.error()));
  }
  const auto records = list(zone);
  if (!records) return fail(records.error());
  if (auto holds = check_before(zone.apex, cloudflare::rrsets_of(*records), changes); !holds) {
    return fail(std::move(holds.error()));
  }
  const auto batches = cloudflare::make_batches(*records, changes);
  if (!batches) return fail(batches.error());
  for (const auto& batch : *batches) {
    auto done = send(zone, batch);
    if (done) continue;
    const bool is_first = &batch == &batches->front();
    if (done.error().kind == ErrorKind::changed && !is_first) return Receipt{.is_partial = true};
    return fail(std::move(done.error()));
  }
  return Receipt{};
}

Result<Receipt> CloudflareProvider::write(const Zone& zone, const Snapshot& /*seen*/,
                                          std::span<const Change> changes) const {
  if (changes.empty()) return Receipt{};
  auto receipt = write_now(zone, changes);
  if (receipt) return receipt;
  return fail(std::move(receipt.error()).within("writing zone " + zone.apex.display()));
}

constexpr std::array<std::string_view, 1> endpoint_variables{"CLOUDFLARE_BASE_URL"};
constexpr std::array<std::string_view, 1> token_variables{"CLOUDFLARE_API_TOKEN"};

constexpr ApiSpec api_spec{
    .endpoint = "https://api.cloudflare.com/client/v4",
    .endpoint_variables = endpoint_variables,
    .token_variables = token_variables,
    .budget = {.burst = 1200, .per_second = 4},
    .permissions =
        "An API token, of a user or of an account, with \"DNS Write\" for the zones; \"DNS Read\" "
        "is enough for `plan`. \"Zone Read\" lets it find zones by name; domains with a `zone_id` "
        "do without. The global API key is not taken."};

Result<std::unique_ptr<Provider>> make_provider(const ProviderSettings& settings,
                                                const ProviderContext& context) {
  auto token = find_token(settings.name, api_spec, context.environment);
  if (!token) return fail(std::move(token.error()));
  auto endpoint = find_endpoint(settings.name, api_spec, context.environment);
  if (!endpoint) return fail(std::move(endpoint.error()));
  ApiClient api(cloudflare::dialect(), std::move(*endpoint), std::move(*token), *context.http);
  return std::make_unique<CloudflareProvider>(std::move(api), settings.get("account_id"));
}

constexpr std::array settings_specs{
    SettingSpec{"account_id", SettingSpec::Kind::text, false,
                "The account whose zones are meant, when the token can see zones of several "
                "accounts that share a name."}};

}  // namespace

ProviderType cloudflare_provider() {
  return {
      "cloudflare",
      "Zones at Cloudflare, over its API v4",
      "All changes of a zone are one batch, which Cloudflare makes as one transaction (up to 200 "
      "values; more are split, never in the middle of a name). A value that replaces another is "
      "written into its record, so that comment and tags stay. A TXT value is compared as the "
      "bytes "
      "that it means and is never rewritten for its spelling. A CNAME is written unproxied, and "
      "one "
      "that is proxied or flattened counts as another value. Records that Email Routing manages "
      "are "
      "left alone. Secondary and internal zones can't be written; of zones that are not active or "
      "are a partial setup a warning says that the world does not see them. A TTL of 1 in a plan "
      "is "
      "Cloudflare's \"automatic\", 300 seconds. An empty TXT value can't be stored.",
      settings_specs,
      "an API token, of a user or of an account",
      Limits{60, 86400},
      &api_spec,
      &make_provider,
  };
}

}  // namespace dnsward
