// Shares, differences and intervals as people read them: each has one format, in text and on pages.
#pragma once

#include <string>

#include "statistics/interval.hpp"

namespace moa::statistics {

/// A share from 0 to 1: "53.1%".
std::string percent(double share);
/// A difference of two shares: "+3.1 points", "-0.4 points", "0.0 points".
std::string points(double difference);
/// How large a difference is, without its direction: "3.1 points".
std::string points_size(double difference);
/// "46.2% to 60.0%".
std::string percent_range(const Interval& interval);
/// "-1.2 to +4.3 points".
std::string points_range(const Interval& interval);
/// "p = 0.042", "p < 0.001".
std::string p_words(double p_value);

}  // namespace moa::statistics
