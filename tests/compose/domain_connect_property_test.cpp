#include "compose/domain_connect.h"
#include "compose/template_support.h"
#include "support/random.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

using namespace dnsward;
using namespace dnsward::test;

namespace {

/// A template, the values of its variables, and what it must come to: worked out beside the
/// program, from what was put into the template.
class Generated {
 public:
  explicit Generated(std::uint64_t seed) : random_(seed) {
    for (std::size_t n = 1 + random_.below(12); n > 0; --n) add_record();
    if (expected_.empty()) add_token();
  }

  [[nodiscard]] std::string json() const {
    std::string text;
    for (const std::string& record : records_) text += (text.empty() ? "" : ",\n") + record;
    return template_with(text);
  }

  /// Values of all variables that the records use; of `%fqdn%` and `%domain%` the program has them.
  [[nodiscard]] const std::map<std::string, std::string>& values() const { return values_; }

  [[nodiscard]] std::string expected() const {
    std::vector<std::string> lines = expected_;
    if (has_dmarc_) lines.push_back("_dmarc.sub.example.com. DMARC " + policy_ + rua_);
    std::sort(lines.begin(), lines.end());
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
  }

  /// Places of the records that can't be written.
  [[nodiscard]] const std::vector<std::string>& refused() const { return refused_; }

 private:
  using Text = std::pair<std::string, std::string>;  // in the template, and filled in

  /// A label: a literal one, a variable, or both. Always another one, so that no two records meet.
  Text label() {
    const std::string unique = "l" + std::to_string(counter_++);
    if (random_.one_in(2)) return {unique, unique};
    const Text variable = value_of("v" + unique, unique);
    return random_.one_in(2) ? variable : Text{"x-" + variable.first, "x-" + variable.second};
  }

  Text value_of(const std::string& name, const std::string& value) {
    static const std::vector<std::string> shapes{"", "-", "_a", "9", "Zone"};
    std::string spelled = random_.pick(shapes) + name;
    if (spelled.front() == '-') spelled = name + "-b";
    values_[spelled] = value;
    return {"%" + spelled + "%", value};
  }

  Text target() {
    switch (random_.below(4)) {
      case 0: return {"@", "sub.example.com."};
      case 1: return {"a.%fqdn%.t.example", "a.sub.example.com.t.example."};
      case 2: return {"a.%domain%.t.example.", "a.example.com.t.example."};
      default: break;
    }
    const Text part = label();
    return {part.first + ".t.example", part.second + ".t.example."};
  }

  std::string extras() {
    std::string text = random_.one_in(2) ? R"(, "ttl": 3600)" : R"(, "ttl": "%ttl%")";
    if (random_.one_in(3)) text += R"(, "essential": "OnApply")";
    if (random_.one_in(3)) text += fmt::format(R"(, "groupId": "g{}")", random_.below(3));
    return text;
  }

  void add(const std::string& type, const std::string& members) {
    records_.push_back(fmt::format(R"({{"type": "{}", {}{}}})", type, members, extras()));
  }

  void add_record() {
    switch (random_.below(9)) {
      case 0: return add_token();
      case 1: return add_txt();
      case 2: return add_key_name();
      case 3: return add_cname();
      case 4: return add_mx();
      case 5: return add_spf();
      case 6: return add_dmarc();
      case 7: return add_escaped();
      default: return add_refused();
    }
  }

  void add_token() {
    const Text part = label();
    static const std::vector<std::string> modes{"None", "All", "Prefix", "odd"};
    add("TXT", fmt::format(R"("host": "@", "data": "code={}", "txtConflictMatchingMode": "{}",
                              "txtConflictMatchingPrefix": "code=")",
                           part.first, random_.pick(modes)));
    expected_.push_back(fmt::format("sub.example.com. TXT \"code={}\"", part.second));
  }

