// The controls of a replay, in words and acts.
#include "screen/replay_controls.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "screen/conversation_acts.hpp"
#include "screen/node_actions.hpp"
#include "session/open_text.hpp"
#include "unit/session/desk.hpp"
#include "unit/session/long_log.hpp"
#include "unit/session/run_log_text.hpp"

namespace moa {
namespace {

using screen::Shortcut;

/// A run of a file on screen.
struct Viewer : test::Desk {
    Viewer() { REQUIRE_FALSE(session::open_text(workspace, "run.jsonl", test::long_log())); }
    void act(std::string_view name) { screen::act_on_conversation(workspace, name); }
    screen::ReplayControls controls() {
        const auto controls = screen::replay_controls(workspace, now);
        REQUIRE(controls);
        return *controls;
    }
    bool press(Shortcut shortcut) { return screen::act_on_replay(workspace, shortcut); }
};

bool has(const std::vector<screen::Button>& buttons, std::string_view name) {
    return std::any_of(buttons.begin(), buttons.end(),
                       [name](const auto& each) { return each.name == name; });
}

}  // namespace

TEST_CASE("a run that was opened offers its replay above the question and beside its turn") {
    Viewer desk;
    CHECK_FALSE(screen::replay_controls(desk.workspace, 0));
    CHECK(has(screen::follow_up(desk.workspace).buttons, "replay 1"));
    CHECK(has(screen::turn_buttons(desk.workspace, 1), "replay 1"));
    desk.act("replay 1");
    CHECK(desk.controls().playing);
    CHECK_FALSE(has(screen::follow_up(desk.workspace).buttons, "replay 1"));
    CHECK_FALSE(has(screen::turn_buttons(desk.workspace, 1), "replay 1"));
}

TEST_CASE("the bar of a replay tells its time, its layers and its events") {
    Viewer desk;
    desk.act("replay 1");
    desk.now += 3200;
    desk.workspace.tick();
    const screen::ReplayControls controls = desk.controls();
    CHECK(controls.words == "3.2 s of 10.0 s");
    CHECK(controls.event == "Event 2 of 56");
    CHECK(controls.place == 3200);
    REQUIRE(controls.marks.size() == 2);
    CHECK(controls.marks[0] == std::pair<Millis, std::string>(0, "Layer 1"));
    CHECK(controls.marks[1] == std::pair<Millis, std::string>(6000, "Aggregator"));
    CHECK(screen::replay_speeds()[controls.speed] == "1\u00d7");
    CHECK(screen::replay_speeds().front() == "0.25\u00d7");
}

TEST_CASE("each key of a replay does what its line says, and no other does anything") {
    Viewer desk;
    CHECK_FALSE(desk.press(Shortcut::replay_play));
    desk.act("replay 1");
    CHECK_FALSE(desk.press(Shortcut::fit));
    CHECK(desk.press(Shortcut::replay_play));
    CHECK_FALSE(desk.controls().playing);
    CHECK(desk.press(Shortcut::replay_on));
    CHECK(desk.controls().place == 4000);
    CHECK(desk.press(Shortcut::replay_back));
    CHECK(desk.controls().place == 0);
    CHECK(desk.press(Shortcut::replay_far_on));
    CHECK(desk.controls().place == 5000);
    CHECK(desk.press(Shortcut::replay_far_back));
    CHECK(desk.controls().place == 0);
    CHECK(desk.press(Shortcut::replay_last));
    CHECK(desk.controls().place == 10000);
    CHECK(desk.press(Shortcut::replay_far_on));
    CHECK(desk.controls().place == 10000);
    CHECK(desk.press(Shortcut::replay_first));
    CHECK(desk.controls().place == 0);
    CHECK(desk.press(Shortcut::replay_faster));
    CHECK(screen::replay_speeds()[desk.controls().speed] == "2\u00d7");
    CHECK(desk.press(Shortcut::replay_slower));
    CHECK(desk.press(Shortcut::replay_slower));
    CHECK(screen::replay_speeds()[desk.controls().speed] == "0.5\u00d7");
    screen::set_replay_speed(desk.workspace, 6);
    CHECK(screen::replay_speeds()[desk.controls().speed] == "16\u00d7");
    screen::seek_replay(desk.workspace, 6500);
    CHECK(desk.controls().place == 6500);
    CHECK(desk.press(Shortcut::replay_close));
    CHECK_FALSE(screen::replay_controls(desk.workspace, 0));
    CHECK(desk.workspace.shown().status == run::RunStatus::complete);
}

TEST_CASE("pauses can be skipped where there are some") {
    Viewer desk;
    desk.act("replay 1");
    CHECK(desk.controls().skips == false);
    screen::skip_pauses(desk.workspace, true);
    CHECK(desk.controls().skips == true);
    CHECK(desk.controls().length == 7000);
    test::Desk quick;
    REQUIRE_FALSE(session::open_text(quick.workspace, "run.jsonl", test::log_started + test::log_finished));
    screen::act_on_conversation(quick.workspace, "replay 1");
    CHECK_FALSE(screen::replay_controls(quick.workspace, 0)->skips.has_value());
}

TEST_CASE("in a replay nothing can be done to the run") {
    Viewer desk;
    CHECK_FALSE(screen::node_actions(desk.workspace, {1, 1}).empty());
    desk.act("replay 1");
    CHECK(screen::node_actions(desk.workspace, {1, 1}).empty());
    CHECK(screen::run_actions(desk.workspace).empty());
}

}  // namespace moa
