// Files in a temporary folder, loaded with a small table of provider types, errors as text.
#pragma once

#include "config/config.h"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace dnsward::test {

/// A folder that vanishes with the object.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Writes a file, and the folders on the way to it.
  void write(std::string_view name, std::string_view text) const;

  /// Of `text` without this folder's path, so that expectations can be literal.
  [[nodiscard]] std::string shortened(std::string text) const;

 private:
  std::filesystem::path path_;
};

/// "zonefile" with a required path `directory`; "cloudflare" with an optional text `account_id` and
/// TTLs from 60 to 86400 seconds.
[[nodiscard]] std::span<const ProviderType> provider_types_of_tests();

/// `name` in `folder`; "" is the folder itself.
[[nodiscard]] LoadedConfig load(const Folder& folder, std::string_view name = "dnsward.toml");

/// Every error on lines of its own:
///     dnsward.toml:14:3: unknown key "sendr"
///       help: did you mean "senders"?
///       dnsward.toml:2:1: first defined here
[[nodiscard]] std::string errors_text(const LoadedConfig& loaded, const Folder& folder);

/// The errors of a file `dnsward.toml` with this text.
[[nodiscard]] std::string errors_of(std::string_view toml);

/// A provider "local" and a sender "calenso", six lines: what is appended starts at line 7.
inline constexpr std::string_view preamble = R"([provider.local]
type = "zonefile"
directory = "zones"

[sender.calenso]
spf = ["include:spf.brevo.com"]
)";

/// The errors of `preamble` and `toml`.
[[nodiscard]] std::string errors_after_preamble(std::string_view toml);

/// The errors of a sender "s" whose block holds `keys` (from line 6 on), used by "example.com".
[[nodiscard]] std::string errors_of_sender(std::string_view keys);

/// The requirements of the domain `index` in its zone (the domain itself unless given), one a line,
/// then its warnings and errors:
///     token of calenso: example.com. TXT value "brevo-code:..." ttl 3600 at 18:10
///     retired SPF of oldvendor: example.com. SPF include:_spf.old.example ttl 3600 at 4:7
[[nodiscard]] std::string requirements_text(const LoadedConfig& loaded, std::size_t index,
                                            std::string_view zone = "");

/// The requirements of the first domain of a file, which must be right.
[[nodiscard]] std::string requirements_of_text(std::string_view toml, std::string_view zone = "");

}  // namespace dnsward::test
