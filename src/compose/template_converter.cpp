#include "compose/template_converter.h"

#include "base/text.h"
#include "compose/toml_text.h"
#include "config/fill.h"
#include "config/problems.h"
#include "config/want_reader.h"
#include "dns/presentation.h"
#include "mail/ip_address.h"
#include "mail/spf.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dnsward {
namespace {

constexpr std::string_view key_suffix = "._domainkey";

SpecText spec_text_of(std::string_view text) {
  auto parsed = VariableText::parse(text);
  return {parsed ? std::move(*parsed) : VariableText::verbatim(std::string(text)), {}};
}

WantSpec want_at(std::string_view name, OwnerSpec::Kind kind) {
  WantSpec want;
  want.owner.kind = kind;
  want.owner.name = spec_text_of(name);
  return want;
}

/// What stands beside an item: the group to choose it by, and that its owner may drop it.
std::string item_comment(const TemplateRecord& record) {
  std::string text = record.group.empty() ? "" : "group " + record.group;
  if (!equal_ignoring_case(record.essential, "OnApply")) return text;
  return text + (text.empty() ? "OnApply" : ", OnApply");
}

/// Whether at most one value that begins like `prefix` may stand at the name: MTA-STS (RFC 8461,
/// 3.1), TLS reporting (RFC 8460, 3), BIMI.
bool allows_one_value(std::string_view name, std::string_view prefix) {
  const std::string lower = to_lower(name);
  if (lower == "_mta-sts") return starts_with_ignoring_case(prefix, "v=STSv1");
  if (lower == "_smtp._tls") return starts_with_ignoring_case(prefix, "v=TLSRPTv1");
  return lower.ends_with("._bimi") && starts_with_ignoring_case(prefix, "v=BIMI1");
}

/// `text` with a backslash before each quote that has none.
std::string with_escaped_quotes(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') result += '\\';
    result += text[i];
    if (text[i] == '\\' && i + 1 < text.size()) result += text[++i];
  }
  return result;
}

}  // namespace

std::string describe(const TemplateRecord& record) {
  return fmt::format(R"({} record at "{}")", record.type,
                     record.host.empty() ? std::string_view("@") : std::string_view(record.host));
}

void TemplateConverter::tell(const TemplateRecord& record, std::string message, std::string hint) {
  Error error{ErrorKind::unsupported, fmt::format("{}: {}", record.place, message),
              std::move(hint)};
  error.where = SourcePos{file_};
  warnings_.push_back(std::move(error));
}

void TemplateConverter::leave_out(const TemplateRecord& record, std::string_view why,
                                  std::string hint) {
  tell(record, fmt::format("the {} is left out: {}", describe(record), why), std::move(hint));
}

bool TemplateConverter::has_place(const TemplateRecord& record, const std::string& name,
                                  Sharing sharing, const std::string& content) {
  for (const Slot& slot : slots_[to_lower(name)]) {
    if (slot.sharing == sharing && slot.content == content) return false;
    const bool excludes = slot.sharing == Sharing::alone || sharing == Sharing::alone;
    const bool both_claim = slot.sharing == Sharing::claimed && sharing == Sharing::claimed;
    if (!excludes && !both_claim) continue;
    leave_out(record, fmt::format("{} stands at the name already", slot.place),
              record.group.empty() ? "" : "choose between them with --group");
    return false;
  }
  return true;
}

std::optional<Error> loader_refusal(WantSpec want) {
  Problems problems;
  if (!settle(want, problems)) return problems.take().front();
  // What is literal beside variables is refused at every domain, too: see it with plain values.
  Variables plain;
  for (const VariableUse& use : variables_used({want})) plain[use.name] = "a1";
  const DomainName domain = DomainName::parse("a1.example").value();
  const Scope scope(domain, domain, plain);
  const bool is_named =
      want.owner.kind == OwnerSpec::Kind::dkim || want.owner.kind == OwnerSpec::Kind::record;
  if (is_named) {
    const auto octets = check_owner_text(want.owner.kind, want.owner.name.text.fill(scope));
    if (!octets) return octets.error();
  }
  const auto* txt = std::get_if<TxtSpec>(&want.body);
  if (txt == nullptr || txt->is_decoded) return {};
  const auto pasted = check_pasted(txt->kind, txt->value->text.fill(scope));
  return pasted ? std::nullopt : std::optional(pasted.error());
}

bool TemplateConverter::admit(const TemplateRecord& record, const std::string& name,
                              Sharing sharing, std::string content, const WantSpec& want) {
  if (auto error = loader_refusal(want)) {
    leave_out(record, error->message, std::move(error->hint));
    return false;
  }
  if (!has_place(record, name, sharing, content)) return false;
  slots_[to_lower(name)].push_back({record.place, sharing, std::move(content)});
  for (const VariableUse& use : variables_used({want})) uses_.insert(use.name);
  return true;
}

