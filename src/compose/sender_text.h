// A [sender.NAME] block or a [[domains]] entry as plain values, and the TOML for it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dnsward {

/// `bytes` for a member in the file's syntax, where `${name}` is a variable: read back as exactly
/// `bytes`.
[[nodiscard]] std::string without_variables(std::string_view bytes);

/// One text of a list, in the file's syntax, and what to say beside it.
struct ItemDraft {
  std::string text;
  std::string comment = {};
};

/// One `dkim` item: the key as `value`, or the name that holds it as `cname`. All in the file's
/// syntax.
struct DkimDraft {
  std::string selector;
  std::string value = {};
  std::string cname = {};
  bool replace = false;
  std::string comment = {};
};

/// `dmarc` of a sender (`policy` and `rua` alone) or of a domain.
struct DmarcDraft {
  std::string policy = {};            ///< "none", "quarantine", "reject"; empty: left out
  std::vector<std::string> rua = {};  ///< in the file's syntax
  std::vector<std::string> ruf = {};
  /// Other keys of docs/config.md with a text: {"subdomain_policy", "none"}, {"adkim", "s"}.
  std::vector<std::pair<std::string, std::string>> more = {};
  bool allow_downgrade = false;
  std::string comment = {};
};

/// One `record`.
struct RecordDraft {
  enum class Owns { value, prefix, rrset };
  std::string name = "@";
  std::string type = "TXT";
  std::string value = {};  ///< in the file's syntax; empty: left out
  /// TXT, instead of `value`: the octets as they stand in DNS. Written so that exactly they are
  /// read back: as `presentation` when TOML can't hold them, they look like a slip of copying, or
  /// there are none.
  std::optional<std::string> bytes = {};
  std::vector<std::string> spf = {};  ///< terms, instead of `type` and a value
  std::optional<std::uint16_t> priority = {};
  Owns owns = Owns::value;
  std::string prefix = {};  ///< with Owns::prefix, in the file's syntax
  bool absent = false;
  bool replace = false;
  std::optional<std::uint32_t> ttl = {};  ///< seconds
  std::string comment = {};
};

/// A variable that the block uses, as its user must know it.
struct VariableDraft {
  std::string name;
  std::string help = {};
};

/// Texts must be UTF-8 but for RecordDraft::bytes; other bytes become U+FFFD. Comments may have
/// several lines.
struct SenderDraft {
  std::string name;
  std::string title = {};
  std::string comment = {};
  std::vector<VariableDraft> variables = {};  ///< listed in a comment
  std::vector<ItemDraft> spf = {};
  std::vector<ItemDraft> token = {};
  std::vector<DkimDraft> dkim = {};
  std::optional<DmarcDraft> dmarc = {};
  std::vector<RecordDraft> record = {};
};

struct DomainDraft {
  std::string comment = {};
  std::vector<std::string> names;
  std::string provider = {};
  std::string zone = {};
  std::string zone_id = {};
  std::vector<std::string> senders = {};
  std::vector<std::pair<std::string, std::string>> vars = {};  ///< values without "${"
  std::optional<DmarcDraft> dmarc = {};
  std::vector<RecordDraft> record = {};
};

/// The block as TOML: keys in the order of docs/config.md, `=` aligned, one item a line where a
/// list has comments or is long; ends with a line feed. What load_config reads of it are the
/// draft's values, byte for byte; whether it accepts them is the loader's to say.
[[nodiscard]] std::string sender_toml(const SenderDraft& draft);
[[nodiscard]] std::string domain_toml(const DomainDraft& draft);

}  // namespace dnsward
