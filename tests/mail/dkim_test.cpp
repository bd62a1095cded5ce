#include "mail/dkim.h"

#include "mail/dkim_keys.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace dnsward;

namespace {

std::string record_of(std::string_view key, std::string_view before = "v=DKIM1; k=rsa; p=") {
  return std::string(before) + std::string(key);
}

DkimKey accepted(std::string_view record) {
  const auto key = check_dkim(record);
  INFO("record: ", record);
  if (!key) FAIL(key.error().message);
  return *key;
}

struct Refusal {
  std::string message;
  std::string hint;
};

Refusal refused(std::string_view record) {
  const auto key = check_dkim(record);
  INFO("record: ", record);
  REQUIRE_FALSE(key);
  CHECK(key.error().kind == ErrorKind::config);
  return {key.error().message, key.error().hint};
}

void check_refused(std::string_view record, std::string_view message, std::string_view hint) {
  const auto refusal = refused(record);
  CHECK(refusal.message == message);
  CHECK(refusal.hint == hint);
}

}  // namespace

TEST_CASE("the key of Brevo's instructions has one warning: its 1024 bits") {
  const auto key = accepted("k=rsa;p=" + std::string(dkim_keys::brevo));
  CHECK(key.type == "rsa");
  CHECK(key.bits == 1024);
  CHECK_FALSE(key.revoked);
  CHECK(key.der.size() == 162);
  CHECK(messages_of(key.warnings) ==
        std::vector<std::string>{"DKIM key has 1024 bits; RFC 8301 asks for 2048"});
}

TEST_CASE("RSA keys are measured, and short and long ones get a warning") {
  const std::string short_key = "DKIM key has 1536 bits; RFC 8301 asks for 2048";
  const std::string long_key =
      "DKIM key has 8192 bits; verifiers need not take more than 4096 (RFC 8301)";
  CHECK(messages_of(accepted(record_of(dkim_keys::rsa_1536)).warnings) == std::vector{short_key});
  CHECK(messages_of(accepted(record_of(dkim_keys::rsa_8192)).warnings) == std::vector{long_key});
  for (const auto key : {dkim_keys::rsa_2048, dkim_keys::rsa_2048_bare}) {
    CHECK(accepted(record_of(key)).bits == 2048);
    CHECK(accepted(record_of(key)).warnings.empty());
  }
  for (const auto key : {dkim_keys::rsa_4096, dkim_keys::rsa_4096_bare}) {
    CHECK(accepted(record_of(key)).bits == 4096);
    CHECK(accepted(record_of(key)).warnings.empty());
  }
}

TEST_CASE("both DER forms of a key are one key, two keys are not") {
  const auto der = [](std::string_view key) { return accepted(record_of(key)).der; };
  CHECK(der(dkim_keys::rsa_1024) == der(dkim_keys::rsa_1024_bare));
  CHECK(der(dkim_keys::rsa_2048) == der(dkim_keys::rsa_2048_bare));
  CHECK(der(dkim_keys::rsa_4096) == der(dkim_keys::rsa_4096_bare));
  CHECK(der(dkim_keys::rsa_1024) != der(dkim_keys::brevo));
}

TEST_CASE("spelling does not make another key") {
  const auto plain = accepted(record_of(dkim_keys::rsa_2048, "p="));
  std::string folded(dkim_keys::rsa_2048);
  folded.insert(255, " \r\n\t");
  folded.insert(64, "  ");
  for (const std::string& record : {
           record_of(dkim_keys::rsa_2048, "v=DKIM1;k=rsa;p="),
           record_of(dkim_keys::rsa_2048, " v = DKIM1 ; k = rsa ; p = ") + " ; ",
           record_of(dkim_keys::rsa_2048, "v=DKIM1; h=sha1:sha256; s=email:x; t=s; n=a=b <c>; p="),
           record_of(dkim_keys::rsa_2048, "g=*; unknown_2=; P=other; k=rsa; p=") + ";",
           record_of(dkim_keys::rsa_2048, "p=") + "; k=rsa",
           record_of(folded),
       }) {
    CHECK(accepted(record).der == plain.der);
    CHECK(accepted(record).warnings.empty());
  }
}

