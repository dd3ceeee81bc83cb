// Two arms against each other, over the questions that both were asked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judging/tally.hpp"
#include "proof/outcome.hpp"
#include "statistics/bootstrap.hpp"
#include "statistics/flips.hpp"

namespace moa::proof {

struct Comparison {
    std::string arm;
    std::string baseline;
    std::int64_t questions = 0;
    double difference = 0;  ///< mean score of the arm less that of the baseline
    statistics::Interval interval = {-1, 1};
    statistics::Flips flips;  ///< of scores of at least a half
    /// Of judged answers: the arm's wins, ties and losses over pairs of answers. The difference is then that
    /// of its win rate from 50 %, and there are no flips.
    std::optional<statistics::WinCount> wins;
    /// Of the sign test of questions above zero against those below; of right and wrong answers that is
    /// McNemar's exact test of the flips.
    double p_value = 1;
    double arm_cost_usd = 0;
    double baseline_cost_usd = 0;
};

/// A run without an answer counts as wrong: what fails does not help its user. `clusters` says for each
/// question which one it belongs to (the turns of one conversation); empty: each stands for itself.
Comparison compare(const ArmOutcomes& arm, const ArmOutcomes& baseline,
                   const std::vector<std::size_t>& clusters,
                   const statistics::BootstrapOptions& options = {});

/// Fills in what judges say of the arm as side A.
void judge_by(Comparison& comparison, const judging::Tally& tally);

enum class Finding { better, worse, no_difference };

/// Better or worse where zero is outside of the interval and the exact test agrees: of few flips, a bootstrap
/// knows too little.
Finding finding_of(const Comparison& comparison);

}  // namespace moa::proof
