#include "mail/spf.h"

#include "base/text.h"
#include "mail/finding_table.h"
#include "mail/quote.h"
#include "mail/spf_grammar.h"
#include "mail/spf_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace dnsward {
namespace {

constexpr std::string_view spf_version = "v=spf1";

enum class Argument { none, domain, optional_domain, host, ip4, ip6 };

struct Mechanism {
  std::string_view name;
  Argument argument;
  bool costs_lookup;
};

constexpr std::array<Mechanism, 8> mechanism_table{{{"all", Argument::none, false},
                                                    {"include", Argument::domain, true},
                                                    {"a", Argument::host, true},
                                                    {"mx", Argument::host, true},
                                                    {"ptr", Argument::optional_domain, true},
                                                    {"ip4", Argument::ip4, false},
                                                    {"ip6", Argument::ip6, false},
                                                    {"exists", Argument::domain, true}}};

const Mechanism* find_mechanism(std::string_view name) {
  const auto* found = std::find_if(mechanism_table.begin(), mechanism_table.end(),
                                   [&](const Mechanism& m) { return m.name == name; });
  return found == mechanism_table.end() ? nullptr : found;
}

bool is_domain_modifier(std::string_view name) {
  return name == "redirect" || name == "exp";
}

tl::unexpected<MailFinding> bad_term(std::string_view text, const SpfProblem& problem) {
  return tl::unexpected<MailFinding>(MailFinding{
      problem.spec, fmt::format("SPF term {} {}", quote(text), problem.message), problem.hint});
}

tl::unexpected<MailFinding> bad_term(FindingCode code, std::string_view text, std::string message,
                                     std::string hint) {
  return bad_term(text, {&code.spec(), std::move(message), std::move(hint)});
}

std::string_view leading_name(std::string_view text) {
  const auto goes_on = [](char c) {
    return is_alpha(c) || is_digit(c) || c == '-' || c == '_' || c == '.';
  };
  if (text.empty() || !is_alpha(text.front())) return {};
  const auto* end = std::find_if_not(text.begin(), text.end(), goes_on);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

SpfProblem unknown_mechanism(std::string_view name) {
  const auto* spec = &FindingCode("SPF002").spec();
  if (is_domain_modifier(name)) {
    return {spec, fmt::format("writes the modifier \"{}\" as a mechanism", name),
            fmt::format("write \"{}=\"", name)};
  }
  std::array<std::string_view, mechanism_table.size()> names;
  std::transform(mechanism_table.begin(), mechanism_table.end(), names.begin(),
                 [](const Mechanism& m) { return m.name; });
  const auto near = suggest(name, names);
  return {spec, fmt::format("has the unknown mechanism {}", quote(name)),
          near ? fmt::format("did you mean \"{}\"?", *near)
               : "use one of all, include, a, mx, ip4, ip6, exists"};
}

// `rest` is what follows the mechanism's name; the answer is what follows it in the identity.
SpfSpelling check_argument(const Mechanism& mechanism, std::string_view rest) {
  const auto problem = [](std::string message, std::string hint) {
    return tl::unexpected<SpfProblem>(
        SpfProblem{&FindingCode("SPF002").spec(), std::move(message), std::move(hint)});
  };
  const bool begins_argument = rest.starts_with(':') || rest.starts_with('/');
  if (!rest.empty() && !begins_argument) {
    return problem(fmt::format("has {} after \"{}\"", quote(rest), mechanism.name),
                   "put a blank between two terms");
  }
  if (mechanism.argument == Argument::none) {
    if (rest.empty()) return std::string();
    return problem("has an argument", fmt::format("write \"{}\" alone", mechanism.name));
  }
  if (mechanism.argument == Argument::host) return check_spf_host(rest);
  if (mechanism.argument == Argument::optional_domain && rest.empty()) return std::string();
  if (!rest.starts_with(':')) {
    return problem(fmt::format(R"(has no ":" after "{}")", mechanism.name),
                   fmt::format("write \"{}:\" and its argument", mechanism.name));
  }
  rest.remove_prefix(1);
  SpfSpelling spelling;
  switch (mechanism.argument) {
    case Argument::ip4: spelling = check_spf_ip4(rest); break;
    case Argument::ip6: spelling = check_spf_ip6(rest); break;
    default: spelling = check_spf_domain(rest); break;
  }
  return spelling;
}

// Whether the identity has a ":" between the name and what check_argument gives.
bool takes_colon(const Mechanism& mechanism, std::string_view argument) {
  return mechanism.argument != Argument::none && mechanism.argument != Argument::host &&
         !argument.empty();
}

Checked<SpfTerm> parse_modifier(SpfTerm term, std::string_view value) {
  const bool takes_domain = is_domain_modifier(term.name);
  const auto spelling = takes_domain ? check_spf_domain(value) : check_spf_macros(value);
  if (!spelling) return bad_term(term.text, spelling.error());
  term.is_modifier = true;
  // What an unknown modifier means is unknown, so its value compares byte for byte.
  term.identity = term.name + '=' + (takes_domain ? *spelling : std::string(value));
  return term;
}

// Reads the terms of one record: `redirect=` and `exp=` may stand only once.
class TermReader {
 public:
  Checked<SpfTerm> read(std::string_view text) {
    auto term = read_spf_term(text);
    if (!term || !term->is_modifier || !is_domain_modifier(term->name)) return term;
    bool& seen = term->name == "exp" ? has_exp_ : has_redirect_;
    if (std::exchange(seen, true)) {
      return bad_term("SPF002", text, fmt::format("is a second \"{}=\"", term->name),
                      "keep one of them");
    }
    return term;
  }

 private:
  bool has_exp_ = false;
  bool has_redirect_ = false;
};

}  // namespace

Checked<SpfTerm> read_spf_term(std::string_view text) {
  const auto* bad =
      std::find_if(text.begin(), text.end(), [](char c) { return c < 0x21 || c > 0x7E; });
  if (bad != text.end()) {
    return bad_term("SPF003", text,
                    fmt::format("holds the octet 0x{:02X}, which is not visible ASCII",
                                static_cast<unsigned char>(*bad)),
                    "write visible ASCII, with blanks between the terms");
  }
  SpfTerm term;
  term.text = text;
  auto rest = text;
  const char first = rest.empty() ? '\0' : rest.front();
  const bool qualified = first == '+' || first == '-' || first == '~' || first == '?';
  if (qualified) {
    term.qualifier = first;
    rest.remove_prefix(1);
  }
  const auto name = leading_name(rest);
  if (name.empty()) {
    return bad_term("SPF002", text, "begins with no mechanism",
                    "write e.g. \"include:\" and a domain");
  }
  term.name = to_lower(name);
  rest.remove_prefix(name.size());
  if (rest.starts_with('=')) {
    if (!qualified) return parse_modifier(std::move(term), rest.substr(1));
    return bad_term("SPF002", text,
                    fmt::format("has the qualifier \"{}\" before a modifier", term.qualifier),
                    fmt::format("write \"{}=\" without it", term.name));
  }
  const auto* mechanism = find_mechanism(term.name);
  if (mechanism == nullptr) return bad_term(text, unknown_mechanism(term.name));
  auto argument = check_argument(*mechanism, rest);
  if (!argument) return bad_term(text, argument.error());
  auto subject = term.name;
  if (takes_colon(*mechanism, *argument)) subject += ':';
  term.identity = std::move(argument->insert(0, subject));
  return term;
}

std::vector<Checked<SpfTerm>> read_spf_terms(std::string_view record) {
  const auto texts = split(record.substr(spf_version.size()), ' ');
  std::vector<Checked<SpfTerm>> terms;
  terms.reserve(texts.size());
  TermReader reader;
  for (const auto text : texts) {
    if (!text.empty()) terms.push_back(reader.read(text));
  }
  return terms;
}

Checked<std::vector<SpfTerm>> read_spf(std::string_view record) {
  if (!is_spf(record)) {
    return not_fit("SPF025",
                   fmt::format("{} is no SPF record: it does not begin with \"v=spf1\" and a blank",
                               quote(record)),
                   "begin the record with \"v=spf1 \"");
  }
  std::vector<SpfTerm> terms;
  terms.reserve(static_cast<std::size_t>(std::count(record.begin(), record.end(), ' ')));
  TermReader reader;
  auto rest = record.substr(spf_version.size());
  while (!rest.empty()) {
    const auto text = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(text.size() + 1, rest.size()));
    if (text.empty()) continue;
    auto term = reader.read(text);
    if (!term) return tl::unexpected(std::move(term.error()));
    terms.push_back(std::move(*term));
  }
  return terms;
}

