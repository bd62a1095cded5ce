#include "plan/contradiction.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace dnsward {
namespace {

constexpr std::string_view spf_version = "v=spf1";
constexpr std::string_view dmarc_version = "v=DMARC1";

/// The one value that a present want puts into the RRset, when the file alone decides it.
const Rdata* fixed_value(const Requirement& r, std::optional<Rdata>& storage) {
  if (const auto* want = as<ValueWant>(r)) return &want->value;
  if (const auto* want = as<RRsetWant>(r)) return want->value ? &*want->value : nullptr;
  if (const auto* want = as<PrefixWant>(r)) return &storage.emplace(TxtData{want->value});
  return nullptr;
}

bool overlap(std::string_view prefix, std::string_view version) {
  return starts_with_ignoring_case(prefix, version) || starts_with_ignoring_case(version, prefix);
}

/// Whether `r` makes or edits a value that starts with "v=spf1" or "v=DMARC1" together with others.
bool merges(const Requirement& r, std::string_view version) {
  if (version == spf_version) return as<SpfWant>(r) != nullptr;
  return as<DmarcSenderWant>(r) != nullptr || as<DmarcOwnerWant>(r) != nullptr;
}

/// Whether `r` claims every value that starts with `version`.
bool claims_all(const Requirement& r, std::string_view version) {
  if (const auto* want = as<PrefixWant>(r)) return overlap(want->prefix, version);
  return as<RRsetWant>(r) != nullptr;
}

bool claims(const Requirement& r, const Rdata& value) {
  if (const auto* want = as<ValueWant>(r)) return want->value == value;
  if (const auto* want = as<PrefixWant>(r)) {
    return starts_with_ignoring_case(txt_bytes(value), want->prefix);
  }
  return as<RRsetWant>(r) != nullptr;
}

std::string cnames_clash(const CnameWant& a, const CnameWant& b) {
  if (a.target == b.target) return {};
  return fmt::format(R"(the CNAME at "{}" can't point at both "{}" and "{}")", a.owner.display(),
                     a.target->display(), b.target->display());
}

std::string spf_terms_clash(const SpfWant& a, const SpfWant& b) {
  for (const auto& x : a.terms) {
    for (const auto& y : b.terms) {
      if (x.identity == y.identity && x.qualifier != y.qualifier) {
        return fmt::format(R"(the SPF record can't hold both "{}" and "{}")", x.text, y.text);
      }
    }
  }
  return {};
}

/// `a` claims more than one value, and `b` puts another one among them.
std::string claim_broken(const Requirement& a, const Requirement& b) {
  for (const auto version : {spf_version, dmarc_version}) {
    if (claims_all(a, version) && merges(b, version)) {
      return fmt::format(R"("{}" claims the "{}" value that "{}" edits)", a.label, version,
                         b.label);
    }
  }
  std::optional<Rdata> storage_a;
  std::optional<Rdata> storage_b;
  const Rdata* mine = fixed_value(a, storage_a);
  const Rdata* other = fixed_value(b, storage_b);
  if (mine == nullptr || other == nullptr || *mine == *other) return {};
  if (as<ValueWant>(a) != nullptr || !claims(a, *other)) return {};
  return fmt::format(R"("{}" leaves no place for the value {} of "{}")", a.label, to_text(*other),
                     b.label);
}

/// Two records of a kind that receivers accept only once.
std::string second_policy(const Requirement& a, const Requirement& b) {
  std::optional<Rdata> storage_a;
  std::optional<Rdata> storage_b;
  const Rdata* x = fixed_value(a, storage_a);
  const Rdata* y = fixed_value(b, storage_b);
  for (const auto version : {spf_version, dmarc_version}) {
    const auto is_one = [&](const Rdata* value) {
      if (value == nullptr) return false;
      return version == spf_version ? is_spf(txt_bytes(*value)) : is_dmarc(txt_bytes(*value));
    };
    const bool both_fixed = is_one(x) && is_one(y) && *x != *y;
    if (both_fixed || (is_one(x) && merges(b, version)) || (is_one(y) && merges(a, version))) {
      return fmt::format(R"("{}" and "{}" would make two "{}" records)", a.label, b.label, version);
    }
  }
  return {};
}

std::string present_clash(const Requirement& a, const Requirement& b) {
  const auto* cname_a = as<CnameWant>(a);
  const auto* cname_b = as<CnameWant>(b);
  if (cname_a != nullptr && cname_b != nullptr) return cnames_clash(*cname_a, *cname_b);
  if (cname_a != nullptr || cname_b != nullptr) {
    return fmt::format(R"(a CNAME can't share the name "{}" with other records (RFC 1034, 3.6.2))",
                       owner_of(a.want).display());
  }
  if (type_of(a.want) != type_of(b.want)) return {};
  if (a.exact_ttl && b.exact_ttl && *a.exact_ttl != *b.exact_ttl) {
    return fmt::format(R"(the RRset "{}" {} can't have both TTL {} and TTL {})",
                       owner_of(a.want).display(), to_text(type_of(a.want)), *a.exact_ttl,
                       *b.exact_ttl);
  }
  const auto* owner_a = as<DmarcOwnerWant>(a);
  const auto* owner_b = as<DmarcOwnerWant>(b);
  if (owner_a != nullptr && owner_b != nullptr) {
    if (owner_a->wish == owner_b->wish) return {};
    return fmt::format(R"("{}" states its DMARC tags twice)", owner_a->owner.display());
  }
  const auto* spf_a = as<SpfWant>(a);
  const auto* spf_b = as<SpfWant>(b);
  if (spf_a != nullptr && spf_b != nullptr) return spf_terms_clash(*spf_a, *spf_b);
  for (auto problem : {second_policy(a, b), claim_broken(a, b), claim_broken(b, a)}) {
    if (!problem.empty()) return problem;
  }
  return {};
}

/// `wanted` must hold and `absent` must not exist.
std::string absence_clash(const Requirement& wanted, const Requirement& absent) {
  auto sentence =
      fmt::format(R"("{}" wants what "{}" says must be absent)", wanted.label, absent.label);
  const auto* gone = as<CnameWant>(absent);
  if (const auto* want = as<CnameWant>(wanted)) {
    const bool same = gone != nullptr && (!gone->target || gone->target == want->target);
    return same ? sentence : std::string();
  }
  if (gone != nullptr || type_of(wanted.want) != type_of(absent.want)) return {};
  for (const auto version : {spf_version, dmarc_version}) {
    if (merges(wanted, version) && claims_all(absent, version)) return sentence;
  }
  std::optional<Rdata> storage;
  const Rdata* value = fixed_value(wanted, storage);
  return value != nullptr && claims(absent, *value) ? sentence : std::string();
}

/// Finds the few of many requirements at one name that may contradict others. The rest, most at an
/// apex, are values and terms that join others; two of them never contradict each other.
class Suspects {
 public:
  explicit Suspects(std::span<const Requirement* const> all) {
    for (const auto* r : all) {
      if (r->presence == Presence::present) note(*r);
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (is_suspect(*all[i])) places_.push_back(i);
    }
  }

