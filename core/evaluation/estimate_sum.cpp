#include "evaluation/estimate_sum.hpp"

#include <algorithm>
#include <cstddef>

namespace moa::evaluation {

std::vector<wire::ChatMessage> messages_of(const std::vector<wire::ChatMessage>& opening,
                                           const std::vector<std::string>& turns,
                                           const std::vector<std::string>& answers) {
    std::vector<wire::ChatMessage> messages = opening;
    for (std::size_t i = 0; i <= answers.size() && i < turns.size(); ++i) {
        messages.push_back({"user", turns[i]});
        if (i < answers.size()) messages.push_back({"assistant", answers[i]});
    }
    return messages;
}

std::string likely_answer() {
    constexpr std::size_t bytes_a_token = 4;
    return std::string(static_cast<std::size_t>(session::default_answer_tokens.likely) * bytes_a_token, 'a');
}

void EstimateSum::add(const mixture::Recipe& recipe, const std::vector<wire::ChatMessage>& opening,
                      const std::vector<std::string>& turns, const mixture::Providers& providers,
                      const mixture::PriceList& prices, const session::Experience& experience) {
    ++questions;
    std::vector<std::string> answers;
    for (std::size_t turn = 0; turn < turns.size(); ++turn) {
        const std::vector<wire::ChatMessage> messages = messages_of(opening, turns, answers);
        const session::RunEstimate estimate =
            session::estimate_run({recipe, messages, providers, prices, experience, {}});
        for (const session::NodeEstimate& node : estimate.nodes)
            calls += static_cast<std::uint64_t>(node.calls);
        prompt_tokens += estimate.prompt_tokens;
        answer_tokens += estimate.answer_tokens;
        cost_usd += estimate.cost_usd;
        total_ms += estimate.total_ms;
        for (const std::string& model : estimate.unpriced)
            if (std::find(unpriced.begin(), unpriced.end(), model) == unpriced.end())
                unpriced.push_back(model);
        answers.push_back(likely_answer());
    }
}

}  // namespace moa::evaluation
