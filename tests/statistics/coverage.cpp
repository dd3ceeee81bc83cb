// Is the proof true? Whole experiments of known truth by the thousand: coverage [EXPERIMENTS]. Prints how
// often the 95 % interval holds the true difference, how often a difference is found where there is none, and
// how often one that is there; ends with `N passed, N failed`.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "proof/comparison.hpp"
#include "proof/plan.hpp"
#include "statistics/experiment.hpp"
#include "statistics/interval.hpp"
#include "statistics/power.hpp"

namespace {

using namespace moa;

struct Scenario {
    std::string name;
    test::Experiment experiment;
    std::vector<simulate::SkilledModel> judges;  ///< none: exact answers
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
    Scenario made{name, {}, {}};
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

/// As a plan that knew its judge would assume it.
double deviation_by(const test::Truth& truth, const simulate::SkilledModel& judge) {
    return proof::assumed_deviation(proof::Measure::judged, test::decided_share(truth, judge));
}

/// Judged by a judge that is right in four of five games and names the first answer in one of ten whatever it
/// says. As many questions as show the win rate that a judge makes of ten points.
Scenario judged_scenario(const std::string& name, double difference, int judges) {
    Scenario made = scenario(name, difference, 0);
    for (int number = 1; number <= judges; ++number) {
        simulate::SkilledModel judge = proposer("judge-" + std::to_string(number), 0.8, 0);
        judge.leans = 0.1;
        made.judges.push_back(judge);
    }
    constexpr double ten_points = 0.1;
    test::Experiment planned = made.experiment;
    planned.questions = 1;
    test::aim_at(planned, ten_points);
    const test::Truth truth = test::truth_of(planned);
    made.experiment.questions = statistics::required_questions(
        test::true_win_rate(truth, made.judges.front()) - 0.5, deviation_by(truth, made.judges.front()));
    return made;
}

struct Counts {
    int covered = 0;
    int better = 0;
    int worse = 0;
};

void count_finding(Counts& counts, proof::Finding finding) {
    if (finding == proof::Finding::better) ++counts.better;
    if (finding == proof::Finding::worse) ++counts.worse;
}

/// `truth`: the true difference, or of judged answers how far the true win rate is from one half.
Counts play_all(const Scenario& scenario, double truth, int experiments) {
    Counts counts;
    constexpr int resamples = 1000;
    for (int i = 1; i <= experiments; ++i) {
        const auto seed = static_cast<std::uint64_t>(i);
        const statistics::BootstrapOptions options{resamples, seed, statistics::default_confidence};
        const test::Played played = test::play(scenario.experiment, seed);
        proof::Comparison comparison;
        if (scenario.judges.empty()) {
            comparison = proof::compare(played.recipe, played.baseline, {}, options);
        } else {
            std::vector<simulate::SkilledModel> judges = scenario.judges;
            for (simulate::SkilledModel& judge : judges)
                judge.seed = seed;
            proof::judge_by(comparison, test::judge_played(played, judges, options));
        }
        if (comparison.interval.contains(truth)) ++counts.covered;
        count_finding(counts, proof::finding_of(comparison));
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
    const bool judged = !scenario.judges.empty();
    const double difference =
        judged ? test::true_win_rate(truth, scenario.judges.front()) - 0.5 : truth.difference();
    const double deviation = judged ? deviation_by(truth, scenario.judges.front()) : truth.deviation;
    const Counts counts = play_all(scenario, difference, experiments);
    const bool no_effect = std::abs(difference) < 1e-9;
    const int found = no_effect        ? counts.better + counts.worse
                      : difference > 0 ? counts.better
                                       : counts.worse;
    const double promised = no_effect
                                ? 1 - statistics::default_confidence
                                : statistics::power_of(scenario.experiment.questions, difference, deviation);
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
    std::printf(
        "%d experiments each; differences in points, of judged ones of the win rate from 50 %%\n%-28s %6s "
        "%9s %11s %11s %11s %12s\n",
        experiments, "truth", "points", "questions", "covered", "better", "worse", "promised");
    for (const Scenario& each :
         {scenario("no effect", 0, 0), scenario("three points better", 0.03, 0),
          scenario("three points worse", -0.03, 0), scenario("no effect, correlated", 0, 0.8),
          scenario("three better, correlated", 0.03, 0.8), scenario("a model fails half-way", 0.03, 0, true),
          judged_scenario("judged: no effect", 0, 1), judged_scenario("judged: ten points better", 0.1, 1),
          judged_scenario("judged: ten points worse", -0.1, 1),
          judged_scenario("two judges: ten better", 0.1, 2)}) {
        check(each, experiments);
    }
    std::printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}
