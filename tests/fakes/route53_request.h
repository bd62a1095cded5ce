// The body of ChangeResourceRecordSets, read as strictly as AWS's schema has it.
#pragma once

#include "fakes/aws_answer.h"
#include "fakes/route53_model.h"

#include <string>
#include <string_view>
#include <vector>

namespace dnsward::fake::r53 {

constexpr std::string_view xml_space = "https://route53.amazonaws.com/doc/2013-04-01/";

enum class Action { create, remove, upsert };

struct Change {
  Action action = Action::create;
  Route53RRset rrset = {};  ///< its name as sent
};

struct Batch {
  std::string comment = {};
  std::vector<Change> changes = {};
};

/// MalformedInput or InvalidInput for what is no such request.
[[nodiscard]] aws::Checked<Batch> read_batch(const std::string& body);

/// "CREATE", "DELETE", "UPSERT".
[[nodiscard]] std::string_view to_text(Action action);

}  // namespace dnsward::fake::r53
