#include "proof/comparison_words.hpp"

#include "ascii.hpp"
#include "figures.hpp"
#include "json.hpp"
#include "statistics/words.hpp"

namespace moa::proof {

std::string finding_sentence(const Comparison& comparison) {
    if (comparison.questions == 0)
        return comparison.arm + " and " + comparison.baseline + " have no question in common.";
    const std::string sure = "95% interval " + statistics::points_range(comparison.interval) + ", " +
                             figure::counted(comparison.questions, "question") + ").";
    const Finding finding = finding_of(comparison);
    if (finding == Finding::no_difference)
        return "No difference was found between " + comparison.arm + " and " + comparison.baseline + " (" +
               statistics::points(comparison.difference) + ", " + sure;
    std::string arm = comparison.arm;
    if (!arm.empty()) arm.front() = upper_case(arm.front());
    return arm + (finding == Finding::better ? " is better than " : " is worse than ") + comparison.baseline +
           " by " + statistics::points_size(comparison.difference) + " (" + sure;
}

std::string flips_sentence(const Comparison& comparison) {
    return "Wrong to right: " + figure::counted(comparison.flips.wrong_to_right, "question") +
           "; right to wrong: " + figure::count(comparison.flips.right_to_wrong) +
           " (McNemar's exact test: " + statistics::p_words(comparison.p_value) + ").";
}

Json comparison_json(const Comparison& comparison) {
    const statistics::Flips& flips = comparison.flips;
    return {{"arm", comparison.arm},
            {"baseline", comparison.baseline},
            {"questions", comparison.questions},
            {"difference", comparison.difference},
            {"interval", {comparison.interval.low, comparison.interval.high}},
            {"both_right", flips.both_right},
            {"both_wrong", flips.both_wrong},
            {"wrong_to_right", flips.wrong_to_right},
            {"right_to_wrong", flips.right_to_wrong},
            {"p_value", comparison.p_value},
            {"arm_cost_usd", comparison.arm_cost_usd},
            {"baseline_cost_usd", comparison.baseline_cost_usd}};
}

}  // namespace moa::proof
