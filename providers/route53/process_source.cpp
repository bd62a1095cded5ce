#include "providers/route53/process_source.h"

#include "base/text.h"
#include "http/json.h"
#include "providers/route53/credential_document.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace dnsward::route53 {
namespace {

Error failed(std::string what, std::string_view errors) {
  Error error{ErrorKind::credential, std::move(what),
              "run the command alone, and see that it prints credentials as JSON"};
  constexpr std::string_view blanks = " \t\r\n";
  const auto start = errors.find_first_not_of(blanks);
  if (start != std::string_view::npos) {
    errors = errors.substr(start, errors.find_last_not_of(blanks) + 1 - start);
    error.notes.push_back({fmt::format("it said: {}", errors)});
  }
  return error;
}

class Process final : public CredentialSource {
 public:
  Process(std::vector<std::string> words, std::string what, const ProcessLimits& limits)
      : words_(std::move(words)), what_(std::move(what)), limits_(limits) {}

  [[nodiscard]] Result<Credentials> fetch() const override {
    auto outcome = run_process(words_, limits_);
    if (!outcome) {
      auto error = std::move(outcome.error());
      error.kind = ErrorKind::credential;
      error.message = fmt::format("{}: {}", what_, error.message);
      return fail(std::move(error));
    }
    if (outcome->status != 0) {
      return fail(
          failed(fmt::format("{} ended with status {}", what_, outcome->status), outcome->errors));
    }
    return read(*outcome);
  }

 private:
  [[nodiscard]] Result<Credentials> read(const ProcessOutcome& outcome) const {
    const auto body = outcome.output.reveal();
    const auto version =
        read_json(body, [](const JsonValue& answer) { return answer.integer("Version"); });
    if (!version)
      return fail(failed(without_quote(version.error(), what_).message, outcome.errors));
    if (*version != 1) {
      return fail(failed(fmt::format("{}: Version is {}, not 1", what_, *version), outcome.errors));
    }
    auto keys = read_credential_document(body, "SessionToken", what_);
    if (!keys) return fail(failed(keys.error().message, outcome.errors));
    keys->source = what_;
    return keys;
  }

  std::vector<std::string> words_;
  std::string what_;
  ProcessLimits limits_;
};

}  // namespace

Result<FoundSource> find_process(const SourceScene& scene, const std::string& profile,
                                 const ProcessLimits& limits) {
  const auto line = scene.profiles.get(profile, "credential_process");
  if (!line) return FoundSource{};
  auto what = fmt::format(R"(credential_process of profile "{}")", profile);
  auto words = split_command(*line);
  if (!words) {
    return fail(ErrorKind::credential, fmt::format("{}: {}", what, words.error().message),
                words.error().hint);
  }
  return FoundSource{std::make_unique<Process>(std::move(*words), std::move(what), limits), {}};
}

}  // namespace dnsward::route53
