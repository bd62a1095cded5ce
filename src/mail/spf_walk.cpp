#include "mail/spf_walk.h"

#include "mail/finding_table.h"
#include "mail/quote.h"
#include "mail/spf_macro.h"
#include "mail/spf_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace dnsward {
namespace {

constexpr std::size_t most_counted = 50;

class Walk {
 public:
  Walk(const MailResolver& resolver, const DomainName& domain) : resolver_(resolver) {
    path_.push_back(domain);
  }

  void follow(std::string_view record) {
    const auto terms = read_spf(record);
    if (!terms) {
      if (path_.size() > 1) broken(terms.error().message);
      return;
    }
    const auto all = std::find_if(terms->begin(), terms->end(), is_spf_all);
    for (auto term = terms->begin(); term != all; ++term) {
      if (spf_mechanism_asks(*term)) follow_term(*term);
    }
    if (all != terms->end()) return;
    const auto redirect = std::find_if(terms->begin(), terms->end(), [](const SpfTerm& term) {
      return is_spf_modifier(term, "redirect");
    });
    if (redirect != terms->end()) follow_term(*redirect);
  }

  /// What the domain has today; nothing when it has not one record.
  void follow_domain() {
    const auto answer = resolver_.txt(path_.back());
    if (answer.outcome == LookupOutcome::failed) return server_failed(path_.back());
    const auto record = only_record(answer);
    if (record) follow(*record);
  }

  SpfCost finish() {
    if (cost_.lookups > spf_lookup_limit) {
      std::string parts;
      for (const auto& [term, lookups] : cost_.terms) {
        parts += fmt::format("{}{} {}", parts.empty() ? "" : ", ", term, lookups);
      }
      const bool more = cost_.lookups >= most_counted;
      cost_.findings.push_back(
          found("SPF027", fmt::format("SPF of \"{}\" needs {}{} DNS look-ups; receivers allow {} "
                                      "({})",
                                      path_.front().display(), more ? "at least " : "",
                                      cost_.lookups, spf_lookup_limit, parts)));
    }
    if (cost_.voids > spf_void_limit) {
      cost_.findings.push_back(
          found("SPF028",
                fmt::format("SPF of \"{}\" asks for {} names without records; receivers allow {}",
                            path_.front().display(), cost_.voids, spf_void_limit)));
    }
    for (auto& finding : cost_.findings) finding.owner = path_.front();
    return std::move(cost_);
  }

 private:
  static std::optional<std::string_view> only_record(const Lookup<std::string>& answer) {
    std::optional<std::string_view> record;
    for (const auto& value : answer.values) {
      if (!is_spf(value)) continue;
      if (record) return std::nullopt;
      record = value;
    }
    return record;
  }

  void follow_term(const SpfTerm& term) {
    if (cost_.lookups >= most_counted) return;
    const auto before = cost_.lookups++;
    const auto text = quote(term.text);
    if (const auto target = target_of(term)) {
      if (term.name == "include" || term.name == "redirect") {
        follow_record(text, *target);
      } else if (term.name != "ptr") {
        look_at_host(term, text, *target);
      }
    }
    if (path_.size() == 1) cost_.terms.push_back({term.text, cost_.lookups - before});
  }

  std::optional<DomainName> target_of(const SpfTerm& term) const {
    const auto spec = spf_domain_of(term);
    if (spec.empty()) return path_.back();
    const auto expanded = expand_spf(spec, path_.back(), {});
    return expanded ? spf_target_name(*expanded) : std::nullopt;
  }

  /// ` in "spf.example.com"` for what an included record holds.
  std::string inside() const {
    return path_.size() == 1 ? std::string() : fmt::format(" in \"{}\"", path_.back().display());
  }

  void server_failed(const DomainName& name) {
    cost_.findings.push_back(found(
        "SPF033",
        fmt::format("SPF leads to \"{}\", whose name servers gave no answer", name.display())));
  }

  void broken(const std::string& why) {
    cost_.findings.push_back(found("SPF032", fmt::format("SPF includes \"{}\", which is broken: {}",
                                                         path_.back().display(), why)));
  }

  void follow_record(const std::string& text, const DomainName& target) {
    if (std::find(path_.begin(), path_.end(), target) != path_.end()) {
      cost_.findings.push_back(found("SPF030", fmt::format("SPF term {}{} leads back to \"{}\"",
                                                           text, inside(), target.display())));
      return;
    }
    const auto answer = resolver_.txt(target);
    if (answer.outcome == LookupOutcome::failed) return server_failed(target);
    if (answer.is_void()) ++cost_.voids;
    const auto records = std::count_if(answer.values.begin(), answer.values.end(),
                                       [](const std::string& value) { return is_spf(value); });
    if (records == 0) {
      cost_.findings.push_back(
          found("SPF029", fmt::format("SPF term {}{} leads to \"{}\", which has no SPF record",
                                      text, inside(), target.display())));
      return;
    }
    path_.push_back(target);
    if (records > 1) {
      broken(fmt::format("it has {} SPF records", records));
    } else {
      follow(*only_record(answer));
    }
    path_.pop_back();
  }

  void nothing_found(const std::string& text, const DomainName& target, std::string_view what) {
    ++cost_.voids;
    cost_.findings.push_back(found("SPF034", fmt::format("SPF term {}{} finds no {} at \"{}\"",
                                                         text, inside(), what, target.display())));
  }

  void look_at_host(const SpfTerm& term, const std::string& text, const DomainName& target) {
    if (term.name == "mx") {
      const auto found_mx = resolver_.mx(target);
      if (found_mx.outcome == LookupOutcome::failed) return server_failed(target);
      if (found_mx.is_void()) return nothing_found(text, target, "mail exchange");
      if (found_mx.values.size() <= spf_mx_limit) return;
      cost_.findings.push_back(found(
          "SPF031",
          fmt::format("SPF term {}{} finds {} mail exchanges at \"{}\"; receivers allow {}", text,
                      inside(), found_mx.values.size(), target.display(), spf_mx_limit)));
      return;
    }
    const auto v4 = resolver_.a(target);
    if (v4.outcome == LookupOutcome::failed) return server_failed(target);
    if (!v4.is_void()) return;
    if (term.name == "a" && !resolver_.aaaa(target).is_void()) return;
    nothing_found(text, target, "address");
  }

  const MailResolver& resolver_;
  std::vector<DomainName> path_;  // from the domain to the record that is read now
  SpfCost cost_;
};

}  // namespace

SpfCost walk_spf(const MailResolver& resolver, const DomainName& domain) {
  Walk walk(resolver, domain);
  walk.follow_domain();
  return walk.finish();
}

SpfCost walk_spf(const MailResolver& resolver, const DomainName& domain, std::string_view record) {
  Walk walk(resolver, domain);
  walk.follow(record);
  return walk.finish();
}

}  // namespace dnsward
