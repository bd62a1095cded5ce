#include "config/fill.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <type_traits>
#include <utility>

namespace dnsward {
namespace {

constexpr std::string_view key_label = "_domainkey";

/// `text` as it goes before the domain.
std::string relative_name(OwnerSpec::Kind kind, std::string_view text) {
  if (kind == OwnerSpec::Kind::dkim) return fmt::format("{}.{}", text, key_label);
  return std::string(text);
}

Result<void> check_selector(std::string_view text, const DomainName& name) {
  const auto labels = name.labels();
  if (text != "@" && std::count(labels.begin(), labels.end(), key_label) == 1 &&
      labels.front() != "*") {
    return {};
  }
  return fail(ErrorKind::config, fmt::format(R"("{}" is not a DKIM selector)", text),
              R"(write what stands before "._domainkey", e.g. "mail")");
}

Result<void> check_repetition(std::string_view text, const DomainName& domain,
                              const DomainName& zone) {
  if (auto fine = check_not_doubled(text, domain); !fine) return fine;
  return zone == domain ? Result<void>() : check_not_doubled(text, zone);
}

}  // namespace

Result<std::size_t> check_owner_text(OwnerSpec::Kind kind, std::string_view text) {
  if (auto fine = check_pasted(PasteKind::name, text); !fine) return fail(std::move(fine.error()));
  if (kind == OwnerSpec::Kind::record && text == "@") return 0U;
  if (text.ends_with('.')) {
    return fail(ErrorKind::config, fmt::format(R"(name "{}" ends in a dot)", text),
                "names are relative to the domain: leave out the dot and the domain");
  }
  const auto name = DomainName::parse(relative_name(kind, text));
  if (!name) return fail(name.error());
  if (kind == OwnerSpec::Kind::dkim) {
    if (auto fine = check_selector(text, *name); !fine) return fail(std::move(fine.error()));
  }
  if (const std::string problem = host_name_problem(*name, true); !problem.empty()) {
    return fail(ErrorKind::config, fmt::format(R"("{}" can't be a name: {})", text, problem),
                R"(write letters, digits, "-" and "_", e.g. "em123")");
  }
  return name->wire_size() - 1;
}

Result<DomainName> bind_owner(const OwnerSpec& owner, const Scope& scope, const DomainName& domain,
                              const DomainName& zone) {
  if (owner.kind == OwnerSpec::Kind::domain) return domain;
  if (owner.kind == OwnerSpec::Kind::dmarc) return DomainName::parse("_dmarc", domain);
  const std::string text = owner.name.text.fill(scope);
  if (!owner.name.text.is_literal()) {
    const auto fine = check_owner_text(owner.kind, text);
    if (!fine) return fail(fine.error());
  }
  if (auto fine = check_repetition(text, domain, zone); !fine) return fail(std::move(fine.error()));
  return DomainName::parse(relative_name(owner.kind, text), domain);
}

void set_owner(Want& want, DomainName owner) {
  std::visit(
      [&owner](auto& kind) {
        using Kind = std::decay_t<decltype(kind)>;
        if constexpr (std::is_same_v<Kind, ValueWant> || std::is_same_v<Kind, RRsetWant>) {
          kind.key.owner = std::move(owner);
        } else {
          kind.owner = std::move(owner);
        }
      },
      want);
}

std::vector<const SpecText*> body_texts(const WantSpec& spec) {
  std::vector<const SpecText*> texts;
  const auto add = [&texts](const SpecText& text) { texts.push_back(&text); };
  const auto add_if_there = [&texts](const std::optional<SpecText>& text) {
    if (text) texts.push_back(&*text);
  };
  const auto add_all = [&add](const std::vector<SpecText>& all) {
    std::for_each(all.begin(), all.end(), add);
  };
  if (const auto* spf = std::get_if<SpfSpec>(&spec.body)) add_all(spf->terms);
  if (const auto* txt = std::get_if<TxtSpec>(&spec.body)) {
    add_if_there(txt->value);
    add_if_there(txt->prefix);
  }
  if (const auto* key = std::get_if<DkimKeySpec>(&spec.body)) add(key->value);
  if (const auto* cname = std::get_if<CnameSpec>(&spec.body)) add_if_there(cname->target);
  if (const auto* mx = std::get_if<MxSpec>(&spec.body)) add(mx->value);
  if (const auto* sender = std::get_if<DmarcSenderSpec>(&spec.body)) add_all(sender->rua);
  if (const auto* owner = std::get_if<DmarcOwnerSpec>(&spec.body)) {
    for (const DmarcTagSpec& tag : owner->tags) add_all(tag.values);
  }
  return texts;
}

std::vector<VariableUse> variables_used(const std::vector<WantSpec>& wants) {
  std::vector<VariableUse> uses;
  const auto add = [&uses](const SpecText& text) {
    for (const std::string_view name : text.text.variables()) {
      const bool known = is_built_in_variable(name) ||
                         std::any_of(uses.begin(), uses.end(),
                                     [&](const VariableUse& use) { return use.name == name; });
      if (!known) uses.push_back({std::string(name), text.where});
    }
  };
  for (const WantSpec& want : wants) {
    add(want.owner.name);
    for (const SpecText* text : body_texts(want)) add(*text);
  }
  return uses;
}

}  // namespace dnsward
