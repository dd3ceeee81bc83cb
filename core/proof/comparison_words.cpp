#include "proof/comparison_words.hpp"

#include "ascii.hpp"
#include "figures.hpp"
#include "json.hpp"
#include "statistics/words.hpp"

namespace moa::proof {

namespace {

/// How large the difference is, and how sure that is.
std::string size_words(const Comparison& comparison, bool found) {
    const std::string questions = figure::counted(comparison.questions, "question") + ").";
    if (!comparison.wins) {
        const std::string sure = "95% interval " + statistics::points_range(comparison.interval) + ", ";
        return found ? " by " + statistics::points_size(comparison.difference) + " (" + sure + questions
                     : " (" + statistics::points(comparison.difference) + ", " + sure + questions;
    }
    const statistics::Interval rate = {comparison.interval.low + 0.5, comparison.interval.high + 0.5};
    return ": by the judges, the win rate of " + comparison.arm + " is " +
           statistics::percent(comparison.difference + 0.5) + " (95% interval " +
           statistics::percent_range(rate) + ", " + questions;
}

}  // namespace

std::string finding_sentence(const Comparison& comparison) {
    if (comparison.questions == 0)
        return comparison.arm + " and " + comparison.baseline + " have no question in common.";
    const Finding finding = finding_of(comparison);
    if (finding == Finding::no_difference)
        return "No difference was found between " + comparison.arm + " and " + comparison.baseline +
               size_words(comparison, false);
    std::string arm = comparison.arm;
    if (!arm.empty()) arm.front() = upper_case(arm.front());
    return arm + (finding == Finding::better ? " is better than " : " is worse than ") + comparison.baseline +
           size_words(comparison, true);
}

std::string flips_sentence(const Comparison& comparison) {
    if (comparison.wins) {
        const statistics::WinCount& wins = *comparison.wins;
        return "Of " + figure::counted(wins.games(), "pair") + " of answers, " + comparison.arm + " won " +
               figure::count(wins.wins) + ", tied " + figure::count(wins.ties) + " and lost " +
               figure::count(wins.losses) +
               " (sign test over questions: " + statistics::p_words(comparison.p_value) + ").";
    }
    return "Wrong to right: " + figure::counted(comparison.flips.wrong_to_right, "question") +
           "; right to wrong: " + figure::count(comparison.flips.right_to_wrong) +
           " (McNemar's exact test: " + statistics::p_words(comparison.p_value) + ").";
}

Json comparison_json(const Comparison& comparison) {
    Json json{{"arm", comparison.arm},
              {"baseline", comparison.baseline},
              {"questions", comparison.questions},
              {"difference", comparison.difference},
              {"interval", {comparison.interval.low, comparison.interval.high}}};
    if (comparison.wins) {
        json["wins"] = comparison.wins->wins;
        json["ties"] = comparison.wins->ties;
        json["losses"] = comparison.wins->losses;
    } else {
        const statistics::Flips& flips = comparison.flips;
        json["both_right"] = flips.both_right;
        json["both_wrong"] = flips.both_wrong;
        json["wrong_to_right"] = flips.wrong_to_right;
        json["right_to_wrong"] = flips.right_to_wrong;
    }
    json["p_value"] = comparison.p_value;
    json["arm_cost_usd"] = comparison.arm_cost_usd;
    json["baseline_cost_usd"] = comparison.baseline_cost_usd;
    return json;
}

}  // namespace moa::proof
