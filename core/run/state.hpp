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
    mixture::Recipe recipe;                   ///< as it was started; the nodes own its agents, see recipe_of
    std::vector<wire::ChatMessage> messages;  ///< the conversation; its last message is the question
    std::vector<std::vector<Node>> layers;    ///< at least one; the last has one node, the aggregator

    RunStatus status = RunStatus::running;
    std::vector<NodeId> missing;   ///< nodes without an answer that is used; muted ones are not missed
    std::vector<NodeId> replaced;  ///< nodes whose answer is a backup's
    std::vector<NodeId> cut;       ///< nodes whose answer is there but cut
    std::vector<NodeId>
        shortened;        ///< nodes that did not get all of their references, because of the context window
    wire::Usage usage;    ///< sum over all calls that ended, of answers since replaced, too
    double cost_usd = 0;  ///< sum over their priced ones
    std::vector<std::string> unpriced;  ///< models whose price is not known
    std::optional<CapReached> cap;      ///< the spend cap kept a layer from starting
    std::optional<LayersLeftOut> exit;  ///< see is_left_out
    Millis began_at = 0;                ///< when the run started or was last resumed
    Millis ttft_ms = no_time;           ///< first token of the final answer, from the start
    Millis total_ms = no_time;          ///< at the end
    Millis idle_ms = 0;  ///< between its ends and when it went on: the user's time, not the run's
    Millis latest = 0;   ///< time of the latest event

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
    /// How long the run has been at work by then, or in all.
    Millis worked(Millis until) const { return until - idle_ms; }
    Millis worked() const { return worked(total_ms != no_time ? total_ms : latest); }
};

/// A run that had ended goes on at `t`. Part of `apply`.
void go_on(RunState& state, Millis t);

/// The recipe with the agents as they are now, after the user's changes to the graph.
mixture::Recipe recipe_of(const RunState& state);
/// The same with this provider at another base URL.
mixture::Recipe with_address(const RunState& state, const std::string& provider, const std::string& base_url);

/// How a run without further work ends: by the aggregator's answer and what it lacks.
RunStatus outcome_of(const RunState& state);
/// How a run ends whose log ends here: as stopped, unless only the last line of the log is missing.
RunStatus status_when_broken_off(const RunState& state);
/// An interrupted run with the status above; any other run unchanged.
RunState broken_off(RunState state);
/// Whether the recipe has a place for each of the run's nodes, and no more.
bool fits_nodes(const RunState& state, const mixture::Recipe& recipe);
/// Whether each text of `after` continues the text of the same node and version in `before`, so that a
/// display of the one can be extended to the other.
bool texts_continue(const RunState& before, const RunState& after);
/// Recomputes `missing`, `replaced`, `cut` and `shortened`. Part of `apply`.
void refresh_lists(RunState& state);

/// Whether an early exit has skipped this node and it has not been called since.
bool is_left_out(const RunState& state, const Node& node);
/// Whether it has skipped the whole layer: then the next layer uses the answers of the previous one.
bool is_left_out(const RunState& state, int layer);

/// Whether the node is muted because its answer is flagged and the recipe mutes flagged answers.
bool is_muted_by_rule(const RunState& state, const Node& node);

/// The layer whose answers a node of `layer` builds on; 0 for the first.
int source_layer(const RunState& state, int layer);

}  // namespace moa::run
