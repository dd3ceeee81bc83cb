// What calls are likely to use, before they are sent.
#pragma once

#include <string>
#include <vector>

#include "mixture/price.hpp"
#include "run/graph_rules.hpp"

namespace moa::run {

/// What calls are likely to use, before they are sent.
struct CallPrice {
    int calls = 0;
    wire::Usage usage;                  ///< estimated
    double cost_usd = 0;                ///< of the priced ones
    std::vector<std::string> unpriced;  ///< models without a price
};

/// What calling these nodes would use: their current prompts, and answers as long as their latest ones or,
/// for nodes without an answer, as long as those of the same layer.
CallPrice price_of_calls(const RunState& state, const std::vector<NodeId>& nodes,
                         const mixture::PriceList& prices);

CallPrice price_of_planned(const RunState& state, const std::vector<PlannedCall>& planned,
                           const mixture::PriceList& prices);

/// "3 calls, about 5,100 tokens and $0.0021." for the control that starts them.
std::string to_sentence(const CallPrice& price);

}  // namespace moa::run
