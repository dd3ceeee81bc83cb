// What a run is said to take: before it, after it, and at most.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "run/state.hpp"
#include "session/estimate.hpp"

namespace moa::session {

/// "About 8.4k tokens, $0.0021 (0.0010-0.0050), 12 s (6-40 s)"; what is unpriced is said. `with_cost`: false
/// for a demo.
std::string estimate_sentence(const RunEstimate& estimate, bool with_cost);

/// "Took 13 s (estimated 12 s), 8.1k of about 8.4k tokens, $0.0021": beside what was expected, where that is
/// known. Empty until the run has ended.
std::string actual_sentence(const run::RunState& state, const std::optional<RunEstimate>& expected,
                            bool with_cost);

/// The spend caps to choose from, in US dollars, 0 for none; the one that is set is among them.
std::vector<double> spend_cap_choices(std::optional<double> cap);

/// "No spend cap", "Cap $0.25".
std::string cap_words(std::optional<double> usd);

}  // namespace moa::session
