#include "compose/sender_text.h"

#include "compose/toml_text.h"
#include "config/config.h"
#include "config/config_support.h"
#include "config/spec.h"
#include "dns/rdata.h"
#include "support/random.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace dnsward;
using namespace dnsward::test;

namespace {

SenderDraft sample_draft() {
  SenderDraft draft{"brevo"};
  draft.title = "Newsletters, \"Brevo\"";
  draft.comment = "What Brevo asks for.\n\nAs of 2026.";
  draft.variables = {{"brevo_code", "the 32 characters"}, {"id", "a number"}};
  draft.spf = {{"include:spf.brevo.com"}};
  draft.token = {{"brevo-code:${brevo_code}", "of the account"}};
  draft.dkim = {{"brevo1", "", "b1.${domain_dashed}.dkim.brevo.com.", true},
                {"brevo2", "", "b2.${domain_dashed}.dkim.brevo.com.", true}};
  draft.dmarc = DmarcDraft{"none", {"mailto:rua@dmarc.brevo.com"}};
  RecordDraft mx{"send", "MX", "mx.example.net."};
  mx.priority = 10;
  mx.comment = "for bounces";
  RecordDraft txt{"_x"};
  txt.bytes = "caf\xE9 ${x}";
  RecordDraft spf{"send"};
  spf.spf = {"include:amazonses.com", "a:mail.example.net"};
  draft.record = {mx, txt, spf};
  return draft;
}

DomainDraft sample_domain(const std::string& sender) {
  DomainDraft domain;
  domain.names = {"example.com"};
  domain.provider = "local";
  domain.senders = {sender};
  return domain;
}

constexpr std::string_view local_provider =
    "[provider.local]\ntype = \"zonefile\"\ndirectory = \"zones\"\n";

/// The file with `draft` and an entry for it.
std::string whole_file(const SenderDraft& draft, const DomainDraft& domain) {
  return std::string(local_provider) + "\n" + sender_toml(draft) + "\n" + domain_toml(domain);
}

/// Octets of every kind: plain ones, TOML's own signs, multi-byte characters, stray bytes.
std::string random_octets(Random& random) {
  static const std::vector<std::string> pieces{"a",
                                               "Z9",
                                               " ",
                                               "\"",
                                               "\\",
                                               "'",
                                               "'''",
                                               "\"\"\"",
                                               "#",
                                               "\n",
                                               "\t",
                                               "\r\n",
                                               "${",
                                               "$${",
                                               "${x}",
                                               "$",
                                               "}",
                                               "\xC3\xBC",
                                               "\x7F",
                                               "\x01",
                                               "\xFF",
                                               "\xC2\xA0",
                                               "\xED\xA0",
                                               "\xEF\xBF\xBE",
                                               "=",
                                               "[a]",
                                               "\\u0041",
                                               "\xF0\x9F\x98\x80",
                                               std::string(1, '\0'),
                                               std::string(300, 'p')};
  std::string text;
  for (std::size_t n = random.below(12); n > 0; --n) text += random.pick(pieces);
  return text;
}

}  // namespace

TEST_CASE("a sender is written as somebody would write it") {
  CHECK(sender_toml(sample_draft()) == R"(# What Brevo asks for.
#
# As of 2026.
#
# Variables, to be given in the vars of a [[domains]] entry:
#   brevo_code  the 32 characters
#   id          a number
[sender.brevo]
title = 'Newsletters, "Brevo"'
spf   = ["include:spf.brevo.com"]
token = [
  # of the account
  "brevo-code:${brevo_code}",
]
dkim  = [
  { selector = "brevo1", cname = "b1.${domain_dashed}.dkim.brevo.com.", replace = true },
  { selector = "brevo2", cname = "b2.${domain_dashed}.dkim.brevo.com.", replace = true },
]
dmarc = { policy = "none", rua = ["mailto:rua@dmarc.brevo.com"] }

# for bounces
[[sender.brevo.record]]
name     = "send"
type     = "MX"
value    = "mx.example.net."
priority = 10

[[sender.brevo.record]]
name         = "_x"
type         = "TXT"
presentation = '"caf\233 ${x}"'

[[sender.brevo.record]]
name = "send"
spf  = ["include:amazonses.com", "a:mail.example.net"]
)");
}

