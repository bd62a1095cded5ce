// Reporting addresses: URIs that `rua` and `ruf` list.
#include "base/text.h"
#include "dns/domain_name.h"
#include "mail/dmarc.h"
#include "mail/dmarc_parts.h"
#include "mail/finding_table.h"
#include "mail/quote.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dnsward {
namespace {

constexpr std::string_view mailto = "mailto:";

bool is_visible(char c) {
  return c > 0x20 && c < 0x7F;
}

std::string_view without_size(std::string_view uri) {
  return uri.substr(0, uri.size() - dmarc_size_suffix(uri).size());
}

// The octets of the scheme with its ":"; 0 when `uri` has none.
std::size_t scheme_length(std::string_view uri) {
  const auto colon = uri.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_alpha(uri.front())) return 0;
  const bool fits = std::all_of(
      uri.begin(), uri.begin() + static_cast<std::ptrdiff_t>(colon),
      [](char c) { return is_alpha(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; });
  return fits ? colon + 1 : 0;
}

bool is_hex(char c) {
  return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'f');
}

std::string local_part_problem(std::string_view local) {
  if (local.empty()) return "has nothing before its \"@\"";
  if (local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos) {
    return "has a misplaced dot before its \"@\"";
  }
  for (std::size_t i = 0; i < local.size(); ++i) {
    const char c = local[i];
    if (c == '%') {
      const bool encoded = i + 2 < local.size() && is_hex(local[i + 1]) && is_hex(local[i + 2]);
      if (!encoded) return "has a \"%\" that encodes no octet";
    } else if (!is_alpha(c) && !is_digit(c) &&
               std::string_view("$&'*+-./=_~").find(c) == std::string_view::npos) {
      return fmt::format(R"(has "{}" before its "@", which must be percent-encoded)", c);
    }
  }
  return {};
}

std::string host_problem(std::string_view host) {
  if (host.find('.') == std::string_view::npos) {
    return fmt::format("has the host {}, which is no whole domain name", quote(host));
  }
  if (host.find('\\') != std::string_view::npos || host.ends_with('.')) {
    return fmt::format("has the host {}, which is no host name", quote(host));
  }
  const auto name = DomainName::parse(host);
  if (!name) return fmt::format("has a host that is no domain name: {}", name.error().message);
  auto problem = host_name_problem(*name, false);
  return problem.empty() ? problem : fmt::format("has a host that can't be one: {}", problem);
}

}  // namespace

std::string_view dmarc_size_suffix(std::string_view uri) {
  const auto bang = uri.rfind('!');
  if (bang == std::string_view::npos) return {};
  auto size = uri.substr(bang + 1);
  if (!size.empty() &&
      std::string_view("kmgt").find(to_lower(size.back())) != std::string_view::npos)
    size.remove_suffix(1);
  const bool digits = !size.empty() && std::all_of(size.begin(), size.end(), is_digit);
  return digits ? uri.substr(bang) : std::string_view{};
}

bool is_reporting_uri(std::string_view uri) {
  uri = without_size(uri);
  const auto scheme = scheme_length(uri);
  const auto rest = uri.substr(scheme);
  const bool plain = std::all_of(rest.begin(), rest.end(), [](char c) {
    return is_visible(c) && std::string_view("!\"<>\\^`{|}").find(c) == std::string_view::npos;
  });
  if (scheme == 0 || rest.empty() || !plain) return false;
  if (!equal_ignoring_case(uri.substr(0, scheme), mailto)) return true;
  const auto at = rest.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < rest.size();
}

std::vector<std::string_view> split_dmarc_uris(std::string_view value) {
  std::vector<std::string_view> uris;
  for (const auto part : split(value, ',')) {
    if (const auto uri = trim(part); !uri.empty()) uris.push_back(uri);
  }
  return uris;
}

std::string comparable_dmarc_uri(std::string_view uri) {
  uri = without_size(uri);
  std::string comparable(uri);
  const auto lower = [&](std::size_t begin, std::size_t end) {
    for (auto i = begin; i < std::min(end, comparable.size()); ++i) {
      comparable[i] = to_lower(comparable[i]);
    }
  };
  const auto scheme = scheme_length(uri);
  lower(0, scheme);
  if (uri.substr(scheme).starts_with("//")) {
    lower(scheme, uri.find_first_of("/?#", scheme + 2));
  } else {
    const auto query = uri.find('?');
    const auto at = uri.substr(0, query).rfind('@');
    if (at != std::string_view::npos) lower(at, query);
  }
  return comparable;
}

bool has_reporting_uri(std::string_view value) {
  const auto uris = split_dmarc_uris(value);
  return std::any_of(uris.begin(), uris.end(), is_reporting_uri);
}

std::optional<MailFinding> find_dmarc_uri_problem(std::string_view uri) {
  const auto* bad = std::find_if_not(uri.begin(), uri.end(), is_visible);
  if (bad != uri.end()) {
    return found("DMARC004",
                 fmt::format("address {} holds the octet 0x{:02X}, which is not visible ASCII",
                             quote(uri), static_cast<unsigned char>(*bad)));
  }
  if (!starts_with_ignoring_case(uri, mailto)) {
    return found("DMARC004", fmt::format("address {} does not begin with \"mailto:\"", quote(uri)));
  }
  if (const auto size = dmarc_size_suffix(uri); !size.empty()) {
    return found("DMARC004", fmt::format("address {} ends in the size {}, which is obsolete",
                                         quote(uri), quote(size)));
  }
  const auto address = uri.substr(mailto.size());
  const auto at = address.rfind('@');
  if (at == std::string_view::npos)
    return found("DMARC004", fmt::format("address {} has no \"@\"", quote(uri)));
  if (address.find('@') != at) {
    return found("DMARC004", fmt::format("address {} has more than one \"@\"", quote(uri)));
  }
  auto problem = local_part_problem(address.substr(0, at));
  if (problem.empty()) problem = host_problem(address.substr(at + 1));
  if (problem.empty()) return {};
  return found("DMARC004", fmt::format("address {} {}", quote(uri), problem));
}

std::string dmarc_uri_problem(std::string_view uri) {
  auto problem = find_dmarc_uri_problem(uri);
  return problem ? std::move(problem->message) : std::string();
}

}  // namespace dnsward
