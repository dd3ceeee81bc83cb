// Expected values: SciPy 1.10.1 (stats.bootstrap, method "percentile", 100,000 resamples) and statsmodels
// 0.13.5 (OLS on a constant with cov_type "cluster" without correction, and "HC0").
#include <doctest/doctest.h>

#include <cmath>
#include <utility>

#include "statistics/bootstrap.hpp"

namespace moa::statistics {

namespace {

/// So many of each value, every one a question of its own.
std::vector<PairedDifference> questions(const std::vector<std::pair<int, double>>& counts) {
    std::vector<PairedDifference> differences;
    for (const auto& [count, value] : counts) {
        for (int i = 0; i < count; ++i)
            differences.push_back({value, differences.size()});
    }
    return differences;
}

}  // namespace

TEST_CASE("the bootstrap's interval of right and wrong answers is SciPy's") {
    const auto differences = questions({{60, 1}, {40, -1}, {300, 0}});
    CHECK(mean_difference(differences) == doctest::Approx(0.05));
    const Interval interval = bootstrap_interval(differences, {20'000, 7});
    // Half a step of the grid that means of 400 questions lie on is 0.00125.
    CHECK(interval.low == doctest::Approx(0.0025).epsilon(0.0026));
    CHECK(interval.high == doctest::Approx(0.1).epsilon(0.0026));
}

TEST_CASE("the bootstrap's interval of verdicts with ties is SciPy's") {
    const Interval interval =
        bootstrap_interval(questions({{6, 1}, {10, 0.5}, {30, 0}, {4, -0.5}}), {20'000, 7});
    CHECK(std::abs(interval.low - 0.07) <= 0.01);
    CHECK(std::abs(interval.high - 0.29) <= 0.01);
}

TEST_CASE("a seed determines the interval, and another one moves it little") {
    const auto differences = questions({{30, 1}, {20, -1}, {77, 0}});
    const Interval first = bootstrap_interval(differences, {2000, 1});
    CHECK(first == bootstrap_interval(differences, {2000, 1}));
    const Interval second = bootstrap_interval(differences, {2000, 2});
    CHECK_FALSE(first == second);
    CHECK(std::abs(first.low - second.low) < 0.02);
    CHECK(std::abs(first.high - second.high) < 0.02);
}

TEST_CASE("turns of one question move together") {
    // Two turns a question that always agree are as good as one turn.
    std::vector<PairedDifference> turns;
    for (std::size_t question = 0; question < 100; ++question) {
        const double value = question < 30 ? 1 : question < 50 ? -1 : 0;
        turns.push_back({value, question});
        turns.push_back({value, question});
    }
    const auto alone = questions({{30, 1}, {20, -1}, {50, 0}});
    CHECK(bootstrap_interval(turns, {2000, 3}) == bootstrap_interval(alone, {2000, 3}));
    CHECK(clustered_standard_error(turns) == doctest::Approx(clustered_standard_error(alone)));
}

TEST_CASE("clustered standard errors") {
    const std::vector<double> values = {1, 0, -1, 0, 1, 1, 0, 0.5, -1, 1};
    std::vector<PairedDifference> clustered;
    std::vector<PairedDifference> alone;
    for (std::size_t i = 0; i < values.size(); ++i) {
        clustered.push_back({values[i], i / 2});
        alone.push_back({values[i], i});
    }
    CHECK(mean_difference(clustered) == doctest::Approx(0.25));
    CHECK(clustered_standard_error(clustered) == doctest::Approx(0.2236067977499789));
    CHECK(clustered_standard_error(alone) == doctest::Approx(0.23717082451262844));
}

TEST_CASE("without questions nothing is known") {
    CHECK(mean_difference({}) == 0);
    CHECK(bootstrap_interval({}) == Interval{-1, 1});
    CHECK(clustered_standard_error({}) == 0);
}

}  // namespace moa::statistics
