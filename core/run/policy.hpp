// Decisions of the recipe's policies during a run, as events of its log.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "run/node.hpp"

namespace moa::run {

enum class Mark {
    late,    ///< the next layer begins without the node: its answer is kept and shown, not used
    backup,  ///< the node has failed, and its agent's backup is called in its place
    muted,   ///< the recipe's rule mutes the node, since its answer is flagged
};

std::string_view to_string(Mark mark);
std::optional<Mark> parse_mark(std::string_view text);

struct NodeMarked {
    NodeId node;
    Mark mark = Mark::late;
};

/// How the node's input is made to fit its model's context, or nothing: it goes out whole.
struct NodeFitted {
    NodeId node;
    std::optional<mixture::FitPlan> fit;
};

/// One of several calls of the node has answered; its text goes into the next one.
struct NodeCarried {
    NodeId node;
    std::string finish;
    std::optional<wire::Usage> usage;  ///< of this call
    std::optional<double> cost_usd;
    std::optional<std::int64_t> cut_prompt = {};  ///< see Node::cut_prompt
};

/// The node, which ranks, has chosen this one. The text of the choice follows as the node's own.
struct NodeChose {
    NodeId node;
    NodeId chosen;
};

/// Suspicious parts of the node's answer, for the nodes that use it as a reference.
struct NodeFlagged {
    NodeId node;
    std::vector<mixture::ReferenceFlag> flags;
};

/// The answers of layer `after` agree, so the remaining proposer layers are skipped (see mixture::EarlyExit).
struct LayersLeftOut {
    int after = 0;
    double agreement = 0;
    double wanted = 0;
    // What their calls would have used, estimated.
    int calls = 0;
    std::int64_t tokens = 0;
    double cost_usd = 0;  ///< of the priced ones
    std::vector<std::string> unpriced;

    bool operator==(const LayersLeftOut&) const = default;
};

/// A layer that was not started, since the run would have cost more than its cap. Ends the run.
struct CapReached {
    int layer = 0;
    double spent_usd = 0;
    double likely_usd = 0;  ///< of the layer; see price_of_calls
    double cap_usd = 0;
    std::vector<std::string> unpriced;  ///< models of the layer without a price, which are not counted

    bool operator==(const CapReached&) const = default;
};

}  // namespace moa::run
