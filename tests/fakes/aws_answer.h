// A refusal as AWS's XML APIs word it, and the replies that all of them share.
#pragma once

#include "fakes/call.h"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace dnsward::fake::aws {

struct Refusal {
  int status = 400;
  std::string code = {};
  std::optional<std::string> message = {};  ///< nullopt: the reply has no Message element
};

template <class T>
using Checked = tl::expected<T, Refusal>;

[[nodiscard]] inline tl::unexpected<Refusal> refuse(Refusal refusal) {
  return tl::unexpected<Refusal>(std::move(refusal));
}

/// Builds XML text; elements are closed in the order they were opened.
class Xml {
 public:
  Xml() = default;

  /// `<name>`, `<name xmlns="space">`
  Xml& open(std::string_view name, std::string_view space = {});
  /// The name again: it is shorter to read than a stack.
  Xml& close(std::string_view name);
  /// `<name>text</name>`, escaped.
  Xml& text(std::string_view name, std::string_view value);

  [[nodiscard]] const std::string& body() const { return body_; }

 private:
  std::string body_;
};

/// `<?xml version="1.0"?>` and text/xml.
[[nodiscard]] Reply xml_reply(const Xml& xml, int status = 200);

/// `<ErrorResponse><Error><Type/><Code/><Message/></Error><RequestId/></ErrorResponse>`.
[[nodiscard]] Reply error_reply(const Refusal& refusal, std::string_view space,
                                std::string_view request_id);

}  // namespace dnsward::fake::aws
