// Presentation format: what is read is written so that it reads the same.
#include "dns/presentation.h"

#include "dns/domain_name.h"
#include "fuzz/target.h"

#include <array>

namespace dnsward::fuzz {

void run(std::string_view text) {
  if (const auto bytes = decode_txt(text)) {
    require(decode_txt(encode_txt(*bytes)).value() == *bytes);
  }
  require(decode_txt(encode_txt(text)).value() == text);
  const auto origin = DomainName::parse("example.com").value();
  for (const auto& name : {DomainName::parse(text), DomainName::from_presentation(text, origin)}) {
    if (!name) continue;
    require(DomainName::from_presentation(name->to_text(), {}).value() == *name);
    require(name->wire_size() <= 255);
  }
  if (const auto name = DomainName::from_wire(text)) {
    require(DomainName::from_presentation(name->to_text(), {}).value() == *name);
  }
  constexpr RRType srv{33};
  for (const auto type : {RRType::txt, RRType::cname, RRType::mx, RRType::a, srv}) {
    const auto rdata = parse_rdata(type, text, origin);
    if (!rdata) continue;
    require(parse_rdata(type, to_text(*rdata), origin).value() == *rdata);
  }
}

}  // namespace dnsward::fuzz