  /// In order.
  [[nodiscard]] const std::vector<std::size_t>& places() const { return places_; }

 private:
  void note(const Requirement& r) {
    if (r.exact_ttl) {
      const auto [first, is_new] = ttls_.try_emplace(type_of(r.want), *r.exact_ttl);
      if (!is_new && first->second != *r.exact_ttl) disputed_ttls_.insert(first->first);
    }
    const auto* spf = as<SpfWant>(r);
    if (spf == nullptr) return;
    for (const auto& term : spf->terms) {
      const auto [first, is_new] = qualifiers_.try_emplace(term.identity, term.qualifier);
      if (!is_new && first->second != term.qualifier) disputed_terms_.insert(first->first);
    }
  }

  [[nodiscard]] bool is_suspect(const Requirement& r) const {
    if (r.presence != Presence::present) return r.presence == Presence::absent;
    if (r.exact_ttl && disputed_ttls_.contains(type_of(r.want))) return true;
    if (as<DmarcSenderWant>(r) != nullptr) return false;
    if (const auto* spf = as<SpfWant>(r)) {
      return std::any_of(spf->terms.begin(), spf->terms.end(), [&](const SpfTerm& term) {
        return disputed_terms_.contains(term.identity);
      });
    }
    const auto* want = as<ValueWant>(r);
    return want == nullptr || is_spf(txt_bytes(want->value)) || is_dmarc(txt_bytes(want->value));
  }

  std::map<RRType, std::uint32_t> ttls_;
  std::set<RRType> disputed_ttls_;
  std::map<std::string_view, char> qualifiers_;
  std::set<std::string_view> disputed_terms_;
  std::vector<std::size_t> places_;
};

}  // namespace

std::vector<Contradiction> contradictions(std::span<const Requirement* const> all) {
  std::vector<Contradiction> found;
  const auto compare = [&](std::size_t i, std::size_t j) {
    auto problem = contradiction(*all[i], *all[j]);
    if (!problem.empty()) found.push_back({all[i], all[j], std::move(problem)});
  };
  const Suspects suspects(all);
  auto next = suspects.places().begin();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (next != suspects.places().end() && *next == i) {
      ++next;
      for (std::size_t j = i + 1; j < all.size(); ++j) compare(i, j);
    } else {
      for (auto j = next; j != suspects.places().end(); ++j) compare(i, *j);
    }
  }
  return found;
}

std::string_view txt_bytes(const Rdata& value) {
  const auto* txt = std::get_if<TxtData>(&value);
  return txt == nullptr ? std::string_view() : std::string_view(txt->bytes);
}

RRType type_of(const Want& want) {
  if (const auto* value = std::get_if<ValueWant>(&want)) return value->key.type;
  if (const auto* rrset = std::get_if<RRsetWant>(&want)) return rrset->key.type;
  return std::holds_alternative<CnameWant>(want) ? RRType::cname : RRType::txt;
}

std::string contradiction(const Requirement& a, const Requirement& b) {
  const bool a_wants = a.presence == Presence::present;
  const bool b_wants = b.presence == Presence::present;
  if (a_wants && b_wants) return present_clash(a, b);
  if (a_wants && b.presence == Presence::absent) return absence_clash(a, b);
  if (b_wants && a.presence == Presence::absent) return absence_clash(b, a);
  return {};
}

}  // namespace dnsward
