// The codes in errors[].code, by meaning.
#pragma once

namespace dnsward::fake::cloudflare::code {

// Seen in recorded traffic or in reports of users.
inline constexpr long dns_validation = 1004;  ///< also of the record type SPF
inline constexpr long email_routing = 1046;
inline constexpr long token_not_valid = 1000;
inline constexpr long authentication = 10000;  ///< as a message of a token check: all is well
inline constexpr long no_such_route = 7000;
inline constexpr long could_not_route = 7003;
inline constexpr long headers_invalid = 6003;
inline constexpr long key_format = 6103;
inline constexpr long authorization_format = 6111;
inline constexpr long not_proxiable = 9004;
inline constexpr long key_unknown = 9103;
inline constexpr long headers_missing = 9106;
inline constexpr long access_token = 9109;
inline constexpr long body_invalid = 9207;
inline constexpr long record_missing = 81044;
inline constexpr long quota = 81045;
inline constexpr long address_or_cname_exists = 81053;
inline constexpr long cname_exists = 81054;

// The family is known, the exact code is not.
inline constexpr long parameter = 1003;
inline constexpr long method = 7001;
inline constexpr long name = 9000;
inline constexpr long proxied_shape = 9003;
inline constexpr long content = 9005;
inline constexpr long cname_content = 9007;
inline constexpr long type = 9020;
inline constexpr long ttl = 9021;
inline constexpr long priority = 9101;
inline constexpr long mx_exists = 81055;
inline constexpr long ns_exists = 81056;

// Made up: the API refuses these, and nobody wrote down how.
inline constexpr long comment = 9300;
inline constexpr long tags = 9301;
inline constexpr long rrset_size = 9302;
inline constexpr long read_only_zone = 9303;
inline constexpr long type_change = 9304;
inline constexpr long batch_size = 9305;

}  // namespace dnsward::fake::cloudflare::code
