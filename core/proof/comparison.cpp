#include "proof/comparison.hpp"

#include <algorithm>

namespace moa::proof {

namespace {

constexpr double right_from = 0.5;

void count_flip(statistics::Flips& flips, bool arm_right, bool baseline_right) {
    if (arm_right) {
        ++(baseline_right ? flips.both_right : flips.wrong_to_right);
    } else {
        ++(baseline_right ? flips.right_to_wrong : flips.both_wrong);
    }
}

}  // namespace

Comparison compare(const ArmOutcomes& arm, const ArmOutcomes& baseline,
                   const std::vector<std::size_t>& clusters, const statistics::BootstrapOptions& options) {
    Comparison result;
    result.arm = arm.arm;
    result.baseline = baseline.arm;
    std::vector<statistics::PairedDifference> differences;
    std::int64_t above = 0;
    std::int64_t below = 0;
    const std::size_t questions = std::min(arm.outcomes.size(), baseline.outcomes.size());
    differences.reserve(questions);
    for (std::size_t question = 0; question < questions; ++question) {
        const auto& one = arm.outcomes[question];
        const auto& other = baseline.outcomes[question];
        if (!one || !other) continue;
        differences.push_back({one->score - other->score, clusters.empty() ? question : clusters[question]});
        if (one->score > other->score) ++above;
        if (one->score < other->score) ++below;
        count_flip(result.flips, one->score >= right_from, other->score >= right_from);
        result.arm_cost_usd += one->cost_usd;
        result.baseline_cost_usd += other->cost_usd;
    }
    result.questions = static_cast<std::int64_t>(differences.size());
    result.difference = statistics::mean_difference(differences);
    result.interval = statistics::bootstrap_interval(differences, options);
    result.p_value = statistics::mcnemar_exact(above, below);
    return result;
}

void judge_by(Comparison& comparison, const judging::Tally& tally) {
    comparison.questions = tally.clusters;
    comparison.difference = tally.win_rate - 0.5;
    comparison.interval = {tally.interval.low - 0.5, tally.interval.high - 0.5};
    comparison.flips = {};
    comparison.wins = tally.count;
    comparison.p_value = tally.p_value;
}

Finding finding_of(const Comparison& comparison) {
    if (comparison.p_value >= 1 - statistics::default_confidence) return Finding::no_difference;
    if (comparison.interval.low > 0) return Finding::better;
    if (comparison.interval.high < 0) return Finding::worse;
    return Finding::no_difference;
}

}  // namespace moa::proof
