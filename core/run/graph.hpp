// What a user does to the graph of a run: edit, mute, pin, regenerate, add, remove, and take it back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clock.hpp"
#include "error.hpp"
#include "mixture/recipe.hpp"
#include "run/node.hpp"

namespace moa::run {

struct RunState;

enum class Change {
    edit,        ///< the node says `text` from now on; `nodes` has whose answer that is, if another node's
    mute,        ///< the next layer neither uses the node nor waits for it; its call in flight continues
    unmute,      ///< back into the layer
    pin,         ///< the node keeps its answer when the layers above it change
    unpin,       ///< the node can become stale again
    use,         ///< a late answer becomes a reference after all
    regenerate,  ///< only this node is called again, with `agent` if one is given
    rerun,       ///< `nodes` are called again, layer by layer
    add,         ///< `agent` joins the layer `node.layer` as its last node
    remove,      ///< the node leaves its layer; later nodes move up
    undo,        ///< takes back the latest change
    redo,        ///< brings back what was taken back last
    proceed,     ///< the next layer starts now with the answers so far: nodes still at work are late
    cap,         ///< the run may cost `usd`, 0 for no limit
    resume,      ///< `nodes`, which were stopped or never sent, are called; finished nodes are not
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
};

/// Changes the graph. The calls of the nodes in `given_up_by` have been ended before.
void apply_command(RunState& state, Millis t, const GraphCommand& command);

/// Whether a node that is added to the layer or unmuted now is still called by this run: not if the run has
/// ended or a later layer has started.
bool takes_calls(const RunState& state, int layer);

}  // namespace moa::run
