#include "fakes/cloudflare_conflicts.h"

#include "fakes/cloudflare_codes.h"
#include "fakes/cloudflare_names.h"
#include "fakes/cloudflare_txt.h"

namespace dnsward::fake::cloudflare {
namespace {

constexpr std::size_t largest_rrset = 8'192;

constexpr const char* same_name_page =
    " For more details, refer to "
    "<https://developers.cloudflare.com/dns/manage-dns-records/troubleshooting/"
    "records-with-same-name/>.";

bool address_or_cname(const std::string& type) {
  return type == "A" || type == "AAAA" || type == "CNAME";
}

/// CNAMEs stand alone among addresses; an NS below the apex stands alone, but for its DS. TXT and
/// MX beside a CNAME are taken, against RFC 1034, 3.6.2.
Outcome<void> check_types(const Record& record, const Record& other, const Zone& zone) {
  if (record.type == "CNAME" && address_or_cname(other.type)) {
    return refuse_with(
        400, code::address_or_cname_exists,
        "An A, AAAA, or CNAME record with that host already exists." + std::string(same_name_page));
  }
  if (other.type == "CNAME" && address_or_cname(record.type)) {
    return refuse_with(
        400, code::cname_exists,
        "A CNAME record with that host already exists." + std::string(same_name_page));
  }
  const bool one_ns = (record.type == "NS") != (other.type == "NS");
  const bool ds = record.type == "DS" || other.type == "DS";
  if (!one_ns || ds || record.name == zone.name) return {};
  if (other.type == "MX") {
    return refuse_with(400, code::mx_exists, "An MX record with that host already exists.");
  }
  if (other.type == "CNAME") {
    return refuse_with(
        400, code::cname_exists,
        "A CNAME record with that host already exists." + std::string(same_name_page));
  }
  if (other.type == "NS") {
    return refuse_with(400, code::ns_exists, "An NS record with that host already exists.");
  }
  return refuse_with(400, code::address_or_cname_exists,
                     "A record with that host already exists." + std::string(same_name_page));
}

bool identical(const Record& a, const Record& b, const Options& options) {
  if (a.type != b.type || a.type == "SRV" || a.priority != b.priority) return false;
  if (a.type == "TXT" && options.same_text == Options::SameText::value) {
    return txt_value(a.content) == txt_value(b.content);
  }
  return a.content == b.content;
}

}  // namespace

Outcome<void> check_against_zone(const Record& record, const Zone& zone, const Options& options) {
  std::size_t size = record.content.size();
  const std::string name = lower(record.name);
  for (const Record& other : zone.records) {
    if (other.id == record.id || lower(other.name) != name) continue;
    if (auto types = check_types(record, other, zone); !types) return types;
    if (identical(record, other, options)) {
      return refuse_with(400, options.duplicate_code,
                         options.duplicate_code == 81057 ? "The record already exists."
                                                         : "An identical record already exists.");
    }
    if (other.type == record.type) size += other.content.size();
  }
  if (size > largest_rrset) {
    return refuse_with(400, code::rrset_size,
                       "The content of all records of this name and type exceeds 8192 characters.");
  }
  return {};
}

}  // namespace dnsward::fake::cloudflare
