// The senders that examples/senders/ has, and the records by which each is recognised.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace dnsward {

/// Up to so many texts, the rest empty.
using SenderMarks = std::array<std::string_view, 6>;

/// All in lower case. Names of hosts fit whole, or by their end when they begin with a dot.
struct KnownSender {
  std::string_view name;            ///< of its file in examples/senders/ and of its block
  std::string_view title;           ///< "Google Workspace"
  SenderMarks spf = {};             ///< what an `include:` names
  SenderMarks dkim_targets = {};    ///< what a CNAME below _domainkey points at
  SenderMarks targets = {};         ///< what a CNAME elsewhere points at
  SenderMarks mail_exchanges = {};  ///< of MX records
  SenderMarks tokens = {};          ///< how its TXT values begin
  /// The same of tokens that are used for more than mail: they are its own only when something
  /// else shows the sender.
  SenderMarks weak_tokens = {};
  SenderMarks selectors = {};   ///< of keys that stand as TXT; "*pm" for any that end so
  SenderMarks names = {};       ///< owner names of its verification records; "x._" begins one
  bool has_shared_key = false;  ///< some keys are the same at all its customers
  std::string_view rua = {};    ///< the address for reports that it asks for
};

[[nodiscard]] std::span<const KnownSender> known_senders();

[[nodiscard]] const KnownSender* find_known_sender(std::string_view name);

/// Whether one of `marks` is `host` (no final dot, lower case) or a dotted end of it.
[[nodiscard]] bool fits_marks(const SenderMarks& marks, std::string_view host);

/// Whether `text` begins with one of `marks`, in any case of letters.
[[nodiscard]] bool begins_like_marks(const SenderMarks& marks, std::string_view text);

/// Whether one of `marks` is the selector, or begins with "*" and ends like it.
[[nodiscard]] bool fits_selector(const SenderMarks& marks, std::string_view selector);

}  // namespace dnsward
