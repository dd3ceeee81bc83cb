#include "statistics/power.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/distributions.hpp"

namespace moa::statistics {

namespace {

/// In standard errors: as far as the true difference must be from zero.
double needed_distance(const PowerOptions& options) {
    return normal_quantile(1 - (1 - options.confidence) / 2) + normal_quantile(options.power);
}

}  // namespace

std::int64_t required_questions(double difference, double deviation, const PowerOptions& options) {
    const double ratio = needed_distance(options) * deviation / difference;
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(ratio * ratio)));
}

double detectable_difference(std::int64_t questions, double deviation, const PowerOptions& options) {
    if (questions <= 0) return 1;
    return std::min(1.0, needed_distance(options) * deviation / std::sqrt(static_cast<double>(questions)));
}

double power_of(std::int64_t questions, double difference, double deviation, double confidence) {
    if (questions <= 0 || deviation <= 0) return 0;
    const double distance = std::abs(difference) / deviation * std::sqrt(static_cast<double>(questions));
    return normal_probability(distance - normal_quantile(1 - (1 - confidence) / 2));
}

double deviation_of(double disagreement, double difference) {
    return std::sqrt(std::max(0.0, disagreement - difference * difference));
}

}  // namespace moa::statistics
