#include "config/sources.h"

#include <doctest/doctest.h>

using namespace dnsward;

namespace {

SourceFiles two_files() {
  SourceFiles sources;
  sources.add("a.toml", "first\nsecond \xC3\xBC = \"secret\"\r\n\nlast");
  sources.add("b.toml", "other\n");
  return sources;
}

}  // namespace

TEST_CASE("a line is its text without the line end") {
  const SourceFiles sources = two_files();
  CHECK(sources.line("a.toml", 1) == "first");
  CHECK(sources.line("a.toml", 2) == "second \xC3\xBC = \"secret\"");
  CHECK(sources.line("a.toml", 3).empty());
  CHECK(sources.line("a.toml", 4) == "last");
  CHECK(sources.line("b.toml", 1) == "other");
  CHECK(sources.line("b.toml", 2).empty());
}

TEST_CASE("an unknown file or line is empty") {
  const SourceFiles sources = two_files();
  CHECK(sources.line("a.toml", 0).empty());
  CHECK(sources.line("a.toml", 5).empty());
  CHECK(sources.line("c.toml", 1).empty());
  CHECK(sources.text("c.toml").empty());
}

TEST_CASE("an error and its notes get their lines, unless they have one") {
  const SourceFiles sources = two_files();
  Error error;
  error.where = SourcePos{"a.toml", 1, 1};
  error.notes = {{"there", SourcePos{"b.toml", 1, 1}, {}},
                 {"known", SourcePos{"b.toml", 1, 1}, "kept"},
                 {"nowhere", {}, {}}};
  sources.attach(error);
  CHECK(error.source_line == "first");
  CHECK(error.notes[0].source_line == "other");
  CHECK(error.notes[1].source_line == "kept");
  CHECK(error.notes[2].source_line.empty());
}

TEST_CASE("a concealed line ends at its column, counted in characters") {
  SourceFiles sources = two_files();
  sources.conceal({"a.toml", 2, 12});
  CHECK(sources.line("a.toml", 2) == "second \xC3\xBC = ...");
  sources.conceal({"a.toml", 2, 20});
  CHECK(sources.line("a.toml", 2) == "second \xC3\xBC = ...");
  sources.conceal({"a.toml", 2, 1});
  CHECK(sources.line("a.toml", 2) == "...");
  sources.conceal({"c.toml", 1, 1});
  CHECK(sources.line("a.toml", 1) == "first");
}

TEST_CASE("files are known in the order in which they were added") {
  const SourceFiles sources = two_files();
  CHECK(sources.order("a.toml") == 0);
  CHECK(sources.order("b.toml") == 1);
  CHECK(sources.order("c.toml") == 2);
  CHECK(sources.text("b.toml") == "other\n");
}
