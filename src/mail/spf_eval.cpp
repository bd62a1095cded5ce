#include "mail/spf_eval.h"

#include "base/text.h"
#include "mail/spf_macro.h"
#include "mail/spf_parts.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

namespace dnsward {
namespace {

constexpr std::size_t ptr_limit = 10;

enum class Match { no, yes, temperror, permerror };

Match as_match(bool matches) {
  return matches ? Match::yes : Match::no;
}

unsigned number(std::string_view digits) {
  unsigned value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// The prefixes of an `a` or `mx` term; its identity spells out both.
unsigned prefix_of(const SpfTerm& term, bool v4) {
  const std::string_view identity = term.identity;
  const auto two = identity.rfind("//");
  if (!v4) return number(identity.substr(two + 2));
  const auto rest = identity.substr(0, two);
  return number(rest.substr(rest.rfind('/') + 1));
}

SpfResult result_of(char qualifier) {
  switch (qualifier) {
    case '-': return SpfResult::fail;
    case '~': return SpfResult::softfail;
    case '?': return SpfResult::neutral;
    default: return SpfResult::pass;
  }
}

class Evaluation {
 public:
  Evaluation(const MailResolver& resolver, const SpfQuery& query, std::string sender)
      : resolver_(resolver), client_(query.client) {
    macros_.sender = std::move(sender);
    macros_.client = query.client;
    macros_.helo = query.helo;
  }

  SpfResult check(const DomainName& domain) {
    const auto answer = resolver_.txt(domain);
    if (answer.outcome == LookupOutcome::failed) return SpfResult::temperror;
    std::vector<std::string_view> records;
    for (const auto& value : answer.values) {
      if (is_spf(value)) records.push_back(value);
    }
    if (records.empty()) return SpfResult::none;
    if (records.size() > 1) return SpfResult::permerror;
    const auto terms = read_spf(records.front());
    return terms ? evaluate(*terms, domain) : SpfResult::permerror;
  }

  [[nodiscard]] SpfVerdict verdict(SpfResult result) const { return {result, lookups_, voids_}; }

 private:
  SpfResult evaluate(const std::vector<SpfTerm>& terms, const DomainName& domain) {
    for (const auto& term : terms) {
      if (term.is_modifier) continue;
      switch (match(term, domain)) {
        case Match::yes: return result_of(term.qualifier);
        case Match::temperror: return SpfResult::temperror;
        case Match::permerror: return SpfResult::permerror;
        case Match::no: break;
      }
    }
    const auto redirect = std::find_if(terms.begin(), terms.end(), [](const SpfTerm& term) {
      return is_spf_modifier(term, "redirect");
    });
    if (redirect == terms.end()) return SpfResult::neutral;
    if (++lookups_ > spf_lookup_limit) return SpfResult::permerror;
    const auto target = target_of(*redirect, domain);
    if (!target) return SpfResult::permerror;
    const auto result = check(*target);
    return result == SpfResult::none ? SpfResult::permerror : result;
  }

  Match match(const SpfTerm& term, const DomainName& domain) {
    if (term.name == "all") return Match::yes;
    if (term.name == "ip4" || term.name == "ip6") return match_network(term);
    if (++lookups_ > spf_lookup_limit) return Match::permerror;
    const auto target = target_of(term, domain);
    if (term.name == "include") return target ? match_include(*target) : Match::permerror;
    if (!target) return Match::no;
    if (term.name == "a") return match_host(*target, prefix_of(term, client_.is_v4()));
    if (term.name == "mx") return match_mx(*target, prefix_of(term, client_.is_v4()));
    if (term.name == "ptr") return match_ptr(*target);
    const auto found = resolver_.a(*target);
    return outcome(found, found.outcome == LookupOutcome::answer);
  }

  /// Nothing for a name that DNS can't hold: whoever asks for it finds nothing.
  std::optional<DomainName> target_of(const SpfTerm& term, const DomainName& domain) {
    const auto spec = spf_domain_of(term);
    if (spec.empty()) return domain;
    if (has_spf_macro(spec, 'p')) macros_.validated = validated_name(domain);
    const auto expanded = expand_spf(spec, domain, macros_);
    return expanded ? spf_target_name(*expanded) : std::nullopt;
  }

  template <typename T>
  Match outcome(const Lookup<T>& found, bool matches) {
    if (found.outcome == LookupOutcome::failed) return Match::temperror;
    if (found.is_void() && ++voids_ > spf_void_limit) return Match::permerror;
    return as_match(matches);
  }

  Match match_network(const SpfTerm& term) const {
    const auto argument = std::string_view(term.identity).substr(term.name.size() + 1);
    const auto slash = argument.rfind('/');
    const auto network = IpAddress::parse(argument.substr(0, slash));
    const bool same_family = (term.name == "ip4") == client_.is_v4();
    return as_match(network && same_family &&
                    client_.is_within(*network, number(argument.substr(slash + 1))));
  }

  Match match_include(const DomainName& target) {
    switch (check(target)) {
      case SpfResult::pass: return Match::yes;
      case SpfResult::temperror: return Match::temperror;
      case SpfResult::none:
      case SpfResult::permerror: return Match::permerror;
      default: return Match::no;
    }
  }

  [[nodiscard]] Lookup<IpAddress> addresses(const DomainName& name) const {
    return client_.is_v4() ? resolver_.a(name) : resolver_.aaaa(name);
  }

  [[nodiscard]] bool holds_client(const Lookup<IpAddress>& found, unsigned prefix) const {
    return std::any_of(found.values.begin(), found.values.end(), [&](const IpAddress& address) {
      return client_.is_within(address, prefix);
    });
  }

  Match match_host(const DomainName& target, unsigned prefix) {
    const auto found = addresses(target);
    return outcome(found, holds_client(found, prefix));
  }

  Match match_mx(const DomainName& target, unsigned prefix) {
    const auto exchanges = resolver_.mx(target);
    if (exchanges.values.size() > spf_mx_limit) return Match::permerror;
    if (const auto early = outcome(exchanges, false); early != Match::no) return early;
    for (const auto& exchange : exchanges.values) {
      const auto found = addresses(exchange.exchange);
      if (found.outcome == LookupOutcome::failed) return Match::temperror;
      if (holds_client(found, prefix)) return Match::yes;
    }
    return Match::no;
  }

  /// The names of the client that lead back to it (RFC 7208, 5.5).
  [[nodiscard]] std::vector<DomainName> validated_names(const Lookup<DomainName>& names) const {
    std::vector<DomainName> validated;
    for (std::size_t i = 0; i < std::min(names.values.size(), ptr_limit); ++i) {
      constexpr unsigned whole = 128;
      if (holds_client(addresses(names.values[i]), whole)) validated.push_back(names.values[i]);
    }
    return validated;
  }

  Match match_ptr(const DomainName& target) {
    const auto names = resolver_.ptr(client_);
    if (names.outcome == LookupOutcome::failed) return Match::no;
    const auto validated = validated_names(names);
    return outcome(names, std::any_of(validated.begin(), validated.end(),
                                      [&](const auto& name) { return name.is_within(target); }));
  }

  /// For `%{p}`: the domain itself, else a name below it, else any, else "unknown" (RFC 7208, 7.3).
  [[nodiscard]] std::string validated_name(const DomainName& domain) const {
    const auto validated = validated_names(resolver_.ptr(client_));
    if (validated.empty()) return "unknown";
    if (std::find(validated.begin(), validated.end(), domain) != validated.end()) {
      return domain.display();
    }
    const auto below = std::find_if(validated.begin(), validated.end(),
                                    [&](const auto& name) { return name.is_within(domain); });
    return (below == validated.end() ? validated.front() : *below).display();
  }

  const MailResolver& resolver_;
  IpAddress client_;
  SpfMacroValues macros_;
  std::size_t lookups_ = 0;
  std::size_t voids_ = 0;
};

}  // namespace

std::string_view to_text(SpfResult result) {
  switch (result) {
    case SpfResult::neutral: return "neutral";
    case SpfResult::pass: return "pass";
    case SpfResult::fail: return "fail";
    case SpfResult::softfail: return "softfail";
    case SpfResult::temperror: return "temperror";
    case SpfResult::permerror: return "permerror";
    case SpfResult::none: break;
  }
  return "none";
}

SpfVerdict check_spf_host(const MailResolver& resolver, const SpfQuery& query) {
  const auto sender = query.sender.empty() ? "postmaster@" + query.helo : query.sender;
  const auto at = sender.rfind('@');
  const auto domain =
      spf_target_name(std::string_view(sender).substr(at == std::string::npos ? 0 : at + 1));
  if (!domain || domain->label_count() < 2) return {};
  Evaluation evaluation(resolver, query, sender);
  return evaluation.verdict(evaluation.check(*domain));
}

}  // namespace dnsward