TEST_CASE("an Ed25519 key is its 32 octets") {
  const auto key = accepted(record_of(dkim_keys::ed25519, "v=DKIM1; k=ed25519; p="));
  CHECK(key.type == "ed25519");
  CHECK(key.bits == 256);
  CHECK(key.der.size() == 32);
  CHECK(key.warnings.empty());
}

TEST_CASE("a revoked key is valid and gets a warning") {
  for (const std::string_view record :
       {"v=DKIM1; p=", "p=", "v=DKIM1; k=rsa; p= ;", "k=ed25519; p="}) {
    const auto key = accepted(record);
    CHECK(key.revoked);
    CHECK(key.bits == 0);
    CHECK(key.der.empty());
    CHECK(messages_of(key.warnings) ==
          std::vector<std::string>{"DKIM key is revoked: its p= is empty"});
  }
}

TEST_CASE("test mode and services other than e-mail get a warning") {
  const auto warnings = [](std::string_view tags) {
    return messages_of(
        accepted(record_of(dkim_keys::rsa_2048, std::string(tags) + "; p=")).warnings);
  };
  const std::vector<std::string> testing{
      "DKIM record is in test mode (t=y): a bad signature counts as none"};
  CHECK(warnings("t=y") == testing);
  CHECK(warnings("t=s : y") == testing);
  CHECK(warnings("t=yes:s").empty());
  CHECK(warnings("s=tlsrpt") == std::vector<std::string>{"DKIM key is not for e-mail: s=tlsrpt"});
  CHECK(warnings("s=tlsrpt:*").empty());
}

TEST_CASE("a tag list is refused for what makes verifiers ignore it") {
  const std::string key(dkim_keys::rsa_2048);
  check_refused("", "DKIM record is empty", "write k=rsa; p= and the key");
  check_refused(" \t", "DKIM record is empty", "write k=rsa; p= and the key");
  check_refused("v=DKIM1;; p=" + key, "DKIM record has a \";\" with no tag before it",
                "write one \";\" between two tags");
  check_refused("p=" + key + ";;", "DKIM record has a \";\" with no tag before it",
                "write one \";\" between two tags");
  check_refused(";", "DKIM record has a \";\" with no tag before it",
                "write one \";\" between two tags");
  check_refused("v=DKIM1; rsa; p=" + key, "DKIM record has the part \"rsa\", which is no tag",
                "write tags as name=value, with \";\" between them");
  check_refused("v=DKIM1; 1=2; p=" + key, "DKIM record has the tag name \"1\"",
                "tag names are letters, digits and \"_\", with \";\" between the tags");
  check_refused("=x; p=" + key, "DKIM record has the tag name \"\"",
                "tag names are letters, digits and \"_\", with \";\" between the tags");
  check_refused("k=rsa; p=" + key + "; k=rsa", "DKIM record has the tag \"k\" twice",
                "keep one of them: verifiers ignore the whole record");
  check_refused("n=caf\xC3\xA9; p=" + key, "DKIM record holds the octet 0xC3 at position 6",
                "write printable ASCII only");
}

TEST_CASE("a version other than DKIM1, or not in front, is refused") {
  const std::string rest = "; p=" + std::string(dkim_keys::rsa_2048);
  for (const std::string version : {"dkim1", "DKIM2", "", "DKIM 1"}) {
    check_refused("v=" + version + rest, "DKIM record has the version \"" + version + "\"",
                  "write v=DKIM1, or leave the tag out");
  }
  check_refused("v=DKIM1 k=rsa" + rest, "DKIM record has the version \"DKIM1 k=rsa\"",
                "put \";\" between the tags");
  check_refused("k=rsa; v=DKIM1" + rest, "DKIM record has v=DKIM1 behind another tag",
                "put v=DKIM1 first, or leave it out: elsewhere verifiers ignore the whole record");
}

