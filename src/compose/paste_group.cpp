#include "compose/paste_group.h"

#include "base/text.h"

#include <algorithm>
#include <utility>

namespace dnsward {
namespace {

bool has_label(std::string_view name, std::string_view label) {
  const auto lower = to_lower(name);
  for (auto at = lower.find(label); at != std::string::npos; at = lower.find(label, at + 1)) {
    const bool begins = at == 0 || lower[at - 1] == '.';
    const auto end = at + label.size();
    if (begins && (end == lower.size() || lower[end] == '.')) return true;
  }
  return false;
}

}  // namespace

bool fits_name(PastedKind kind, std::string_view name) {
  const bool dkim = has_label(name, "_domainkey");
  const bool dmarc = has_label(name, "_dmarc");
  const bool mta_sts = has_label(name, "_mta-sts");
  const bool tls_rpt = has_label(name, "_smtp");
  const bool bimi = has_label(name, "_bimi");
  switch (kind) {
    case PastedKind::dkim: return dkim;
    case PastedKind::dmarc: return dmarc;
    case PastedKind::mta_sts: return mta_sts;
    case PastedKind::tls_rpt: return tls_rpt;
    case PastedKind::bimi: return bimi;
    case PastedKind::spf:
    case PastedKind::token: return !dkim && !dmarc && !mta_sts && !tls_rpt && !bimi;
    default: return true;
  }
}

void PasteGroup::add_value(PastedValue value, const PasteHead& head, Records& records) {
  PastedRecord record{.kind = value.kind, .value = std::move(value.value)};
  if (head.name && fits_name(record.kind, head.name->text)) {
    record.name = head.name;
  } else if (name_ && fits_name(record.kind, name_->text)) {
    record.name = std::exchange(name_, std::nullopt);
    names_come_first_ = true;
  } else if (spoken_ && fits_name(record.kind, spoken_->text)) {
    record.name = std::exchange(spoken_, std::nullopt);
    names_come_first_ = true;
  }
  if (record.kind == PastedKind::dkim) record.selector = std::exchange(selector_, std::nullopt);
  nameless_.reset();
  if (!record.name && !record.selector) nameless_ = records.size();
  type_.reset();
  value_.reset();
  preference_.reset();
  records.push_back(std::move(record));
}

void PasteGroup::add_target(RRType type, std::optional<PastedText> name, PastedText target,
                            std::optional<std::uint16_t> preference, Records& records) {
  const auto kind = type == RRType::mx ? PastedKind::mx : PastedKind::cname;
  records.push_back({.kind = kind,
                     .name = std::move(name),
                     .value = std::move(target),
                     .preference = preference});
  nameless_.reset();
}

void PasteGroup::add_name(PastedText name, Records& records) {
  if (nameless_ && !names_come_first_ && !name_ && *nameless_ < records.size() &&
      fits_name(records[*nameless_].kind, name.text)) {
    records[*nameless_].name = std::move(name);
    nameless_.reset();
    return;
  }
  if (name_) close(records);
  name_ = std::move(name);
}

void PasteGroup::add_generic_value(PastedText value, Records& records) {
  if (value_) close(records);
  value_ = std::move(value);
}

void PasteGroup::add_label(PasteLabel label, PastedText text, std::size_t words, Records& records) {
  switch (label) {
    case PasteLabel::name:
      text.text = without_placeholder(text.text);
      if (text.text == "@" || is_host_like(text.text)) add_name(std::move(text), records);
      return;
    case PasteLabel::type:
      if (value_) close(records);
      type_ = paste_type_of(text.text);
      return;
    case PasteLabel::value:
      if (words <= 2) add_generic_value(std::move(text), records);
      return;
    case PasteLabel::selector: {
      const bool late = nameless_ && *nameless_ < records.size() && !names_come_first_ &&
                        records[*nameless_].kind == PastedKind::dkim;
      if (late) {
        records[*nameless_].selector = std::move(text);
        nameless_.reset();
      } else {
        selector_ = std::move(text);
      }
      return;
    }
    case PasteLabel::priority: preference_ = whole_number<std::uint16_t>(text.text); return;
    case PasteLabel::ttl: return;
  }
}

bool PasteGroup::add_lone_word(PastedText word, Records& records) {
  if (const auto type = paste_type_of(word.text)) {
    if (value_) close(records);
    type_ = type;
    return true;
  }
  if (is_record_name(word.text)) {
    add_name(std::move(word), records);
    return true;
  }
  if (!type_) return false;
  if (*type_ == RRType::mx && whole_number<std::uint16_t>(word.text)) {
    preference_ = whole_number<std::uint16_t>(word.text);
    return true;
  }
  if (is_ttl_or_class(word.text) || !is_host_like(word.text)) return false;
  if (!name_) {
    add_name(std::move(word), records);
  } else {
    add_generic_value(std::move(word), records);
  }
  return true;
}

void PasteGroup::add_spoken_name(PastedText name) {
  spoken_ = std::move(name);
}

void PasteGroup::close(Records& records) {
  auto name = std::exchange(name_, std::nullopt);
  auto value = std::exchange(value_, std::nullopt);
  const auto preference = std::exchange(preference_, std::nullopt);
  const auto type = std::exchange(type_, std::nullopt);
  if (!value) return;
  const bool dotted = value->text.find('.') != std::string::npos && is_host_like(value->text);
  const bool delegated = !type && name && has_label(name->text, "_domainkey") && dotted;
  if ((type == RRType::cname && name && dotted) || delegated) {
    add_target(RRType::cname, std::move(name), std::move(*value), {}, records);
  } else if (type == RRType::mx && dotted) {
    add_target(RRType::mx, std::move(name), std::move(*value), preference, records);
  } else if (type == RRType::txt && name) {
    records.push_back(
        {.kind = PastedKind::txt, .name = std::move(name), .value = std::move(*value)});
    nameless_.reset();
  }
}

}  // namespace dnsward
