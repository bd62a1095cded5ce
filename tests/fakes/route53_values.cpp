#include "fakes/route53_values.h"

#include "fakes/route53_names.h"
#include "fakes/route53_txt.h"

#include <fmt/format.h>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <netinet/in.h>
#include <sstream>
#include <vector>

namespace dnsward::fake::r53 {
namespace {

constexpr std::array<std::string_view, 17> types{"SOA",   "A",    "TXT",   "NS",   "CNAME", "MX",
                                                 "NAPTR", "PTR",  "SRV",   "SPF",  "AAAA",  "CAA",
                                                 "DS",    "TLSA", "SSHFP", "SVCB", "HTTPS"};

std::vector<std::string> words_of(std::string_view text) {
  std::istringstream in{std::string(text)};
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

bool number_up_to(std::string_view text, std::int64_t most) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && number >= 0 && number <= most;
}

bool is_address(int family, const std::string& text) {
  std::array<unsigned char, sizeof(in6_addr)> octets{};
  return inet_pton(family, text.c_str(), octets.data()) == 1;
}

std::string host_problem(std::string_view host) {
  return words_for(read_name(host).problem);
}

std::string txt_words(std::string_view value, const Route53Options& options) {
  switch (txt_problem(value, {options.adjacent_strings, options.escapes_count})) {
    case TxtProblem::none: break;
    case TxtProblem::not_quoted:
      return "FATAL problem: InvalidCharacterString (Value should be enclosed in quotation marks)";
    case TxtProblem::too_long: return "FATAL problem: CharacterStringTooLong (Value is too long)";
    case TxtProblem::unsupported:
      return "FATAL problem: UnsupportedCharacter (Value contains unsupported characters)";
  }
  return {};
}

/// Numbers in front of a host name: MX has one, SRV three.
struct HostType {
  std::string_view type;
  std::size_t numbers;
};

constexpr std::array<HostType, 5> host_types{
    {{"CNAME", 0}, {"NS", 0}, {"PTR", 0}, {"MX", 1}, {"SRV", 3}}};

const HostType* host_type(std::string_view type) {
  const auto* found = std::ranges::find(host_types, type, &HostType::type);
  return found == host_types.end() ? nullptr : found;
}

std::string host_words(const HostType& type, const std::vector<std::string>& words) {
  if (words.size() != type.numbers + 1) {
    return fmt::format(
        "FATAL problem: {0}RRDATANotRightFields ({0} record doesn't have {1} fields)", type.type,
        type.numbers + 1);
  }
  for (std::size_t i = 0; i < type.numbers; ++i) {
    if (number_up_to(words[i], 65535)) continue;
    return fmt::format("FATAL problem: {}RRDATAIllegalNumber (Value is not a 16 bit number)",
                       type.type);
  }
  return host_problem(words.back());
}

std::string caa_words(const std::vector<std::string>& words) {
  const bool good = words.size() >= 3 && number_up_to(words[0], 255) && words[2].starts_with('"') &&
                    words.back().ends_with('"');
  return good ? "" : "FATAL problem: InvalidCAA (Value is not a CAA record)";
}

std::string problem_words(std::string_view type, const std::string& value,
                          const Route53Options& options) {
  if (type == "TXT" || type == "SPF") return txt_words(value, options);
  if (type == "A" && !is_address(AF_INET, value)) {
    return "FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)";
  }
  if (type == "AAAA" && !is_address(AF_INET6, value)) {
    return "FATAL problem: AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address)";
  }
  const std::vector<std::string> words = words_of(value);
  if (words.empty()) return "FATAL problem: EmptyValue (Value is empty)";
  if (type == "CAA") return caa_words(words);
  const HostType* host = host_type(type);
  return host == nullptr ? "" : host_words(*host, words);
}

}  // namespace

bool known_type(std::string_view type) {
  return std::ranges::find(types, type) != types.end();
}

std::optional<std::string> value_problem(std::string_view type, const std::string& value,
                                         const Route53Options& options) {
  const std::string words = problem_words(type, value, options);
  if (words.empty()) return std::nullopt;
  return fmt::format("{} encountered with '{}'", words, value);
}

std::string true_value(std::string_view type, const std::string& value) {
  if (type == "TXT" || type == "SPF") return txt_octets(value);
  std::vector<std::string> words = words_of(value);
  if (host_type(type) != nullptr && !words.empty()) words.back() = read_name(words.back()).text;
  return fmt::format("{}", fmt::join(words, " "));
}

}  // namespace dnsward::fake::r53
