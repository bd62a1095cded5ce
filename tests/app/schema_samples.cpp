// Prints one report of every kind as a JSON array, for check_schema.py.
#include "app/report_json.h"
#include "app/samples.h"

#include <cstdio>
#include <vector>

int main() {
  using namespace dnsward;
  RunReport broken_file;
  broken_file.errors = {Error{ErrorKind::config, "unknown key \"sendr\"",
                              "did you mean \"senders\"?", SourcePos{"dnsward.toml", 14, 3}}};
  auto stopped = test::everything(RunKind::correct);
  stopped.stop_signal = 2;
  const std::vector<RunReport> reports{test::preview(),
                                       test::everything(RunKind::plan),
                                       test::everything(RunKind::apply),
                                       test::hostile(),
                                       test::long_values(),
                                       test::everything(RunKind::drift),
                                       broken_file,
                                       stopped,
                                       RunReport{}};
  std::string separator = "[";
  for (const auto& report : reports) {
    std::fputs((separator + report_json(report)).c_str(), stdout);
    separator = ",";
  }
  std::puts("]");
}
