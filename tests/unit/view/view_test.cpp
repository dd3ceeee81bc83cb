#include "view/view.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "unit/view/fake_shell.hpp"
#include "view/context.hpp"
#include "view/tree/tree_view.hpp"

using moa::run::NodeId;
using moa::view::Rect;
using moa::view::ViewOptions;
using moa::view::testing::FakeShell;
using moa::view::testing::streaming_run;

namespace {

ImVec2 middle(const Rect& rect) {
    return {rect.x + rect.width / 2, rect.y + rect.height / 2};
}

void settle(FakeShell& shell) {
    shell.frames(6);
}

}  // namespace

TEST_CASE("every card of a fresh workspace is on screen, above the composer") {
    for (const ImVec2 size : {ImVec2(1440, 900), ImVec2(1024, 700)}) {
        FakeShell shell(size.x, size.y);
        settle(shell);
        const Rect composer = shell.view().composer_rect();
        for (const auto& layer : shell.workspace.shown().layers) {
            for (const auto& node : layer) {
                const auto rect = shell.view().card_rect(node.id);
                REQUIRE(rect);
                CHECK(rect->x >= 0);
                CHECK(rect->y >= 48);
                CHECK(rect->x + rect->width <= size.x);
                CHECK(rect->y + rect->height <= composer.y);
            }
        }
    }
}

TEST_CASE("a click on a card selects it, Escape clears the selection") {
    FakeShell shell;
    settle(shell);
    const ImVec2 at = middle(*shell.view().card_rect({1, 3}));
    shell.click(at.x, at.y);
    CHECK(shell.workspace.conversation().selected() == NodeId{1, 3});
    shell.key(ImGuiKey_Escape);
    CHECK_FALSE(shell.workspace.conversation().selected());
}

TEST_CASE("a click on a card works in a narrow window too") {
    FakeShell shell(360, 720);
    settle(shell);
    const ImVec2 at = middle(*shell.view().card_rect({1, 1}));
    shell.click(at.x, at.y);
    CHECK(shell.workspace.conversation().selected() == NodeId{1, 1});
    settle(shell);
    CHECK_FALSE(shell.view().card_rect({1, 1}));  // the panel stands where it was
}

TEST_CASE("dragging empty space pans and selects nothing; F shows the whole tree again") {
    FakeShell shell;
    shell.view().use(nullptr);
    settle(shell);
    const Rect before = *shell.view().card_rect({1, 1});
    shell.drag({40, 120}, {90, 150});
    const Rect panned = *shell.view().card_rect({1, 1});
    CHECK(panned.x == doctest::Approx(before.x + 50));
    CHECK(panned.y == doctest::Approx(before.y + 30));
    CHECK_FALSE(shell.workspace.conversation().selected());
    shell.key(ImGuiKey_F);
    settle(shell);
    CHECK(shell.view().card_rect({1, 1})->x == doctest::Approx(before.x));
}

TEST_CASE("a drag of the tree whose movement and release come in one frame pans and selects nothing") {
    FakeShell shell;
    shell.view().use(nullptr);
    settle(shell);
    const Rect before = *shell.view().card_rect({1, 1});
    const ImVec2 at = middle(before);
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(at.x, at.y);
    shell.frame();
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
    shell.frame();
    io.AddMousePosEvent(at.x + 40, at.y);
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
    shell.frames(2);
    CHECK(shell.view().card_rect({1, 1})->x == doctest::Approx(before.x + 40));
    CHECK_FALSE(shell.workspace.conversation().selected());
}

