#include "view/panels/panel_keys.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "unit/view/fake_shell.hpp"

using moa::run::NodeId;
using moa::screen::Shortcut;
using moa::view::Reading;
using moa::view::ReadingAct;
using moa::view::testing::FakeShell;

namespace {

bool typing() {
    return ImGui::GetIO().WantTextInput;
}

/// The key, and what follows from it.
void hit(FakeShell& shell, ImGuiKey key) {
    shell.key(key);
    shell.frames(2);
}

/// A node with an answer on screen, and the panel with the keyboard.
void read_node(FakeShell& shell) {
    shell.frames(6);
    shell.workspace.conversation().set_draft("Why is the sky blue?");
    REQUIRE_FALSE(shell.workspace.run());
    constexpr moa::Millis long_enough = 60000;
    shell.run_until(long_enough);
    REQUIRE_FALSE(shell.workspace.running());
    shell.workspace.conversation().select(NodeId{1, 1});
    shell.frames(3);
    hit(shell, ImGuiKey_F6);
    hit(shell, ImGuiKey_F6);
    REQUIRE(shell.view().reading().focused);
}

std::optional<bool> open(const Reading& reading, Shortcut shortcut) {
    const auto found = std::find_if(reading.acts.begin(), reading.acts.end(),
                                    [shortcut](const ReadingAct& act) { return act.shortcut == shortcut; });
    return found != reading.acts.end() ? found->open : std::nullopt;
}

}  // namespace

TEST_CASE("F6 goes to the tree, to the panel and back to the question") {
    FakeShell shell;
    shell.frames(6);
    REQUIRE(typing());
    hit(shell, ImGuiKey_F6);
    CHECK_FALSE(typing());
    CHECK_FALSE(shell.view().reading().focused);
    hit(shell, ImGuiKey_F6);
    CHECK(shell.view().reading().focused);
    hit(shell, ImGuiKey_F6);
    CHECK_FALSE(shell.view().reading().focused);
    CHECK(typing());
}

TEST_CASE("F6 passes by a panel that is put away") {
    FakeShell shell;
    shell.frames(6);
    shell.view().place_panel({.open = false});
    hit(shell, ImGuiKey_F6);
    CHECK_FALSE(typing());
    hit(shell, ImGuiKey_F6);
    CHECK_FALSE(shell.view().reading().focused);
    CHECK(typing());
}

TEST_CASE("arrows walk the tree, and change tabs while the panel has the focus") {
    FakeShell shell;
    shell.frames(6);
    shell.workspace.conversation().select(NodeId{1, 3});
    shell.frames(3);
    hit(shell, ImGuiKey_F6);
    hit(shell, ImGuiKey_F6);
    const std::string node = shell.view().reading().tab;
    hit(shell, ImGuiKey_LeftArrow);
    CHECK(shell.view().reading().tab == "Answer");
    CHECK(shell.workspace.conversation().selected() == NodeId{1, 3});
    hit(shell, ImGuiKey_LeftArrow);  // round
    CHECK(shell.view().reading().tab == node);
    hit(shell, ImGuiKey_Escape);
    CHECK_FALSE(shell.view().reading().focused);
    CHECK(shell.workspace.conversation().selected() == NodeId{1, 3});
    hit(shell, ImGuiKey_DownArrow);
    CHECK(shell.workspace.conversation().selected() == NodeId{1, 4});
}

TEST_CASE("keys scroll a text that is longer than the panel") {
    FakeShell shell(1440, 420);
    shell.view().set_options({.text_scale = 1.5F});
    read_node(shell);
    const auto percent = [&shell] { return shell.view().reading().percent; };
    hit(shell, ImGuiKey_S);
    hit(shell, ImGuiKey_Home);
    REQUIRE(percent() == 0);
    hit(shell, ImGuiKey_DownArrow);
    const int line = percent();
    CHECK(line > 0);
    hit(shell, ImGuiKey_UpArrow);
    CHECK(percent() == 0);
    hit(shell, ImGuiKey_PageDown);
    const int page = percent();
    CHECK(page > line);
    hit(shell, ImGuiKey_Space);
    CHECK(percent() > page);
    hit(shell, ImGuiKey_Home);
    CHECK(percent() == 0);
    hit(shell, ImGuiKey_End);
    CHECK(percent() == 100);
    hit(shell, ImGuiKey_PageUp);
    CHECK(percent() == 100 - page);
}

TEST_CASE("pages scroll without the focus as well") {
    FakeShell shell(1440, 420);
    read_node(shell);
    hit(shell, ImGuiKey_S);
    hit(shell, ImGuiKey_Home);
    hit(shell, ImGuiKey_Escape);
    hit(shell, ImGuiKey_PageDown);
    CHECK(shell.view().reading().percent > 0);
}

TEST_CASE("a text that fits is read to its end") {
    FakeShell shell(1440, 2000);
    shell.frames(6);
    shell.view().read(Shortcut::read_first);
    shell.frames(3);
    CHECK(shell.view().reading().percent == 100);
}

TEST_CASE("keys fold the parts of a node and copy its text") {
    FakeShell shell;
    read_node(shell);
    for (const auto& [key, part] :
         {std::pair(ImGuiKey_D, Shortcut::fold_details), std::pair(ImGuiKey_S, Shortcut::fold_prompt)}) {
        const auto before = open(shell.view().reading(), part);
        REQUIRE(before);
        hit(shell, key);
        CHECK(open(shell.view().reading(), part) == !*before);
    }
    ImGui::SetClipboardText("");
    hit(shell, ImGuiKey_Y);
    const auto* const node = shell.workspace.shown().find(NodeId{1, 1});
    REQUIRE(node != nullptr);
    REQUIRE_FALSE(node->text.empty());
    CHECK(std::string(ImGui::GetClipboardText()) == node->text);
}
