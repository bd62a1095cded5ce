#include "compose/template_variables.h"

#include <doctest/doctest.h>

#include <string>

using namespace dnsward;

namespace {

/// The variables as "name: help", one a line.
std::string listed(const TemplateVariables& variables) {
  std::string text;
  for (const VariableDraft& variable : variables.used()) {
    text += variable.name + ": " + variable.help + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("variables keep their names where the file allows them") {
  TemplateVariables variables("");
  CHECK(variables.file_text("%a%.x.%b_2%") == "${a}.x.${b_2}");
  CHECK(variables.file_text("%a%") == "${a}");
  CHECK(variables.file_text("no variable") == "no variable");
  CHECK(listed(variables) ==
        "a: not described in the template\nb_2: not described in the template\n");
}

TEST_CASE("built-in variables are those of the file, and the host is the entry's to give") {
  TemplateVariables variables("");
  CHECK(variables.file_text("%fqdn% %domain% %host%") == "${domain} ${zone} ${host}");
  CHECK(listed(variables) ==
        "host: what the domain has before the zone's name; \"\" for the zone itself\n");
}

TEST_CASE("a name that the file can't have or that is taken is changed") {
  TemplateVariables variables("%1st%: the first");
  CHECK(variables.file_text("%1st%") == "${v1st}");
  CHECK(variables.file_text("%a-b% %a_b% %a-b%") == "${a_b} ${a_b_2} ${a_b}");
  CHECK(variables.file_text("%zone% %domain_dashed%") == "${zone_2} ${domain_dashed_2}");
  CHECK(variables.file_text("%A%%a%") == "${A}${a}");
  CHECK(listed(variables) == R"(v1st: the first (in the template: %1st%)
a_b: not described in the template (in the template: %a-b%)
a_b_2: not described in the template (in the template: %a_b%)
zone_2: not described in the template (in the template: %zone%)
domain_dashed_2: not described in the template (in the template: %domain_dashed%)
A: not described in the template
a: not described in the template
)");
}

TEST_CASE("what looks like a variable of the file is literal there") {
  TemplateVariables variables("");
  CHECK(variables.file_text("${x}%a%$$${") == "$${x}${a}$$$${");
  CHECK_FALSE(variables.file_text("cost $%a%"));
  CHECK(variables.file_text("$ %a%") == "$ ${a}");
}

TEST_CASE("an SPF macro and a lone percent sign are no variables") {
  TemplateVariables variables("");
  CHECK(variables.file_text("exists:%{i}._spf.%{d}") == "exists:%{i}._spf.%{d}");
  CHECK(variables.file_text("100% %% %a b% %a") == "100% %% %a b% %a");
  CHECK(listed(variables) == "");
  CHECK(is_only_variable("%a-1%"));
  CHECK_FALSE(is_only_variable("%a%%b%"));
  CHECK_FALSE(is_only_variable(""));
  CHECK_FALSE(is_only_variable("%%"));
  CHECK(has_template_variable("%%a%"));
  CHECK_FALSE(has_template_variable("%{i}%"));
}

TEST_CASE("the description of a variable ends at the next one") {
  TemplateVariables variables("%a%: the first; %b%=the second, %c% - and %d%. %e%");
  CHECK(variables.file_text("%a%%b%%c%%d%%e%"));
  CHECK(listed(variables) ==
        "a: the first\nb: the second\nc: and\nd: not described in the template\n"
        "e: not described in the template\n");
}
