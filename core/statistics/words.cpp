#include "statistics/words.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace moa::statistics {

namespace {

std::string decimal(const char* format, double value) {
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), format, value);
    return text.data();
}

/// In percentage points with a sign, and no sign for what is shown as zero.
std::string signed_points(double difference) {
    const double rounded = std::round(1000 * difference) / 10;
    return rounded == 0 ? "0.0" : decimal("%+.1f", rounded);
}

}  // namespace

std::string percent(double share) {
    return decimal("%.1f%%", 100 * share);
}

std::string points(double difference) {
    return signed_points(difference) + " points";
}

std::string points_size(double difference) {
    return decimal("%.1f", 100 * std::abs(difference)) + " points";
}

std::string percent_range(const Interval& interval) {
    return percent(interval.low) + " to " + percent(interval.high);
}

std::string points_range(const Interval& interval) {
    return signed_points(interval.low) + " to " + points(interval.high);
}

std::string p_words(double p_value) {
    constexpr double smallest_shown = 0.001;
    return p_value < smallest_shown ? "p < 0.001" : decimal("p = %.3f", p_value);
}

}  // namespace moa::statistics
