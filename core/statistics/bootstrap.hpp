// How far the mean of paired differences may stray: the bootstrap, and the standard error it is checked with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "statistics/interval.hpp"

namespace moa::statistics {

/// One question's difference between two arms: score of the first less score of the second, each from 0 to 1.
/// Differences of one cluster (the turns of one question) rise and fall together and are drawn together.
struct PairedDifference {
    double value = 0;
    std::size_t cluster = 0;  ///< any number; equal ones belong together
};

struct BootstrapOptions {
    int resamples = 2000;  ///< at least 1; 2000 put the ends of a 95 % interval within 0.1 standard errors
    std::uint64_t seed = 1;
    double confidence = default_confidence;
};

/// The mean of the differences; 0 of none.
double mean_difference(const std::vector<PairedDifference>& differences);

/// The percentile interval of the mean: Efron and Tibshirani, "An Introduction to the Bootstrap" (1993),
/// chapter 13, over clusters as in Miller, "Adding Error Bars to Evals" (arXiv 2411.00640). Percentile and
/// not BCa, because a mean of bounded differences has hardly any skew to correct. The same options give the
/// same interval on every platform. Without differences it is -1 to 1, the widest possible.
Interval bootstrap_interval(const std::vector<PairedDifference>& differences,
                            const BootstrapOptions& options = {});

/// The standard error of the mean, clustered: Miller (arXiv 2411.00640), section 2.2. With clusters of one
/// difference each it is that of the central limit theorem with the divisor n.
double clustered_standard_error(const std::vector<PairedDifference>& differences);

}  // namespace moa::statistics
