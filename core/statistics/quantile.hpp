// Medians and percentiles.
#pragma once

#include <vector>

namespace moa::statistics {

/// The value below which the given share lies, from 0 to 1, interpolated between neighbours: type 7 of
/// Hyndman and Fan, "Sample Quantiles in Statistical Packages" (The American Statistician 50, 1996), the
/// default of R and NumPy. 0 without values.
double quantile(std::vector<double> values, double share);
/// The same of values in rising order.
double sorted_quantile(const std::vector<double>& values, double share);

double median(std::vector<double> values);

}  // namespace moa::statistics
