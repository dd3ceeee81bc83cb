// Whole experiments with models of known skill, without the messages between: each answer is the one that the
// simulated provider gives (tests/unit/proof holds the two against each other).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "judging/tally.hpp"
#include "proof/outcome.hpp"
#include "simulate/skilled.hpp"

namespace moa::test {

/// The recipe: proposers and an aggregator. The baseline is the first proposer on its own, asked once more.
struct Experiment {
    std::vector<simulate::SkilledModel> proposers;
    simulate::SkilledModel aggregator;
    std::int64_t questions = 0;
};

/// What is true of an experiment, computed from the skills alone.
struct Truth {
    double recipe = 0;  ///< share of questions that it solves
    double baseline = 0;
    double none_right = 0;    ///< share of questions that all proposers miss
    double deviation = 0;     ///< standard deviation of a question's difference
    double disagreement = 0;  ///< share of questions that one of the two alone solves

    double difference() const { return recipe - baseline; }
};

Truth truth_of(const Experiment& experiment);

/// The true win rate of the recipe by this judge (judging::verdict_by_skill): a judge that names the first
/// answer whatever it says moves no pair in the two orders together.
double true_win_rate(const Truth& truth, const simulate::SkilledModel& judge);
/// The share of questions that this judge does not call a tie over both orders; what a plan assumes.
double decided_share(const Truth& truth, const simulate::SkilledModel& judge);

/// Sets how often the aggregator spoils, so that the recipe is this much better than the baseline.
void aim_at(Experiment& experiment, double difference);

struct Played {
    proof::ArmOutcomes recipe;
    proof::ArmOutcomes baseline;
};

/// One play of it, which the seed determines.
Played play(Experiment experiment, std::uint64_t seed);

/// The same play as judges see it: each of them on each question, in both orders.
judging::Tally judge_played(const Played& played, const std::vector<simulate::SkilledModel>& judges,
                            const statistics::BootstrapOptions& options);

}  // namespace moa::test
