// An estimate in words: as a table, as JSON, and beside what a run has really taken.
#pragma once

#include <string>
#include <vector>

#include "json_box.hpp"
#include "run/state.hpp"
#include "session/estimate.hpp"

namespace moa::cli {

/// A line a node, then the totals from low to high, and what the estimate leaves out. `width` in columns; 0:
/// nothing is cut.
std::vector<std::string> estimate_lines(const session::RunEstimate& estimate, int width);

/// {"nodes": [{"id", "provider", "model", "calls", "measured", "critical", "prompt_tokens", "answer_tokens",
/// "cost_usd", "first_token_ms", "total_ms"}], "total": {the last five}, "unpriced": [...]}; each figure as
/// {"low", "likely", "high"}, the cost null where it is not known.
Json estimate_json(const session::RunEstimate& estimate);

/// "Took 11 s (estimated 12 s, up to 31 s). The cost was estimated at $0.0043, at most $0.0102."
std::string comparison_sentence(const session::RunEstimate& estimate, const run::RunState& state);

}  // namespace moa::cli
