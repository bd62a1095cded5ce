// The query parameters that choose records.
#pragma once

#include "fakes/cloudflare_model.h"
#include "fakes/cloudflare_reply.h"

#include <functional>
#include <vector>

namespace dnsward::fake::cloudflare {

class Filter {
 public:
  [[nodiscard]] static Outcome<Filter> of(const Call& call);
  [[nodiscard]] bool accepts(const Record& record) const;

 private:
  using Condition = std::function<bool(const Record&)>;

  std::vector<Condition> conditions_;
  std::vector<Condition> tag_conditions_;
  bool any_ = false;
  bool any_tag_ = false;
};

}  // namespace dnsward::fake::cloudflare
