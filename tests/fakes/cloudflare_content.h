// What the API demands of a record's content, by type.
#pragma once

#include "fakes/cloudflare_model.h"
#include "fakes/cloudflare_reply.h"

#include <string>
#include <string_view>

namespace dnsward::fake::cloudflare {

/// Whether records of that type can be created.
[[nodiscard]] bool known_type(std::string_view type);
/// Whether the type has a `data` object beside its content.
[[nodiscard]] bool structured_type(std::string_view type);
/// The content as it is kept.
[[nodiscard]] Outcome<std::string> stored_content(const std::string& type,
                                                  const std::string& content,
                                                  const Options& options);
/// The content of a structured type: its data's values in the order given.
[[nodiscard]] std::string content_of_data(const Json& data);
/// Whether the record could be proxied: by type, and for addresses by content.
[[nodiscard]] bool proxiable(const Record& record);

}  // namespace dnsward::fake::cloudflare
