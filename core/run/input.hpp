// What a node is sent: worked out in one place from the recipe's policies and what the nodes before it have
// said.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "run/state.hpp"

namespace moa::run {

/// One answer a node builds on.
struct InputReference {
    NodeId node;            ///< whose answer it is; the node itself for the result it carries on
    std::string_view text;  ///< of the state, perhaps its beginning only
    std::string note;       ///< what the reader is told of it: "cut at the token limit"
};

/// What one call of a node is made of. Views into the state.
struct NodeInput {
    mixture::Agent agent;
    mixture::Parameters parameters;  ///< in effect
    std::vector<InputReference> references;
    int call = 0;   ///< which of its calls this is, from 0
    int calls = 1;  ///< more than one for a sliding window

    /// It chooses one of its references.
    bool ranks() const { return parameters.aggregation == mixture::Aggregation::rank && !references.empty(); }
};

/// The node's next call, or the one it is at, or its last. Late, muted and broken-off answers are not among
/// its references; cut ones say so. Of the references, `fit` may keep a part only.
NodeInput input_of(const RunState& state, const Node& node, const std::optional<mixture::FitPlan>& fit);
/// The same with what the node's own fit says.
NodeInput input_of(const RunState& state, const Node& node);
/// The same of a node that another agent is to call; of the node, id and what it carries count only.
NodeInput input_of(const RunState& state, const Node& node, const std::optional<mixture::FitPlan>& fit,
                   mixture::Agent agent);

/// That call as a request.
wire::ChatRequest request_of(const RunState& state, const NodeInput& input);

/// Its messages.
std::vector<wire::ChatMessage> messages_of(const RunState& state, const NodeInput& input);

/// The exact messages the node was or would be sent, given what the layer before it has said.
std::vector<wire::ChatMessage> prompt_of(const RunState& state, NodeId id);

/// Estimated tokens of these messages.
std::int64_t estimate_tokens(const std::vector<wire::ChatMessage>& messages);

/// What is known of a model before a run: how much it takes, and how its tokens compare with estimated ones.
struct KnownModel {
    std::optional<std::int64_t> context_tokens;
    mixture::TokenRatio ratio;
};

/// Lowers the most that the node may answer to what its context leaves beside a prompt of so many estimated
/// tokens, but not below half of the context: a provider that counts both together refuses more.
void leave_room_for_answer(NodeInput& input, const KnownModel& model, std::int64_t prompt_tokens);

/// By provider and model id.
using KnownModels = std::map<std::pair<std::string, std::string>, KnownModel>;

/// Whether the node's next call fits the model, and what is done when it does not, by the recipe's choice. A
/// window already begun is not changed.
mixture::FitPlan plan_input(const RunState& state, const Node& node, const KnownModel& model);

}  // namespace moa::run
