#include "view/keys.hpp"

#include <doctest/doctest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "screen/node_actions.hpp"
#include "unit/view/fake_shell.hpp"
#include "view/find/finder.hpp"

using namespace moa;
using screen::Shell;
using screen::Shortcut;
using screen::shortcut_lines;
using screen::ShortcutLine;
using view::testing::FakeShell;

namespace {

constexpr int acts = static_cast<int>(Shortcut::editor_right) + 1;

/// A key as it goes down on a keyboard: with its modifiers, or as the sign that it types.
struct Press {
    std::vector<ImGuiKey> keys;
    char sign = 0;
};

std::optional<Press> press_of(std::string_view written) {
    static const std::map<std::string_view, ImGuiKey> names = {{"Enter", ImGuiKey_Enter},
                                                               {"Esc", ImGuiKey_Escape},
                                                               {"Tab", ImGuiKey_Tab},
                                                               {"Left", ImGuiKey_LeftArrow},
                                                               {"Right", ImGuiKey_RightArrow},
                                                               {"Up", ImGuiKey_UpArrow},
                                                               {"Down", ImGuiKey_DownArrow},
                                                               {"Home", ImGuiKey_Home},
                                                               {"End", ImGuiKey_End},
                                                               {"Space", ImGuiKey_Space},
                                                               {"Menu", ImGuiKey_Menu},
                                                               {"Del", ImGuiKey_Delete},
                                                               {"F1", ImGuiKey_F1},
                                                               {"F2", ImGuiKey_F2},
                                                               {"F3", ImGuiKey_F3},
                                                               {"F6", ImGuiKey_F6},
                                                               {"F10", ImGuiKey_F10},
                                                               {"PageUp", ImGuiKey_PageUp},
                                                               {"PageDown", ImGuiKey_PageDown},
                                                               {",", ImGuiKey_Comma}};
    Press press;
    const auto modifier = [&](std::string_view name, ImGuiKey key) {
        if (!written.starts_with(name)) return;
        written.remove_prefix(name.size());
        press.keys.push_back(key);
    };
    modifier("Ctrl+", ImGuiMod_Ctrl);
    modifier("Shift+", ImGuiMod_Shift);
    modifier("Alt+", ImGuiMod_Alt);
    const bool types = press.keys.empty() && written == ",";
    if (const auto known = names.find(written); known != names.end() && !types) {
        press.keys.push_back(known->second);
    } else if (written.size() == 1 && written[0] >= 'A' && written[0] <= 'Z') {
        press.keys.push_back(static_cast<ImGuiKey>(ImGuiKey_A + (written[0] - 'A')));
    } else if (written.size() == 1 && press.keys.empty()) {
        press.sign = written[0];
    } else {
        return std::nullopt;
    }
    return press;
}

void put(const Press& press, bool down) {
    ImGuiIO& io = ImGui::GetIO();
    for (const ImGuiKey key : press.keys)
        io.AddKeyEvent(key, down);
    if (press.sign != 0 && down) io.AddInputCharacter(static_cast<unsigned>(press.sign));
}

/// The key goes down and up again, each seen by a frame, and what it opens settles.
void hit(FakeShell& shell, std::string_view written) {
    const auto press = press_of(written);
    REQUIRE(press);
    put(*press, true);
    shell.frames(2);
    put(*press, false);
    shell.frames(4);
}

bool dialog_is_open() {
    return ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
}

/// Keys that are looked at together. On its border and in its search, a key is theirs alone.
std::string context_of(const ShortcutLine& line) {
    if (line.name.starts_with("border")) return "border";
    if (line.name.starts_with("found")) return "search";
    return line.group == "Run and node" ? "Tree" : std::string(line.group);
}

}  // namespace

