#include "compose/template_support.h"

#include "compose/sender_text.h"
#include "config/config.h"
#include "config/config_support.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

namespace dnsward::test {
namespace {

std::vector<std::string> lines_of_want(const SpfWant& want) {
  std::vector<std::string> lines;
  for (const SpfTerm& term : want.terms) {
    lines.push_back(fmt::format("{} SPF {}", want.owner.to_text(), term.text));
  }
  return lines;
}

std::vector<std::string> lines_of_want(const DmarcSenderWant& want) {
  std::string line = fmt::format("{} DMARC {}", want.owner.to_text(), to_text(want.wish.policy));
  for (const std::string& uri : want.wish.rua) line += " " + uri;
  return {line};
}

std::vector<std::string> lines_of_want(const DmarcOwnerWant& want) {
  return {want.owner.to_text() + " DMARC of the owner"};
}

std::vector<std::string> lines_of_want(const CnameWant& want) {
  return {fmt::format("{} CNAME {}{}", want.owner.to_text(), want.target->to_text(),
                      want.replace ? " (replaces)" : "")};
}

std::vector<std::string> lines_of_want(const ValueWant& want) {
  return {fmt::format("{} {}", to_text(want.key), to_text(want.value))};
}

std::vector<std::string> lines_of_want(const RRsetWant& want) {
  return {fmt::format("{} alone {}", to_text(want.key), to_text(*want.value))};
}

std::vector<std::string> lines_of_want(const PrefixWant& want) {
  return {fmt::format("{} TXT {} by prefix {}", want.owner.to_text(),
                      to_text(Rdata{TxtData{want.value}}), want.prefix)};
}

}  // namespace

std::vector<std::string> requirement_lines(const Requirement& requirement) {
  return std::visit([](const auto& want) { return lines_of_want(want); }, requirement.want);
}

std::string required(const SenderDraft& sender, const Vars& vars, const std::string& domain,
                     const std::string& zone) {
  DomainDraft entry;
  entry.names = {domain};
  entry.provider = "local";
  entry.zone = zone;
  entry.senders = {sender.name};
  entry.vars = vars;
  const Folder folder;
  folder.write("dnsward.toml", "[provider.local]\ntype = \"zonefile\"\ndirectory = \"zones\"\n\n" +
                                   sender_toml(sender) + "\n" + domain_toml(entry));
  const LoadedConfig loaded = load(folder);
  if (!loaded.errors.empty()) return errors_text(loaded, folder);
  const DomainSpec& spec = loaded.config.domains.at(0);
  std::vector<std::string> lines;
  for (const auto& requirement : requirements_of(loaded.config, spec, *spec.zone).requirements) {
    for (std::string& line : requirement_lines(requirement)) lines.push_back(std::move(line));
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::string messages(const std::vector<Error>& errors) {
  std::string text;
  for (const Error& error : errors) {
    text += error.message;
    if (!error.hint.empty()) text += " | " + error.hint;
    text += '\n';
  }
  return text;
}

std::string template_with(std::string_view records) {
  return fmt::format(R"({{"providerId": "x.example", "providerName": "X", "serviceId": "mail",
"serviceName": "Mail", "records": [{}]}})",
                     records);
}

}  // namespace dnsward::test
