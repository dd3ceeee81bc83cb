#include "statistics/distributions.hpp"

#include <cmath>

namespace moa::statistics {

namespace {

/// Where `rising` passes `wanted` between `low` and `high`.
template <class Function>
double bisect(double low, double high, double wanted, const Function& rising) {
    constexpr int halvings = 200;  // below the spacing of doubles: the loop ends before
    for (int i = 0; i < halvings; ++i) {
        const double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high) break;
        (rising(middle) < wanted ? low : high) = middle;
    }
    return low + (high - low) / 2;
}

/// The logarithm of the gamma function, without the sign that lgamma keeps in a global: Lanczos'
/// approximation (SIAM Journal on Numerical Analysis B 1, 1964) with g = 7 and nine terms.
double log_gamma(double x) {
    static constexpr double terms[] = {0.99999999999980993,  676.5203681218851,     -1259.1392167224028,
                                       771.32342877765313,   -176.61502916214059,   12.507343278686905,
                                       -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7};
    constexpr double g = 7;
    constexpr double half_log_two_pi = 0.91893853320467274178;
    double sum = terms[0];
    for (int i = 1; i < 9; ++i)
        sum += terms[i] / (x - 1 + i);
    const double t = x - 0.5 + g;
    return half_log_two_pi + (x - 0.5) * std::log(t) - t + std::log(sum);
}

/// The continued fraction that converges fast for x below (a + 1) / (a + b + 2).
double beta_fraction(double x, double a, double b) {
    constexpr double tiny = 1e-300;
    constexpr double enough = 1e-15;
    constexpr int most_terms = 10'000;
    const auto kept_off_zero = [](double value) { return std::abs(value) < tiny ? tiny : value; };
    double c = 1;
    double d = 1 / kept_off_zero(1 - (a + b) * x / (a + 1));
    double fraction = d;
    for (int m = 1; m < most_terms; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / kept_off_zero(1 + even * d);
        c = kept_off_zero(1 + even / c);
        fraction *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / kept_off_zero(1 + odd * d);
        c = kept_off_zero(1 + odd / c);
        fraction *= d * c;
        if (std::abs(d * c - 1) < enough) break;
    }
    return fraction;
}

}  // namespace

double normal_probability(double x) {
    return std::erfc(-x / std::sqrt(2.0)) / 2;
}

double normal_quantile(double probability) {
    constexpr double beyond = 40;  // the tail behind it is no double above zero
    return bisect(-beyond, beyond, probability, normal_probability);
}

double beta_probability(double x, double a, double b) {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    const double front =
        std::exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * std::log(x) + b * std::log1p(-x));
    return x < (a + 1) / (a + b + 2) ? front * beta_fraction(x, a, b) / a
                                     : 1 - front * beta_fraction(1 - x, b, a) / b;
}

double beta_quantile(double probability, double a, double b) {
    return bisect(0, 1, probability, [&](double x) { return beta_probability(x, a, b); });
}

double fair_binomial_probability(std::int64_t successes, std::int64_t trials) {
    if (successes < 0) return 0;
    if (successes >= trials) return 1;
    return beta_probability(0.5, static_cast<double>(trials - successes), static_cast<double>(successes) + 1);
}

}  // namespace moa::statistics