TEST_CASE("while Space is held the tree follows the pointer, and a click selects nothing") {
    FakeShell shell;
    shell.view().use(nullptr);
    settle(shell);
    const Rect before = *shell.view().card_rect({1, 1});
    const ImVec2 at = middle(before);
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(at.x - 200, at.y);
    shell.frames(2);
    io.AddMousePosEvent(at.x, at.y);  // before the key goes down, although in the same frame
    io.AddKeyEvent(ImGuiKey_Space, true);
    shell.frame();
    io.AddMousePosEvent(at.x + 30, at.y + 20);
    shell.frame();
    CHECK(shell.view().card_rect({1, 1})->x == doctest::Approx(before.x + 30));
    CHECK(shell.view().card_rect({1, 1})->y == doctest::Approx(before.y + 20));
    shell.click(at.x + 30, at.y + 20);
    CHECK_FALSE(shell.workspace.conversation().selected());
    io.AddKeyEvent(ImGuiKey_Space, false);
    shell.frame();
    io.AddMousePosEvent(at.x + 90, at.y + 20);
    shell.frame();
    CHECK(shell.view().card_rect({1, 1})->x == doctest::Approx(before.x + 30));
    shell.click(at.x + 30, at.y + 20);
    CHECK(shell.workspace.conversation().selected() == NodeId{1, 1});
}

TEST_CASE("arrow keys move the selection when no text field has the keyboard") {
    FakeShell shell;
    shell.view().use(nullptr);
    settle(shell);
    shell.key(ImGuiKey_DownArrow);
    CHECK(shell.workspace.conversation().selected() == NodeId{1, 1});
    shell.key(ImGuiKey_DownArrow);
    CHECK(shell.workspace.conversation().selected() == NodeId{1, 2});
    shell.key(ImGuiKey_RightArrow);
    CHECK(shell.workspace.conversation().selected() == NodeId{2, 1});
}

TEST_CASE("a shell with its own controls gets the room it asked for") {
    FakeShell shell;
    ViewOptions options;
    shell.view().use(nullptr);
    options.composer_height = 90;
    options.header_height = 60;
    shell.view().set_options(options);
    settle(shell);
    CHECK(shell.view().composer_rect().height == 90);
    for (const auto& layer : shell.workspace.shown().layers) {
        for (const auto& node : layer) {
            const Rect card = *shell.view().card_rect(node.id);
            CHECK_FALSE(overlap(card, shell.view().composer_rect()));
            CHECK(card.y >= 60);
        }
    }
}

TEST_CASE("no frame is wanted when nothing changes, one at once when the workspace has") {
    FakeShell shell;
    shell.view().use(nullptr);
    settle(shell);
    CHECK(shell.view().next_frame(shell.clock) == moa::no_time);
    shell.workspace.conversation().set_draft("A question");
    CHECK(shell.view().next_frame(shell.clock) == shell.clock);
    settle(shell);
    CHECK(shell.view().next_frame(shell.clock) == moa::no_time);
}

TEST_CASE("a modifier that is held draws no frames, and neither does Space on the tree") {
    FakeShell shell;
    shell.view().use(nullptr);
    settle(shell);
    for (const ImGuiKey key : {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt, ImGuiMod_Super, ImGuiKey_LeftCtrl,
                               ImGuiKey_RightAlt, ImGuiKey_Space}) {
        CAPTURE(ImGui::GetKeyName(key));
        ImGui::GetIO().AddKeyEvent(key, true);
        settle(shell);
        CHECK(shell.view().next_frame(shell.clock) == moa::no_time);
        ImGui::GetIO().AddKeyEvent(key, false);
        settle(shell);
        CHECK(shell.view().next_frame(shell.clock) == moa::no_time);
    }
}

TEST_CASE("a key that acts again and again is given frames while it is held") {
    FakeShell shell;
    shell.view().use(nullptr);
    ImGui::GetIO().AddKeyEvent(ImGuiKey_DownArrow, true);
    settle(shell);
    CHECK(shell.view().next_frame(shell.clock) == shell.clock);
    ImGui::GetIO().AddKeyEvent(ImGuiKey_DownArrow, false);
    settle(shell);
    CHECK(shell.view().next_frame(shell.clock) == moa::no_time);
}

