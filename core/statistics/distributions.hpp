// The distributions that intervals and tests are made of.
#pragma once

#include <cstdint>

namespace moa::statistics {

/// The probability that a standard normal variable is at most `x`.
double normal_probability(double x);

/// Its inverse, for a probability between 0 and 1, both excluded: bisection of normal_probability to the last
/// bits of a double.
double normal_quantile(double probability);

/// The regularised incomplete beta function I_x(a, b), for a and b above 0: the continued fraction of NIST's
/// Digital Library of Mathematical Functions, 8.17.22, evaluated by Lentz's method.
double beta_probability(double x, double a, double b);

/// Its inverse in x, by bisection.
double beta_quantile(double probability, double a, double b);

/// The probability of at most `successes` in `trials`, each with probability one half.
double fair_binomial_probability(std::int64_t successes, std::int64_t trials);

}  // namespace moa::statistics