std::optional<std::string> TemplateConverter::in_file_syntax(const TemplateRecord& record,
                                                             std::string_view text) {
  auto written = variables_.file_text(text);
  if (!written) {
    leave_out(record, fmt::format(R"("{}" has a "$" right before a variable)", text),
              "make the \"$\" part of the variable's value");
  }
  return written;
}

std::optional<std::string> TemplateConverter::relative_name(const TemplateRecord& record) {
  std::string_view host = record.host;
  if (host.empty() || host == "@") return "@";
  if (!host.ends_with('.')) return in_file_syntax(record, host);
  for (const std::string_view base : {"%fqdn%.", "%domain%."}) {
    if (!host.ends_with(base)) continue;
    host.remove_suffix(base.size());
    if (!host.empty() && !host.ends_with('.')) break;
    if (base == "%domain%.") {
      tell(record, fmt::format("the {} is meant for the zone, not for a domain below its apex",
                               describe(record)));
    }
    if (host.empty()) return "@";
    host.remove_suffix(1);
    return in_file_syntax(record, host);
  }
  leave_out(record, "its name is absolute, and names of the file are relative to the domain");
  return {};
}

/// `data` is RFC 1035 presentation format whose quotes may be left out; `%name%` goes through it.
std::optional<std::string> TemplateConverter::octets_of(const TemplateRecord& record) {
  const std::string& data = record.data;
  const auto first = data.find_first_not_of(' ');
  const bool is_quoted = first != std::string::npos && data[first] == '"';
  if (!is_quoted && data.find('\\') == std::string::npos) return data;
  std::string presentation = data;
  if (!is_quoted) {
    presentation = fmt::format("\"{}\"", with_escaped_quotes(data));
  }
  auto octets = decode_txt(presentation);
  if (octets) return std::move(*octets);
  leave_out(record, octets.error().message, octets.error().hint);
  return {};
}

std::optional<std::string> TemplateConverter::target_of(const TemplateRecord& record) {
  if (record.points_to == "@") return "${domain}.";
  if (IpAddress::parse(record.points_to)) {
    leave_out(record, fmt::format(R"("{}" is an address and no name)", record.points_to));
    return {};
  }
  auto target = in_file_syntax(record, record.points_to);
  const bool ends_open = record.points_to.ends_with('%') || record.points_to.ends_with('.');
  if (target && !target->empty() && !ends_open) *target += '.';
  return target;
}

void TemplateConverter::add_cname(const TemplateRecord& record, const std::string& name) {
  const auto target = target_of(record);
  if (!target) return;
  const bool is_key = to_lower(name).ends_with(key_suffix);
  const std::string selector = is_key ? name.substr(0, name.size() - key_suffix.size()) : "";
  WantSpec want =
      is_key ? want_at(selector, OwnerSpec::Kind::dkim) : want_at(name, OwnerSpec::Kind::record);
  want.body = CnameSpec{spec_text_of(*target), false};
  if (!admit(record, name, Sharing::alone, "CNAME " + *target, want)) return;
  if (is_key) {
    draft_.dkim.push_back({selector, "", *target, false, item_comment(record)});
    return;
  }
  RecordDraft draft{name, "CNAME", *target};
  draft.comment = item_comment(record);
  if (name == "@") {
    const std::string only_below = "only for names below a zone's apex, where no CNAME can stand";
    draft.comment += (draft.comment.empty() ? "" : "\n") + only_below;
    if (!host_required_) {
      tell(record, "a CNAME at the domain itself works only for names below a zone's apex");
    }
  } else if (to_lower(name) == "_dmarc") {
    tell(record, "whoever runs the target of the CNAME at \"_dmarc\" decides the domain's policy",
         "look at the policy there before it takes the place of your own");
  }
  draft_.record.push_back(std::move(draft));
}

void TemplateConverter::add_mx(const TemplateRecord& record, const std::string& name) {
  const auto target = target_of(record);
  if (!target) return;
  RecordDraft draft{name, "MX", *target};
  draft.comment = item_comment(record);
  if (is_only_variable(record.priority)) {
    const auto priority = in_file_syntax(record, record.priority);
    if (!priority) return;
    draft.value = fmt::format("{} {}", *priority, *target);
  } else if (draft.priority = whole_number<std::uint16_t>(record.priority); !draft.priority) {
    leave_out(record, fmt::format("its priority {} is not from 0 to 65535", record.priority));
    return;
  }
  WantSpec want = want_at(name, OwnerSpec::Kind::record);
  want.body = MxSpec{spec_text_of(draft.value), draft.priority};
  const std::string content = fmt::format("MX {} {}", record.priority, *target);
  if (admit(record, name, Sharing::values, content, want)) {
    draft_.record.push_back(std::move(draft));
  }
}