TEST_CASE("an unknown key type is refused with the one that was meant") {
  const std::string rest = "; p=" + std::string(dkim_keys::rsa_2048);
  const auto message = [](const std::string& type) {
    return "DKIM record has the unknown key type \"" + type + "\"";
  };
  check_refused("k=ed25519-sha256" + rest, message("ed25519-sha256"), "write k=ed25519");
  check_refused("k=RSA" + rest, message("RSA"), "write k=rsa");
  check_refused("k=rsa-sha256" + rest, message("rsa-sha256"), "write k=rsa");
  check_refused("k=dsa" + rest, message("dsa"), "write k=rsa or k=ed25519");
  check_refused("k=" + rest, message(""), "write k=rsa or k=ed25519");
  check_refused("k=rsa p=" + std::string(dkim_keys::brevo),
                message("rsa p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNAD...[222 octets]...VJRxcg4c8c7wIDAQAB"),
                "put \";\" between the tags");
}

TEST_CASE("a record without SHA-256 or without a key is refused") {
  const std::string rest = "; p=" + std::string(dkim_keys::rsa_2048);
  const std::string hint = "write h=sha256, or leave the tag out";
  check_refused("h=sha1" + rest,
                "DKIM record allows the hashes \"sha1\", and verifiers take sha256 alone "
                "(RFC 8301)",
                hint);
  check_refused("h=" + rest,
                "DKIM record allows the hashes \"\", and verifiers take sha256 alone (RFC 8301)",
                hint);
  check_refused("v=DKIM1; k=rsa", "DKIM record has no p=, the key", "write p= and the key");
  check_refused("v=DKIM1; P=" + std::string(dkim_keys::rsa_2048), "DKIM record has no p=, the key",
                "tag names are lower case: write p=");
  for (const auto key : {dkim_keys::rsa_1024, dkim_keys::rsa_512, dkim_keys::rsa_512_bare}) {
    check_refused(key, "DKIM record is a key alone, without a tag",
                  "write k=rsa; p= before the key");
  }
}

TEST_CASE("a key that is not base64 is refused with the character") {
  check_refused("p=AB-D", "DKIM key is base64url: \"-\" is character 3 of it",
                "write \"+\" for each \"-\" and \"/\" for each \"_\"");
  check_refused("p=AB D_", "DKIM key is base64url: \"_\" is character 5 of it",
                "write \"+\" for each \"-\" and \"/\" for each \"_\"");
  check_refused("p=ABC\"", "DKIM key is not base64: \"\"\" is character 4 of it",
                "copy the whole value again");
  check_refused("p=AA==AAAA", "DKIM key goes on after the \"=\" at its end",
                "one record holds one key: copy it alone");
  check_refused("p=A===", "DKIM key ends in 3 \"=\", and base64 ends in two at most",
                "copy the whole value again");
  check_refused("p=AAAA====", "DKIM key ends in 4 \"=\", and base64 ends in two at most",
                "copy the whole value again");
  check_refused(
      "p=AAB=", "DKIM key is not base64: its last character holds bits of a further octet",
      "copy the whole value again");
  for (const std::string key : {"AAAAA", "AA", "AAA", "AA=", "=", "=="}) {
    check_refused("p=" + key,
                  "DKIM key is cut off: base64 comes in groups of four characters, and it has " +
                      std::to_string(key.size()),
                  "copy the whole value again, with every \"=\" at its end");
  }
}