TEST_CASE("a running time is drawn ten times a second, and not after the run") {
    FakeShell shell;
    ViewOptions options;
    shell.view().use(nullptr);
    options.reduced_motion = true;
    shell.view().set_options(options);
    shell.workspace.conversation().set_draft("A question");
    REQUIRE_FALSE(shell.workspace.run());
    shell.run_until(5);
    settle(shell);
    CHECK(shell.view().next_frame(shell.clock) == shell.clock + 100);
    shell.run_until(60'000);
    REQUIRE_FALSE(shell.workspace.running());
    settle(shell);
    CHECK(shell.view().next_frame(shell.clock) == moa::no_time);
}

TEST_CASE("the tree stands still while a run goes from its estimate to its end") {
    FakeShell shell;
    shell.workspace.conversation().set_draft("A question");
    settle(shell);
    const Rect before = *shell.view().card_rect({1, 1});
    const float composer = shell.view().composer_rect().y;
    REQUIRE_FALSE(shell.workspace.run());
    while (shell.workspace.running() && shell.clock < 60'000) {
        shell.run_until(shell.clock + 250);
        shell.frames(2);
        const auto now = shell.view().card_rect({1, 1});
        REQUIRE(now);
        CHECK(now->x == before.x);
        CHECK(now->y == before.y);
        CHECK(now->width == before.width);
        CHECK(shell.view().composer_rect().y == composer);
    }
    CHECK_FALSE(shell.workspace.running());
}

TEST_CASE("a pulse runs along an edge when text passes, and none with reduced motion") {
    for (const bool reduced : {false, true}) {
        FakeShell shell;
        ViewOptions options;
        options.reduced_motion = reduced;
        shell.view().set_options(options);
        shell.workspace.conversation().set_draft("A question");
        REQUIRE_FALSE(shell.workspace.run());
        shell.run_until(200);
        shell.frame();
        const auto& edges = shell.painter.last;
        const bool pulse = std::any_of(edges.begin(), edges.end(),
                                       [](const moa::view::Edge& edge) { return edge.pulse >= 0; });
        CHECK(pulse == !reduced);
        shell.run_until(1000);
        shell.frame();
        CHECK(std::none_of(shell.painter.last.begin(), shell.painter.last.end(),
                           [&](const moa::view::Edge& edge) {
                               return edge.pulse >= 0 && edge.from.x < shell.view().card_rect({1, 1})->x - 1;
                           }));
    }
}

TEST_CASE("cards outside the window are not drawn") {
    FakeShell shell;
    shell.workspace.conversation().show(streaming_run(2, 12, "text"));
    shell.frame();
    moa::view::testing::Kit kit(shell);
    moa::view::TreeView tree;
    ImGui::NewFrame();
    const moa::view::Context context = kit.context();
    ImGui::Begin("tree");
    const Rect all{0, 0, 900, 700};
    tree.draw(context, all, all, 700);
    CHECK(tree.cards_drawn() == 25);
    // A small canvas over the whole tree's place shows only what is in it.
    const Rect first = *tree.card_rect({1, 1});
    tree.draw(context, first, all, 700);
    CHECK(tree.cards_drawn() == 1);
    ImGui::End();
    ImGui::EndFrame();
}

TEST_CASE("text appended to a card breaks its last line only") {
    FakeShell shell;
    std::string text;
    for (int i = 0; i < 400; ++i)
        text += "A sentence that goes on and on. ";
    shell.workspace.conversation().show(streaming_run(1, 6, text));
    moa::view::testing::Kit kit(shell);
    moa::view::TreeView tree;
    const auto draw = [&] {
        ImGui::NewFrame();
        const moa::view::Context context = kit.context();
        ImGui::Begin("tree");
        tree.draw(context, Rect{0, 0, 900, 700}, Rect{0, 0, 900, 700}, 700);
        ImGui::End();
        ImGui::EndFrame();
    };
    draw();
    // Of the end of the text alone, however long it is.
    CHECK(tree.lines_broken() > 7 * 2);
    CHECK(tree.lines_broken() < 7 * 300);
    const auto before = tree.lines_broken();
    shell.workspace.conversation().show(streaming_run(1, 6, text + "One more."));
    draw();
    CHECK(tree.lines_broken() - before <= 7 * 2);
}

TEST_CASE("headings say what a layer is and how far it has come") {
    auto state = streaming_run(2, 3, "");
    state.layers[0][0].state = moa::run::NodeState::done;
    state.layers[1][0].sent_at = state.layers[1][1].sent_at = state.layers[1][2].sent_at = moa::no_time;
    CHECK(moa::view::layer_heading(state, 0) == "Layer 1: proposers, 1 of 3 answered");
    CHECK(moa::view::layer_heading(state, 1) == "Layer 2: refiners");
    CHECK(moa::view::layer_heading(state, 2) == "Aggregator");
}

TEST_CASE("letters come from the source in one call per size for all of ASCII") {
    FakeShell shell;
    shell.workspace.conversation().set_draft("plain words");
    settle(shell);
    // Five faces and a handful of sizes, not one call per letter; the ellipsis and the like come one by one.
    CHECK(shell.glyphs.calls < 40);
    const int calls = shell.glyphs.calls;
    settle(shell);
    CHECK(shell.glyphs.calls == calls);
}

TEST_CASE("typing, running and stopping with the keyboard") {
    FakeShell shell;
    settle(shell);
    for (const char c : std::string("Why?"))
        ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(c));
    shell.frames(2);
    CHECK(shell.workspace.conversation().draft() == "Why?");
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, true);
    shell.key(ImGuiKey_Enter);
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, false);
    shell.frame();
    REQUIRE(shell.workspace.running());
    CHECK(shell.workspace.shown().question() == "Why?");
    CHECK(shell.workspace.conversation().draft().empty());
    shell.run_until(400);
    shell.key(ImGuiKey_Escape);
    CHECK_FALSE(shell.workspace.running());
}

