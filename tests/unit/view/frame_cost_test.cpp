// What a frame costs where the processor draws it: pixels, and triangles.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "unit/view/fake_shell.hpp"

using moa::view::Edge;
using moa::view::Ground;
using moa::view::testing::FakeShell;
using moa::view::testing::streaming_run;

namespace {

float length(float from, float to, float least, float most) {
    return std::max(0.0F, std::min(to, most) - std::max(from, least));
}

/// Pixels that the triangles of the latest frame cover, each as often as it is covered; of a triangle that is
/// clipped, the share of its box that is left.
float drawn_pixels() {
    float sum = 0;
    for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
        for (const ImDrawCmd& command : list->CmdBuffer) {
            for (unsigned int i = command.IdxOffset; i + 2 < command.IdxOffset + command.ElemCount; i += 3) {
                const auto corner = [&](unsigned int index) {
                    return list->VtxBuffer[static_cast<int>(list->IdxBuffer[static_cast<int>(index)])].pos;
                };
                const ImVec2 a = corner(i);
                const ImVec2 b = corner(i + 1);
                const ImVec2 c = corner(i + 2);
                const auto [left, right] = std::minmax({a.x, b.x, c.x});
                const auto [top, bottom] = std::minmax({a.y, b.y, c.y});
                if (right <= left || bottom <= top) continue;
                const float area = std::abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2;
                const ImVec4& clip = command.ClipRect;
                sum += area * length(left, right, clip.x, clip.z) / (right - left) *
                       length(top, bottom, clip.y, clip.w) / (bottom - top);
            }
        }
    }
    return sum;
}

}  // namespace

TEST_CASE("what lies below all else is no triangle, but ground, which the shell fills") {
    struct Frame {
        ImVec2 size;
        float drawn;  ///< at most, as a share of its pixels: cards take most of a telephone
    };
    for (const Frame& frame : {Frame{ImVec2(1440, 900), 0.4F}, Frame{ImVec2(360, 740), 0.9F}}) {
        const ImVec2 size = frame.size;
        FakeShell shell(size.x, size.y);
        shell.frames(6);
        CAPTURE(size.x);
        CHECK(drawn_pixels() < size.x * size.y * frame.drawn);

        const std::vector<Ground>& grounds = shell.view().grounds();
        const auto is_ground = [&](float x, float y) {
            return std::any_of(grounds.begin(), grounds.end(), [&](const Ground& ground) {
                return x >= ground.from.x && x < ground.to.x && y >= ground.from.y && y < ground.to.y;
            });
        };
        CHECK(is_ground(size.x / 2, 24));  // the header
        CHECK(is_ground(size.x - 4, 60));  // the panel, or its tabs
        CHECK_FALSE(is_ground(size.x / 4, size.y / 2));
    }
}

TEST_CASE("what several edges share in a gutter is drawn once") {
    FakeShell shell(360, 740);
    shell.workspace.conversation().show(streaming_run(2, 12, "A word."));
    shell.frames(6);
    const std::vector<Edge>& edges = shell.painter.last;
    REQUIRE(edges.size() > 2);
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const auto same = [&](const Edge& other) {
            return other.from.x == edges[i].from.x && other.from.y == edges[i].from.y &&
                   other.to.x == edges[i].to.x && other.to.y == edges[i].to.y &&
                   other.colour == edges[i].colour;
        };
        CHECK(std::count_if(edges.begin(), edges.end(), same) == 1);
    }
}
