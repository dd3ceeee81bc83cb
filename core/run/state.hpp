// The state of a run: what the view draws, the mirror tells and the log replays to.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mixture/recipe.hpp"
#include "run/graph.hpp"
#include "run/node.hpp"
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
    mixture::Recipe recipe;  ///< as it was started; its agents stand in the nodes, see recipe_of
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

/// The recipe with the agents as they are now, after the user's changes to the graph.
mixture::Recipe recipe_of(const RunState& state);

/// How a run ends in which nothing more is to be done: by the aggregator's answer and what it lacks.
RunStatus outcome_of(const RunState& state);
/// How a run ends whose log breaks off here: as stopped, unless nothing but its last line is missing.
RunStatus status_when_broken_off(const RunState& state);
/// A run whose log broke off, as stopped, or as it ended where only that is missing; any other as it is.
RunState broken_off(RunState state);
/// Whether the recipe has a place for each of the run's nodes, and no more.
bool fits_nodes(const RunState& state, const mixture::Recipe& recipe);
/// Whether each text of `after` goes on with the text of the same node and version of `before`, so that who
/// has shown the one can show the other as its continuation.
bool texts_continue(const RunState& before, const RunState& after);
/// Works out `missing`, `replaced`, `cut` and `shortened` anew. Part of `apply`.
void refresh_lists(RunState& state);

/// Whether an early exit has left this node out, and nobody has called it since.
bool is_left_out(const RunState& state, const Node& node);
/// Whether it has left out the whole layer: then the next one builds on the layer before.
bool is_left_out(const RunState& state, int layer);

/// Whether the node is muted since its answer is flagged and the recipe mutes such ones.
bool is_muted_by_rule(const RunState& state, const Node& node);

/// The layer whose answers a node of `layer` builds on; 0 for the first.
int source_layer(const RunState& state, int layer);

}  // namespace moa::run