TEST_CASE("Escape in the composer keeps what was typed") {
    FakeShell shell;
    settle(shell);
    for (const char c : std::string("Half a question"))
        ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(c));
    shell.frames(2);
    REQUIRE(shell.workspace.conversation().draft() == "Half a question");
    shell.key(ImGuiKey_Escape);
    shell.frames(3);
    CHECK(shell.workspace.conversation().draft() == "Half a question");
}

TEST_CASE("revealing a node brings its card to a readable size within the canvas") {
    FakeShell shell;
    shell.workspace.conversation().show(streaming_run(15, 12, "text"));
    settle(shell);
    REQUIRE(shell.view().card_rect({14, 12})->width < 100);
    shell.view().reveal({14, 12});
    settle(shell);
    const Rect card = *shell.view().card_rect({14, 12});
    CHECK(card.width >= 170);
    CHECK(card.x >= 0);
    CHECK(card.x + card.width <= 960);
    CHECK_FALSE(overlap(card, shell.view().composer_rect()));
    shell.view().fit_tree();
    settle(shell);
    CHECK(shell.view().card_rect({14, 12})->width < 100);
}

TEST_CASE("a notch of the wheel zooms around the pointer, as all with Ctrl does; two fingers pan") {
    FakeShell shell;
    shell.view().use(nullptr);
    settle(shell);
    ImGuiIO& io = ImGui::GetIO();
    const Rect before = *shell.view().card_rect({1, 2});
    io.AddMousePosEvent(before.x, before.y);
    shell.frame();
    io.AddKeyEvent(ImGuiMod_Ctrl, true);
    io.AddMouseWheelEvent(0, 0.5F);
    shell.frames(2);
    io.AddKeyEvent(ImGuiMod_Ctrl, false);
    io.AddMouseWheelEvent(0, 1);
    shell.frames(2);
    const Rect zoomed = *shell.view().card_rect({1, 2});
    CHECK(zoomed.width > before.width * 1.1F);
    CHECK(zoomed.x == doctest::Approx(before.x).epsilon(0.01));
    CHECK(zoomed.y == doctest::Approx(before.y).epsilon(0.01));
    io.AddMouseWheelEvent(0, -0.5F);
    shell.frames(2);
    CHECK(shell.view().card_rect({1, 2})->y < zoomed.y);
    CHECK(shell.view().card_rect({1, 2})->width == doctest::Approx(zoomed.width));
}
