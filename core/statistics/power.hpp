// How many questions a paired comparison needs, and what it can see.
#pragma once

#include <cstdint>

#include "statistics/interval.hpp"

namespace moa::statistics {

/// What a comparison is planned with. Two-sided: the interval excludes zero.
struct PowerOptions {
    double confidence = default_confidence;
    double power = 0.8;
};

// The normal approximation of Miller, "Adding Error Bars to Evals" (arXiv 2411.00640), section 5, with one
// answer a question. `deviation` is the standard deviation of a question's difference between the two arms.
// Of right and wrong answers it is sqrt(d - m²), where d is the share of questions on which the arms disagree
// and m the mean difference (Connor, "Sample size for testing differences in proportions for the
// paired-sample design", Biometrics 43, 1987).

/// The smallest number of questions that shows a mean difference of this size; `difference` is not 0.
std::int64_t required_questions(double difference, double deviation, const PowerOptions& options = {});

/// The smallest mean difference that so many questions show; 1 without questions.
double detectable_difference(std::int64_t questions, double deviation, const PowerOptions& options = {});

/// The probability that the interval of so many questions lies on the true side of zero, where this is the
/// true difference.
double power_of(std::int64_t questions, double difference, double deviation,
                double confidence = default_confidence);

/// The standard deviation of a question's difference, where the arms disagree on this share of all questions
/// and differ by `difference` on average.
double deviation_of(double disagreement, double difference);

}  // namespace moa::statistics
