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
};

/// Changes the graph. The calls of the nodes in `given_up_by` have been ended before.
void apply_command(RunState& state, Millis t, const GraphCommand& command);

/// Whether a node that joins the layer now, or is heard again, is called in this going of the run: not where
/// the run has ended or a later layer has begun.
bool takes_calls(const RunState& state, int layer);

}  // namespace moa::run
