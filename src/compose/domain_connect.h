// Domain Connect templates (draft-ietf-dconn-domainconnect) as sender blocks of the file.
#pragma once

#include "base/error.h"
#include "compose/sender_text.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

/// A sender to write when `errors` is empty. `warnings` say what is left out or not as the template
/// says it, each beginning with the JSON pointer of the record; the sender's comment has them too.
struct ConvertedTemplate {
  SenderDraft sender;
  std::vector<Error> warnings;
  std::vector<Error> errors;
};

/// The records of `groups` and those without a group; all records when `groups` is empty. `file`
/// names the text in the places of errors.
///
/// Records of TXT, CNAME, MX and SPFM are kept, at any name. A loader takes the block: what it
/// would refuse is left out with its reason. No conflict mode that deletes is kept, with one
/// exception: "Prefix" where a standard allows one value of that prefix at the name (MTA-STS, TLS
/// reporting, BIMI) and the value begins with it. An SPF record becomes its terms, a DMARC record
/// the wish that some policy exists with its report addresses: neither ever weakens what is there.
/// TTLs are not kept, since an RRset may be shared.
[[nodiscard]] ConvertedTemplate convert_template(std::string_view text, const std::string& file,
                                                 std::span<const std::string> groups = {});

}  // namespace dnsward
