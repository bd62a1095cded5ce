// The records that receivers accept once: SPF as its terms, DMARC as a wish.
#include "base/text.h"
#include "compose/template_converter.h"
#include "mail/dmarc.h"
#include "mail/dmarc_parts.h"
#include "mail/spf.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dnsward {
namespace {

/// Whether a term is `all`, with or without a qualifier.
bool is_all_term(std::string_view term) {
  if (!term.empty() && std::string_view("+-~?").find(term.front()) != std::string_view::npos) {
    term.remove_prefix(1);
  }
  return equal_ignoring_case(term, "all");
}

SpecText policy_text(std::string_view text) {
  auto parsed = VariableText::parse(text);
  return {parsed ? std::move(*parsed) : VariableText::verbatim(std::string(text)), {}};
}

bool says_the_same_thing(std::string_view a, std::string_view b) {
  const auto left = parse_spf_term(a);
  const auto right = parse_spf_term(b);
  return left && right && left->identity == right->identity;
}

}  // namespace

void TemplateConverter::add_spf(const TemplateRecord& record, const std::string& name,
                                std::string_view rules) {
  bool has_term = false;
  std::string plain(rules);
  std::replace(plain.begin(), plain.end(), '\t', ' ');
  for (const std::string_view term : split(plain, ' ')) {
    if (term.empty() || equal_ignoring_case(term, "v=spf1")) continue;
    if (term == "~all") continue;  // what a new record gets
    if (is_all_term(term)) {
      tell(record, fmt::format(R"("{}" is left out: a record that exists keeps its own "all", )"
                               R"(a new one gets "~all")",
                               term));
      continue;
    }
    has_term = true;
    add_spf_term(record, name, term);
  }
  if (!has_term) leave_out(record, "it has no SPF term");
}

void TemplateConverter::add_spf_term(const TemplateRecord& record, const std::string& name,
                                     std::string_view term) {
  const auto text = in_file_syntax(record, term);
  if (!text) return;
  const bool at_domain = name == "@";
  const auto same_name =
      std::find_if(draft_.record.begin(), draft_.record.end(), [&](const RecordDraft& other) {
        return !other.spf.empty() && equal_ignoring_case(other.name, name);
      });
  std::vector<std::string> present;
  if (at_domain) {
    for (const ItemDraft& item : draft_.spf) present.push_back(item.text);
  } else if (same_name != draft_.record.end()) {
    present = same_name->spf;
  }
  const auto known = std::find_if(present.begin(), present.end(), [&](const std::string& other) {
    return other == *text || says_the_same_thing(other, *text);
  });
  if (known != present.end()) {
    if (*known != *text) {
      tell(record,
           fmt::format(R"("{}" is left out: it speaks of the same as "{}")", *text, *known));
    }
    return;
  }
  WantSpec want;
  if (!at_domain) {
    want.owner.kind = OwnerSpec::Kind::record;
    want.owner.name = policy_text(name);
  }
  want.body = SpfSpec{{policy_text(*text)}};
  if (auto error = loader_refusal(want)) {
    tell(record, fmt::format(R"("{}" is left out: {})", *text, error->message),
         std::move(error->hint));
    return;
  }
  if (!admit(record, name, Sharing::values, "SPF " + *text, want)) return;
  const std::string comment = record.group.empty() ? "" : "group " + record.group;
  if (at_domain) {
    draft_.spf.push_back({*text, comment});
  } else if (same_name != draft_.record.end()) {
    same_name->spf.push_back(*text);
  } else {
    RecordDraft draft{name};
    draft.spf = {*text};
    draft.comment = comment;
    draft_.record.push_back(std::move(draft));
  }
}

void TemplateConverter::add_report_address(const TemplateRecord& record, std::string_view uri) {
  uri = trim(uri);
  uri.remove_suffix(dmarc_size_suffix(uri).size());
  const auto text = in_file_syntax(record, uri);
  if (!text) return;
  const std::string problem = has_template_variable(uri) ? "" : dmarc_uri_problem(uri);
  if (!problem.empty()) {
    tell(record, fmt::format("{}: it is left out", problem),
         R"(write it as "mailto:reports@example.com")");
    return;
  }
  auto& rua = draft_.dmarc->rua;
  if (std::find(rua.begin(), rua.end(), *text) != rua.end()) return;
  WantSpec want;
  want.owner.kind = OwnerSpec::Kind::dmarc;
  want.body = DmarcSenderSpec{DmarcPolicy::none, {policy_text(*text)}};
  if (admit(record, "_dmarc", Sharing::values, "rua " + *text, want)) {
    rua.push_back(*text);
  }
}

void TemplateConverter::add_dmarc(const TemplateRecord& record, const std::string& octets) {
  const auto parsed = parse_dmarc(octets);
  if (!parsed && !has_template_variable(octets)) {
    return leave_out(record, parsed.error().message, parsed.error().hint);
  }
  WantSpec want;
  want.owner.kind = OwnerSpec::Kind::dmarc;
  want.body = DmarcSenderSpec{};
  const auto sharing = Sharing::values;
  if (!draft_.dmarc && !admit(record, "_dmarc", sharing, "DMARC of a sender", want)) {
    return;
  }
  if (!draft_.dmarc) {
    draft_.dmarc = DmarcDraft{std::string(to_text(DmarcPolicy::none))};
    draft_.dmarc->comment =
        "written only where there is no policy yet, and never weaker than the one from above";
  }
  tell_conflict_mode(record, true);
  if (!parsed) {
    return tell(record, "the DMARC record is a variable: only that some policy exists is asked for",
                "write the report addresses of its value into rua");
  }
  std::vector<std::string> dropped;
  for (const DmarcTag& tag : parsed->tags) {
    if (tag.name == "rua") {
      for (const std::string_view uri : split(tag.value, ',')) add_report_address(record, uri);
      continue;
    }
    const auto policy = tag.name == "p" ? parse_dmarc_policy(tag.value) : std::nullopt;
    if (!policy) {
      dropped.push_back(fmt::format("{}={}", tag.name, tag.value));
    } else if (*policy > *parse_dmarc_policy(draft_.dmarc->policy)) {
      draft_.dmarc->policy = to_text(*policy);
    }
  }
  if (dropped.empty()) return;
  tell(record,
       fmt::format("of the DMARC record, {} is left to the domain's owner", join(dropped, "; ")),
       "say it in the dmarc of the [[domains]] entry if it is wanted");
}

}  // namespace dnsward