bool is_spf_all(const SpfTerm& term) {
  return !term.is_modifier && std::string_view(term.name) == "all";
}

bool is_spf_modifier(const SpfTerm& term, std::string_view name) {
  return term.is_modifier && term.name == name;
}

bool spf_mechanism_asks(const SpfTerm& term) {
  if (term.is_modifier) return false;
  const auto* mechanism = find_mechanism(term.name);
  return mechanism != nullptr && mechanism->costs_lookup;
}

std::string_view spf_domain_of(const SpfTerm& term) {
  if (term.name == "ip4" || term.name == "ip6") return {};
  if (term.is_modifier && !is_domain_modifier(term.name)) return {};
  std::string_view domain = term.identity;
  domain.remove_prefix(term.name.size());
  if (!term.is_modifier && (term.name == "a" || term.name == "mx")) {
    domain = domain.substr(0, domain.rfind("//"));
    domain = domain.substr(0, domain.rfind('/'));
  }
  return domain.empty() ? domain : domain.substr(1);
}

Checked<void> check_spf_labels(const SpfTerm& term) {
  const auto domain = spf_domain_of(term);
  if (domain.empty()) return {};
  auto problem = spf_label_problem(domain);
  if (problem.empty()) return {};
  return bad_term("SPF006", term.text, std::move(problem), "mend the domain name");
}

