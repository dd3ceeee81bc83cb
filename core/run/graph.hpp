// What a user does to the graph of a run: edit, mute, pin, regenerate, add, remove, and take it back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clock.hpp"
#include "error.hpp"
#include "mixture/price.hpp"
#include "mixture/recipe.hpp"
#include "run/node.hpp"

namespace moa::run {

struct RunState;

enum class Change {
    edit,        ///< the node says `text` from now on
    mute,        ///< nothing is built on the node and nobody waits for it; a call on its way goes on
    unmute,      ///< back into the layer
    pin,         ///< the node stays as it is, whatever becomes of what it builds on
    unpin,       ///< it follows again
    use,         ///< an answer that came too late for its layer is built on after all
    regenerate,  ///< the node is called once more, by `agent` where one is given; only the node
    rerun,       ///< `nodes` are called once more, layer by layer
    add,         ///< `agent` joins the layer `node.layer` as its last node
    remove,      ///< the node leaves its layer; those behind it move up
    undo,        ///< takes back the latest change
    redo,        ///< brings back what was taken back last
    proceed,     ///< the next layer begins now with what is there: nodes still at work are late
    cap,         ///< the run may cost `usd`, 0 for no limit
    resume,      ///< `nodes`, which were stopped or never sent, are called: what is finished stays
};

std::string_view to_string(Change change);
std::optional<Change> parse_change(std::string_view text);

/// One command, and the event that it is in the run log. Members that the change does not name are empty.
struct GraphCommand {
    Change change = Change::undo;
    NodeId node;
    std::string text;
    std::optional<mixture::Agent> agent;
    std::vector<NodeId> nodes;  ///< of rerun and resume; when empty, all that are stale or unfinished
    double usd = 0;
};

/// How far back undo goes: as many changes, as long as the texts they keep are not longer than this together.
/// The latest change can always be taken back.
inline constexpr std::size_t most_undo_steps = 200;
inline constexpr std::size_t most_undo_bytes = std::size_t{16} << 20U;

/// What undo and redo need of one change: what was there before, or, once taken back, after it.
struct UndoStep {
    GraphCommand command;
    std::vector<Node> nodes;
    std::optional<mixture::Agent> agent;
};

/// The command with the nodes it stands for, where it names none.
GraphCommand completed(const RunState& state, GraphCommand command);

/// Why the command is not possible now, as a sentence, or nothing. Whether the provider of a new agent is
/// known is the run's question.
std::optional<Error> refusal(const RunState& state, const GraphCommand& command);

/// Changes the graph. The calls of the nodes in `given_up_by` have been ended before.
void apply_command(RunState& state, Millis t, const GraphCommand& command);

/// A call that is to be made of a node, from its beginning.
struct PlannedCall {
    NodeId id;
    const Node* before = nullptr;  ///< of the state or of its undo stack; nullptr for one that joins
    mixture::Agent agent;
};
/// The calls of these nodes by whoever calls them now; muted ones are not called.
std::vector<PlannedCall> planned(const RunState& state, const std::vector<NodeId>& nodes);
/// The calls that a completed command leads to, at once or layer by layer.
std::vector<PlannedCall> planned(const RunState& state, const GraphCommand& command);
/// Whether a node that joins the layer now, or is heard again, is called in this going of the run: not where
/// the run has ended or a later layer has begun.
bool takes_calls(const RunState& state, int layer);

/// The nodes whose calls end before the command is applied, since their output is replaced.
std::vector<NodeId> given_up_by(const RunState& state, const GraphCommand& command);

/// Nodes of `layer` from place `from` on move by this many places.
struct Shift {
    int layer = 0;
    int from = 0;
    int by = 0;
};
/// How the command moves the nodes of a layer, or nothing when it moves none.
std::optional<Shift> shift_of(const RunState& state, const GraphCommand& command);

/// The nodes that a rerun would call: those whose answer no longer follows from what they build on, and those
/// that joined and have not run yet.
std::vector<NodeId> stale_nodes(const RunState& state);
/// The node and all that build on it, but those that are pinned, edited, muted or late.
std::vector<NodeId> with_dependants(const RunState& state, NodeId id);
/// The nodes that a run which was stopped or broke off still lacks. A failed one is among them only where
/// nothing else of its layer has answered, since the run went on without it.
std::vector<NodeId> unfinished_nodes(const RunState& state);

/// Marks exactly the nodes whose references are others than those they were sent with, and what builds on
/// them. Part of `apply`.
void refresh_stale(RunState& state);
/// What the references of `layer` are, as one number: the same answers in the same order give the same.
std::uint64_t basis_of(const RunState& state, int layer);

/// The layer that is at work, or 0: the first that has not settled.
int current_layer(const RunState& state);

/// What calls are likely to use, before they are sent.
struct CallPrice {
    int calls = 0;
    wire::Usage usage;                  ///< estimated
    double cost_usd = 0;                ///< of the priced ones
    std::vector<std::string> unpriced;  ///< models without a price
};

/// What calling these nodes would use: their prompts as they stand, and answers as long as their latest, else
/// as those beside them.
CallPrice price_of_calls(const RunState& state, const std::vector<NodeId>& nodes,
                         const mixture::PriceList& prices);
CallPrice price_of_planned(const RunState& state, const std::vector<PlannedCall>& planned,
                           const mixture::PriceList& prices);
/// "3 calls, about 5,100 tokens and $0.0021." for the control that starts them.
std::string to_sentence(const CallPrice& price);

/// The layer of which a completed command calls nodes at once, or 0: a layer that has not begun waits its
/// turn.
int layer_called_at_once(const RunState& state, const GraphCommand& command);
/// Why a completed command would take the run beyond its spend cap, with price and cap, or nothing. What it
/// calls at once counts, on top of what was spent and what is on its way. A resumption is not refused: it
/// ends before the layer that costs too much, as the run did.
std::optional<Error> over_cap(const RunState& state, const GraphCommand& command,
                              const mixture::PriceList& prices);

}  // namespace moa::run
