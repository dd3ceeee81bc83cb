// What an arm of an experiment made of each question.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "clock.hpp"

namespace moa::proof {

/// One run of one arm on one question.
struct Outcome {
    double score = 0;      ///< 1 for a right answer, 0 for a wrong one, or none at all; half points for ties
    bool answered = true;  ///< false where the run gave no answer
    double cost_usd = 0;   ///< of all calls, from the usage that providers reported
    Millis first_word_ms = no_time;  ///< no_time without an answer
    Millis total_ms = no_time;
};

struct ArmOutcomes {
    std::string arm;
    std::vector<std::optional<Outcome>> outcomes;  ///< by question; nothing where it was not asked
};

}  // namespace moa::proof
