#include "fakes/aws_answer.h"

#include <fmt/format.h>

namespace dnsward::fake::aws {
namespace {

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      case '\'': safe += "&#39;"; break;
      default: safe += c;
    }
  }
  return safe;
}

}  // namespace

Xml& Xml::open(std::string_view name, std::string_view space) {
  body_ +=
      space.empty() ? fmt::format("<{}>", name) : fmt::format(R"(<{} xmlns="{}">)", name, space);
  return *this;
}

Xml& Xml::close(std::string_view name) {
  body_ += fmt::format("</{}>", name);
  return *this;
}

Xml& Xml::text(std::string_view name, std::string_view value) {
  body_ += fmt::format("<{}>{}</{}>", name, escaped(value), name);
  return *this;
}

Reply xml_reply(const Xml& xml, int status) {
  return {.status = status,
          .body = "<?xml version=\"1.0\"?>\n" + xml.body(),
          .content_type = "text/xml"};
}

Reply error_reply(const Refusal& refusal, std::string_view space, std::string_view request_id) {
  Xml xml;
  xml.open("ErrorResponse", space).open("Error");
  xml.text("Type", refusal.status < 500 ? "Sender" : "Receiver").text("Code", refusal.code);
  if (refusal.message) xml.text("Message", *refusal.message);
  xml.close("Error").text("RequestId", request_id).close("ErrorResponse");
  return xml_reply(xml, refusal.status);
}

}  // namespace dnsward::fake::aws
