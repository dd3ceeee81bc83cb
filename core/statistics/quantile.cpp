#include "statistics/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace moa::statistics {

double sorted_quantile(const std::vector<double>& values, double share) {
    if (values.empty()) return 0;
    const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (values[above] - values[below]) * (place - std::floor(place));
}

double quantile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return sorted_quantile(values, share);
}

double median(std::vector<double> values) {
    return quantile(std::move(values), 0.5);
}

}  // namespace moa::statistics