bool is_spf(std::string_view value) {
  return starts_with_ignoring_case(value, spf_version) &&
         (value.size() == spf_version.size() || value[spf_version.size()] == ' ');
}

Result<std::vector<SpfTerm>> parse_spf(std::string_view record) {
  auto terms = read_spf(record);
  if (!terms) return fail(to_error(std::move(terms.error())));
  return std::move(*terms);
}

Result<SpfTerm> parse_spf_term(std::string_view text) {
  auto term = read_spf_wish(text);
  if (!term) return fail(to_error(std::move(term.error())));
  return std::move(*term);
}

Checked<SpfTerm> read_spf_wish(std::string_view text) {
  if (text.empty()) {
    return not_fit("SPF002", "SPF term \"\" is empty",
                   "write a term, e.g. \"include:spf.example.com\"");
  }
  if (text.find(' ') != std::string_view::npos) {
    return bad_term("SPF002", text, "holds a blank", "write each term as a string of its own");
  }
  auto term = read_spf_term(text);
  if (!term) return term;
  if (auto fine = check_spf_labels(*term); !fine) return tl::unexpected(std::move(fine.error()));
  return term;
}

std::size_t count_spf_lookups(std::span<const SpfTerm> terms) {
  const auto end = std::find_if(terms.begin(), terms.end(), is_spf_all);
  const bool has_all = end != terms.end();
  const auto costs = [&](const SpfTerm& term) {
    return spf_mechanism_asks(term) || (is_spf_modifier(term, "redirect") && !has_all);
  };
  return static_cast<std::size_t>(std::count_if(terms.begin(), end, costs));
}

}  // namespace dnsward
