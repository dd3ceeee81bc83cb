#include "session/replay_time.hpp"

#include <algorithm>

namespace moa::session {

ReplayTime::ReplayTime(const std::vector<QuietTime>& quiet, bool skips_waits) {
    Millis before = 0;
    for (const QuietTime& each : quiet) {
        const Millis least = each.ended ? shown_pause_ms : longest_wait_ms;
        if (each.until - each.from <= least || !(each.ended || skips_waits)) continue;
        const Cut cut{each.from + shown_pause_ms, each.until - each.from - shown_pause_ms, before};
        before += cut.length;
        cuts_.push_back(cut);
    }
}

Millis ReplayTime::place_of(Millis recorded) const {
    const auto next = std::upper_bound(cuts_.begin(), cuts_.end(), recorded,
                                       [](Millis t, const Cut& cut) { return t < cut.from; });
    if (next == cuts_.begin()) return recorded;
    const Cut& cut = *(next - 1);
    return recorded - cut.before - std::min(recorded - cut.from, cut.length);
}

Millis ReplayTime::recorded_at(Millis place) const {
    // What is left out ends where it began: the place shows what came after it.
    const auto next = std::upper_bound(cuts_.begin(), cuts_.end(), place,
                                       [](Millis at, const Cut& cut) { return at < cut.from - cut.before; });
    if (next == cuts_.begin()) return place;
    const Cut& cut = *(next - 1);
    return place + cut.before + cut.length;
}

}  // namespace moa::session
