#include "dns/rdata.h"

#include "dns/presentation.h"

#include <algorithm>

namespace dnsward {
namespace {

struct ToText {
  std::string operator()(const TxtData& txt) const { return encode_txt(txt.bytes); }

  std::string operator()(const CnameData& cname) const { return cname.target.to_text(); }

  std::string operator()(const MxData& mx) const {
    return std::to_string(mx.preference) + ' ' + mx.exchange.to_text();
  }

  std::string operator()(const OpaqueData& opaque) const { return opaque.presentation; }
};

struct WireSize {
  std::size_t operator()(const TxtData& txt) const {
    const std::size_t strings = (txt.bytes.size() + max_string_octets - 1) / max_string_octets;
    return txt.bytes.size() + std::max<std::size_t>(1, strings);
  }

  std::size_t operator()(const CnameData& cname) const { return cname.target.wire_size(); }

  std::size_t operator()(const MxData& mx) const {
    return sizeof mx.preference + mx.exchange.wire_size();
  }

  std::size_t operator()(const OpaqueData& /*opaque*/) const { return 0; }
};

}  // namespace

std::string to_text(const Rdata& rdata) {
  return std::visit(ToText{}, rdata);
}

std::size_t wire_size(const Rdata& rdata) {
  return std::visit(WireSize{}, rdata);
}

}  // namespace dnsward
