#include "plan/requirement.h"

namespace dnsward {
namespace {

const DomainName& owner_in(const ValueWant& want) {
  return want.key.owner;
}

const DomainName& owner_in(const RRsetWant& want) {
  return want.key.owner;
}

template <typename T>
const DomainName& owner_in(const T& want) {
  return want.owner;
}

}  // namespace

const DomainName& owner_of(const Want& want) {
  return std::visit([](const auto& w) -> const DomainName& { return owner_in(w); }, want);
}

}  // namespace dnsward