TEST_CASE("every line of the list has words and keys that a keyboard has, and each of them is seen") {
    const FakeShell shell;
    for (const Shell where : {Shell::page, Shell::window}) {
        for (const ShortcutLine& line : shortcut_lines(where)) {
            CAPTURE(line.keys);
            CHECK_FALSE(line.words.empty());
            CHECK_FALSE(line.group.empty());
            for (const std::string_view key : screen::alternatives(line.keys)) {
                const auto press = press_of(key);
                REQUIRE(press);
                ImGui::NewFrame();
                CHECK_FALSE(view::key_pressed(key));
                ImGui::EndFrame();
                put(*press, true);
                ImGui::NewFrame();
                CHECK(view::key_pressed(key));
                ImGui::EndFrame();
                put(*press, false);
                ImGui::NewFrame();
                ImGui::EndFrame();
            }
        }
    }
}

TEST_CASE("every act has a key and a line in a list") {
    const FakeShell shell;
    std::set<int> seen;
    for (const Shell where : {Shell::page, Shell::window}) {
        for (const ShortcutLine& line : shortcut_lines(where)) {
            for (const std::string_view key : screen::alternatives(line.keys)) {
                put(*press_of(key), true);
                ImGui::NewFrame();
                for (int act = 0; act < acts; ++act)
                    if (view::key_pressed(static_cast<Shortcut>(act))) seen.insert(act);
                ImGui::EndFrame();
                put(*press_of(key), false);
                ImGui::NewFrame();
                ImGui::EndFrame();
            }
        }
    }
    CHECK(seen.size() == static_cast<std::size_t>(acts));
}

TEST_CASE("no two acts have the same key in the same place") {
    for (const Shell where : {Shell::page, Shell::window}) {
        std::map<std::string, std::map<std::string, std::string>> taken;
        std::set<std::string> everywhere;
        for (const ShortcutLine& line : shortcut_lines(where)) {
            for (const std::string_view key : screen::alternatives(line.keys)) {
                CAPTURE(line.words);
                CAPTURE(std::string(key));
                auto& here = taken[context_of(line)];
                // What is done and undone by one key is one line.
                const std::string& holder = here.emplace(key, line.words).first->second;
                CHECK(holder == line.words);
                if (context_of(line) == "Everywhere") everywhere.emplace(key);
            }
        }
        for (const auto& [place, keys] : taken) {
            if (place == "Everywhere") continue;
            for (const auto& held : keys)
                CHECK_MESSAGE(!everywhere.contains(held.first), held.first << ": " << held.second);
        }
    }
}

TEST_CASE("keys of the window open what the list says, and Escape closes it") {
    FakeShell shell;
    shell.frames(6);
    for (const ShortcutLine& line : shortcut_lines(Shell::window)) {
        const bool opens = line.name == "keys" || line.name == "settings" || line.name == "models" ||
                           line.name == "edit_recipe";
        if (!opens) continue;
        for (const std::string_view key : screen::alternatives(line.keys)) {
            CAPTURE(std::string(key));
            REQUIRE_FALSE(dialog_is_open());
            hit(shell, key);
            CHECK(dialog_is_open());
            // Once out of a field, once out of the dialog.
            for (int i = 0; i < 3 && dialog_is_open(); ++i)
                hit(shell, "Esc");
            CHECK_FALSE(dialog_is_open());
        }
    }
}

TEST_CASE("the list of recipes, opened with the mouse, is used with keys, and Escape closes it") {
    FakeShell shell;
    shell.frames(6);
    const auto open = [&shell] {
        for (float x = 100; x < 700 && !dialog_is_open(); x += 40)
            shell.click(x, 28);
        shell.frames(4);
        REQUIRE(dialog_is_open());
    };
    open();
    hit(shell, "Esc");
    CHECK_FALSE(dialog_is_open());
    open();
    const std::string before = shell.workspace.configuration().recipe().name;
    for (int i = 0; i < 3; ++i)
        hit(shell, "Down");
    hit(shell, "Enter");
    CHECK_FALSE(dialog_is_open());
    CHECK(shell.workspace.configuration().recipe().name != before);
    open();
    hit(shell, "Ctrl+E");
    CHECK(dialog_is_open());
    for (int i = 0; i < 3 && dialog_is_open(); ++i)
        hit(shell, "Esc");
    CHECK_FALSE(dialog_is_open());
}

