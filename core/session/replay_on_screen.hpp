// The replay that stands in place of the run on screen.
#pragma once

#include <functional>
#include <memory>

#include "session/replay.hpp"
#include "session/run_on_screen.hpp"

namespace moa::session {

using ReplayAct = std::function<void(Replay& replay, Millis now)>;

class ReplayOnScreen {
  public:
    /// The run outlives it.
    ReplayOnScreen(RunOnScreen& run, std::function<Millis()> clock) : run_(run), clock_(std::move(clock)) {}

    /// Null for none.
    const Replay* replay() const { return replay_.get(); }
    explicit operator bool() const { return replay_ != nullptr; }
    /// It plays from its beginning, or stands at its end.
    void begin(RunLog log, bool plays);
    /// Something else is about to be put on screen.
    void end() { replay_.reset(); }
    void control(const ReplayAct& act);
    /// What has happened by now is shown; whether that is something else than before.
    bool advance() { return replay_ && replay_->advance(clock_()); }
    /// When there is something to advance to; no_time for never.
    Millis next_due() const { return replay_ ? replay_->next_due() : no_time; }

  private:
    RunOnScreen& run_;
    std::function<Millis()> clock_;
    std::unique_ptr<Replay> replay_;
};

}  // namespace moa::session
