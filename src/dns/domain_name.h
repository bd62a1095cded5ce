// An absolute domain name in canonical form: lower-case labels, compared octet by octet.
#pragma once

#include "base/result.h"

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

class DomainName {
 public:
  /// The root, ".".
  DomainName() = default;

  /// A name as users write it: absolute with or without the final dot; Unicode labels become
  /// A-labels (IDNA2008 with libidn2, non-transitional); `\.` and `\DDD` as in RFC 1035, 5.1.
  /// Errors: empty name, empty label, label over 63 octets, name over 255 octets (RFC 1035, 2.3.4),
  /// a bad escape, a U-label that IDNA forbids. The message quotes the name, or the label that is
  /// too long.
  [[nodiscard]] static Result<DomainName> parse(std::string_view text);

  /// Like parse, but relative to `origin` unless `text` ends in an unescaped dot; "@" is `origin`.
  [[nodiscard]] static Result<DomainName> parse(std::string_view text, const DomainName& origin);

  /// A name as a master file spells it (RFC 1035, 5.1): no IDNA, bytes over 0x7F are label octets,
  /// relative to `origin` unless it ends in a dot; "@" is `origin`.
  [[nodiscard]] static Result<DomainName> from_presentation(std::string_view text,
                                                            const DomainName& origin);

  /// A name in the uncompressed wire form of a message, the root's zero octet included.
  [[nodiscard]] static Result<DomainName> from_wire(std::string_view octets);

  /// "example.com." with the final dot; octets outside a-z 0-9 - _ * / are escaped where needed.
  [[nodiscard]] std::string to_text() const;
  /// "@", "mail._domainkey", or to_text() when the name is not within `origin`.
  [[nodiscard]] std::string relative_to(const DomainName& origin) const;
  /// "example.com" without the final dot ("." for the root): the form of the file and the report.
  [[nodiscard]] std::string display() const;

  [[nodiscard]] bool is_root() const { return labels_.empty(); }

  [[nodiscard]] std::size_t label_count() const;

  /// Octets in wire form, the root's zero octet included: 1 to 255.
  [[nodiscard]] std::size_t wire_size() const { return labels_.size() + 1; }

  /// Label octets, leftmost first.
  [[nodiscard]] std::vector<std::string_view> labels() const;
  /// Equal to `ancestor` or below it.
  [[nodiscard]] bool is_within(const DomainName& ancestor) const;
  /// One label less; the root's parent is the root.
  [[nodiscard]] DomainName parent() const;

  /// Canonical DNS name order (RFC 4034, 6.1): an apex sorts before what is below it.
  friend std::strong_ordering operator<=>(const DomainName& a, const DomainName& b);

  friend bool operator==(const DomainName& a, const DomainName& b) {
    return a.labels_ == b.labels_;
  }

 private:
  static Result<DomainName> finish(Result<std::string> wire);

  std::string labels_;  // wire form (length octet, label octets, ...) without the root label
};

/// Empty when every label of `name` is a host-name label (RFC 1123, 2.1: letters, digits, inner
/// hyphens), where `allow_underscore` also lets labels hold "_" and "*" be the first; else what is
/// wrong, e.g. `label "foo-" ends in a hyphen`.
[[nodiscard]] std::string host_name_problem(const DomainName& name, bool allow_underscore);

}  // namespace dnsward
