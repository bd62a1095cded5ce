#include "compose/sender_text.h"

#include "base/text.h"
#include "compose/toml_text.h"
#include "dns/presentation.h"
#include "mail/paste.h"

#include <fmt/format.h>

#include <algorithm>

namespace dnsward {
namespace {

constexpr std::size_t longest_line = 100;

/// One `key = value` of a table, the value in TOML already.
struct KeyText {
  std::string_view key;
  std::string value;
  std::string_view comment = {};
};

/// The lines of a table, their `=` in one column.
std::string aligned_keys(const std::vector<KeyText>& keys) {
  std::size_t width = 0;
  for (const KeyText& key : keys) width = std::max(width, key.key.size());
  std::string text;
  for (const KeyText& key : keys) {
    if (!key.comment.empty()) text += toml_comment(key.comment);
    text += fmt::format("{:{}} = {}\n", key.key, width, key.value);
  }
  return text;
}

/// An element of an array, in TOML, and what stands above it.
struct ElementText {
  std::string value;
  std::string_view comment = {};
};

/// On one line when that is short and nothing is to be said, else one element a line.
std::string toml_array(const std::vector<ElementText>& elements) {
  std::vector<std::string> values;
  bool has_comment = false;
  for (const ElementText& element : elements) {
    values.push_back(element.value);
    has_comment = has_comment || !element.comment.empty();
  }
  std::string line = fmt::format("[{}]", join(values, ", "));
  if (!has_comment && (elements.size() < 2 || line.size() <= longest_line)) return line;
  std::string text = "[\n";
  for (const ElementText& element : elements) {
    if (!element.comment.empty()) {
      for (const std::string_view comment_line : split(element.comment, '\n')) {
        text += "  " + toml_comment(comment_line);
      }
    }
    text += fmt::format("  {},\n", element.value);
  }
  return text + "]";
}

std::string string_array(const std::vector<std::string>& texts) {
  std::vector<ElementText> elements;
  elements.reserve(texts.size());
  for (const std::string& text : texts) elements.push_back({toml_string(text)});
  return toml_array(elements);
}

std::string item_array(const std::vector<ItemDraft>& items) {
  std::vector<ElementText> elements;
  elements.reserve(items.size());
  for (const ItemDraft& item : items) elements.push_back({toml_string(item.text), item.comment});
  return toml_array(elements);
}

/// Inline tables can't be broken into lines (TOML 1.0.0).
std::string inline_table(const std::vector<KeyText>& keys) {
  std::vector<std::string> parts;
  parts.reserve(keys.size());
  for (const KeyText& key : keys) parts.push_back(fmt::format("{} = {}", key.key, key.value));
  return parts.empty() ? "{}" : fmt::format("{{ {} }}", join(parts, ", "));
}

/// As an array inside an inline table, which has one line.
std::string one_line_array(const std::vector<std::string>& texts) {
  std::vector<std::string> parts;
  parts.reserve(texts.size());
  for (const std::string& text : texts) parts.push_back(toml_string(text));
  return fmt::format("[{}]", join(parts, ", "));
}

std::string dkim_array(const std::vector<DkimDraft>& items) {
  std::vector<ElementText> elements;
  for (const DkimDraft& item : items) {
    std::vector<KeyText> keys{{"selector", toml_string(item.selector)}};
    if (item.cname.empty()) {
      keys.push_back({"value", toml_string(item.value)});
    } else {
      keys.push_back({"cname", toml_string(item.cname)});
    }
    if (item.replace) keys.push_back({"replace", "true"});
    elements.push_back({inline_table(keys), item.comment});
  }
  return toml_array(elements);
}

std::string dmarc_table_text(const DmarcDraft& dmarc) {
  std::vector<KeyText> keys;
  if (!dmarc.policy.empty()) keys.push_back({"policy", toml_string(dmarc.policy)});
  for (const auto& [key, value] : dmarc.more) keys.push_back({key, toml_string(value)});
  if (!dmarc.rua.empty()) keys.push_back({"rua", one_line_array(dmarc.rua)});
  if (!dmarc.ruf.empty()) keys.push_back({"ruf", one_line_array(dmarc.ruf)});
  if (dmarc.allow_downgrade) keys.push_back({"allow_downgrade", "true"});
  return inline_table(keys);
}

/// The octets as a `value` that the loader takes as they are, or else as `presentation`.
KeyText octets_key(const std::string& bytes) {
  const bool plain =
      !bytes.empty() && fits_toml(bytes) && check_pasted(PasteKind::txt_value, bytes).has_value();
  if (plain) return {"value", toml_string(without_variables(bytes))};
  return {"presentation", toml_string(encode_txt(bytes))};
}

std::string record_text(const RecordDraft& record, std::string_view header) {
  std::vector<KeyText> keys{{"name", toml_string(record.name)}};
  if (record.spf.empty()) keys.push_back({"type", toml_string(record.type)});
  if (!record.spf.empty()) {
    keys.push_back({"spf", string_array(record.spf)});
  } else if (record.bytes) {
    keys.push_back(octets_key(*record.bytes));
  } else if (!record.value.empty()) {
    keys.push_back({"value", toml_string(record.value)});
  }
  if (record.priority) keys.push_back({"priority", std::to_string(*record.priority)});
  if (record.owns == RecordDraft::Owns::prefix) {
    keys.push_back({"owns", "\"prefix\""});
    keys.push_back({"prefix", toml_string(record.prefix)});
  } else if (record.owns == RecordDraft::Owns::rrset) {
    keys.push_back({"owns", "\"rrset\""});
  }
  if (record.absent) keys.push_back({"absent", "true"});
  if (record.replace) keys.push_back({"replace", "true"});
  if (record.ttl) keys.push_back({"ttl", std::to_string(*record.ttl)});
  const std::string comment = record.comment.empty() ? "" : toml_comment(record.comment);
  return fmt::format("\n{}{}\n{}", comment, header, aligned_keys(keys));
}

std::string variable_comment(const std::vector<VariableDraft>& variables) {
  std::size_t width = 0;
  for (const VariableDraft& variable : variables) width = std::max(width, variable.name.size());
  std::string text = toml_comment("Variables, to be given in the vars of a [[domains]] entry:");
  for (const VariableDraft& variable : variables) {
    std::string help = variable.help;
    std::replace(help.begin(), help.end(), '\n', ' ');
    text += toml_comment(fmt::format("  {:{}}  {}", variable.name, width, help));
  }
  return text;
}

std::string vars_table(const std::vector<std::pair<std::string, std::string>>& vars) {
  std::vector<std::string> parts;
  parts.reserve(vars.size());
  for (const auto& [name, value] : vars) {
    parts.push_back(fmt::format("{} = {}", toml_key(name), toml_string(value)));
  }
  return fmt::format("{{ {} }}", join(parts, ", "));
}

}  // namespace

std::string without_variables(std::string_view bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes.substr(i).starts_with("${")) text += '$';
    text += bytes[i];
  }
  return text;
}

