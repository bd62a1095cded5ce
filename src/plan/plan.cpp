#include "plan/plan.h"

namespace dnsward {

std::string_view to_text(Fate fate) {
  switch (fate) {
    case Fate::added: return "added";
    case Fate::removed: return "removed";
    case Fate::replaced: return "replaced";
    case Fate::kept: return "kept";
  }
  return "kept";
}

}  // namespace dnsward
