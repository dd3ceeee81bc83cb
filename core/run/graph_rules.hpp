// Which commands are possible now, what they call, and whose calls they end.
#pragma once

#include <optional>
#include <vector>

#include "error.hpp"
#include "run/graph.hpp"
#include "run/state.hpp"

namespace moa::run {

/// The command with its nodes filled in, if it names none.
GraphCommand completed(const RunState& state, GraphCommand command);

/// Why the command is not possible now, as a sentence, or nothing. The run itself checks whether the provider
/// of a new agent is known.
std::optional<Error> refusal(const RunState& state, const GraphCommand& command);

/// A call that is to be made of a node, from its beginning.
struct PlannedCall {
    NodeId id;
    const Node* before = nullptr;  ///< of the state or of its undo stack; nullptr for one that joins
    mixture::Agent agent;
};

/// The calls of these nodes by their current agents; muted nodes are not called.
std::vector<PlannedCall> planned(const RunState& state, const std::vector<NodeId>& nodes);

/// The calls that a completed command leads to, at once or layer by layer.
std::vector<PlannedCall> planned(const RunState& state, const GraphCommand& command);

/// The nodes whose calls end before the command is applied, since their output is replaced.
std::vector<NodeId> given_up_by(const RunState& state, const GraphCommand& command);

/// Nodes of `layer` from place `from` on move by this many places.
struct IndexShift {
    int layer = 0;
    int from = 0;
    int by = 0;

    void move(NodeId& id) const {
        if (id.layer == layer && id.index >= from) id.index += by;
    }
};

/// How the command moves the nodes of a layer, or nothing when it moves none.
std::optional<IndexShift> shift_of(const RunState& state, const GraphCommand& command);

}  // namespace moa::run
