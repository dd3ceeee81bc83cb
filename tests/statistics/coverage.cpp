// Is the proof true? Whole experiments of known truth by the thousand: coverage [EXPERIMENTS]. Prints how
// often the 95 % interval holds the true difference, how often a difference is found where there is none, and
// how often one that is there; ends with `N passed, N failed`.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "proof/comparison.hpp"
#include "statistics/experiment.hpp"
#include "statistics/interval.hpp"
#include "statistics/power.hpp"

namespace {

using namespace moa;

struct Scenario {
    std::string name;
    test::Experiment experiment;
};

simulate::SkilledModel proposer(const std::string& name, double correct, double common) {
    simulate::SkilledModel model;
    model.name = name;
    model.correct = correct;
    model.common = common;
    return model;
}

/// Three proposers, as many questions as show three points with the promised power.
Scenario scenario(const std::string& name, double difference, double common, bool one_fails = false) {
    Scenario made{name, {}};
    made.experiment.proposers = {proposer("ada", 0.62, common), proposer("bert", 0.58, common),
                                 proposer("cleo", 0.55, common)};
    made.experiment.aggregator = proposer("dora", 0.6, 0);
    made.experiment.aggregator.repairs = 0.05;
    constexpr double three_points = 0.03;
    test::Experiment planned = made.experiment;
    planned.questions = 1;
    test::aim_at(planned, three_points);
    made.experiment.questions =
        statistics::required_questions(three_points, test::truth_of(planned).deviation);
    test::aim_at(made.experiment, difference);
    if (one_fails) made.experiment.proposers[1].fails_from = made.experiment.questions / 2;
    return made;
}

struct Counts {
    int covered = 0;
    int better = 0;
    int worse = 0;
};

Counts play_all(const Scenario& scenario, double truth, int experiments) {
    Counts counts;
    constexpr int resamples = 1000;
    for (int i = 1; i <= experiments; ++i) {
        const auto seed = static_cast<std::uint64_t>(i);
        const test::Played played = test::play(scenario.experiment, seed);
        const proof::Comparison comparison = proof::compare(
            played.recipe, played.baseline, {}, {resamples, seed, statistics::default_confidence});
        if (comparison.interval.contains(truth)) ++counts.covered;
        const proof::Finding finding = proof::finding_of(comparison);
        if (finding == proof::Finding::better) ++counts.better;
        if (finding == proof::Finding::worse) ++counts.worse;
    }
    return counts;
}

int passed = 0;
int failed = 0;

/// At a thousand experiments and more the share itself must be within the bounds; a smaller number of them
/// must not contradict that.
void expect(const char* what, const std::string& name, int count, int experiments, double low, double high) {
    const double share = static_cast<double>(count) / experiments;
    const statistics::Interval likely = statistics::clopper_pearson(count, experiments);
    const bool holds =
        experiments >= 1000 ? share >= low && share <= high : likely.high >= low && likely.low <= high;
    ++(holds ? passed : failed);
    if (!holds)
        std::printf("broken: %s of \"%s\" is %.1f %%, not %.1f to %.1f %%\n", what, name.c_str(), 100 * share,
                    100 * low, 100 * high);
}

void check(const Scenario& scenario, int experiments) {
    const test::Truth truth = test::truth_of(scenario.experiment);
    const double difference = truth.difference();
    const Counts counts = play_all(scenario, difference, experiments);
    const bool no_effect = std::abs(difference) < 1e-9;
    const int found = no_effect        ? counts.better + counts.worse
                      : difference > 0 ? counts.better
                                       : counts.worse;
    const double promised =
        no_effect ? 1 - statistics::default_confidence
                  : statistics::power_of(scenario.experiment.questions, difference, truth.deviation);
    std::printf("%-28s %+6.2f %9lld %9.1f %% %9.1f %% %9.1f %% %10.1f %%\n", scenario.name.c_str(),
                100 * difference, static_cast<long long>(scenario.experiment.questions),
                100.0 * counts.covered / experiments, 100.0 * counts.better / experiments,
                100.0 * counts.worse / experiments, 100 * promised);
    expect("coverage", scenario.name, counts.covered, experiments, 0.93, 0.97);
    if (no_effect) {
        expect("false positives", scenario.name, found, experiments, 0, 0.06);
    } else {
        constexpr double near = 0.04;  // three standard errors of a share of 80 % among a thousand
        expect("power", scenario.name, found, experiments, promised - near, 1);
    }
}

}  // namespace

int main(int count, char** arguments) {
    const int experiments = count > 1 ? std::atoi(arguments[1]) : 1000;
    if (experiments < 1) return 2;
    std::printf("%d experiments each; differences in points\n%-28s %6s %9s %11s %11s %11s %12s\n",
                experiments, "truth", "points", "questions", "covered", "better", "worse", "promised");
    for (const Scenario& each :
         {scenario("no effect", 0, 0), scenario("three points better", 0.03, 0),
          scenario("three points worse", -0.03, 0), scenario("no effect, correlated", 0, 0.8),
          scenario("three better, correlated", 0.03, 0.8),
          scenario("a model fails half-way", 0.03, 0, true)}) {
        check(each, experiments);
    }
    std::printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}
