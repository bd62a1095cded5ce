#include "dns/rr_type.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace dnsward {
namespace {

struct Mnemonic {
  std::uint16_t number;
  std::string_view name;
};

// IANA "Resource Record (RR) TYPEs": the ones that a zone can hold, so no OPT, TSIG, AXFR, ANY.
// Ascending, for the binary search.
constexpr std::array by_number = std::to_array<Mnemonic>({
    {1, "A"},        {2, "NS"},         {3, "MD"},        {4, "MF"},          {5, "CNAME"},
    {6, "SOA"},      {7, "MB"},         {8, "MG"},        {9, "MR"},          {10, "NULL"},
    {11, "WKS"},     {12, "PTR"},       {13, "HINFO"},    {14, "MINFO"},      {15, "MX"},
    {16, "TXT"},     {17, "RP"},        {18, "AFSDB"},    {19, "X25"},        {20, "ISDN"},
    {21, "RT"},      {22, "NSAP"},      {23, "NSAP-PTR"}, {24, "SIG"},        {25, "KEY"},
    {26, "PX"},      {27, "GPOS"},      {28, "AAAA"},     {29, "LOC"},        {30, "NXT"},
    {31, "EID"},     {32, "NIMLOC"},    {33, "SRV"},      {34, "ATMA"},       {35, "NAPTR"},
    {36, "KX"},      {37, "CERT"},      {38, "A6"},       {39, "DNAME"},      {40, "SINK"},
    {42, "APL"},     {43, "DS"},        {44, "SSHFP"},    {45, "IPSECKEY"},   {46, "RRSIG"},
    {47, "NSEC"},    {48, "DNSKEY"},    {49, "DHCID"},    {50, "NSEC3"},      {51, "NSEC3PARAM"},
    {52, "TLSA"},    {53, "SMIMEA"},    {55, "HIP"},      {56, "NINFO"},      {57, "RKEY"},
    {58, "TALINK"},  {59, "CDS"},       {60, "CDNSKEY"},  {61, "OPENPGPKEY"}, {62, "CSYNC"},
    {63, "ZONEMD"},  {64, "SVCB"},      {65, "HTTPS"},    {66, "DSYNC"},      {67, "HHIT"},
    {68, "BRID"},    {99, "SPF"},       {100, "UINFO"},   {101, "UID"},       {102, "GID"},
    {103, "UNSPEC"}, {104, "NID"},      {105, "L32"},     {106, "L64"},       {107, "LP"},
    {108, "EUI48"},  {109, "EUI64"},    {256, "URI"},     {257, "CAA"},       {258, "AVC"},
    {259, "DOA"},    {260, "AMTRELAY"}, {261, "RESINFO"}, {262, "WALLET"},    {263, "CLA"},
    {264, "IPN"},    {32768, "TA"},     {32769, "DLV"},
});

constexpr bool before_by_number(const Mnemonic& a, const Mnemonic& b) {
  return a.number < b.number;
}

constexpr bool before_by_name(const Mnemonic& a, const Mnemonic& b) {
  return a.name < b.name;
}

static_assert(std::is_sorted(by_number.begin(), by_number.end(), before_by_number));

constexpr auto by_name = [] {
  auto table = by_number;
  std::sort(table.begin(), table.end(), before_by_name);
  return table;
}();

constexpr std::size_t longest_name =
    std::max_element(by_number.begin(), by_number.end(), [](const Mnemonic& a, const Mnemonic& b) {
      return a.name.size() < b.name.size();
    })->name.size();

char to_upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

std::optional<RRType> parse_type_number(std::string_view digits) {
  const auto number = whole_number<std::uint16_t>(digits);
  return number ? std::optional(RRType{*number}) : std::nullopt;
}

}  // namespace

std::string to_text(RRType type) {
  const auto number = static_cast<std::uint16_t>(type);
  const auto* const found =
      std::lower_bound(by_number.begin(), by_number.end(), Mnemonic{number, {}}, before_by_number);
  if (found != by_number.end() && found->number == number) return std::string(found->name);
  return "TYPE" + std::to_string(number);
}

std::optional<RRType> parse_rr_type(std::string_view text) {
  if (text.size() <= longest_name) {
    std::array<char, longest_name> buffer{};
    std::transform(text.begin(), text.end(), buffer.begin(), to_upper);
    const std::string_view upper(buffer.data(), text.size());
    const auto* const found =
        std::lower_bound(by_name.begin(), by_name.end(), Mnemonic{0, upper}, before_by_name);
    if (found != by_name.end() && found->name == upper) return RRType{found->number};
  }
  if (!starts_with_ignoring_case(text, "TYPE")) return std::nullopt;
  return parse_type_number(text.substr(4));
}

}  // namespace dnsward