TEST_CASE("an entry is written as somebody would write it") {
  DomainDraft domain = sample_domain("brevo");
  domain.comment = "one customer";
  domain.zone = "example.com";
  domain.zone_id = "Z1";
  domain.vars = {{"brevo_code", "0123"}, {"id", "\\"}};
  domain.dmarc = DmarcDraft{"quarantine",     {},   {"mailto:f@example.com"},
                            {{"adkim", "s"}}, true, "the owner's word"};
  RecordDraft token;
  token.bytes = "google-site-verification=abc";
  RecordDraft gone{"old", "CNAME"};
  gone.absent = true;
  gone.ttl = 300;
  RecordDraft sts{"_mta-sts", "TXT", "v=STSv1; id=${id};"};
  sts.owns = RecordDraft::Owns::prefix;
  sts.prefix = "v=STSv1";
  RecordDraft alone{"x", "TXT", "y"};
  alone.owns = RecordDraft::Owns::rrset;
  RecordDraft moved{"www", "CNAME", "example.net."};
  moved.replace = true;
  domain.record = {token, gone, sts, alone, moved};
  CHECK(domain_toml(domain) == R"(# one customer
[[domains]]
names    = ["example.com"]
provider = "local"
zone     = "example.com"
zone_id  = "Z1"
senders  = ["brevo"]
vars     = { brevo_code = "0123", id = '\' }
# the owner's word
dmarc    = { policy = "quarantine", adkim = "s", ruf = ["mailto:f@example.com"], allow_downgrade = true }

[[domains.record]]
name  = "@"
type  = "TXT"
value = "google-site-verification=abc"

[[domains.record]]
name   = "old"
type   = "CNAME"
absent = true
ttl    = 300

[[domains.record]]
name   = "_mta-sts"
type   = "TXT"
value  = "v=STSv1; id=${id};"
owns   = "prefix"
prefix = "v=STSv1"

[[domains.record]]
name  = "x"
type  = "TXT"
value = "y"
owns  = "rrset"

[[domains.record]]
name    = "www"
type    = "CNAME"
value   = "example.net."
replace = true
)");
}

TEST_CASE("what is written for a sender is read back as its requirements") {
  DomainDraft domain = sample_domain("brevo");
  domain.vars = {{"brevo_code", "c9978ded17d612e8fed43df36eeef6b2"}, {"id", "1"}};
  const Folder folder;
  folder.write("dnsward.toml", whole_file(sample_draft(), domain));
  const LoadedConfig loaded = load(folder);
  REQUIRE(errors_text(loaded, folder) == "");
  CHECK(loaded.config.senders.at(0)->title == "Newsletters, \"Brevo\"");
  const auto expanded =
      requirements_of(loaded.config, loaded.config.domains.at(0), loaded.config.domains.at(0).name);
  REQUIRE(expanded.requirements.size() == 8);
  const auto& last = std::get<ValueWant>(expanded.requirements.at(6).want);
  CHECK(std::get<TxtData>(last.value).bytes == "caf\xE9 ${x}");
}

TEST_CASE("TXT octets, variables and titles of any kind are read back as they were") {
  Random random(5);
  std::size_t presented = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::string bytes = random_octets(random);
    const std::string variable = random_octets(random);
    SenderDraft draft{"s"};
    draft.title = random_octets(random);
    draft.comment = random_octets(random);
    draft.variables = {{"v", random_octets(random)}};
    RecordDraft record{"_t"};
    record.bytes = bytes;
    record.comment = random_octets(random);
    draft.record = {record};
    DomainDraft domain = sample_domain("s");
    domain.comment = random_octets(random);
    if (fits_toml(variable) && variable.find("${") == std::string::npos)
      domain.vars = {{"v", variable}};
    const std::string toml = whole_file(draft, domain);
    INFO(toml);
    const Folder folder;
    folder.write("dnsward.toml", toml);
    const LoadedConfig loaded = load(folder);
    REQUIRE(errors_text(loaded, folder) == "");
    const SenderSpec& sender = *loaded.config.senders.at(0);
    if (fits_toml(draft.title)) CHECK(sender.title == draft.title);
    const auto& entry = *loaded.config.domains.at(0).entry;
    if (!domain.vars.empty()) CHECK(entry.variables.at("v") == variable);
    const auto expanded = requirements_of(loaded.config, loaded.config.domains.at(0),
                                          loaded.config.domains.at(0).name);
    REQUIRE(expanded.requirements.size() == 1);
    const auto& want = std::get<ValueWant>(expanded.requirements.at(0).want);
    CHECK(std::get<TxtData>(want.value).bytes == bytes);
    if (toml.find("\npresentation") != std::string::npos) ++presented;
  }
  // Both spellings occur.
  CHECK(presented > 200);
  CHECK(presented < 1900);
}
