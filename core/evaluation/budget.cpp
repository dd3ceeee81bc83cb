#include "evaluation/budget.hpp"

#include <algorithm>
#include <cstddef>

#include "evaluation/estimate_sum.hpp"
#include "run/event.hpp"
#include "run/price_of_calls.hpp"

namespace moa::evaluation {

std::optional<double> Budget::grant(double likely, int lanes) {
    if (!cap_) return 0.0;
    const double free = *cap_ - spent_ - granted_;
    if (likely > free || free <= 0) return std::nullopt;
    const double granted = likely + (free - likely) / std::max(lanes, 1);
    granted_ += granted;
    return granted;
}

void Budget::settle(double granted, double spent) {
    granted_ = std::max(0.0, granted_ - granted);
    spent_ += spent;
}

double likely_cost(const mixture::Recipe& recipe, const std::vector<wire::ChatMessage>& opening,
                   const std::vector<std::string>& turns, const mixture::PriceList& prices) {
    // As long as a run takes an answer to be of which nothing is known.
    const std::string likely_answer(2000, 'a');
    double usd = 0;
    std::vector<std::string> answers;
    for (std::size_t turn = 0; turn < turns.size(); ++turn) {
        run::RunState state;
        run::apply(state, 0, run::RunStarted{recipe, messages_of(opening, turns, answers)});
        for (auto& layer : state.layers) {
            std::vector<run::NodeId> nodes;
            for (const run::Node& node : layer)
                if (!node.muted) nodes.push_back(node.id);
            usd += run::price_of_calls(state, nodes, prices).cost_usd;
            for (run::Node& node : layer) {
                node.state = run::NodeState::done;
                node.text = likely_answer;
            }
        }
        answers.push_back(likely_answer);
    }
    return usd;
}

}  // namespace moa::evaluation
