// A comparison in plain words and as JSON.
#pragma once

#include <string>

#include "json_box.hpp"
#include "proof/comparison.hpp"

namespace moa::proof {

/// Of judged answers the figures are the win rate and its interval. "The recipe is better than Self-MoA of
/// Dora by 3.5 points (95% interval +0.8 to +6.2 points, 1,200 questions)." or "worse", or "No difference was
/// found between ...".
std::string finding_sentence(const Comparison& comparison);

/// "Wrong to right: 84 questions; right to wrong: 42 (McNemar's exact test: p < 0.001)." Of judged answers:
/// "Of 160 pairs of answers, the recipe won 84, tied 40 and lost 36 (sign test over questions: p < 0.001)."
std::string flips_sentence(const Comparison& comparison);

/// The members of one comparison.
Json comparison_json(const Comparison& comparison);

}  // namespace moa::proof
