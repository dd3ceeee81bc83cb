// What people read about one node.
#pragma once

#include <string>
#include <string_view>

#include "run/state.hpp"

namespace moa::run {

/// What its state is called on screen: its name, but "waiting" while the next attempt or the provider's limit
/// is waited for, and "ready" before there is a run.
std::string_view state_word(const RunState& state, const Node& node);

/// What one node is doing or why it ended, for its card, the wait first: "Rate limit, again in 0:12 (attempt
/// 2 of 4)", "Waiting for the first token, at most 1:58". Empty where its text speaks for itself. `t`: now,
/// since the run started; waits count down to it.
std::string node_sentence(const RunState& state, const Node& node, Millis t);

/// What became of the answer that the model wrote: the node selected one, or the user replaced it. Empty for
/// a model's own text.
std::string origin_words(const RunState& state, const Node& node);

/// What the policies and the user did to the node, in sentences next to its text: its input was cut to fit,
/// its origin_words, why it is flagged. Empty if nothing was done.
std::string node_note(const RunState& state, const Node& node);

/// Time, length and cost of its answer: "3.2 s · 412 tokens · $0.0010"; empty for a text of the user's.
std::string figures_of(const Node& node);

/// "2 of 3 calls answered." of a node that makes several, once one has; else empty.
std::string calls_words(const RunState& state, const Node& node);

}  // namespace moa::run
