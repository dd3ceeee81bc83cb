// What people read about one node.
#pragma once

#include <string>

#include "run/state.hpp"

namespace moa::run {

/// What one node is doing or why it ended, for its card: "Waiting for the first token", "Rate limited: next
/// try in 3 s". Empty where its text speaks for itself. `t`: now, since the run started; waits count down to
/// it.
std::string node_sentence(const RunState& state, const Node& node, Millis t);

/// What the policies have made of the node, in a sentence for beside its text: its input cut to fit, whose
/// answer it chose, what looks wrong in it. Empty where there is nothing to say.
std::string node_note(const RunState& state, const Node& node);

/// "2 of 3 calls answered." of a node that makes several, once one has; else empty.
std::string calls_words(const RunState& state, const Node& node);

}  // namespace moa::run
