// Whole experiments with models of known skill, without the messages between: each answer is the one that the
// simulated provider gives (tests/unit/proof holds the two against each other).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

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
    double none_right = 0;  ///< share of questions that all proposers miss
    double deviation = 0;   ///< standard deviation of a question's difference

    double difference() const { return recipe - baseline; }
};

Truth truth_of(const Experiment& experiment);

/// Sets how often the aggregator spoils, so that the recipe is this much better than the baseline.
void aim_at(Experiment& experiment, double difference);

struct Played {
    proof::ArmOutcomes recipe;
    proof::ArmOutcomes baseline;
};

/// One play of it, which the seed determines.
Played play(Experiment experiment, std::uint64_t seed);

}  // namespace moa::test
