#include "mail/dkim_check.h"
#include "mail/dkim_keys.h"
#include "mail/finding_samples.h"
#include "mail/live_check.h"
#include "mail/record_check.h"
#include "mail/zone_resolver.h"
#include "support/zone_text.h"

namespace dnsward::test {
namespace {

const std::string key_2048(dkim_keys::rsa_2048);
const std::string good = "v=DKIM1; k=rsa; p=" + key_2048;

auto record(std::string text) {
  return [text = std::move(text)] { return check_dkim_record(text); };
}

auto wish(std::string text) {
  return [text = std::move(text)] { return check_dkim_wish(text); };
}

auto selector(std::string_view text) {
  return [=] { return check_dkim_selector(text); };
}

auto values(std::vector<std::string> all) {
  return [all = std::move(all)] {
    return check_dkim_values(name("s._domainkey.example"),
                             std::vector<std::string_view>(all.begin(), all.end()));
  };
}

auto zone(std::string records) {
  return [records = std::move(records)] {
    return check_zone(name("d.example"), zone_text("d.example", records));
  };
}

auto live(std::string records) {
  return [records = std::move(records)] {
    const ZoneResolver resolver({name("example")}, zone_text("example", records));
    const std::vector selectors{name("s._domainkey.d.example")};
    return check_live(resolver, name("d.example"), selectors);
  };
}

auto change(std::string before, std::string after) {
  return [before = std::move(before), after = std::move(after)] {
    const RRsetKey key{name("s._domainkey.d.example"), RRType::txt};
    const RRset old_set{key, 60, {txt(before)}};
    return check_change(&old_set, {key, 60, {txt(after)}});
  };
}

std::string with(std::string_view tags) {
  return "v=DKIM1; " + std::string(tags) + "; p=" + key_2048;
}

std::vector<FindingSample> keys() {
  auto lost = key_2048;
  lost.pop_back();
  return {
      {"DKIM001", R"(DKIM record has the part "k:rsa", which is no tag)",
       record("v=DKIM1; k:rsa; p=" + key_2048), record("v=DKIM1;k=rsa;p=" + key_2048 + ";")},
      {"DKIM002", "DKIM record has no p=, the key", record("v=DKIM1; k=rsa"),
       record("v=DKIM1; k=rsa; p=")},
      {"DKIM003", "DKIM key is cut off: base64 comes in groups of four characters, and it has 391",
       record("k=rsa; p=" + lost),
       record("k=rsa; p=" + key_2048.substr(0, 80) + " " + key_2048.substr(80))},
      {"DKIM004", "DKIM key is cut off: its DER announces 294 octets, 291 are there",
       record("k=rsa; p=" + key_2048.substr(0, key_2048.size() - 4)),
       record("k=rsa; p=" + std::string(dkim_keys::rsa_2048_bare))},
      {"DKIM005", R"(DKIM record has the unknown key type "ed25519-sha256")",
       record("k=ed25519-sha256; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="),
       record("k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")},
      {"DKIM006", "DKIM key has 768 bits; verifiers refuse RSA keys under 1024 (RFC 8301)",
       record("p=" + std::string(dkim_keys::rsa_768)),
       record("p=" + std::string(dkim_keys::rsa_1024))},
      {"DKIM007", "DKIM key has 1024 bits; RFC 8301 asks for 2048",
       record("p=" + std::string(dkim_keys::rsa_1024)), record("p=" + key_2048)},
      {"DKIM008", "DKIM key has 8192 bits; verifiers need not take more than 4096 (RFC 8301)",
       record("p=" + std::string(dkim_keys::rsa_8192)),
       record("p=" + std::string(dkim_keys::rsa_4096))},
      {"DKIM009", "Ed25519 key has 3 octets instead of 32", record("k=ed25519; p=AQAB"),
       record("k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")},
      {"DKIM010", "DKIM record has v=DKIM1 behind another tag",
       record("k=rsa; v=DKIM1; p=" + key_2048), record("k=rsa; p=" + key_2048)},
      {"DKIM011", R"(DKIM record has the tag "k" twice)", record(with("k=rsa; k=rsa")),
       record(with("k=rsa; K=rsa"))},
      {"DKIM014",
       R"(DKIM record allows the hashes "sha1", and verifiers take sha256 alone (RFC 8301))",
       record(with("h=sha1")), record(with("h=sha1:sha256"))},
      {"DKIM015", "DKIM record allows sha1 beside sha256: h=sha1 : sha256",
       record(with("h=sha1 : sha256")), record(with("h=sha256"))},
      {"DKIM016", "DKIM record is in test mode (t=y): a bad signature counts as none",
       record(with("t=y")), record(with("t=s"))},
      {"DKIM017", "DKIM key is not for e-mail: s=tlsrpt", record(with("s=tlsrpt")),
       record(with("s=tlsrpt:email"))},
      {"DKIM018", R"(DKIM record has the unknown tag "z=1", which verifiers ignore)",
       record(with("z=1")), record(with("n=z"))},
      {"DKIM020", "DKIM key is revoked: its p= is empty", record("v=DKIM1; p="), record(good)},
      {"DKIM021", "DKIM record does not begin with v=DKIM1", record("k=rsa; p=" + key_2048),
       record(good)},
      {"DKIM022", "DKIM key is the one that Brevo gives to all of its customers",
       record("k=rsa;p=" + std::string(dkim_keys::brevo)), record(good)},
      {"DKIM024", "DKIM key is a private key, which nobody else may see",
       record("k=rsa; p=" + std::string("MIIEowIBAAKCAQEA")), record(good)},
      {"DKIM025", R"("-----BEGIN PUBLIC KEY-----" is the armour of a PEM file, no part of a key)",
       wish("-----BEGIN PUBLIC KEY-----\n" + key_2048), wish(good)},
      {"DKIM027", "DKIM key is for the domain alone (t=s), not for mail of its subdomains",
       record(with("t=s")), record(with("t=y"))},
      {"DKIM031", "DKIM key is a bare RSAPublicKey, which some verifiers can't read",
       record("p=" + std::string(dkim_keys::rsa_2048_bare)), record("p=" + key_2048)},
  };
}

std::vector<FindingSample> names() {
  const std::string ed25519 =
      "TXT \"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"\n";
  const std::string rsa = "TXT \"" + good.substr(0, 200) + "\" \"" + good.substr(200) + "\"\n";
  return {
      {"DKIM012", R"("s._domainkey.example" has 2 TXT records, and verifiers take any of them)",
       values({good, "v=DKIM1; p="}), values({good})},
      {"DKIM013", R"("s._domainkey.d.example" has a CNAME and TXT)",
       zone("s._domainkey 60 CNAME k.vendor.example.\ns._domainkey 60 " + rsa),
       zone("s._domainkey 60 CNAME k.vendor.example.\nt._domainkey 60 " + rsa)},
      {"DKIM019",
       R"(selector "a_b" has an underscore, which the grammar of selectors does not allow)",
       selector("a_b"), selector("a-b")},
      {"DKIM023", "the only DKIM key is an Ed25519 one", zone("s._domainkey 60 " + ed25519),
       zone("s._domainkey 60 " + ed25519 + "t._domainkey 60 " + rsa)},
      {"DKIM026", R"(the DKIM CNAME at "s._domainkey.d.example" points at itself)",
       zone("s._domainkey 60 CNAME s._domainkey.d.example."),
       zone("s._domainkey 60 CNAME s._domainkey.example.")},
      {"DKIM028", R"(selector "a..b" can't stand before "._domainkey")", selector("a..b"),
       selector("a.b")},
      {"DKIM029", R"("s._domainkey.d.example" holds another DKIM key, which this one replaces)",
       change("p=" + std::string(dkim_keys::rsa_1024), good), change("k=rsa;p=" + key_2048, good)},
      {"DKIM030", R"("s._domainkey.d.example" is a CNAME to "k.example", where there is no key)",
       live("s._domainkey.d 60 CNAME k.example."),
       live("s._domainkey.d 60 CNAME k.example.\nk 60 " + rsa)},
      {"DKIM032", R"(DKIM key "v=DKIM1; p=" comes without its selector)",
       [] { return MailFindings{missing_selector("v=DKIM1; p=")}; }, record("v=DKIM1; p=")},
  };
}

}  // namespace

std::vector<FindingSample> dkim_samples() {
  std::vector<FindingSample> all = keys();
  for (auto& sample : names()) all.push_back(std::move(sample));
  return all;
}

}  // namespace dnsward::test
