#include "cli/command_table.h"
#include "cli/completion.h"
#include "cli/help.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

using namespace dnsward;

namespace {

bool has_word(const std::string& text, const std::string& word) {
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    if (end == text.size() ||
        std::string_view(" \n'|=+,]}`[").find(text[end]) != std::string::npos) {
      return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("names and letters in the table are unique and stand at their id") {
  std::set<std::string_view> names;
  std::set<char> letters;
  for (const auto& option : option_table()) {
    CHECK(&spec_of(option.id) == &option);
    CHECK(names.insert(option.name).second);
    if (option.letter != 0) CHECK(letters.insert(option.letter).second);
    CHECK((option.kind == ValueKind::none) == option.value.empty());
    CHECK(option.commands != 0);
  }
  for (const auto& command : command_table()) {
    CHECK(&spec_of(command.id) == &command);
    CHECK(find_command(command.name) == &command);
  }
}

TEST_CASE("each command's help and completion hold each of its options and no other") {
  for (const auto& command : command_table()) {
    const auto help = command_help(command);
    for (const auto& option : option_table()) {
      const bool takes = (option.commands & set_of(command.id)) != 0 && !option.group.empty();
      // Prose may speak of an option that the command does not have only in another's help.
      CAPTURE(command.name);
      CAPTURE(option.name);
      CHECK(has_word(help, " --" + std::string(option.name)) == takes);
    }
  }
}

TEST_CASE("the completion scripts know every command and every shown option") {
  for (const auto shell : argument_choices(CommandId::completion)) {
    const auto script = completion_script(shell);
    CAPTURE(shell);
    for (const auto& command : command_table()) {
      CHECK(script.find(command.name) != std::string::npos);
    }
    for (const auto& option : option_table()) {
      const auto spelled = (shell == "fish" ? "-l " : "--") + std::string(option.name);
      CAPTURE(spelled);
      CHECK(has_word(script, spelled) == !option.group.empty());
    }
  }
}
