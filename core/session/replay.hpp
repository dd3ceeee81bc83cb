// A recorded run watched again: its events in their own time, slower or faster, forwards and backwards, one
// by one. It has no clock: who has one says what time it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "session/history/run_log_read.hpp"
#include "session/replay_time.hpp"

namespace moa::session {

class Replay {
  public:
    /// How many times as fast as it was recorded, the slowest first.
    static constexpr double speeds[] = {0.25, 0.5, 1, 2, 4, 8, 16};

    /// Where a layer's first call was sent, on the time line.
    struct Mark {
        Millis at = 0;
        int layer = 1;
        bool operator==(const Mark&) const = default;
    };

    /// It stands at its beginning and does not play.
    explicit Replay(RunLog log);
    Replay(const Replay&) = delete;
    Replay& operator=(const Replay&) = delete;

    /// The run as it was then. At the end of a log that breaks off it is as one that was opened: stopped.
    const run::RunState& state() const { return state_; }
    /// Grows when the state is another one rather than continued: its texts may be shorter now.
    std::uint64_t rewinds() const { return rewinds_; }

    // Places on the time line, in milliseconds from its beginning. `now` is on the caller's clock, here and
    // below, and never goes back.
    Millis place(Millis now) const;
    Millis length() const { return line_.place_of(end_); }
    /// Of the log.
    Millis recorded_end() const { return end_; }
    /// The same moment in the time of the log.
    Millis recorded(Millis now) const { return line_.recorded_at(place(now)); }
    std::vector<Mark> marks() const;
    /// How many events have happened, of how many.
    std::size_t events_done() const { return done_; }
    std::size_t events() const { return log_.events.size(); }

    bool playing() const { return since_ != no_time; }
    /// Plays on; at the end, from the beginning.
    void play(Millis now);
    void pause(Millis now);
    double speed() const { return speeds[speed_]; }
    /// The next one of `speeds` (1) or the one before (-1); the last and the first stay.
    void change_speed(int by, Millis now);
    /// The place in `speeds`.
    void use_speed(std::size_t speed, Millis now);
    std::size_t speed_index() const { return speed_; }

    /// Waits of the run are passed over, too (ReplayTime).
    bool skips_waits() const { return skips_waits_; }
    /// Whether there is one to be passed over.
    bool has_waits() const;
    void skip_waits(bool skip, Millis now);

    /// To a place; beyond either end, to that. It plays on from there, but stops at the end.
    void seek(Millis place, Millis now);
    /// To the next event (1) or the one before (-1), and stands still there.
    void step(int by, Millis now);

    /// What has happened by now happens. True where there is something else to see than before.
    bool advance(Millis now);
    /// When `advance` has something to do; no_time while nothing will happen.
    Millis next_due() const;

  private:
    /// The run after so many events, so that the way back to there is short.
    struct Checkpoint {
        std::size_t done = 0;
        run::RunState state;
    };

    void scan();
    void apply_next();
    void apply_until(std::size_t done);
    void go_to(std::size_t done);
    /// How many events have happened at this time of the log.
    std::size_t done_at(Millis recorded) const;
    void stand_at(Millis place, Millis now);
    Millis clock_at(Millis place) const;

    RunLog log_;
    Millis end_ = 0;  ///< of the log
    std::vector<QuietTime> quiet_;
    ReplayTime line_;
    bool skips_waits_ = false;
    std::vector<Mark> marks_;  ///< at times of the log
    std::vector<Checkpoint> checkpoints_;

    run::RunState state_;
    std::size_t done_ = 0;
    std::uint64_t rewinds_ = 0;
    Millis place_ = 0;           ///< where it stands, or stood at `since_`
    Millis since_ = no_time;     ///< while it plays
    Millis advanced_ = no_time;  ///< the latest time that it was told
    std::size_t speed_ = 2;
};

}  // namespace moa::session
