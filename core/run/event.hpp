// What happens in a run. Live runs, replays and the log share these events and the one function that applies
// them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "run/policy.hpp"
#include "run/state.hpp"

namespace moa::run {

struct RunStarted {
    mixture::Recipe recipe;
    std::vector<wire::ChatMessage> messages;
};

/// A node enters a state. `queued` may be set when it is queued (with `error`, when an attempt failed
/// before), `server_slots` when it waits for its server; the members between them when the state is an end.
/// Sending a node of a run that had ended makes it run again.
struct NodeChanged {
    NodeId node;
    NodeState state = NodeState::queued;
    int attempt = 0;
    std::optional<Queued> queued;
    std::string finish;
    std::optional<wire::Usage> usage;
    std::optional<double> cost_usd;
    std::optional<Error> error;
    std::optional<std::int64_t> cut_prompt = {};  ///< see Node::cut_prompt
    std::optional<int> server_slots = {};         ///< see Node::server_slots
};

/// Text to append; valid during the call only.
struct NodeText {
    NodeId node;
    std::string_view text;
};

struct NodeReasoning {
    NodeId node;
    std::string_view text;
};

/// Other parameters, limits and policies from here on, of the same agents: given where a run is resumed.
struct RecipeChanged {
    mixture::Recipe recipe;
};

struct RunFinished {
    RunStatus status = RunStatus::complete;
};

using RunEvent =
    std::variant<RunStarted, NodeChanged, NodeText, NodeReasoning, RunFinished, GraphCommand, NodeMarked,
                 CapReached, NodeFitted, NodeCarried, NodeChose, NodeFlagged, LayersLeftOut, RecipeChanged>;

/// The node of an agent before it runs.
Node make_node(RunState& state, NodeId id, const mixture::Agent& agent);
/// The node's text is going to be another one, rather than longer.
void replace_text(RunState& state, Node& node);

/// Part of `apply`.
void apply_mark(RunState& state, const NodeMarked& event);

/// Changes `state` as the event says. `t` is milliseconds since the run started.
void apply(RunState& state, Millis t, const RunEvent& event);

/// Told of every event after it was applied. Must not call back into the run.
class RunObserver {
  public:
    virtual void on_event(Millis t, const RunEvent& event, const RunState& state) = 0;

  protected:
    ~RunObserver() = default;
};

}  // namespace moa::run
