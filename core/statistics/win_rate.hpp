// Which of two was preferred, how often.
#pragma once

#include <cstdint>

namespace moa::statistics {

struct WinCount {
    std::int64_t wins = 0;
    std::int64_t ties = 0;
    std::int64_t losses = 0;

    std::int64_t games() const { return wins + ties + losses; }
    bool operator==(const WinCount&) const = default;
};

/// From 0 to 1, a tie as half a win (as chess counts, and as AlpacaEval and MT-Bench do); 0.5 without games.
double win_rate(const WinCount& count);

}  // namespace moa::statistics
