// Time as the core sees it: a number passed in by the shell, never read from a clock.
#pragma once

#include <cstdint>

namespace moa {

/// Milliseconds since a moment the shell chooses (monotonic within one process).
using Millis = std::int64_t;

/// "No such time": an event that has not happened, a wake-up that is not needed.
inline constexpr Millis no_time = -1;

/// The earlier of two times, either of which may be no_time.
constexpr Millis earlier(Millis a, Millis b) {
    if (a == no_time || b == no_time) return a == no_time ? b : a;
    return a < b ? a : b;
}

}  // namespace moa
