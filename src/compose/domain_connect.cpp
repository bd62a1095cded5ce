#include "compose/domain_connect.h"

#include "base/text.h"
#include "compose/template_converter.h"
#include "compose/template_reader.h"

#include <fmt/format.h>

#include <algorithm>

namespace dnsward {
namespace {

/// "brevo-com-domain-authentication": a bare key.
std::string sender_name_of(const ConnectTemplate& source) {
  std::string name = to_lower(source.provider_id + "-" + source.service_id);
  for (char& c : name) {
    if (!is_alpha(c) && !is_digit(c) && c != '_' && c != '-') c = '-';
  }
  return name;
}

std::vector<std::string> groups_of(const ConnectTemplate& source) {
  std::vector<std::string> groups;
  for (const TemplateRecord& record : source.records) {
    const bool known = std::find(groups.begin(), groups.end(), record.group) != groups.end();
    if (!record.group.empty() && !known) groups.push_back(record.group);
  }
  return groups;
}

/// Groups that were asked for and that the template does not have.
std::vector<Error> unknown_groups(std::span<const std::string> wanted,
                                  const std::vector<std::string>& known, const std::string& file) {
  std::vector<Error> errors;
  for (const std::string& group : wanted) {
    if (std::find(known.begin(), known.end(), group) != known.end()) continue;
    const auto near = suggest(group, std::vector<std::string_view>(known.begin(), known.end()));
    std::string hint = known.empty() ? "it has none: leave --group out"
                                     : fmt::format("its groups are {}", join(known, ", "));
    if (near) hint = fmt::format(R"(did you mean "{}"? {})", *near, hint);
    errors.push_back({ErrorKind::config, fmt::format(R"(the template has no group "{}")", group),
                      std::move(hint), SourcePos{file}});
  }
  return errors;
}

/// What stands above the block.
std::string head_comment(const ConnectTemplate& source, const std::vector<std::string>& groups,
                         const std::vector<Error>& warnings) {
  std::string text = fmt::format(
      "Converted from the Domain Connect template {}.{}{}.", source.provider_id, source.service_id,
      source.version.empty() ? "" : fmt::format(", version {}", source.version));
  if (!source.description.empty()) text += fmt::format("\n{}", source.description);
  if (source.host_required) text += "\nMeant for names below a zone's apex alone.";
  if (!groups.empty()) text += fmt::format("\nGroups of the template: {}.", join(groups, ", "));
  const bool has_optional =
      std::any_of(source.records.begin(), source.records.end(), [](const TemplateRecord& record) {
        return equal_ignoring_case(record.essential, "OnApply");
      });
  if (has_optional) text += "\nOnApply: the template lets the domain's owner change it later.";
  text += "\nIts TTLs are not kept: new RRsets get the one of [defaults].";
  if (warnings.empty()) return text;
  text += "\n\nNot as the template says:";
  for (const Error& warning : warnings) text += fmt::format("\n  {}", warning.message);
  return text;
}

bool is_empty_sender(const SenderDraft& draft) {
  return draft.spf.empty() && draft.token.empty() && draft.dkim.empty() && !draft.dmarc &&
         draft.record.empty();
}

}  // namespace

ConvertedTemplate convert_template(std::string_view text, const std::string& file,
                                   std::span<const std::string> groups) {
  ConvertedTemplate result;
  const ReadTemplate read = read_template(text, file);
  result.errors = read.errors;
  if (!result.errors.empty()) return result;
  const ConnectTemplate& source = read.value;
  const auto known = groups_of(source);
  result.errors = unknown_groups(groups, known, file);
  if (!result.errors.empty()) return result;
  TemplateConverter converter(file, source);
  for (const TemplateRecord& record : source.records) {
    const bool is_chosen = groups.empty() || record.group.empty() ||
                           std::find(groups.begin(), groups.end(), record.group) != groups.end();
    if (is_chosen) converter.add(record);
  }
  result.sender = converter.take();
  result.warnings = converter.warnings();
  if (is_empty_sender(result.sender)) {
    result.errors.push_back({ErrorKind::unsupported,
                             "no record of the template can be a requirement of a sender",
                             "dnsward writes TXT, CNAME and MX", SourcePos{file}});
    return result;
  }
  result.sender.name = sender_name_of(source);
  result.sender.title = fmt::format("{}, {}", source.provider_name, source.service_name);
  result.sender.comment = head_comment(source, known, result.warnings);
  return result;
}

}  // namespace dnsward
