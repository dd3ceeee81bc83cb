// The bar of a replay in the window: its buttons, its scrubber, its keys, and the frames that it costs.
#include "view/panels/replay_bar.hpp"

#include <doctest/doctest.h>

#include "fake_shell.hpp"
#include "session/open_text.hpp"
#include "unit/session/long_log.hpp"

namespace moa::view {
namespace {

using testing::FakeShell;

/// A window in which the run of a file is replayed, standing still at its beginning.
struct Theatre : FakeShell {
    explicit Theatre(float width = 1440) : FakeShell(width) {
        REQUIRE_FALSE(session::open_text(workspace, "run.jsonl", test::long_log()));
        frames(4);
        without = view().composer_rect();
        workspace.conversation().replay(1);
        REQUIRE(replay() != nullptr);
        control([](session::Replay& of, Millis now) { of.pause(now); });
        frames(4);
    }
    const session::Replay* replay() { return workspace.conversation().replayed(); }
    void control(const std::function<void(session::Replay&, Millis)>& act) {
        workspace.conversation().control_replay(act);
    }
    Millis place() { return replay()->place(clock); }
    /// Its left end and half its height.
    ImVec2 bar() {
        const Rect area = view().composer_rect();
        return {area.x, area.y + 22};
    }
    void typed(char sign) {
        ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(sign));
        frames(2);
    }
    Rect without;
};

}  // namespace

TEST_CASE("a replay has its bar above the question, of two lines where there is little room") {
    Theatre wide;
    Theatre narrow(360);
    const float one = wide.view().composer_rect().height - wide.without.height;
    const float two = narrow.view().composer_rect().height - narrow.without.height;
    CHECK(one > 40);
    CHECK(two > 1.5F * one);
    for (Theatre* each : {&wide, &narrow}) {
        CHECK(each->view().composer_rect().y + each->view().composer_rect().height ==
              doctest::Approx(each->without.y + each->without.height));
        each->workspace.conversation().end_replay();
    }
}

TEST_CASE("the buttons of the bar go event by event, play, and close it") {
    Theatre shell;
    const ImVec2 at = shell.bar();
    const auto press = [&](int button) {
        shell.click(at.x + 6 + 32 * (static_cast<float>(button) + 0.5F), at.y);
    };
    press(3);
    CHECK(shell.place() == 4000);
    press(3);
    CHECK(shell.place() == 4100);
    press(1);
    CHECK(shell.place() == 4000);
    press(4);
    CHECK(shell.place() == 10000);
    press(0);
    CHECK(shell.place() == 0);
    press(2);
    CHECK(shell.replay()->playing());
    press(2);
    CHECK_FALSE(shell.replay()->playing());
    const Rect area = shell.view().composer_rect();
    shell.click(area.x + area.width - 22, at.y);
    CHECK(shell.replay() == nullptr);
}

TEST_CASE("the scrubber follows the pointer, stands still in the hand and goes on afterwards") {
    Theatre shell;
    const ImVec2 at = shell.bar();
    shell.control([](session::Replay& replay, Millis now) { replay.play(now); });
    shell.frames(2);
    shell.drag({at.x + 220, at.y}, {at.x + 500, at.y});
    const Millis there = shell.place();
    CHECK(there > 2000);
    CHECK(there < 10000);
    CHECK(shell.replay()->playing());
    shell.drag({at.x + 500, at.y}, {at.x + 260, at.y});
    CHECK(shell.place() < there);
    shell.drag({at.x + 260, at.y}, {at.x + 2000, at.y});
    CHECK(shell.place() == 10000);
    CHECK_FALSE(shell.replay()->playing());
}

TEST_CASE("a replay that stands still draws nothing; one that plays no more often than is seen") {
    Theatre shell;
    shell.frames(4);
    CHECK(shell.view().next_frame(shell.clock) == no_time);
    shell.control([](session::Replay& replay, Millis now) { replay.seek(2'000, now); });
    shell.control([](session::Replay& replay, Millis now) { replay.play(now); });
    shell.frames(4);
    const Millis next = shell.view().next_frame(shell.clock);
    CHECK(next >= shell.clock + 33);
    CHECK(next <= shell.clock + 100);
    shell.control([](session::Replay& replay, Millis now) { replay.seek(7'500, now); });
    shell.control([](session::Replay& replay, Millis now) { replay.pause(now); });
    shell.frames(4);
    CHECK(shell.workspace.shown().aggregator().in_flight());
    CHECK(shell.view().next_frame(shell.clock) == no_time);
}

TEST_CASE("a replay has the keys, but those that a text, the panel or a chosen node has") {
    Theatre shell;
    shell.key(ImGuiKey_RightArrow);
    CHECK(shell.place() == 4000);
    CHECK_FALSE(shell.workspace.conversation().selected());
    shell.key(ImGuiKey_LeftArrow);
    CHECK(shell.place() == 0);
    shell.key(ImGuiKey_Space);
    CHECK(shell.replay()->playing());
    shell.key(ImGuiKey_Space);
    CHECK_FALSE(shell.replay()->playing());
    shell.typed('>');
    CHECK(shell.replay()->speed() == 2);
    shell.typed('<');
    CHECK(shell.replay()->speed() == 1);
    shell.key(ImGuiKey_End);
    CHECK(shell.place() == 10000);
    shell.key(ImGuiKey_Home);
    CHECK(shell.place() == 0);
    shell.workspace.conversation().select(run::NodeId{1, 1});
    shell.frames(2);
    shell.key(ImGuiKey_RightArrow);
    CHECK(shell.workspace.conversation().selected() == run::NodeId{2, 1});
    CHECK(shell.place() == 0);
    shell.typed('.');
    CHECK(shell.place() == 4000);
    shell.key(ImGuiKey_Escape);
    CHECK_FALSE(shell.workspace.conversation().selected());
    REQUIRE(shell.replay() != nullptr);
    shell.key(ImGuiKey_F6);
    shell.key(ImGuiKey_End);
    CHECK(shell.place() == 4000);
    shell.key(ImGuiKey_Escape);
    REQUIRE(shell.replay() != nullptr);
    shell.key(ImGuiKey_Escape);
    CHECK(shell.replay() == nullptr);
}

}  // namespace moa::view
