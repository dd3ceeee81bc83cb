#include "session/replay.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>
#include <variant>

namespace moa::session {
namespace {

/// All checkpoints together; a run of 64 MiB has one.
constexpr std::size_t most_checkpoint_bytes = std::size_t{32} << 20U;
constexpr std::size_t most_checkpoints = 32;
/// From here on, applying what lies between is noticed.
constexpr std::size_t least_between = std::size_t{256} << 10U;
/// What an event costs beside its text, in bytes of text.
constexpr std::size_t event_cost = 512;
/// Nothing is shown more often than a screen is refreshed.
constexpr Millis least_step_ms = 16;

std::size_t bytes_of(const run::Node& node) {
    const std::size_t before = node.calls_so_far ? node.calls_so_far->text.size() : 0;
    return sizeof node + node.text.size() + node.reasoning.size() + before;
}

std::size_t bytes_of(const run::RunState& state) {
    std::size_t bytes = 0;
    for (const auto& layer : state.layers)
        for (const run::Node& node : layer)
            bytes += bytes_of(node);
    for (const auto* steps : {&state.undo, &state.redo})
        for (const run::UndoStep& step : *steps)
            for (const run::Node& node : step.nodes)
                bytes += bytes_of(node);
    return bytes;
}

std::size_t cost_of(const LoggedEvent& event) {
    return event_cost + (event.text ? event.text->size() : 0);
}

}  // namespace

Replay::Replay(RunLog log) : log_(std::move(log)) {
    scan();
    line_ = ReplayTime(quiet_);
    apply_until(done_at(0));
}

/// One pass over the whole run: what a time line needs to know, and checkpoints.
void Replay::scan() {
    std::size_t cost = 0;
    for (const LoggedEvent& event : log_.events)
        cost += cost_of(event);
    const std::size_t count =
        std::clamp<std::size_t>(2 * most_checkpoint_bytes / (cost + 1), 1, most_checkpoints);
    const std::size_t between = std::max(least_between, cost / (count + 1));

    run::RunState state;
    std::size_t held = 0;
    std::size_t since = 0;
    int layers_begun = 0;
    for (std::size_t i = 0; i < log_.events.size(); ++i) {
        const LoggedEvent& event = log_.events[i];
        if (event.t > end_) quiet_.push_back({end_, event.t, i > 0 && !state.running()});
        end_ = event.t;
        run::apply(state, event.t, event.event);
        const auto* changed = std::get_if<run::NodeChanged>(&event.event);
        if (changed != nullptr && changed->state == run::NodeState::waiting &&
            changed->node.layer > layers_begun) {
            layers_begun = changed->node.layer;
            marks_.push_back({event.t, layers_begun});
        }
        since += cost_of(event);
        if (since < between) continue;
        since = 0;
        if (held + bytes_of(state) > 2 * most_checkpoint_bytes) continue;
        held += bytes_of(state);
        checkpoints_.push_back({i + 1, state});
    }
    // Shorter ones are never passed over.
    std::erase_if(quiet_,
                  [](const QuietTime& each) { return each.until - each.from <= ReplayTime::shown_pause_ms; });
}

std::vector<Replay::Mark> Replay::marks() const {
    std::vector<Mark> marks = marks_;
    for (Mark& mark : marks)
        mark.at = line_.place_of(mark.at);
    return marks;
}

bool Replay::has_waits() const {
    return std::any_of(quiet_.begin(), quiet_.end(), [](const QuietTime& each) {
        return !each.ended && each.until - each.from > ReplayTime::longest_wait_ms;
    });
}

std::size_t Replay::done_at(Millis recorded) const {
    const auto next = std::upper_bound(log_.events.begin(), log_.events.end(), recorded,
                                       [](Millis t, const LoggedEvent& event) { return t < event.t; });
    return static_cast<std::size_t>(next - log_.events.begin());
}

void Replay::apply_next() {
    const LoggedEvent& event = log_.events[done_++];
    run::apply(state_, event.t, event.event);
    if (done_ == log_.events.size() && state_.running()) state_ = run::broken_off(std::move(state_));
}

/// Without the first event there would be nothing to look at.
void Replay::apply_until(std::size_t done) {
    done = std::clamp<std::size_t>(done, 1, log_.events.size());
    while (done_ < done)
        apply_next();
}

void Replay::go_to(std::size_t done) {
    done = std::clamp<std::size_t>(done, 1, log_.events.size());
    if (done < done_) {
        const auto after =
            std::upper_bound(checkpoints_.begin(), checkpoints_.end(), done,
                             [](std::size_t wanted, const Checkpoint& each) { return wanted < each.done; });
        const Checkpoint* from = after == checkpoints_.begin() ? nullptr : &*(after - 1);
        state_ = from != nullptr ? from->state : run::RunState();
        done_ = from != nullptr ? from->done : 0;
        ++rewinds_;
    }
    apply_until(done);
}

Millis Replay::place(Millis now) const {
    if (!playing()) return place_;
    const auto gone = static_cast<double>(now - since_) * speed();
    return place_ + static_cast<Millis>(std::min(gone, static_cast<double>(length() - place_)));
}

/// When a place is come to, while it plays.
Millis Replay::clock_at(Millis place) const {
    return since_ + static_cast<Millis>(std::ceil(static_cast<double>(place - place_) / speed()));
}

/// As if it had come there by now; whether it plays stays as it is.
void Replay::stand_at(Millis place, Millis now) {
    place_ = std::clamp<Millis>(place, 0, length());
    if (playing()) since_ = now;
}

void Replay::play(Millis now) {
    if (playing()) return;
    if (place_ >= length() && done_ == events()) seek(0, now);
    since_ = now;
}

void Replay::pause(Millis now) {
    (void)advance(now);
    stand_at(place(now), now);
    since_ = no_time;
}

void Replay::use_speed(std::size_t speed, Millis now) {
    stand_at(place(now), now);
    speed_ = std::min(speed, std::size(speeds) - 1);
}

void Replay::change_speed(int by, Millis now) {
    if (by < 0 && speed_ == 0) return;
    use_speed(by < 0 ? speed_ - 1 : speed_ + 1, now);
}

void Replay::skip_waits(bool skip, Millis now) {
    const Millis at = recorded(now);
    skips_waits_ = skip;
    line_ = ReplayTime(quiet_, skip);
    stand_at(line_.place_of(at), now);
}

void Replay::seek(Millis place, Millis now) {
    stand_at(place, now);
    go_to(place_ >= length() ? events() : done_at(line_.recorded_at(place_)));
    if (place_ >= length()) since_ = no_time;
}

void Replay::step(int by, Millis now) {
    pause(now);
    if (by > 0) apply_until(done_ + 1);
    if (by < 0) go_to(done_ - 1);
    place_ = line_.place_of(log_.events[done_ - 1].t);
}

bool Replay::advance(Millis now) {
    if (!playing()) return false;
    advanced_ = now;
    const std::size_t before = done_;
    const Millis at = place(now);
    const bool over = at >= length();
    apply_until(over ? events() : done_at(line_.recorded_at(at)));
    if (over) {
        place_ = length();
        since_ = no_time;
    }
    return over || done_ != before;
}

Millis Replay::next_due() const {
    if (!playing()) return no_time;
    const Millis due = clock_at(done_ < events() ? line_.place_of(log_.events[done_].t) : length());
    return advanced_ == no_time ? due : std::max(due, advanced_ + least_step_ms);
}

}  // namespace moa::session
