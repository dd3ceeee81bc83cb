// Expected values: SciPy 1.10.1 (norm.ppf, special.betainc, binomtest with method "exact") and NumPy's
// quantile. The first interval is also the example of R's binom.test, Mendel's peas.
#include <doctest/doctest.h>

#include "statistics/distributions.hpp"
#include "statistics/interval.hpp"
#include "statistics/quantile.hpp"

namespace moa::statistics {

namespace {

doctest::Approx close(double value) {
    return doctest::Approx(value).epsilon(1e-9);
}

}  // namespace

TEST_CASE("quantiles of the normal distribution") {
    CHECK(normal_quantile(0.975) == close(1.959963984540054));
    CHECK(normal_quantile(0.8) == close(0.8416212335729143));
    CHECK(normal_quantile(1e-6) == close(-4.753424308822899));
    CHECK(normal_probability(1.959963984540054) == close(0.975));
}

TEST_CASE("the incomplete beta function") {
    CHECK(beta_probability(0.3, 2, 5) == close(0.579825));
    CHECK(beta_probability(0.01, 0.5, 0.5) == close(0.06376856085851987));
    CHECK(beta_probability(0.9, 200, 30) == close(0.9231109018409356));
    CHECK(beta_probability(0.001, 1, 1000) == close(0.632304575229665));
    CHECK(beta_probability(0, 2, 5) == 0);
    CHECK(beta_probability(1, 2, 5) == 1);
}

TEST_CASE("Clopper-Pearson intervals") {
    const Interval peas = clopper_pearson(682, 925);
    CHECK(peas.low == close(0.707668264079039));
    CHECK(peas.high == close(0.7654065582414781));
    const Interval one = clopper_pearson(1, 10);
    CHECK(one.low == close(0.0025285785444625728));
    CHECK(one.high == close(0.44501611702819543));
    const Interval wide = clopper_pearson(7, 13, 0.99);
    CHECK(wide.low == close(0.18870463473557508));
    CHECK(wide.high == close(0.8617290609494168));
    const Interval rare = clopper_pearson(3, 100'000);
    CHECK(rare.low == close(6.186763915927222e-06));
    CHECK(rare.high == close(8.767020256784099e-05));
}

TEST_CASE("Clopper-Pearson intervals at the ends of the range") {
    CHECK(clopper_pearson(0, 20).low == 0);
    CHECK(clopper_pearson(0, 20).high == close(0.16843347098308548));
    CHECK(clopper_pearson(20, 20).low == close(0.8315665290169145));
    CHECK(clopper_pearson(20, 20).high == 1);
    CHECK(clopper_pearson(0, 0) == Interval{0, 1});
}

TEST_CASE("medians and percentiles") {
    const std::vector<double> values = {3, 1, 4, 1, 5, 9, 2, 6};
    CHECK(quantile(values, 0) == 1);
    CHECK(quantile(values, 0.25) == close(1.75));
    CHECK(median(values) == close(3.5));
    CHECK(quantile(values, 0.95) == close(7.95));
    CHECK(quantile(values, 1) == 9);
    CHECK(median({7}) == 7);
    CHECK(median({}) == 0);
}

}  // namespace moa::statistics
