// The files of examples/senders: their blocks, the variables that their comments name, and what
// they do to a zone.
#pragma once

#include "config/config.h"
#include "dns/rrset.h"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace dnsward::test {

struct DocumentedSender {
  std::string file;  ///< "brevo.toml"
  std::string name;  ///< "brevo-txt"
  std::map<std::string, std::string> examples =
      {};                   ///< of its variables, from the comment above it
  bool has_source = false;  ///< the comment names where the facts are from
};

/// In the order of files and blocks.
[[nodiscard]] std::vector<DocumentedSender> documented_senders();

[[nodiscard]] std::filesystem::path senders_folder();

/// A value for each variable: the example, with a key where the example has only the word "KEY".
[[nodiscard]] std::map<std::string, std::string> example_values(const DocumentedSender& sender);

/// The folder with a user's own file beside: an entry for example.com with `sender`.
class SendersFolder {
 public:
  SendersFolder();
  ~SendersFolder();
  SendersFolder(const SendersFolder&) = delete;
  SendersFolder& operator=(const SendersFolder&) = delete;

  /// `more`: further lines of the entry.
  [[nodiscard]] LoadedConfig load_with(const DocumentedSender& sender,
                                       const std::string& more = "") const;

 private:
  std::filesystem::path path_;
};

}  // namespace dnsward::test
