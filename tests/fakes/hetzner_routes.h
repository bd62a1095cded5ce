// Which path and method of Hetzner's API leads to which handler.
#pragma once

#include "fakes/hetzner_handlers.h"

#include <span>
#include <string>
#include <vector>

namespace dnsward::fake::hz {

struct Route {
  Handler handler = nullptr;            ///< null: the path is known, the method is not
  std::vector<std::string> words = {};  ///< the path's variable parts
  bool known_path = false;
};

[[nodiscard]] Route find_route(const Call& call);

}  // namespace dnsward::fake::hz
