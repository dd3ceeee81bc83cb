#include <doctest/doctest.h>

#include "unit/view/fake_shell.hpp"
#include "view/context.hpp"
#include "view/tree/camera.hpp"
#include "view/tree/layout.hpp"

using moa::view::Camera;
using moa::view::Direction;
using moa::view::lay_out_tree;
using moa::view::Rect;
using moa::view::TreeLayout;
using moa::view::testing::streaming_run;

namespace {

void check_apart(const TreeLayout& layout) {
    for (std::size_t a = 0; a < layout.cards.size(); ++a) {
        CHECK_FALSE(overlap(layout.cards[a].rect, layout.prompt));
        for (std::size_t b = a + 1; b < layout.cards.size(); ++b) {
            CHECK_FALSE(overlap(layout.cards[a].rect, layout.cards[b].rect));
        }
    }
}

void check_inside(const TreeLayout& layout) {
    for (const TreeLayout::Card& card : layout.cards) {
        CHECK(card.rect.x >= 0);
        CHECK(card.rect.y >= 0);
        CHECK(card.rect.x + card.rect.width <= layout.width + 0.01F);
        CHECK(card.rect.y + card.rect.height <= layout.height + 0.01F);
    }
}

}  // namespace

TEST_CASE("layers are columns from left to right, none of whose cards overlap") {
    const auto state = streaming_run(2, 6, "");
    const TreeLayout layout = lay_out_tree(state, false, 0);
    REQUIRE(layout.cards.size() == 13);
    check_apart(layout);
    check_inside(layout);
    for (std::size_t i = 0; i < 6; ++i)
        CHECK(layout.cards[i].rect.x == layout.cards[0].rect.x);
    CHECK(layout.cards[6].rect.x >= layout.cards[0].rect.x + layout.cards[0].rect.width);
    CHECK(layout.cards[12].rect.x >= layout.cards[6].rect.x + layout.cards[6].rect.width);
    CHECK(layout.prompt.x + layout.prompt.width <= layout.cards[0].rect.x);
}

TEST_CASE("in a narrow place the layers stand below each other") {
    const auto state = streaming_run(1, 6, "");
    for (const float width : {328.0F, 600.0F}) {
        const TreeLayout layout = lay_out_tree(state, true, width);
        check_apart(layout);
        check_inside(layout);
        CHECK(layout.width <= width);
        CHECK(layout.cards[6].rect.y >= layout.cards[5].rect.y + layout.cards[5].rect.height);
    }
}

TEST_CASE("a layer of hundreds of nodes gets several columns of its own") {
    const auto state = streaming_run(15, 40, "");
    const TreeLayout layout = lay_out_tree(state, false, 0);
    CHECK(layout.cards.size() == 601);
    CHECK(layout.layers[0].columns > 1);
    check_inside(layout);
    const Rect& last_of_first = layout.cards[39].rect;
    CHECK(layout.cards[40].rect.x >= last_of_first.x + last_of_first.width);
}

TEST_CASE("fitting shows the whole tree within its room") {
    const auto state = streaming_run(3, 9, "");
    const TreeLayout layout = lay_out_tree(state, false, 0);
    const Rect room{10, 60, 900, 500};
    Camera camera;
    camera.fit(layout, room, {});
    const Rect seen = camera.to_screen(Rect{0, 0, layout.width, layout.height});
    CHECK(seen.x >= room.x - 0.01F);
    CHECK(seen.y >= room.y - 0.01F);
    CHECK(seen.x + seen.width <= room.x + room.width + 0.01F);
    CHECK(seen.y + seen.height <= room.y + room.height + 0.01F);
    CHECK(camera.zoom() <= 1);
}

TEST_CASE("zooming keeps the point under the pointer") {
    const auto state = streaming_run(1, 6, "");
    const TreeLayout layout = lay_out_tree(state, false, 0);
    Camera camera;
    camera.fit(layout, Rect{0, 0, 800, 600}, {});
    const ImVec2 place(123, 45);
    const ImVec2 before = camera.to_screen(place);
    camera.zoom_around(before, 1.7F);
    const ImVec2 after = camera.to_screen(place);
    CHECK(after.x == doctest::Approx(before.x));
    CHECK(after.y == doctest::Approx(before.y));
}

TEST_CASE("arrows lead along the tree and stop at its ends") {
    const auto state = streaming_run(2, 3, "");
    const TreeLayout layout = lay_out_tree(state, false, 0);
    using moa::run::NodeId;
    CHECK(neighbour(layout, std::nullopt, Direction::right) == NodeId{1, 1});
    CHECK(neighbour(layout, NodeId{1, 1}, Direction::down) == NodeId{1, 2});
    CHECK(neighbour(layout, NodeId{1, 3}, Direction::down) == NodeId{1, 3});
    CHECK(neighbour(layout, NodeId{1, 2}, Direction::right) == NodeId{2, 2});
    CHECK(neighbour(layout, NodeId{2, 3}, Direction::right) == NodeId{3, 1});
    CHECK(neighbour(layout, NodeId{3, 1}, Direction::left) == NodeId{2, 2});
    CHECK(neighbour(layout, NodeId{1, 1}, Direction::left) == NodeId{1, 1});
}