void TemplateConverter::add_txt(const TemplateRecord& record, const std::string& name) {
  const auto octets = octets_of(record);
  if (!octets) return;
  const std::string lower = to_lower(name);
  if (lower == "_dmarc") return add_dmarc(record, *octets);
  if (is_spf(*octets)) return add_spf(record, name, std::string_view(*octets).substr(6));
  const bool means_spf = starts_with_ignoring_case(record.conflict_prefix, "v=spf1");
  if (means_spf && has_template_variable(*octets)) {
    return leave_out(record, "it is a whole SPF record in a variable",
                     "write the terms of the variable's value as spf = [\"...\"]");
  }
  if (lower.ends_with(key_suffix)) return add_key(record, name, *octets);
  add_value(record, name, *octets);
}

void TemplateConverter::add_key(const TemplateRecord& record, const std::string& name,
                                const std::string& octets) {
  const auto value = in_file_syntax(record, octets);
  if (!value) return;
  const std::string selector = name.substr(0, name.size() - key_suffix.size());
  WantSpec want = want_at(selector, OwnerSpec::Kind::dkim);
  want.body = DkimKeySpec{spec_text_of(*value)};
  if (!admit(record, name, Sharing::claimed, "TXT " + *value, want)) return;
  draft_.dkim.push_back({selector, *value, "", false, item_comment(record)});
}

void TemplateConverter::tell_conflict_mode(const TemplateRecord& record, bool is_kept) {
  if (equal_ignoring_case(record.conflict_mode, "All")) {
    tell(record, fmt::format("the mode \"All\" of the {} is not kept: other values there stay",
                             describe(record)));
  } else if (equal_ignoring_case(record.conflict_mode, "Prefix") && !is_kept) {
    tell(record,
         fmt::format(R"(the mode "Prefix" of the {} is not kept: other values with "{}" stay)",
                     describe(record), record.conflict_prefix),
         "remove by hand those that nobody needs any more");
  }
}

bool TemplateConverter::add_token(const TemplateRecord& record, const std::string& text) {
  WantSpec want;
  TxtSpec token;
  token.kind = PasteKind::token;
  token.value = spec_text_of(text);
  want.body = token;
  if (loader_refusal(want)) return false;  // fit for a record, perhaps
  if (admit(record, "@", Sharing::values, "TXT " + text, want)) {
    draft_.token.push_back({text, item_comment(record)});
  }
  return true;
}

void TemplateConverter::add_value(const TemplateRecord& record, const std::string& name,
                                  const std::string& octets) {
  const bool has_variable = has_template_variable(octets);
  const auto text = in_file_syntax(record, octets);
  if (!text) return;
  if (has_variable && !fits_toml(octets)) {
    return leave_out(record, "its value is no UTF-8 and has variables");
  }
  RecordDraft draft{name};
  const bool by_prefix = equal_ignoring_case(record.conflict_mode, "Prefix") &&
                         allows_one_value(name, record.conflict_prefix) &&
                         starts_with_ignoring_case(octets, record.conflict_prefix) &&
                         !has_template_variable(record.conflict_prefix);
  tell_conflict_mode(record, by_prefix);
  if (name == "@" && fits_toml(octets) && add_token(record, *text)) return;
  if (has_variable) {
    draft.value = *text;
  } else {
    draft.bytes = octets;
  }
  TxtSpec txt;
  txt.value = has_variable ? spec_text_of(*text) : SpecText{VariableText::verbatim(octets), {}};
  txt.is_decoded = !has_variable;
  if (by_prefix) {
    draft.owns = RecordDraft::Owns::prefix;
    draft.prefix = without_variables(record.conflict_prefix);
    txt.claim = TxtSpec::Claim::prefix;
    txt.prefix = spec_text_of(draft.prefix);
  }
  draft.comment = item_comment(record);
  WantSpec want = want_at(name, OwnerSpec::Kind::record);
  want.body = std::move(txt);
  const auto sharing = by_prefix ? Sharing::claimed : Sharing::values;
  if (admit(record, name, sharing, "TXT " + *text, want)) {
    draft_.record.push_back(std::move(draft));
  }
}

void TemplateConverter::add(const TemplateRecord& record) {
  const bool is_written = record.type == "TXT" || record.type == "CNAME" || record.type == "MX" ||
                          record.type == "SPFM";
  if (!is_written) {
    return leave_out(record, "dnsward writes TXT, CNAME and MX", "add it by hand if it is needed");
  }
  const auto name = relative_name(record);
  if (!name) return;
  if (record.type == "TXT") return add_txt(record, *name);
  if (record.type == "CNAME") return add_cname(record, *name);
  if (record.type == "MX") return add_mx(record, *name);
  add_spf(record, *name, record.spf_rules);
}

SenderDraft TemplateConverter::take() {
  for (const VariableDraft& variable : variables_.used()) {
    if (uses_.contains(variable.name)) draft_.variables.push_back(variable);
  }
  return std::move(draft_);
}

}  // namespace dnsward
