// The timeline under the pointer: what it tells, whom it chooses, and how it folds.
#include <doctest/doctest.h>

#include "unit/view/fake_shell.hpp"
#include "view/panels/timeline.hpp"

using moa::run::NodeId;
using moa::view::Rect;
using moa::view::testing::FakeShell;

namespace {

void point_at(float x, float y) {
    ImGui::GetIO().AddMousePosEvent(x, y);
}

void point_at_row(FakeShell& shell, NodeId node) {
    const auto row = shell.view().timeline_row(node);
    REQUIRE(row);
    point_at(row->x + row->width / 2, row->y + row->height / 2);
}

}  // namespace

TEST_CASE("a row of the timeline tells of its node after a moment, and its neighbour at once") {
    FakeShell shell;
    shell.view().use(nullptr);
    shell.frames(6);
    point_at_row(shell, {1, 2});
    shell.frames(3);
    CHECK_FALSE(shell.view().told_at_pointer());
    const moa::Millis next = shell.view().next_frame(shell.clock);
    CHECK(next != moa::no_time);
    shell.clock += 400;
    shell.frame();
    CHECK(shell.view().told_at_pointer() == NodeId{1, 2});
    point_at_row(shell, {1, 3});
    shell.frame();
    CHECK(shell.view().told_at_pointer() == NodeId{1, 3});
    point_at(700, 300);
    shell.frames(2);
    CHECK_FALSE(shell.view().told_at_pointer());
    // And then nothing is drawn any more.
    shell.frames(4);
    CHECK(shell.view().next_frame(shell.clock) == moa::no_time);
}

TEST_CASE("a click on a row of the timeline chooses its node and shows it") {
    FakeShell shell;
    shell.frames(4);
    shell.view().place_panel({0.3F, false, true});
    shell.frames(2);
    const Rect row = *shell.view().timeline_row({2, 1});
    shell.click(row.x + row.width / 2, row.y + row.height / 2);
    CHECK(shell.workspace.conversation().selected() == NodeId{2, 1});
    CHECK(shell.view().panel_place().open);
}

TEST_CASE("the timeline folds at its arrow, and gives its room to the tree") {
    FakeShell shell;
    shell.frames(4);
    const float before = shell.view().composer_rect().y;
    const Rect first = *shell.view().timeline_row({1, 1});
    shell.click(first.x + 28, first.y - 14);
    shell.frames(2);
    CHECK_FALSE(shell.view().panel_place().timeline);
    CHECK_FALSE(shell.view().timeline_row({1, 1}));
    CHECK(shell.view().composer_rect().y > before + 40);
    shell.click(first.x + 28, ImGui::GetIO().DisplaySize.y - 14);
    shell.frames(2);
    CHECK(shell.view().panel_place().timeline);
    CHECK(shell.view().timeline_row({1, 1}));
}

TEST_CASE("a card that is too small to read tells of its node beside the pointer") {
    FakeShell shell;
    shell.view().use(nullptr);
    shell.frames(4);
    const auto point_at_card = [&shell](NodeId id) {
        const Rect card = *shell.view().card_rect(id);
        point_at(card.x + card.width / 2, card.y + card.height / 2);
    };
    point_at_card({1, 1});
    shell.frames(2);
    shell.clock += 1000;
    shell.frames(2);
    CHECK_FALSE(shell.view().told_at_pointer());  // it can be read
    ImGui::GetIO().AddMouseWheelEvent(0, -8);
    shell.frames(4);
    point_at_card({1, 1});
    shell.frames(2);
    shell.clock += 1000;
    shell.frame();
    CHECK(shell.view().told_at_pointer() == NodeId{1, 1});
}