TEST_CASE("a key whose DER is cut off, too long or none says so") {
  const std::string key(dkim_keys::rsa_1024);
  const std::string again = "copy the whole p= value again";
  check_refused("p=" + key.substr(0, 215) + "=",
                "DKIM key is cut off: its DER announces 162 octets, 161 are there", again);
  check_refused("p=" + key.substr(0, 100),
                "DKIM key is cut off: its DER announces 162 octets, 75 are there", again);
  check_refused("p=MA==", "DKIM key is cut off: it has 1 octet", again);
  check_refused("p=MIE=", "DKIM key is cut off: it has 2 octets", again);
  check_refused("p=MIUAAAAAAAA=", "DKIM key is not DER: its length is not one", again);
  check_refused("p=" + key + "AAAA",
                "DKIM key goes on after its end: its DER announces 162 octets, 165 are there",
                "copy the whole p= value again, and nothing else");
  check_refused("p=" + key.substr(8),
                "DKIM key is not DER: it begins with the octet 0x09, not 0x30", again);
}

TEST_CASE("DER that holds no sound RSA key is refused") {
  const auto check = [](std::string_view key, std::string_view message, std::string_view hint) {
    check_refused(record_of(key), message, hint);
  };
  const std::string_view again = "copy the whole p= value again";
  check("MAA=", "DKIM key is DER, but no RSA public key", again);
  check("MAMBAQA=", "DKIM key is DER, but no RSA public key", again);
  check(dkim_keys::bit_string_surplus, "DKIM key is DER, but no RSA public key", again);
  check(dkim_keys::inner_surplus, "DKIM key is DER, but no RSA public key", again);
  check(dkim_keys::without_null, "DKIM key is DER, but no RSA public key", again);
  for (const auto key : {dkim_keys::long_length, dkim_keys::negative}) {
    check(key, "DKIM key is not strict DER, so some verifiers can't read it",
          "ask the sender for the key again");
  }
  for (const auto key :
       {dkim_keys::exponent_1, dkim_keys::exponent_even, dkim_keys::modulus_even}) {
    check(key, "DKIM key is broken: RSA needs an odd modulus and an odd exponent over 1", again);
  }
  for (const auto key : {"MAMCAQA=", "MIIEowIBAAKCAQEA"}) {
    check(key, "DKIM key is a private key, which nobody else may see",
          "make a new pair and publish its public key: this one is no longer secret");
  }
  check(dkim_keys::ec_p256, "DKIM key is of the type EC, and the record says k=rsa",
        "ask the sender for an RSA key");
}

TEST_CASE("RSA keys under 1024 bits are refused in both forms") {
  for (const auto key : {dkim_keys::rsa_512, dkim_keys::rsa_512_bare}) {
    check_refused(record_of(key),
                  "DKIM key has 512 bits; verifiers refuse RSA keys under 1024 (RFC 8301)",
                  "ask the sender for a key of 2048 bits");
  }
  for (const auto key : {dkim_keys::rsa_768, dkim_keys::rsa_768_bare}) {
    check_refused(record_of(key),
                  "DKIM key has 768 bits; verifiers refuse RSA keys under 1024 (RFC 8301)",
                  "ask the sender for a key of 2048 bits");
  }
}

TEST_CASE("a key of the other type is told from a broken one") {
  check_refused(record_of(dkim_keys::ed25519),
                "DKIM key has 32 octets like an Ed25519 key, and the record says k=rsa",
                "write k=ed25519 if it is one, else copy the whole p= value again");
  check_refused(record_of(dkim_keys::ed25519_spki),
                "DKIM key is an Ed25519 key, and the record says k=rsa",
                "write k=ed25519, and in p= the bare 32 octets without the DER around them "
                "(RFC 8463)");
  check_refused(record_of(dkim_keys::ed25519_spki, "k=ed25519; p="),
                "Ed25519 key has 44 octets instead of 32",
                "p= takes the bare key, without the DER around it (RFC 8463)");
  check_refused(record_of(dkim_keys::rsa_2048, "k=ed25519; p="),
                "Ed25519 key has 294 octets instead of 32", "for an RSA key write k=rsa");
  check_refused("k=ed25519; p=AAAA", "Ed25519 key has 3 octets instead of 32",
                "copy the whole p= value again");
}
