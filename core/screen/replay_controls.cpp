#include "screen/replay_controls.hpp"

#include "figures.hpp"

namespace moa::screen {
namespace {

using session::Replay;

constexpr Millis far_ms = 5000;

}  // namespace

std::optional<ReplayControls> replay_controls(const session::Workspace& workspace, Millis now) {
    const Replay* replay = workspace.conversation().replayed();
    if (replay == nullptr) return std::nullopt;
    ReplayControls controls;
    controls.playing = replay->playing();
    controls.place = replay->place(now);
    controls.length = replay->length();
    controls.words = figure::duration(controls.place) + " of " + figure::duration(controls.length);
    controls.event = "Event " + figure::count(std::int64_t(replay->events_done())) + " of " +
                     figure::count(std::int64_t(replay->events()));
    const auto last = static_cast<int>(workspace.shown().layers.size());
    for (const Replay::Mark& mark : replay->marks())
        controls.marks.emplace_back(
            mark.at, mark.layer == last ? "Aggregator" : "Layer " + std::to_string(mark.layer));
    controls.speed = replay->speed_index();
    if (replay->has_waits()) controls.skips = replay->skips_waits();
    return controls;
}

std::vector<std::string> replay_speeds() {
    std::vector<std::string> words;
    for (const double speed : Replay::speeds)
        words.push_back(figure::seconds(static_cast<Millis>(1000 * speed)) + "\u00d7");
    return words;
}

bool act_on_replay(session::Workspace& workspace, Shortcut shortcut) {
    session::Conversation& conversation = workspace.conversation();
    if (conversation.replayed() == nullptr) return false;
    const auto with = [&conversation](const auto& act) {
        conversation.control_replay(act);
        return true;
    };
    switch (shortcut) {
        case Shortcut::replay_play:
            return with(
                [](Replay& replay, Millis now) { replay.playing() ? replay.pause(now) : replay.play(now); });
        case Shortcut::replay_back:
            return with([](Replay& replay, Millis now) { replay.step(-1, now); });
        case Shortcut::replay_on:
            return with([](Replay& replay, Millis now) { replay.step(1, now); });
        case Shortcut::replay_far_back:
            return with([](Replay& replay, Millis now) { replay.seek(replay.place(now) - far_ms, now); });
        case Shortcut::replay_far_on:
            return with([](Replay& replay, Millis now) { replay.seek(replay.place(now) + far_ms, now); });
        case Shortcut::replay_first:
            return with([](Replay& replay, Millis now) { replay.seek(0, now); });
        case Shortcut::replay_last:
            return with([](Replay& replay, Millis now) { replay.seek(replay.length(), now); });
        case Shortcut::replay_slower:
            return with([](Replay& replay, Millis now) { replay.change_speed(-1, now); });
        case Shortcut::replay_faster:
            return with([](Replay& replay, Millis now) { replay.change_speed(1, now); });
        case Shortcut::replay_close:
            conversation.end_replay();
            return true;
        default:
            return false;
    }
}

void seek_replay(session::Workspace& workspace, Millis place) {
    workspace.conversation().control_replay([place](Replay& replay, Millis now) { replay.seek(place, now); });
}

void set_replay_speed(session::Workspace& workspace, std::size_t speed) {
    workspace.conversation().control_replay(
        [speed](Replay& replay, Millis now) { replay.use_speed(speed, now); });
}

void skip_pauses(session::Workspace& workspace, bool skip) {
    workspace.conversation().control_replay(
        [skip](Replay& replay, Millis now) { replay.skip_waits(skip, now); });
}

}  // namespace moa::screen
