// Labels of zones and RRsets, and the language that selects by them.
#pragma once

#include "fakes/hetzner_answer.h"
#include "fakes/hetzner_model.h"

#include <functional>
#include <optional>
#include <string>

namespace dnsward::fake::hz {

/// `value` of a request's `labels`.
[[nodiscard]] Checked<HetznerLabels> read_labels(const Json& value);

using LabelFilter = std::function<bool(const HetznerLabels&)>;

/// "env=production,!test,type in (a,b)"; nullopt selects everything.
[[nodiscard]] Checked<LabelFilter> label_filter(const std::optional<std::string>& selector);

}  // namespace dnsward::fake::hz
