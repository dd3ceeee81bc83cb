// What the recipe's policies decide while a run goes on, as events of its log.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "run/node.hpp"

namespace moa::run {

enum class Mark {
    late,    ///< the next layer begins without the node: its answer is kept and shown, not used
    backup,  ///< the node has failed, and its agent's backup is called in its place
};

std::string_view to_string(Mark mark);
std::optional<Mark> parse_mark(std::string_view text);

struct NodeMarked {
    NodeId node;
    Mark mark = Mark::late;
};

/// A layer that was not started, since the run would have cost more than its cap. Ends the run.
struct CapReached {
    int layer = 0;
    double spent_usd = 0;
    double likely_usd = 0;  ///< of the layer; see price_of_calls
    double cap_usd = 0;
    std::vector<std::string> unpriced;  ///< models of the layer that no price is known of: they count nothing

    bool operator==(const CapReached&) const = default;
};

}  // namespace moa::run
