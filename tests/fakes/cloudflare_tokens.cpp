#include "fakes/cloudflare_codes.h"
#include "fakes/cloudflare_names.h"
#include "fakes/cloudflare_visit.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace dnsward::fake::cloudflare {
namespace {

bool letters_and_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

/// 40 characters until 2026; since then with a prefix and a checksum.
bool token_format(std::string_view token) {
  if (!letters_and_digits(token)) return false;
  constexpr std::array prefixes{"cfut_", "cfat_", "cfoat_"};
  const bool prefixed =
      std::ranges::any_of(prefixes, [&](const char* prefix) { return token.starts_with(prefix); });
  return prefixed ? token.size() >= 45 : token.size() == 40;
}

bool key_format(std::string_view key) {
  if (key.starts_with("cfk_")) return letters_and_digits(key) && key.size() >= 44;
  return key.size() >= 37 && key.size() <= 45 && std::ranges::all_of(key, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

tl::unexpected<Refusal> bad_header(long code, const char* message) {
  return tl::unexpected(Refusal{400,
                                {{.code = code::headers_invalid,
                                  .message = "Invalid request headers",
                                  .chain = {{code, message}}}}});
}

const Token* find_token(const std::vector<Token>& tokens, std::string_view value, bool key) {
  for (const Token& token : tokens) {
    if (token.value == value && (token.kind == Token::Kind::key) == key) return &token;
  }
  return nullptr;
}

std::string status_of(const Token& token, const std::string& now) {
  const bool over = !token.expires_on.empty() && token.expires_on <= now;
  return token.status == "active" && over ? "expired" : token.status;
}

Outcome<const Token*> by_key(const Call& call, const std::vector<Token>& tokens) {
  const std::string_view key = call.header("X-Auth-Key");
  if (!key_format(key)) {
    return bad_header(code::key_format, "Invalid format for X-Auth-Key header");
  }
  const Token* token = find_token(tokens, key, true);
  if (!token || lower(token->email) != lower(call.header("X-Auth-Email"))) {
    return refuse_with(403, code::key_unknown, "Unknown X-Auth-Key or X-Auth-Email");
  }
  return token;
}

}  // namespace

Outcome<const Token*> authenticate(const Call& call, const std::vector<Token>& tokens,
                                   const std::string& now) {
  const std::string_view authorization = call.header("Authorization");
  if (authorization.empty()) {
    if (!call.header("X-Auth-Key").empty() && !call.header("X-Auth-Email").empty()) {
      return by_key(call, tokens);
    }
    return refuse_with(400, code::headers_missing,
                       "Missing X-Auth-Key, X-Auth-Email or Authorization headers");
  }
  constexpr std::string_view scheme = "Bearer ";
  if (!authorization.starts_with(scheme) || !token_format(authorization.substr(scheme.size()))) {
    return bad_header(code::authorization_format, "Invalid format for Authorization header");
  }
  const Token* token = find_token(tokens, authorization.substr(scheme.size()), false);
  const bool checks_itself = call.path.ends_with("/tokens/verify");
  const bool early = token && !token->not_before.empty() && token->not_before > now;
  if (!token || ((early || status_of(*token, now) != "active") && !checks_itself)) {
    return refuse_with(403, code::access_token, "Invalid access token");
  }
  return token;
}

bool in_scope(const Token& token, const Zone& zone) {
  if (token.kind == Token::Kind::account && token.account_id != zone.account_id) return false;
  const auto& ids = token.zone_ids;
  return ids.empty() || std::ranges::find(ids, zone.id) != ids.end();
}

Outcome<Reply> verify_token(const Visit& visit) {
  const Token& token = visit.token;
  const bool of_account = visit.path.front() == "accounts";
  const auto kind = of_account ? Token::Kind::account : Token::Kind::user;
  if (token.kind != kind || (of_account && token.account_id != visit.path[1])) {
    return refuse_with(401, code::token_not_valid, "Invalid API Token");
  }
  const std::string status = status_of(token, visit.now);
  Json result{{"id", token.id}, {"status", status}};
  if (!token.not_before.empty()) result["not_before"] = token.not_before;
  if (!token.expires_on.empty()) result["expires_on"] = token.expires_on;
  Json messages = Json::array();
  if (status == "active") {
    messages.push_back({{"code", code::authentication},
                        {"message", "This API Token is valid and active"},
                        {"type", nullptr}});
  }
  const Json body{{"result", std::move(result)},
                  {"success", true},
                  {"errors", Json::array()},
                  {"messages", std::move(messages)}};
  return Reply{.body = text_of(body)};
}

}  // namespace dnsward::fake::cloudflare
