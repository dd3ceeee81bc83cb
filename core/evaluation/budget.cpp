#include "evaluation/budget.hpp"

#include <algorithm>

namespace moa::evaluation {

std::optional<double> Budget::grant(double likely, int lanes) {
    if (!cap_) return 0.0;
    const double free = *cap_ - spent_ - granted_;
    if (likely > free || free <= 0) return std::nullopt;
    const double granted = likely + (free - likely) / std::max(lanes, 1);
    granted_ += granted;
    return granted;
}

void Budget::settle(double granted, double spent) {
    granted_ = std::max(0.0, granted_ - granted);
    spent_ += spent;
}

}  // namespace moa::evaluation
