// What a whole evaluation is likely to cost, before it starts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evaluation/format.hpp"
#include "session/estimate.hpp"

namespace moa::evaluation {

/// The messages that a turn of a question is asked with. `answers` has those of the turns before it.
std::vector<wire::ChatMessage> messages_of(const std::vector<wire::ChatMessage>& opening,
                                           const std::vector<std::string>& turns,
                                           const std::vector<std::string>& answers);

/// A text as long as an answer of which nothing is known is likely to be.
std::string likely_answer();

/// Sums over questions.
struct EstimateSum {
    std::uint64_t questions = 0;
    std::uint64_t calls = 0;
    session::Spread prompt_tokens;
    session::Spread answer_tokens;
    session::Spread cost_usd;
    session::Spread total_ms;  ///< one question after another
    std::vector<std::string> unpriced;

    /// All turns of one question; an answer of the length that is likely stands in for one not given yet.
    void add(const mixture::Recipe& recipe, const std::vector<wire::ChatMessage>& opening,
             const std::vector<std::string>& turns, const mixture::Providers& providers,
             const mixture::PriceList& prices, const session::Experience& experience);
};

}  // namespace moa::evaluation
