#include "mail/dkim.h"
#include "mail/dkim_keys.h"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace dnsward;

namespace {

using Random = std::mt19937_64;

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<std::string_view, 8> rsa_keys{
    dkim_keys::rsa_1024,      dkim_keys::rsa_1024_bare, dkim_keys::rsa_1536,
    dkim_keys::rsa_2048,      dkim_keys::rsa_2048_bare, dkim_keys::rsa_4096,
    dkim_keys::rsa_4096_bare, dkim_keys::brevo};

std::size_t below(Random& random, std::size_t limit) {
  return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
}

std::string base64(std::string_view octets) {
  std::string text;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char octet : octets) {
    bits = bits << 8U | static_cast<unsigned char>(octet);
    for (held += 8; held >= 6; held -= 6) text += alphabet[bits >> (held - 6) & 63U];
  }
  if (held > 0) text += alphabet[bits << (6 - held) & 63U];
  while (text.size() % 4 != 0) text += '=';
  return text;
}

std::string random_text(Random& random, std::size_t longest, std::string_view letters) {
  std::string text(below(random, longest + 1), ' ');
  for (char& c : text) {
    c = letters.empty() ? static_cast<char>(below(random, 256))
                        : letters[below(random, letters.size())];
  }
  return text;
}

std::vector<std::string> ders_of_rsa_keys() {
  std::vector<std::string> ders;
  for (const auto key : rsa_keys) ders.push_back(check_dkim("p=" + std::string(key))->der);
  return ders;
}

// What holds for every key that is let through, whatever it was read from.
void check_sound(const DkimKey& key) {
  if (key.revoked) {
    CHECK(key.der.empty());
    return;
  }
  CHECK(key.bits >= (key.type == "rsa" ? 1024U : 256U));
  const auto again = check_dkim("k=" + key.type + "; p=" + base64(key.der));
  REQUIRE(again);
  CHECK(again->der == key.der);
  CHECK(again->bits == key.bits);
}

}  // namespace

TEST_CASE("a key that lost its end is never accepted") {
  for (const auto key : rsa_keys) {
    REQUIRE(check_dkim("p=" + std::string(key)));
    for (std::size_t size = 1; size < key.size(); ++size) {
      std::string cut(key.substr(0, size));
      CHECK_FALSE(check_dkim("p=" + cut));
      while (cut.size() % 4 != 0) cut += '=';
      if (cut != key) CHECK_FALSE(check_dkim("p=" + cut));
    }
  }
  for (std::size_t size = 1; size < dkim_keys::ed25519.size(); ++size) {
    CHECK_FALSE(check_dkim("k=ed25519; p=" + std::string(dkim_keys::ed25519.substr(0, size))));
  }
}

TEST_CASE("a key that lost its beginning or a piece is never accepted") {
  Random random(7);
  for (int i = 0; i < 20'000; ++i) {
    std::string key(rsa_keys.at(below(random, rsa_keys.size())));
    const auto at = below(random, key.size());
    const auto length = i % 4 == 0 ? key.size() - at : 1 + below(random, 8);
    key.erase(i % 4 == 1 ? 0 : at, length);
    if (key.empty()) continue;
    CHECK_FALSE(check_dkim("p=" + key));
  }
}

TEST_CASE("a changed character is refused or makes another key") {
  Random random(1);
  const auto ders = ders_of_rsa_keys();
  int other_keys = 0;
  for (int i = 0; i < 20'000; ++i) {
    const auto which = below(random, rsa_keys.size());
    std::string key(rsa_keys.at(which));
    char& c = key[below(random, key.size())];
    const char replacement = alphabet[below(random, alphabet.size())];
    if (replacement == c) continue;
    c = replacement;
    const auto changed = check_dkim("p=" + key);
    if (!changed) continue;
    ++other_keys;
    CHECK(changed->der != ders.at(which));
    if (i % 4 == 0) check_sound(*changed);
  }
  CHECK(other_keys > 10'000);  // most characters are digits of the modulus
}

TEST_CASE("changed DER octets are refused or make another key") {
  Random random(2);
  std::string der = check_dkim("p=" + std::string(dkim_keys::rsa_1024))->der;
  for (int i = 0; i < 20'000; ++i) {
    std::string changed = der;
    const auto count = 1 + below(random, 3);
    for (std::size_t n = 0; n < count; ++n) {
      // The structure is in the first 30 octets and the last 5.
      const auto at = below(random, 40);
      changed[at < 30 ? at : der.size() - 1 - at % 5] = static_cast<char>(below(random, 256));
    }
    const auto key = check_dkim("p=" + base64(changed));
    if (!key) continue;
    check_sound(*key);
    CHECK((key->der == der) == (changed == der));
  }
}

TEST_CASE("garbage is refused or read into a sound key") {
  Random random(3);
  int accepted = 0;
  for (int i = 0; i < 30'000; ++i) {
    const std::string_view letters = i % 3 == 0 ? "" : i % 3 == 1 ? "vkpht=;: DKIM1rsa" : alphabet;
    const std::string_view before = i % 2 == 0 ? "" : i % 5 == 0 ? "k=ed25519; p=" : "k=rsa; p=";
    const auto key = check_dkim(std::string(before) + random_text(random, 60, letters));
    if (!key) {
      CHECK_FALSE(key.error().message.empty());
      continue;
    }
    ++accepted;
    check_sound(*key);
  }
  CHECK(accepted > 0);
}

TEST_CASE("random octets in a DER frame are refused or read into a sound key") {
  Random random(4);
  for (int i = 0; i < 20'000; ++i) {
    std::string der = random_text(random, 120, i % 2 == 0 ? "" : "\x30\x02\x03\x81\x05\x7F");
    if (i % 4 != 0) der = "\x30" + std::string(1, static_cast<char>(der.size())) + der;
    if (const auto key = check_dkim("p=" + base64(der))) check_sound(*key);
  }
}

TEST_CASE("blanks and line breaks in a key mean nothing") {
  Random random(5);
  const auto ders = ders_of_rsa_keys();
  for (int i = 0; i < 20'000; ++i) {
    const auto which = below(random, rsa_keys.size());
    std::string key(rsa_keys.at(which));
    for (auto blanks = below(random, 6); blanks > 0; --blanks) {
      key.insert(below(random, key.size() + 1), 1, " \t\r\n"[below(random, 4)]);
    }
    const auto spaced = check_dkim("p=" + key);
    REQUIRE(spaced);
    CHECK(spaced->der == ders.at(which));
  }
}
