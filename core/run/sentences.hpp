// The sentences people read about a run.
#pragma once

#include <string>

#include "run/state.hpp"

namespace moa::run {

/// One plain sentence on what is happening now or how it ended: "Layer 1: 2 of 6 proposers have answered."
std::string status_sentence(const RunState& state);

/// The node whose error explains a failed run: the aggregator, or one of a layer that gave nothing; null
/// where none does.
const Node* culprit(const RunState& state);

/// What it has cost so far: "$0.0031", "$0.0031 and 2 unpriced models", "unpriced"; empty for nothing.
std::string cost_words(const RunState& state);

/// Why the answer is less than it could be, in a sentence for the banner above it, or empty:
/// "1.5 Qwen3.5-9B is missing: rate limited. The answer is built from 5 of 6." Equal reasons are told once.
std::string degradation_sentence(const RunState& state);

/// "it would cost about $0.0021 on top of $0.0090, and the cap is $0.0100.": of a layer or a command.
std::string over_cap_words(const CapReached& cap);

/// What stands out of date after a change, in a sentence with what follows from it; empty when nothing does.
std::string stale_sentence(const RunState& state);

/// Which layers were left out, why, and what that has saved; empty when none was.
std::string exit_sentence(const RunState& state);

/// How the answer came about, where that is not as the recipe has it: exit_sentence, and who wrote or
/// selected it in the aggregator's place. Empty else.
std::string answer_remarks(const RunState& state);

}  // namespace moa::run
