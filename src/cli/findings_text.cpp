#include "cli/findings_text.h"

#include "app/text_layout.h"

#include <fmt/format.h>

namespace dnsward {
namespace {

constexpr std::size_t page_width = 80;

std::string sentence(std::string_view text) {
  return std::string(text) + (text.ends_with('.') ? "" : ".");
}

std::string indented(std::string_view label, std::string_view text) {
  return std::string(label) + wrapped(text, label.size(), label.size(), page_width) + '\n';
}

/// `<` would begin a tag, `|` a cell, `*` and `_` emphasis.
std::string markdown(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<' || c == '|' || c == '*' || c == '_') out += '\\';
    out += c;
  }
  return out;
}

std::string finding_section(const FindingSpec& spec) {
  return fmt::format("\n### {}\n\n{} ({}{}; {})\n\n{}\n\nNext step: {}.\n", spec.code,
                     markdown(sentence(spec.title)), to_text(spec.severity),
                     spec.needs_dns ? ", seen by asking name servers" : "", spec.section,
                     markdown(spec.why), markdown(spec.fix));
}

}  // namespace

std::string findings_text() {
  std::string text;
  for (const auto& family : finding_families()) {
    text += fmt::format("{}\n", family.title);
    for (const auto& spec : family.findings) {
      text +=
          indented(fmt::format("  {:<9} {:<8} ", spec.code, to_text(spec.severity)), spec.title);
    }
    text += '\n';
  }
  return text + "dnsward explain CODE tells why one matters and how to mend it.\n";
}

std::string finding_text(const FindingSpec& spec) {
  auto text = indented(fmt::format("{} ({}): ", spec.code, to_text(spec.severity)), spec.title);
  text += '\n' + wrapped(spec.why, 0, 0, page_width) + "\n\n";
  text += indented("Next step: ", spec.fix);
  text += indented("Source:    ", spec.section);
  if (spec.needs_dns) text += indented("Seen:      ", "only by asking name servers");
  if (spec.severity != Severity::error) {
    text += indented("Silence:   ", fmt::format("allow = [\"{}\"] and a reason in the [[domains]] "
                                                "entry",
                                                spec.code));
  }
  return text;
}

std::string findings_markdown() {
  std::string text =
      "# Findings\n"
      "\n"
      "Made by `dnsward explain --markdown`; a test keeps it in step with the program.\n"
      "\n"
      "What dnsward says about mail records, in `validate`, `plan`, `apply`, `drift` and `lint`. "
      "An\n"
      "error stops the domain that it concerns, and no other. A warning is told and stops nothing. "
      "A\n"
      "note is told with `-v`, and always in JSON. About a record that the file does not speak "
      "of,\n"
      "dnsward is silent, unless its own change would harm it.\n"
      "\n"
      "A finding is silenced for the domains of one entry, with a reason for the next reader:\n"
      "\n"
      "```toml\n"
      "[[domains]]\n"
      "names  = [\"example.com\"]\n"
      "allow  = [\"DKIM007\"]\n"
      "reason = \"the vendor signs with 1024 bits until March\"\n"
      "```\n"
      "\n"
      "What is wrong with the file's own values can't be allowed: no record could be made of "
      "them.\n";
  for (const auto& family : finding_families()) {
    text += fmt::format("\n## {}\n", family.title);
    for (const auto& spec : family.findings) text += finding_section(spec);
  }
  return text;
}

}  // namespace dnsward