  void add_txt() {
    const Text host = label();
    const Text part = label();
    add("TXT", fmt::format(R"("host": "{}", "data": "a {} %fqdn% $ ${{")", host.first, part.first));
    expected_.push_back(fmt::format("{}.sub.example.com. TXT \"a {} sub.example.com $ ${{\"",
                                    host.second, part.second));
  }

  void add_escaped() {
    const Text host = label();
    add("TXT", fmt::format(R"("host": "{}", "data": "\"\\{:03} \" \"\\\"x\"")", host.first,
                           128 + random_.below(128)));
    const std::string& record = records_.back();
    const auto at = record.find("\\\\") + 2;
    expected_.push_back(
        fmt::format(R"({}.sub.example.com. TXT "\{} \"x")", host.second, record.substr(at, 3)));
  }

  void add_key_name() {
    const Text selector = label();
    const Text to = target();
    add("CNAME",
        fmt::format(R"("host": "{}._domainkey", "pointsTo": "{}")", selector.first, to.first));
    expected_.push_back(
        fmt::format("{}._domainkey.sub.example.com. CNAME {}", selector.second, to.second));
  }

  void add_cname() {
    const Text host = label();
    const Text to = target();
    add("CNAME", fmt::format(R"("host": "{}", "pointsTo": "{}")", host.first, to.first));
    expected_.push_back(fmt::format("{}.sub.example.com. CNAME {}", host.second, to.second));
  }

  void add_mx() {
    const Text host = random_.one_in(2) ? Text{"@", ""} : label();
    const Text to = target();
    const std::string number = std::to_string(1 + counter_++);
    const Text priority =
        random_.one_in(3) ? value_of("prio" + number, number) : Text{number, number};
    const bool in_quotes = random_.one_in(2) || priority.first != number;
    add("MX", fmt::format(R"("host": "{}", "pointsTo": "{}", "priority": {})", host.first, to.first,
                          in_quotes ? "\"" + priority.first + "\"" : number));
    expected_.push_back(fmt::format("{}{}sub.example.com. MX {} {}", host.second,
                                    host.second.empty() ? "" : ".", number, to.second));
  }

  void add_spf() {
    const bool at_domain = random_.one_in(2);
    const Text host = at_domain ? Text{"@", ""} : label();
    const Text part = label();
    const std::string rules =
        fmt::format("include:{}.s.example ip4:192.0.2.{}", part.first, counter_ % 250);
    const std::string owner = host.second + (at_domain ? "" : ".") + "sub.example.com. SPF ";
    const std::string address = fmt::format("ip4:192.0.2.{}", counter_++ % 250);
    if (random_.one_in(3)) {
      add("TXT", fmt::format(R"("host": "{}", "data": "v=spf1 {} ~all")", host.first, rules));
    } else {
      add("SPFM", fmt::format(R"("host": "{}", "spfRules": "{}")", host.first, rules));
    }
    expected_.push_back(owner + "include:" + part.second + ".s.example");
    expected_.push_back(owner + address);
  }

  void add_dmarc() {
    static const std::vector<std::string> policies{"none", "quarantine", "reject"};
    const std::size_t strength = random_.below(3);
    const Text part = label();
    add("TXT", fmt::format(R"("host": "_dmarc", "data": "v=DMARC1; p={}; rua=mailto:{}@r.example")",
                           policies[strength], part.first));
    has_dmarc_ = true;
    strength_ = std::max(strength_, strength);
    policy_ = policies[strength_];
    rua_ += fmt::format(" mailto:{}@r.example", part.second);
  }

  void add_refused() {
    static const std::vector<std::string> members{
        R"({"type": "A", "host": "@", "pointsTo": "192.0.2.1"})",
        R"({"type": "SRV", "name": "@", "target": "x.example", "port": 1})",
        R"({"type": "NS", "host": "_domainkey", "pointsTo": "ns.example"})",
        R"({"type": "REDIR301", "target": "https://x.example"})",
        R"({"type": "APEXCNAME", "pointsTo": "x.example"})",
        R"({"type": "TXT", "host": "x.example.net.", "data": "x"})",
        R"({"type": "TXT", "host": "a..b", "data": "x"})",
        R"({"type": "CNAME", "host": "c", "pointsTo": "2001:db8::1"})",
        R"({"type": "TXT", "host": "k._domainkey", "data": "v=DKIM1; k=rsa; p=x"})",
        R"({"type": "SPFM", "host": "@", "spfRules": "exp=x.example"})"};
    refused_.push_back(fmt::format("/records/{}", records_.size()));
    records_.push_back(random_.pick(members));
  }

  Random random_;
  std::size_t counter_ = 0;
  std::vector<std::string> records_;
  std::map<std::string, std::string> values_;
  std::vector<std::string> expected_;
  std::vector<std::string> refused_;
  bool has_dmarc_ = false;
  std::size_t strength_ = 0;
  std::string policy_ = "none";
  std::string rua_;
};

/// The values under the names that the variables have in the file, which their help tells.
Vars vars_of(const SenderDraft& sender, const std::map<std::string, std::string>& values) {
  Vars vars;
  for (const VariableDraft& variable : sender.variables) {
    const auto at = variable.help.find("(in the template: %");
    std::string name = variable.name;
    if (at != std::string::npos) {
      name = variable.help.substr(at + 19, variable.help.find('%', at + 19) - at - 19);
    }
    vars.emplace_back(variable.name, values.at(name));
  }
  return vars;
}

bool tells(const std::vector<Error>& warnings, const std::string& place) {
  return std::any_of(warnings.begin(), warnings.end(), [&](const Error& warning) {
    return warning.message.starts_with(place + ": ");
  });
}

}  // namespace

TEST_CASE("what a template's records say with its variables filled in is what the block requires") {
  for (std::uint64_t seed = 1; seed <= 4000; ++seed) {
    const Generated generated(seed);
    const std::string json = generated.json();
    INFO(json);
    const auto result = convert_template(json, "t.json");
    REQUIRE(messages(result.errors) == "");
    REQUIRE(required(result.sender, vars_of(result.sender, generated.values()), "sub.example.com",
                     "example.com") == generated.expected());
    for (const std::string& place : generated.refused()) REQUIRE(tells(result.warnings, place));
    for (const Error& warning : result.warnings) {
      REQUIRE(result.sender.comment.find(warning.message) != std::string::npos);
    }
  }
}

TEST_CASE("a template that somebody broke converts to a block that loads, or is refused") {
  Random random(7);
  std::size_t refused = 0;
  for (std::uint64_t seed = 1; seed <= 4000; ++seed) {
    std::string json = Generated(seed).json();
    for (std::size_t edits = 1 + random.below(4); edits > 0; --edits) {
      static const std::vector<std::string> pieces{"%",      "\"",    "\\\\", "$",       "{",
                                                   "_dmarc", "@",     ".",    "v=spf1 ", " ",
                                                   "TXT",    "CNAME", "null", "-",       ","};
      const std::size_t at = random.below(json.size());
      if (random.one_in(3)) {
        json.erase(at, 1 + random.below(4));
      } else {
        json.insert(at, random.pick(pieces));
      }
    }
    INFO(json);
    const auto result = convert_template(json, "t.json");
    if (!result.errors.empty()) {
      ++refused;
      continue;
    }
    Vars vars;
    for (const VariableDraft& variable : result.sender.variables) {
      vars.emplace_back(variable.name, "x");
    }
    // What only a variable's value decides may be refused at the entry's domain, nothing else.
    const std::string got = required(result.sender, vars);
    for (std::size_t at = got.find("dnsward.toml:"); at < got.size();
         at = got.find("dnsward.toml:", at + 1)) {
      const bool is_line = at == 0 || got[at - 1] == '\n';
      if (!is_line) continue;
      REQUIRE(got.find("for the domain \"example.com\"", at) != std::string::npos);
    }
  }
  CHECK(refused > 1000);
  CHECK(refused < 3900);
}
