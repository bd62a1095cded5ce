#include "app/report_json.h"

#include "app/samples.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <string>

using namespace dnsward;
using namespace dnsward::test;

TEST_CASE("a small report, byte for byte") {
  RunReport report;
  report.kind = RunKind::drift;
  auto row = domain("x.example", DomainStatus::pending);
  row.changes = {txt_change("x.example", 300, 0, {removed("a\"\xFF", "retired y")})};
  row.changes[0].fates[0].where = {"f.toml", 3, 0};
  report.domains = {row};
  report.stop_signal = SIGTERM;
  CHECK(report_json(report) == R"({
  "format_version": "1.0",
  "command": "drift",
  "domains": [
    {
      "domain": "x.example",
      "provider": "local",
      "provider_type": "zonefile",
      "zone": "x.example",
      "status": "pending",
      "changes": [
        {
          "owner": "x.example.",
          "type": "TXT",
          "action": "delete",
          "ttl_before": 300,
          "ttl_after": null,
          "values_before": [
            "\"a\\\"\\255\""
          ],
          "values_after": [],
          "fates": [
            {
              "fate": "removed",
              "value": "\"a\\\"\\255\"",
              "label": "retired y",
              "file": "f.toml",
              "line": 3
            }
          ]
        }
      ],
      "conflicts": [],
      "warnings": [],
      "errors": []
    }
  ],
  "totals": {
    "domains": 1,
    "in_order": 0,
    "to_change": 1,
    "applied": 0,
    "conflicts": 0,
    "failed": 0,
    "refused": 0,
    "not_attempted": 0,
    "creates": 0,
    "updates": 0,
    "deletes": 1,
    "foreign_values": 0
  },
  "errors": [],
  "stopped_by": "SIGTERM"
}
)");
}

TEST_CASE("an error keeps its place, notes and context") {
  const auto json = nlohmann::json::parse(report_json(everything(RunKind::plan)));
  const auto& conflict = json["domains"][3]["conflicts"][0];
  CHECK(conflict["kind"] == "conflict");
  CHECK(conflict["hint"] == "merge them into one first, then run it again");
  CHECK(conflict["file"] == "dnsward.toml");
  CHECK(conflict["line"] == 21);
  CHECK(conflict["column"] == 10);
  CHECK(conflict["notes"][0]["file"] == "more/vendor.toml");
  CHECK(conflict["notes"][1]["file"].is_null());
  CHECK(json["domains"][4]["errors"][0]["context"][0] == "reading zone unread.example");
  CHECK(json["domains"][5]["zone"].is_null());
}

TEST_CASE("hostile bytes leave the document printable ASCII, and can be told apart") {
  const auto text = report_json(hostile());
  CHECK(std::all_of(text.begin(), text.end(),
                    [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
  const auto json = nlohmann::json::parse(text);
  const auto& fates = json["domains"][0]["changes"][0]["fates"];
  CHECK(fates[1]["value"] == R"("a\013\010::add-mask::e\027]0;title\007")");
  CHECK(fates[1]["label"] == "a\nlabel");
  CHECK(fates[3]["value"] == R"("\255\254\000 raw")");
  CHECK(fates[5]["value"] == R"("caf\195\169")");
  RunReport report;
  report.errors = {Error{ErrorKind::io, "path \xFFname caf\xC3\xA9"}};
  CHECK(nlohmann::json::parse(report_json(report))["errors"][0]["message"] ==
        "path \\255name caf\xC3\xA9");
}

TEST_CASE("the same report gives the same bytes") {
  CHECK(report_json(everything(RunKind::apply)) == report_json(everything(RunKind::apply)));
}
