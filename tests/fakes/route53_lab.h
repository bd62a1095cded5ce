// A Route 53 fake with the zone example.com, and short ways to ask it, signed.
#pragma once

#include "fakes/aws_signature.h"
#include "fakes/in_process.h"
#include "fakes/route53.h"
#include "support/fake_clock.h"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace dnsward::test {

struct Route53Answer {
  Response response = {};
  pugi::xml_document xml = {};

  /// "400 InvalidInput: text"; "200" when all is well.
  [[nodiscard]] std::string verdict() const {
    std::string text = std::to_string(response.status);
    if (response.status < 300) return text;
    const pugi::xml_node root = xml.document_element();
    if (std::string_view(root.name()) != "ErrorResponse") {
      return text + " " + root.name() + ": " + root.child_value("Message");
    }
    const pugi::xml_node error = root.child("Error");
    return text + " " + error.child_value("Code") + ": " + error.child_value("Message");
  }

  /// The text at a path below the outermost element: "ChangeInfo/Status".
  [[nodiscard]] std::string at(const std::string& path) const {
    return xml.document_element().first_element_by_path(path.c_str()).child_value();
  }

  /// The texts of `leaf` in each `item` of the `list`.
  [[nodiscard]] std::vector<std::string> each(const std::string& list,
                                              const std::string& leaf) const {
    std::vector<std::string> texts;
    for (const pugi::xml_node& item : xml.document_element().child(list.c_str()).children()) {
      texts.emplace_back(item.first_element_by_path(leaf.c_str()).child_value());
    }
    return texts;
  }
};

/// A request before it is signed; each field can be spoilt.
struct Signing {
  fake::AwsKey key = fake::Route53::key();
  std::chrono::seconds ahead{0};  ///< of the fake's clock
  std::string region = "us-east-1";
  std::string service = "route53";
  std::vector<Header> extra = {};   ///< signed, if `signed_headers` names them
  std::string signed_headers = {};  ///< empty: host, x-amz-date and the token's
  std::string secret = {};          ///< empty: the key's
};

inline std::string xml_escaped(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    if (c == '&') {
      safe += "&amp;";
    } else if (c == '<') {
      safe += "&lt;";
    } else {
      safe += c;
    }
  }
  return safe;
}

/// <Change> of a simple set; a TTL below 0 is left out.
inline std::string change_xml(const std::string& action, const std::string& name,
                              const std::string& type, const std::vector<std::string>& values,
                              long ttl = 300) {
  std::string xml =
      fmt::format("<Change><Action>{}</Action><ResourceRecordSet><Name>{}</Name><Type>{}</Type>",
                  action, xml_escaped(name), type);
  if (ttl >= 0) xml += fmt::format("<TTL>{}</TTL>", ttl);
  if (!values.empty()) xml += "<ResourceRecords>";
  for (const std::string& value : values) {
    xml += "<ResourceRecord><Value>" + xml_escaped(value) + "</Value></ResourceRecord>";
  }
  if (!values.empty()) xml += "</ResourceRecords>";
  return xml + "</ResourceRecordSet></Change>";
}

inline std::string batch_xml(const std::string& changes, const std::string& comment = "") {
  return R"(<?xml version="1.0" encoding="UTF-8"?>)"
         R"(<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">)"
         "<ChangeBatch>" +
         (comment.empty() ? "" : "<Comment>" + comment + "</Comment>") + "<Changes>" + changes +
         "</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>";
}

struct Route53Lab {
  static constexpr const char* base = "https://route53.amazonaws.com";

  FakeClock clock;
  fake::Route53 api;
  fake::InProcessTransport transport{api, base};
  std::string zone;
  Signing signing;

  explicit Route53Lab(fake::Route53Options options = {}) : api(options, clock) {
    api.rate_limit().set({});
    zone = api.add_zone("example.com");
  }

  /// The headers that sign the request.
  [[nodiscard]] std::vector<Header> sign(const std::string& method, const std::string& target,
                                         const std::string& body, const Signing& with) const {
    fake::Call call = fake::Call::parse(method, target);
    const std::string date = fake::aws::basic_time(clock.now() + with.ahead);
    call.headers = {{"Host", "route53.amazonaws.com"}, {"X-Amz-Date", date}};
    std::string names = "host;x-amz-date";
    if (!with.key.session_token.empty()) {
      call.headers.push_back({"X-Amz-Security-Token", with.key.session_token});
      names += ";x-amz-security-token";
    }
    for (const Header& header : with.extra) call.headers.push_back(header);
    call.body = body;
    if (!with.signed_headers.empty()) names = with.signed_headers;
    const std::string scope =
        fmt::format("{}/{}/{}/aws4_request", date.substr(0, 8), with.region, with.service);
    const std::string signature = fake::aws::signature_of(
        call, call.path, {names, date, scope}, with.secret.empty() ? with.key.secret : with.secret);
    call.headers.push_back(
        {"Authorization",
         fmt::format("AWS4-HMAC-SHA256 Credential={}/{}, SignedHeaders={}, Signature={}",
                     with.key.id, scope, names, signature)});
    return call.headers;
  }

  /// Sends the headers as they are.
  [[nodiscard]] Route53Answer send(const std::string& method, const std::string& target,
                                   std::vector<Header> headers,
                                   const std::string& body = {}) const {
    Route53Answer answer;
    answer.response = *transport.send(
        {.method = method, .url = base + target, .headers = std::move(headers), .body = body});
    answer.xml.load_string(answer.response.body.c_str());
    return answer;
  }

  /// `path` is below the API's version: "hostedzone".
  [[nodiscard]] Route53Answer ask(const std::string& method, const std::string& path,
                                  const std::string& body = {}) const {
    const std::string target = "/2013-04-01/" + path;
    return send(method, target, sign(method, target, body, signing), body);
  }

  [[nodiscard]] Route53Answer get(const std::string& path) const { return ask("GET", path); }

  /// A list of the zone's sets: "?name=...".
  [[nodiscard]] Route53Answer list(const std::string& query = "") const {
    return get("hostedzone/" + zone + "/rrset" + query);
  }

  [[nodiscard]] Route53Answer change(const std::string& changes) const {
    return ask("POST", "hostedzone/" + zone + "/rrset/", batch_xml(changes));
  }

  [[nodiscard]] Route53Answer create(const std::string& name, const std::string& type,
                                     const std::vector<std::string>& values) const {
    return change(change_xml("CREATE", name, type, values));
  }

  [[nodiscard]] std::vector<std::string> names(const std::string& query = "") const {
    return list(query).each("ResourceRecordSets", "Name");
  }

  [[nodiscard]] std::vector<std::string> values(const std::string& name,
                                                const std::string& type = "TXT") const {
    const auto rrset = api.stored(zone, name, type);
    return rrset ? rrset->values : std::vector<std::string>{};
  }
};

}  // namespace dnsward::test
