// The time line of a replay: a run's recorded time without the pauses that nobody wants to sit through.
#pragma once

#include <vector>

#include "clock.hpp"

namespace moa::session {

/// A stretch of recorded time in which nothing happened.
struct QuietTime {
    Millis from = 0;
    Millis until = 0;
    bool ended = false;  ///< the run was over and went on later: the user's time, not the run's
};

/// From recorded time to places on the time line and back. Both begin at 0.
class ReplayTime {
  public:
    /// What is left of a pause that is passed over.
    static constexpr Millis shown_pause_ms = 1000;
    /// Longer than this, waiting counts as a pause.
    static constexpr Millis longest_wait_ms = 3000;

    /// `quiet` in order of time. Those between a run's end and its going on are always passed over; those in
    /// which a run waited only where `skips_waits`.
    explicit ReplayTime(const std::vector<QuietTime>& quiet = {}, bool skips_waits = false);

    Millis place_of(Millis recorded) const;
    Millis recorded_at(Millis place) const;

  private:
    /// Recorded time that is left out.
    struct Cut {
        Millis from = 0;
        Millis length = 0;
        Millis before = 0;  ///< left out by the cuts before it
    };
    std::vector<Cut> cuts_;
};

}  // namespace moa::session
