#include "fakes/route53_batch.h"

#include "fakes/route53_names.h"
#include "fakes/route53_set_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

namespace dnsward::fake::r53 {
namespace {

/// Counted twice for UPSERT, which is a DELETE and a CREATE.
struct Weight {
  std::size_t elements = 0;
  std::size_t characters = 0;
};

Weight weight_of(const Batch& batch) {
  Weight sum;
  for (const Change& change : batch.changes) {
    const std::size_t times = change.action == Action::upsert ? 2 : 1;
    sum.elements += times * change.rrset.values.size();
    for (const std::string& value : change.rrset.values) sum.characters += times * value.size();
  }
  return sum;
}

std::optional<std::string> size_problem(const Batch& batch, const Route53Options& options) {
  const Weight weight = weight_of(batch);
  if (weight.elements > options.most_elements) {
    return fmt::format("Number of records limit of {} exceeded.", options.most_elements);
  }
  if (weight.characters > options.most_characters) {
    return fmt::format("Number of characters limit of {} exceeded.", options.most_characters);
  }
  return std::nullopt;
}

/// One set may be changed once, or be deleted and then created.
std::vector<std::string> repetition_problems(const std::vector<Change>& changes) {
  std::map<Key, std::vector<Action>> actions;
  std::vector<std::string> problems;
  for (const Change& change : changes) {
    std::vector<Action>& mine = actions[key_of(change.rrset)];
    const bool replaced = mine == std::vector{Action::remove} && change.action == Action::create;
    if (mine.size() == 1 && !replaced) {
      problems.push_back(fmt::format(
          "The request contains an invalid set of changes for a resource record set '{} {}'",
          change.rrset.type, change.rrset.name));
    }
    mine.push_back(change.action);
  }
  return problems;
}

void apply(RRsets& rrsets, Change& change, const Route53Options& options) {
  const Key key = key_of(change.rrset);
  if (change.action == Action::remove) {
    rrsets.erase(key);
    return;
  }
  store_spelling(change.rrset, options);
  rrsets.insert_or_assign(key, change.rrset);
}

/// Names as they are kept; a message for each that can't be one.
std::vector<std::string> read_names(std::vector<Change>& changes) {
  std::vector<std::string> problems;
  for (Change& change : changes) {
    Name name = read_name(change.rrset.name);
    if (name.problem != NameProblem::none) {
      problems.push_back(
          fmt::format("{} encountered with '{}'", words_for(name.problem), change.rrset.name));
    }
    change.rrset.name = std::move(name.text);
  }
  return problems;
}

/// The zone's own NS and SOA stay.
std::vector<std::string> apex_problems(const RRsets& rrsets, const std::string& zone) {
  std::vector<std::string> problems;
  if (!rrsets.contains({sort_key(zone), "NS", ""})) {
    problems.emplace_back("A HostedZone must contain at least one NS record for the zone itself.");
  }
  if (!rrsets.contains({sort_key(zone), "SOA", ""})) {
    problems.emplace_back("A HostedZone must contain exactly one SOA record.");
  }
  return problems;
}

void add(std::vector<std::string>& to, std::vector<std::string> more) {
  std::ranges::move(more, std::back_inserter(to));
}

}  // namespace

Outcome evaluate(const HostedZone& zone, const Batch& batch, const Route53Options& options) {
  Outcome outcome{zone.rrsets};
  if (auto problem = size_problem(batch, options)) return {{}, {std::move(*problem)}};
  std::vector<Change> changes = batch.changes;
  add(outcome.messages, read_names(changes));
  if (!outcome.messages.empty()) return outcome;
  add(outcome.messages, repetition_problems(changes));
  for (Change& change : changes) {
    auto problems = change.action == Action::remove
                        ? removal_problems(outcome.rrsets, change.rrset, options)
                        : creation_problems(outcome.rrsets, change, zone.zone.name, options);
    if (problems.empty()) apply(outcome.rrsets, change, options);
    add(outcome.messages, std::move(problems));
  }
  if (outcome.messages.empty())
    add(outcome.messages, apex_problems(outcome.rrsets, zone.zone.name));
  return outcome;
}

}  // namespace dnsward::fake::r53
