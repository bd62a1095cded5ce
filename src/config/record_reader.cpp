#include "config/want_reader.h"
#include "dns/presentation.h"

#include <fmt/format.h>

#include <utility>

namespace dnsward {
namespace {

constexpr std::array<std::string_view, 3> written_types{"TXT", "CNAME", "MX"};

std::string with_article(RRType type) {
  return (type == RRType::mx ? "an " : "a ") + to_text(type);
}

std::optional<RRType> read_type(const TableReader& record) {
  const auto text = record.text("type");
  if (!text) {
    if (!record.has("type")) {
      record.problems().add(record.where(), "a record has no type", R"(add type = "TXT")");
    }
    return {};
  }
  const auto type = parse_rr_type(text->text);
  const bool written = type == RRType::txt || type == RRType::cname || type == RRType::mx;
  if (written) return type;
  record.problems().add(text->where, fmt::format(R"(type "{}" is not written)", text->text),
                        type ? "dnsward writes TXT, CNAME and MX"
                             : suggestion(text->text, written_types, "dnsward writes"));
  return {};
}

std::optional<TxtSpec::Claim> read_claim(const TableReader& record) {
  if (!record.has("owns")) return TxtSpec::Claim::value;
  const auto text = record.text("owns");
  if (!text) return {};
  if (text->text == "value") return TxtSpec::Claim::value;
  if (text->text == "prefix") return TxtSpec::Claim::prefix;
  if (text->text == "rrset") return TxtSpec::Claim::rrset;
  constexpr std::array<std::string_view, 3> claims{"value", "prefix", "rrset"};
  record.problems().add(text->where, fmt::format(R"("{}" is not a claim)", text->text),
                        suggestion(text->text, claims, "owns is one of"));
  return {};
}

/// False, with an error at the key, when `key` is there and `allowed` is not.
bool only_if(const TableReader& record, std::string_view key, bool allowed, std::string message,
             std::string hint) {
  if (allowed || !record.has(key)) return true;
  record.problems().add(record.key_place(key), std::move(message), std::move(hint));
  return false;
}

bool keys_fit_type(const TableReader& record, RRType type) {
  const bool txt = type == RRType::txt;
  const auto refuse = [&](std::string_view key, bool allowed, std::string_view needed) {
    return only_if(record, key, allowed,
                   fmt::format(R"("{}" has no meaning in {} record)", key, with_article(type)),
                   fmt::format("remove it: {}", needed));
  };
  bool fits = refuse("owns", txt, "only TXT RRsets hold values of several people");
  fits = refuse("prefix", txt, "only TXT RRsets hold values of several people") && fits;
  fits = refuse("presentation", txt, "only TXT values need it") && fits;
  fits = refuse("priority", type == RRType::mx, "only MX records have one") && fits;
  return refuse("replace", type == RRType::cname, "only a CNAME excludes other types") && fits;
}

/// `value` or `presentation`; nothing when there is neither, or an error.
std::optional<SpecText> read_txt_value(const TableReader& record, bool& is_decoded) {
  if (!record.has("presentation")) return record.spec_text("value");
  if (!only_if(record, "value", false, "a record has both value and presentation",
               "give one of them")) {
    return {};
  }
  const auto text = record.text("presentation");
  if (!text) return {};
  auto bytes = decode_txt(text->text);
  if (!bytes) {
    record.problems().add(std::move(bytes.error()).at(text->where));
    return {};
  }
  is_decoded = true;
  return SpecText{VariableText::verbatim(std::move(*bytes)), text->where};
}

bool needs_value(const TableReader& record, RRType type) {
  if (record.has("value") || record.has("presentation")) return false;
  record.problems().add(record.where(), fmt::format("{} record has no value", with_article(type)),
                        R"(add value = "...")");
  return true;
}

std::optional<TxtSpec> read_txt(const TableReader& record, bool absent) {
  TxtSpec spec;
  const auto claim = read_claim(record);
  spec.value = read_txt_value(record, spec.is_decoded);
  spec.prefix = record.spec_text("prefix");
  if (!claim) return {};
  spec.claim = *claim;
  const bool by_prefix = spec.claim == TxtSpec::Claim::prefix;
  if (!only_if(record, "prefix", by_prefix, R"("prefix" needs owns = "prefix")",
               R"(add owns = "prefix", or remove the prefix)")) {
    return {};
  }
  if (by_prefix && !record.has("prefix")) {
    record.problems().add(record.key_place("owns"), R"(owns = "prefix" needs a prefix)",
                          R"(add prefix = "...")");
    return {};
  }
  if (absent && spec.claim != TxtSpec::Claim::value) {
    const auto told = [&](std::string_view key) {
      return only_if(
          record, key, false,
          fmt::format(R"("{}" has no meaning when everything claimed must be absent)", key),
          "remove it, or owns to make that one value absent");
    };
    if (!told("value") || !told("presentation")) return {};
  } else if (needs_value(record, RRType::txt)) {
    return {};
  }
  const bool value_is_wrong = (record.has("value") || record.has("presentation")) && !spec.value;
  if (value_is_wrong || (record.has("prefix") && !spec.prefix)) return {};
  return spec;
}

std::optional<CnameSpec> read_cname(const TableReader& record, bool absent) {
  CnameSpec spec{record.spec_text("value"), record.flag("replace")};
  if (!absent && needs_value(record, RRType::cname)) return {};
  if (record.has("value") && !spec.target) return {};
  if (!only_if(record, "replace", !absent, R"("replace" has no meaning in an absent record)",
               "remove it")) {
    return {};
  }
  return spec;
}

std::optional<MxSpec> read_mx(const TableReader& record) {
  auto value = record.spec_text("value");
  const auto priority = record.integer("priority");
  if (needs_value(record, RRType::mx) || !value) return {};
  if (record.has("priority") && !priority) return {};
  if (priority && (*priority < 0 || *priority > 65535)) {
    record.problems().add(record.value_place("priority"),
                          fmt::format(R"("priority" must be 0 to 65535, is {})", *priority),
                          "10 is usual");
    return {};
  }
  MxSpec spec{std::move(*value), {}};
  if (priority) spec.preference = static_cast<std::uint16_t>(*priority);
  return spec;
}

/// `spf` in place of a type and a value: these terms are in the SPF record at the name.
std::optional<SpfSpec> read_spf_at_name(const TableReader& record) {
  for (const std::string_view key :
       {"type", "value", "presentation", "priority", "owns", "prefix", "absent", "replace"}) {
    if (!only_if(record, key, false, fmt::format(R"("{}" has no meaning beside spf)", key),
                 "remove it: the terms join the one SPF record at the name")) {
      return {};
    }
  }
  SpfSpec spec{record.spec_texts("spf")};
  if (spec.terms.empty()) return {};
  return spec;
}

template <typename Spec>
bool set_body(WantSpec& want, std::optional<Spec> spec) {
  if (!spec) return false;
  want.body = std::move(*spec);
  return true;
}

bool read_body(const TableReader& record, WantSpec& want) {
  if (record.has("spf")) return set_body(want, read_spf_at_name(record));
  const auto type = read_type(record);
  if (!type || !keys_fit_type(record, *type)) return false;
  const bool absent = want.presence == Presence::absent;
  if (*type == RRType::txt) return set_body(want, read_txt(record, absent));
  if (*type == RRType::cname) return set_body(want, read_cname(record, absent));
  return set_body(want, read_mx(record));
}

}  // namespace

std::optional<WantSpec> read_record(const TableReader& record, std::string label) {
  WantSpec want;
  want.label = std::move(label);
  auto name = record.spec_text("name");
  if (!record.has("name")) {
    record.problems().add(record.where(), "a record has no name",
                          R"(add name = "..."; "@" is the domain itself)");
  }
  want.ttl = record.ttl("ttl");
  want.ttl_where = record.value_place("ttl");
  if (record.flag("absent")) want.presence = Presence::absent;
  if (!read_body(record, want) || !name) return {};
  for (const std::string_view key : {"value", "presentation", "spf", "name"}) {
    if (!record.has(key)) continue;
    want.where = record.value_place(key);
    break;
  }
  want.owner.kind = OwnerSpec::Kind::record;
  want.owner.name = std::move(*name);
  return want;
}

}  // namespace dnsward
