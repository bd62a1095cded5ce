#include "app/text_layout.h"
#include "base/text.h"
#include "cli/findings_text.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace dnsward;

namespace {

/// Line breaks as blanks, and blanks once.
std::string unwrapped(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  const auto doubled = [](char a, char b) { return a == ' ' && b == ' '; };
  text.erase(std::unique(text.begin(), text.end(), doubled), text.end());
  return text;
}

}  // namespace

TEST_CASE("every code is explained: what it is, why, the next step and the source") {
  const auto list = findings_text();
  for (const auto& family : finding_families()) {
    CHECK(list.find(family.title) != std::string::npos);
    for (const auto& spec : family.findings) {
      CAPTURE(spec.code);
      const auto text = finding_text(spec);
      for (const auto line : split(text, '\n')) CHECK(columns(line) <= 80);
      const auto words = unwrapped(text);
      CHECK(words.starts_with(std::string(spec.code) + " (" + std::string(to_text(spec.severity)) +
                              "): " + unwrapped(std::string(spec.title))));
      for (const auto part : {spec.why, spec.fix, spec.section}) {
        CHECK(words.find(unwrapped(std::string(part))) != std::string::npos);
      }
      CHECK((words.find("only by asking name servers") != std::string::npos) == spec.needs_dns);
      CHECK(list.find("  " + std::string(spec.code) + ' ') != std::string::npos);
    }
  }
  for (const auto line : split(list, '\n')) CHECK(columns(line) <= 80);
}

TEST_CASE("the reference page has every code once, and nothing in it acts as markup") {
  const auto page = findings_markdown();
  for (const auto& family : finding_families()) {
    for (const auto& spec : family.findings) {
      const auto heading = "\n### " + std::string(spec.code) + "\n";
      const auto at = page.find(heading);
      REQUIRE(at != std::string::npos);
      CHECK(page.find(heading, at + 1) == std::string::npos);
    }
  }
  for (const auto line : split(page, '\n')) {
    CAPTURE(line);
    const auto tag = line.find('<');
    CHECK((tag == std::string_view::npos || (tag > 0 && line[tag - 1] == '\\')));
  }
}
