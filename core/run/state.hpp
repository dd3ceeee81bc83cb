// The state of a run: what the view draws, the mirror tells and the log replays to.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mixture/recipe.hpp"
#include "run/graph.hpp"
#include "run/node.hpp"
#include "run/places.hpp"
#include "run/policy.hpp"

namespace moa::run {

enum class RunStatus {
    running,
    complete,
    degraded,   ///< an answer, but someone is missing or cut
    failed,     ///< no answer, or only a part of one
    cancelled,  ///< stopped by the user
};

std::string_view to_string(RunStatus status);
std::optional<RunStatus> parse_run_status(std::string_view text);

struct RunState {
    mixture::Recipe recipe;                   ///< with the user's changes to the graph
    std::vector<wire::ChatMessage> messages;  ///< the conversation; its last message is the question
    std::vector<std::vector<Node>> layers;    ///< at least one; the last has one node, the aggregator

    RunStatus status = RunStatus::running;
    std::vector<NodeId> missing;    ///< nodes without an answer that is used; muted ones are not missed
    std::vector<NodeId> replaced;   ///< nodes whose answer is a backup's
    std::vector<NodeId> cut;        ///< nodes whose answer is there but cut
    std::vector<NodeId> shortened;  ///< nodes that did not get all of their references, for want of context
    wire::Usage usage;              ///< sum over all calls that ended, of answers since replaced, too
    double cost_usd = 0;            ///< sum over their priced ones
    std::vector<std::string> unpriced;  ///< models whose price is not known
    std::optional<CapReached> cap;      ///< the spend cap kept a layer from starting
    std::optional<LayersLeftOut> exit;  ///< see is_left_out
    Millis began_at = 0;                ///< when the run began, or went on after it had ended
    Millis ttft_ms = no_time;           ///< first token of the final answer, from the start
    Millis total_ms = no_time;          ///< at the end
    Millis latest = 0;                  ///< time of the latest event

    std::uint64_t text_versions = 0;  ///< given out so far, see Node::text_version

    std::vector<UndoStep> undo;  ///< the user's changes, the latest last
    std::vector<UndoStep> redo;  ///< changes taken back, the latest last

    const Node* find(NodeId id) const;
    Node* find(NodeId id);
    const Node& aggregator() const { return layers.back().front(); }
    /// The final answer so far: the aggregator's text.
    const std::string& answer() const { return aggregator().text; }
    /// The user's question: the last message.
    std::string_view question() const;
    bool running() const { return status == RunStatus::running; }
};

/// One plain sentence on what is happening now or how it ended: "Layer 1: 2 of 6 proposers have answered."
std::string status_sentence(const RunState& state);
/// What it has cost so far: "$0.0031", "$0.0031 and 2 unpriced models", "unpriced".
std::string cost_words(const RunState& state);

/// What one node is doing or why it ended, for its card: "Waiting for the first token", "Rate limited: next
/// try in 3 s". Empty where its text speaks for itself. `t`: now, since the run started; waits count down to
/// it.
std::string node_sentence(const RunState& state, const Node& node, Millis t);

/// Why the answer is less than it could be, in a sentence for the banner above it, or empty:
/// "1.5 Qwen3.5-9B is missing: rate limit reached. The answer is built from 5 of 6."
std::string degradation_sentence(const RunState& state);

/// Who answers, or answered, at this place: the agent, or its backup once that was called.
mixture::Agent caller_of(const RunState& state, const Node& node);

/// How a run ends in which nothing more is to be done: by the aggregator's answer and what it lacks.
RunStatus outcome_of(const RunState& state);
/// How a run ends whose log breaks off here: as stopped, unless nothing but its last line is missing.
RunStatus status_when_broken_off(const RunState& state);
/// Whether the recipe has a place for each of the run's nodes, and no more.
bool fits_nodes(const RunState& state, const mixture::Recipe& recipe);
/// Whether each text of `after` goes on with the text of the same node and version of `before`, so that who
/// has shown the one can show the other as its continuation.
bool texts_continue(const RunState& before, const RunState& after);
/// Works out `missing`, `replaced`, `cut` and `shortened` anew. Part of `apply`.
void refresh_lists(RunState& state);

/// "it would cost about $0.0021 on top of $0.0090, and the cap is $0.0100.": of a layer or a command.
std::string over_cap_words(const CapReached& cap);

/// What stands out of date after a change, in a sentence with what follows from it; empty when nothing does.
std::string stale_sentence(const RunState& state);

/// What the policies have made of the node, in a sentence for beside its text: its input cut to fit, whose
/// answer it chose, what looks wrong in it. Empty where there is nothing to say.
std::string node_note(const RunState& state, const Node& node);

/// "2 of 3 calls have answered." of a node that makes several, once one has; else empty.
std::string calls_words(const RunState& state, const Node& node);

/// Which layers were left out, why, and what that has saved; empty when none was.
std::string exit_sentence(const RunState& state);

/// Whether an early exit has left this node out, and nobody has called it since.
bool is_left_out(const RunState& state, const Node& node);
/// Whether it has left out the whole layer: then the next one builds on the layer before.
bool is_left_out(const RunState& state, int layer);

/// Whether the node is muted since its answer is flagged and the recipe mutes such ones.
bool is_muted_by_rule(const RunState& state, const Node& node);

/// The layer whose answers a node of `layer` builds on; 0 for the first.
int source_layer(const RunState& state, int layer);

}  // namespace moa::run