TEST_CASE("the way to models of one's own stands beside the recipe, where there is room") {
    for (const float width : {1440.0F, 500.0F}) {
        FakeShell shell(width);
        shell.frames(6);
        // From the recipe to the figures at the right, which are not there yet.
        for (float x = 100; x < width - 200 && ImGui::GetTopMostPopupModal() == nullptr; x += 30) {
            shell.click(x, 28);
            shell.frames(4);
            if (dialog_is_open() && ImGui::GetTopMostPopupModal() == nullptr) hit(shell, "Esc");
        }
        CHECK((ImGui::GetTopMostPopupModal() != nullptr) == (width > 1000));
    }
}

TEST_CASE("an open dialog draws no frames but for its caret") {
    FakeShell shell;
    shell.frames(6);
    ImGui::GetIO().ConfigInputTextCursorBlink = false;  // the caret has its own frames
    const auto comes_to_rest = [&] {
        constexpr int fading = 20;
        shell.frames(fading);
        return shell.view().next_frame(shell.clock) == no_time;
    };
    CHECK(comes_to_rest());
    for (const char* key : {"Ctrl+M", "Ctrl+E", "Ctrl+,", "F1"}) {
        CAPTURE(std::string(key));
        hit(shell, key);
        REQUIRE(dialog_is_open());
        CHECK(comes_to_rest());
        for (int i = 0; i < 3 && dialog_is_open(); ++i)
            hit(shell, "Esc");
        REQUIRE_FALSE(dialog_is_open());
        CHECK(comes_to_rest());
    }
}

TEST_CASE("a dialog that opens is drawn until it stands, and what is behind it has faded") {
    FakeShell shell;
    shell.frames(6);
    ImGui::GetIO().ConfigInputTextCursorBlink = false;
    hit(shell, "Ctrl+M");
    REQUIRE(dialog_is_open());
    CHECK(ImGui::GetCurrentContext()->DimBgRatio < 1.0F);
    int drawn = 0;
    while (shell.view().next_frame(shell.clock) != no_time && drawn < 100) {
        shell.frame();
        ++drawn;
    }
    CHECK(drawn < 100);
    CHECK(dialog_is_open());
    CHECK(ImGui::GetCurrentContext()->DimBgRatio == 1.0F);
}

TEST_CASE("keys of the tree and the panel do what the list says") {
    FakeShell shell;
    shell.frames(6);
    hit(shell, "Esc");  // out of the question, which has the keyboard at first
    const auto width = [&] { return shell.view().card_rect({1, 1})->width; };
    const float fitted = width();
    for (const char* in : {"+", "="}) {
        hit(shell, in);
        CHECK(width() > fitted);
        hit(shell, "F");
        CHECK(width() == doctest::Approx(fitted));
    }
    hit(shell, "-");
    CHECK(width() < fitted);
    hit(shell, "F");

    hit(shell, "Down");
    REQUIRE(shell.workspace.conversation().selected());
    const auto first = *shell.workspace.conversation().selected();
    hit(shell, "Down");
    CHECK(*shell.workspace.conversation().selected() != first);
    hit(shell, "Up");
    CHECK(*shell.workspace.conversation().selected() == first);
    hit(shell, "Esc");
    CHECK_FALSE(shell.workspace.conversation().selected());

    CHECK(shell.view().panel_place().open);
    hit(shell, "Ctrl+B");
    CHECK_FALSE(shell.view().panel_place().open);
    hit(shell, "Ctrl+B");
    CHECK(shell.view().panel_place().open);

    hit(shell, "Ctrl+F");
    CHECK(shell.view().finder().is_open());
    hit(shell, "Esc");
    CHECK_FALSE(shell.view().finder().is_open());

    shell.workspace.conversation().set_draft("Why?");
    hit(shell, "Ctrl+Enter");
    CHECK(shell.workspace.running());
    hit(shell, "Esc");
    CHECK_FALSE(shell.workspace.running());

    hit(shell, "Down");
    for (const char* menu : {"Menu", "Shift+F10"}) {
        CAPTURE(std::string(menu));
        hit(shell, menu);
        CHECK(dialog_is_open());
        hit(shell, "Esc");
        CHECK_FALSE(dialog_is_open());
    }
    hit(shell, "Tab");
    CHECK(ImGui::GetIO().WantTextInput);
}
