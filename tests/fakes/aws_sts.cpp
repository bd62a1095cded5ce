#include "fakes/aws_desk.h"
#include "fakes/aws_signature.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

namespace dnsward::fake::aws {
namespace {

/// A form is a query in the body.
using Form = Call;

std::string field(const Form& form, std::string_view name) {
  return form.parameter(name).value_or("");
}

Refusal validation_error(const std::string& message) {
  return {400, "ValidationError", "1 validation error detected: " + message};
}

bool is_session_character(char c) {
  constexpr std::string_view others = "_+=,.@-";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         others.find(c) != std::string_view::npos;
}

/// What both operations demand of their common fields.
Checked<std::chrono::seconds> lifetime_of(const Form& form) {
  const std::string session = field(form, "RoleSessionName");
  if (session.size() < 2 || session.size() > 64 ||
      !std::ranges::all_of(session, is_session_character)) {
    return refuse(validation_error(
        fmt::format("Value '{}' at 'roleSessionName' failed to satisfy constraint: Member must "
                    "satisfy regular expression pattern: [\\w+=,.@-]*",
                    session)));
  }
  const auto text = form.parameter("DurationSeconds");
  if (!text) return std::chrono::seconds{3600};
  int seconds = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), seconds);
  if (error != std::errc{} || end != text->data() + text->size() || seconds < 900 ||
      seconds > 43'200) {
    return refuse(validation_error(
        fmt::format("Value '{}' at 'durationSeconds' failed to satisfy constraint: Member must "
                    "have value greater than or equal to 900",
                    *text)));
  }
  return std::chrono::seconds{seconds};
}

void write_keys(Xml& xml, const AwsKey& key) {
  xml.open("Credentials").text("AccessKeyId", key.id).text("SecretAccessKey", key.secret);
  xml.text("SessionToken", key.session_token);
  xml.text("Expiration", json_time(key.expires.value_or(Moment{}))).close("Credentials");
}

Reply granted(const std::string& operation, const AwsKey& key, const std::string& session) {
  Xml xml;
  xml.open(operation + "Response", sts_space).open(operation + "Result");
  write_keys(xml, key);
  xml.open("AssumedRoleUser").text("AssumedRoleId", "AROAFAKEROLEEXAMPLE00:" + session);
  xml.text("Arn", key.arn).close("AssumedRoleUser").close(operation + "Result");
  xml.open("ResponseMetadata").text("RequestId", "c6104cbe-af31-11e0-8154-cbc7ccf896c7");
  xml.close("ResponseMetadata").close(operation + "Response");
  return xml_reply(xml);
}

bool contains(const std::vector<std::string>& texts, const std::string& text) {
  return std::ranges::find(texts, text) != texts.end();
}

Checked<Reply> assume_role(Desk& desk, const Call& call, const Form& form) {
  const auto caller =
      verify(call, call.path,
             {.keys = desk.keys, .scope = {desk.options.region, "sts"}, .now = desk.now()});
  if (!caller) return refuse(caller.error());
  const auto lifetime = lifetime_of(form);
  if (!lifetime) return refuse(lifetime.error());
  const std::string arn = field(form, "RoleArn");
  const AwsRole* role = desk.role(arn);
  const bool allowed = role != nullptr &&
                       (role->callers.empty() || contains(role->callers, caller->id)) &&
                       role->external_id == field(form, "ExternalId");
  if (!allowed) {
    return refuse({403, "AccessDenied",
                   fmt::format("User: {} is not authorized to perform: sts:AssumeRole on resource: "
                               "{}",
                               caller->arn, arn)});
  }
  const std::string session = field(form, "RoleSessionName");
  return granted("AssumeRole", desk.issue(*role, session, *lifetime), session);
}

Checked<Reply> assume_role_with_web_identity(Desk& desk, const Form& form) {
  const auto lifetime = lifetime_of(form);
  if (!lifetime) return refuse(lifetime.error());
  const AwsRole* role = desk.role(field(form, "RoleArn"));
  const std::string token = field(form, "WebIdentityToken");
  if (token.size() < 4 || token.size() > 20'000) {
    return refuse(validation_error(
        "Value at 'webIdentityToken' failed to satisfy constraint: Member must have length less "
        "than or equal to 20000"));
  }
  if (role != nullptr && contains(role->stale_tokens, token)) {
    return refuse(
        {400, "ExpiredTokenException",
         fmt::format("Token expired: current date/time {} must be before the expiration "
                     "date/time",
                     std::chrono::duration_cast<std::chrono::seconds>(desk.now().time_since_epoch())
                         .count())});
  }
  if (role == nullptr) {
    return refuse({403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"});
  }
  if (!contains(role->web_tokens, token)) {
    return refuse({400, "InvalidIdentityToken",
                   "The ID Token provided is not a valid JWT. (You may see this error if you sent "
                   "an Access Token)"});
  }
  const std::string session = field(form, "RoleSessionName");
  return granted("AssumeRoleWithWebIdentity", desk.issue(*role, session, *lifetime), session);
}

Checked<Reply> sts_answer(Desk& desk, const Call& call) {
  const Form form = Call::parse("POST", "/?" + call.body);
  const std::string action = field(form, "Action");
  const std::string version = field(form, "Version");
  const bool known = version == "2011-06-15";
  if (known && action == "AssumeRole") return assume_role(desk, call, form);
  if (known && action == "AssumeRoleWithWebIdentity") {
    return assume_role_with_web_identity(desk, form);
  }
  return refuse({400, "InvalidAction",
                 fmt::format("Could not find operation {} for version {}", action, version)});
}

}  // namespace

const AwsRole* Desk::role(std::string_view arn) const {
  const auto found = roles.find(arn);
  return found == roles.end() ? nullptr : &found->second;
}

AwsKey Desk::issue(const AwsRole& role, const std::string& session, std::chrono::seconds lifetime) {
  ++issued;
  AwsKey key{.id = fmt::format("ASIAFAKE{:012}", issued),
             .secret = fmt::format("fake/temporary+secret/{:019}", issued),
             .session_token = fmt::format("IQoJb3JpZ2luX2Vj//fake+session/token={:08}", issued)};
  AwsKey owner = key;
  owner.arn = role.arn;
  key.arn = fmt::format("arn:aws:sts::{}:assumed-role/{}/{}", owner.account(), role_name(role.arn),
                        session);
  key.policy = role.policy;
  key.expires = now() + lifetime;
  keys.add(key);
  last_key = key;
  return key;
}

std::string role_name(std::string_view arn) {
  return std::string(arn.substr(arn.rfind('/') + 1));
}

Reply ask_sts(Desk& desk, const Call& call) {
  const auto answered = sts_answer(desk, call);
  return answered
             ? *answered
             : error_reply(answered.error(), sts_space, "c6104cbe-af31-11e0-8154-cbc7ccf896c7");
}

}  // namespace dnsward::fake::aws
