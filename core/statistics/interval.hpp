// A confidence interval, and the exact one of a share.
#pragma once

#include <cstdint>

namespace moa::statistics {

/// The confidence of every interval that the program prints.
inline constexpr double default_confidence = 0.95;

struct Interval {
    double low = 0;
    double high = 0;

    bool contains(double value) const { return low <= value && value <= high; }
    bool operator==(const Interval&) const = default;
};

/// The exact interval of a binomial share: Clopper and Pearson, "The use of confidence or fiducial limits
/// illustrated in the case of the binomial", Biometrika 26 (1934). It covers at least as often as promised,
/// also where the share is near 0 or 1. `successes` is from 0 to `trials`; without trials it is 0 to 1.
Interval clopper_pearson(std::int64_t successes, std::int64_t trials, double confidence = default_confidence);

}  // namespace moa::statistics