std::string sender_toml(const SenderDraft& draft) {
  std::string text;
  if (!draft.comment.empty()) text += toml_comment(draft.comment);
  if (!draft.variables.empty()) {
    if (!text.empty()) text += "#\n";
    text += variable_comment(draft.variables);
  }
  text += fmt::format("[sender.{}]\n", toml_key(draft.name));
  std::vector<KeyText> keys;
  if (!draft.title.empty()) keys.push_back({"title", toml_string(draft.title)});
  if (!draft.spf.empty()) keys.push_back({"spf", item_array(draft.spf)});
  if (!draft.token.empty()) keys.push_back({"token", item_array(draft.token)});
  if (!draft.dkim.empty()) keys.push_back({"dkim", dkim_array(draft.dkim)});
  if (draft.dmarc) {
    keys.push_back({"dmarc", dmarc_table_text(*draft.dmarc), draft.dmarc->comment});
  }
  text += aligned_keys(keys);
  const std::string header = fmt::format("[[sender.{}.record]]", toml_key(draft.name));
  for (const RecordDraft& record : draft.record) text += record_text(record, header);
  return text;
}

std::string domain_toml(const DomainDraft& draft) {
  std::string text;
  if (!draft.comment.empty()) text += toml_comment(draft.comment);
  text += "[[domains]]\n";
  std::vector<KeyText> keys{{"names", string_array(draft.names)}};
  if (!draft.provider.empty()) keys.push_back({"provider", toml_string(draft.provider)});
  if (!draft.zone.empty()) keys.push_back({"zone", toml_string(draft.zone)});
  if (!draft.zone_id.empty()) keys.push_back({"zone_id", toml_string(draft.zone_id)});
  if (!draft.senders.empty()) keys.push_back({"senders", string_array(draft.senders)});
  if (!draft.vars.empty()) keys.push_back({"vars", vars_table(draft.vars)});
  if (draft.dmarc) {
    keys.push_back({"dmarc", dmarc_table_text(*draft.dmarc), draft.dmarc->comment});
  }
  text += aligned_keys(keys);
  for (const RecordDraft& record : draft.record) text += record_text(record, "[[domains.record]]");
  return text;
}

}  // namespace dnsward
