// What judges are shown of an experiment: the recipe's answer and another arm's, turn by turn.
#pragma once

#include <string>
#include <vector>

#include "judging/contest.hpp"

namespace moa::proof {

/// What an arm answered to one question.
struct ArmTexts {
    std::vector<std::string> answers;  ///< by turn; empty where there is none
    /// By turn, the answers that later turns followed: of a derived arm those of the arm that it is made of.
    std::vector<std::string> conversation;
};

/// Each turn of the question, with the turns before it, as MT-Bench judges them. The recipe is side A. Their
/// names are `id`, a slash, the arm's name, and from the second turn on a sign and its number.
std::vector<judging::Contest> judged_pairs(const judging::Question& question, const ArmTexts& recipe,
                                           const ArmTexts& other, const std::string& other_name,
                                           std::size_t cluster);

}  // namespace moa::proof
