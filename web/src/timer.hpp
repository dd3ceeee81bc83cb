// The page's clock and timers.
#pragma once

#include <emscripten/emscripten.h>
#include <emscripten/html5.h>

#include <functional>
#include <utility>

#include "clock.hpp"

namespace moa::web {

/// Milliseconds since the page was opened; monotonic.
inline Millis clock_now() {
    return static_cast<Millis>(emscripten_get_now());
}

/// Milliseconds since 1970.
inline std::int64_t utc_now() {
    return static_cast<std::int64_t>(emscripten_date_now());
}

/// One pending setTimeout at most.
class Timer {
  public:
    explicit Timer(std::function<void()> action) : action_(std::move(action)) {}
    ~Timer() { stop(); }
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;

    /// Fires at `when` (on clock_now), in place of any earlier setting; no_time stops it.
    void set(Millis when);
    void stop();
    bool pending() const { return when_ != no_time; }

  private:
    std::function<void()> action_;
    Millis when_ = no_time;
    int id_ = 0;
};

}  // namespace moa::web
