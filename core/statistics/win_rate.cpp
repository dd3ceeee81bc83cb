#include "statistics/win_rate.hpp"

namespace moa::statistics {

double win_rate(const WinCount& count) {
    if (count.games() == 0) return 0.5;
    return (static_cast<double>(count.wins) + static_cast<double>(count.ties) / 2) /
           static_cast<double>(count.games());
}

}  // namespace moa::statistics
