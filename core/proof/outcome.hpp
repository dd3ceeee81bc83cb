// What an arm of an experiment made of each question.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "clock.hpp"

namespace moa::proof {

/// One arm on one question, all turns of it together.
struct Outcome {
    /// 1 where all turns are right, else 0. Of judged answers: how the arm fares against the recipe, from 0
    /// to 1.
    double score = 0;
    bool answered = true;            ///< false where a turn has no answer
    double cost_usd = 0;             ///< of all calls, from the usage that providers reported
    Millis first_word_ms = no_time;  ///< of the first turn; no_time without an answer
    Millis total_ms = no_time;       ///< of all turns
};

struct ArmOutcomes {
    std::string arm;
    std::vector<std::optional<Outcome>> outcomes;  ///< by question; nothing where it was not asked
};

}  // namespace moa::proof
