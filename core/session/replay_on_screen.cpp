#include "session/replay_on_screen.hpp"

#include <utility>

namespace moa::session {

void ReplayOnScreen::begin(RunLog log, bool plays) {
    replay_ = std::make_unique<Replay>(std::move(log));
    if (plays) {
        replay_->play(clock_());
    } else {
        replay_->seek(replay_->length(), clock_());
    }
    run_.look_at_replay(*replay_, run_.next_number());
}

/// Texts that only grew are the same to whoever shows them.
void ReplayOnScreen::control(const ReplayAct& act) {
    const std::uint64_t rewinds = replay_->rewinds();
    act(*replay_, clock_());
    if (replay_->rewinds() != rewinds) run_.look_at_replay(*replay_, run_.next_number());
}

}  // namespace moa::session
