#include "screen/screens.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "screen/link_screen.hpp"
#include "unit/session/desk.hpp"

using namespace moa;
using screen::Item;
using screen::Kind;
using screen::Look;
using screen::Screen;
using screen::Screens;
using screen::Shell;
using test::Desk;

namespace {

const Item* find(const Screen& screen, std::string_view name) {
    for (const screen::Section& section : screen.sections) {
        for (const Item& item : section.items) {
            if (item.name == name) return &item;
        }
    }
    return nullptr;
}

/// Every name that `act` may be called with.
std::vector<std::string> names_of(const Screen& screen) {
    std::vector<std::string> names;
    const auto add = [&names](const std::string& name) {
        if (!name.empty()) names.push_back(name);
    };
    for (const screen::Section& section : screen.sections) {
        for (const Item& item : section.items) {
            add(item.name);
            for (const screen::Button& button : item.buttons)
                add(button.name);
            if (item.remove) add(item.remove->name);
        }
    }
    for (const screen::Button& button : screen.buttons)
        add(button.name);
    return names;
}

}  // namespace

TEST_CASE("every screen has a title, names that are its own, and one button that it is for") {
    Desk desk;
    Look look;
    for (const Shell shell : {Shell::page, Shell::window}) {
        Screens screens(desk.workspace, look, shell);
        for (const char* name : {"setup", "settings", "shortcuts"}) {
            CAPTURE(name);
            screens.open(name);
            const Screen* shown = screens.shown();
            REQUIRE(shown != nullptr);
            CHECK(shown->name == name);
            CHECK_FALSE(shown->title.empty());
            const std::vector<std::string> names = names_of(*shown);
            CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
            CHECK(screen::primary_button(*shown) != nullptr);
            CHECK(std::count_if(shown->buttons.begin(), shown->buttons.end(), [](const auto& button) {
                      return button.role == screen::Role::primary;
                  }) == 1);
            if (!shown->focus.empty()) CHECK(find(*shown, shown->focus) != nullptr);
        }
    }
}

TEST_CASE("acts on names that a screen does not show have no effect") {
    Desk desk;
    Look look;
    Screens screens(desk.workspace, look, Shell::page);
    screens.act("save", "");
    CHECK(screens.shown() == nullptr);
    for (const char* name : {"setup", "settings", "shortcuts"}) {
        screens.open(name);
        const Screen before = *screens.shown();
        for (const char* unknown :
             {"", "nothing", "proposer-", "proposer-0", "proposer-99", "proposer-x", "remove-proposer-99",
              "use-", "use-proposer-1", "use-nothing a", "proposer-18446744073709551616"})
            screens.act(unknown, "value");
        REQUIRE(screens.shown() != nullptr);
        CHECK(*screens.shown() == before);
        CHECK(screens.search("nothing", "").choices.empty());
    }
    screens.open("no such screen");
    CHECK(screens.shown()->name == "shortcuts");
}

TEST_CASE("a screen is made anew only when it or the workspace has changed") {
    Desk desk;
    Look look;
    Screens screens(desk.workspace, look, Shell::window);
    screens.open("settings");
    const auto revision = screens.revision();
    (void)screens.shown();
    CHECK(screens.revision() == revision);
    screens.act("theme", "light");
    CHECK(screens.revision() > revision);
    CHECK(find(*screens.shown(), "theme")->value == "light");
}

TEST_CASE("the settings change the look, and keep it within its bounds") {
    Desk desk;
    Look look;
    Screens screens(desk.workspace, look, Shell::window);
    screens.open("settings");
    screens.act("theme", "dark");
    screens.act("motion", "reduced");
    screens.act("text", "150");
    CHECK(look == Look{screen::ThemeWish::dark, screen::MotionWish::reduced, 150});
    screens.act("theme", "purple");
    screens.act("text", "900");
    CHECK(look == Look{screen::ThemeWish::dark, screen::MotionWish::reduced, Look::most_text});
    screens.act("text", "many");
    CHECK(look.text_percent == Look::most_text);
    screens.act("done", "");
    CHECK(screens.shown() == nullptr);
}

TEST_CASE("the settings lead to the shortcuts, which stand in one line where they do the same") {
    Desk desk;
    Look look;
    Screens screens(desk.workspace, look, Shell::window);
    screens.open("settings");
    REQUIRE(screen::button_with_shortcut(*screens.shown(), "?") != nullptr);
    screens.act(screen::button_with_shortcut(*screens.shown(), "?")->name, "");
    REQUIRE(screens.shown() != nullptr);
    CHECK(screens.shown()->name == "shortcuts");
    std::size_t lines = 0;
    for (const screen::Section& section : screens.shown()->sections) {
        for (const Item& item : section.items) {
            CHECK(item.kind == Kind::shortcut);
            CHECK_FALSE(item.label.empty());
            CHECK_FALSE(item.value.empty());
            ++lines;
            if (item.label == "Move between nodes") CHECK(item.value == "Left, Right, Up, Down");
        }
    }
    CHECK(lines < screen::shortcut_lines(Shell::window).size());
    screens.act("close", "");
    CHECK(screens.shown() == nullptr);
}

TEST_CASE("a node's answer is edited, and a screen closes once its node is gone") {
    Desk desk;
    Look look;
    desk.use_models({{"a", "b"}, {"judge"}});
    desk.ask("Why?");
    desk.network.say(0, "a says so.");
    desk.network.say(1, "b says so.");
    desk.network.say(2, "So it is.");
    REQUIRE_FALSE(desk.workspace.running());
    Screens screens(desk.workspace, look, Shell::window);
    screens.ask({1, 2}, "edit");
    REQUIRE(screens.shown() != nullptr);
    CHECK(find(*screens.shown(), "answer")->value == "b says so.");
    screens.act("answer", " ");
    screens.act("save", "");
    REQUIRE(screens.shown() != nullptr);
    CHECK_FALSE(screens.shown()->error.empty());
    CHECK(desk.workspace.shown().find({1, 2})->text == "b says so.");
    screens.act("answer", "What I say.");
    screens.act("save", "");
    CHECK(screens.shown() == nullptr);
    CHECK(desk.workspace.shown().find({1, 2})->text == "What I say.");

    screens.ask({1, 1}, "edit");
    REQUIRE(screens.shown() != nullptr);
    desk.workspace.conversation().clear();
    CHECK(screens.shown() == nullptr);
    screens.ask({9, 9}, "edit");
    CHECK(screens.shown() == nullptr);
}

TEST_CASE("another model is chosen from the list of the node's provider, with what it is likely to cost") {
    Desk desk;
    Look look;
    desk.use_models({{"a"}, {"judge"}});
    desk.ask("Why?");
    desk.network.say(0, "a says so.");
    desk.network.say(1, "So it is.");
    REQUIRE_FALSE(desk.workspace.running());
    Screens screens(desk.workspace, look, Shell::window);
    screens.ask({1, 1}, "other");
    REQUIRE(screens.shown() != nullptr);
    CHECK(find(*screens.shown(), "answer")->kind == Kind::model);
    screens.act("save", "");
    CHECK(screens.shown()->error == "Choose a model first.");

    screens.begin_search("answer");
    REQUIRE(desk.network.calls.size() == 3);
    CHECK(screens.search("answer", "").note == "Loading the list\u2026");
    screens.begin_search("answer");
    CHECK(desk.network.calls.size() == 3);
    desk.network.answer(2, 200, R"({"data":[{"id":"acme/one"},{"id":"acme/two"}]})");
    CHECK(screens.search("answer", "").choices.size() == 2);
    CHECK(screens.search("answer", "two").choices.front().id == "acme/two");
    CHECK_FALSE(screens.search("answer", "three").note.empty());

    screens.act("answer", "acme/two");
    REQUIRE(find(*screens.shown(), "answer")->notes.size() == 1);
    CHECK(find(*screens.shown(), "answer")->notes.front().words.starts_with("Estimate: 1 call"));
    screens.act("save", "");
    CHECK(screens.shown() == nullptr);
    CHECK(desk.network.model_of(3) == "acme/two");
}

TEST_CASE("another model may be one of any provider that can be asked; one that no list has is told") {
    Desk desk;
    Look look;
    desk.use_models({{"a"}, {"judge"}});
    REQUIRE_FALSE(desk.workspace.access().set_key("groq", "sk-groq"));
    desk.ask("Why?");
    desk.network.say(0, "a says so.");
    desk.network.say(1, "So it is.");
    Screens screens(desk.workspace, look, Shell::page);
    screens.ask({1, 1}, "other");
    REQUIRE(screens.shown() != nullptr);
    screens.begin_search("answer");
    REQUIRE(desk.network.calls.size() == 4);
    CHECK(desk.network.calls[3].request.url.starts_with("https://api.groq.com/"));
    desk.network.answer(2, 200, R"({"data":[{"id":"acme/one"}]})");
    desk.network.answer(3, 200, R"({"data":[{"id":"qwen/one"},{"id":"qwen/two"}]})");
    const screen::ModelSearch all = screens.search("answer", "");
    REQUIRE(all.choices.size() == 3);
    CHECK(all.choices[0].id == "acme/one");
    CHECK(all.choices[1].id == "groq:qwen/one");

    for (const char* unknown : {"acme/nine", "groq:qwen/nine"}) {
        screens.act("answer", unknown);
        CHECK(find(*screens.shown(), "answer")->notes.front().words.find("has no such model") !=
              std::string::npos);
    }
    screens.act("answer", "groq:qwen/two");
    CHECK(find(*screens.shown(), "answer")->notes.front().words.starts_with("Estimate: 1 call"));
    screens.act("save", "");
    CHECK(screens.shown() == nullptr);
    REQUIRE(desk.network.calls.size() == 5);
    CHECK(desk.network.model_of(4) == "qwen/two");
    CHECK(desk.network.calls[4].request.url.starts_with("https://api.groq.com/"));
    CHECK(desk.network.calls[4].authorization->second == "Bearer sk-groq");
}

TEST_CASE("the demo has other models, too") {
    Desk desk;
    Look look;
    desk.ask("Why is the sky blue?");
    desk.play();
    Screens screens(desk.workspace, look, Shell::page);
    screens.ask({1, 1}, "other");
    screens.begin_search("answer");
    for (int steps = 0; !desk.workspace.access().requests().idle() && steps < 1000; ++steps) {
        desk.now = std::max(desk.now, desk.workspace.next_wake());
        desk.workspace.tick();
    }
    CHECK(screens.search("answer", "").choices.size() == 8);
    screens.act("answer", "gale");
    CHECK(find(*screens.shown(), "answer")->notes.front().words.find("has no such model") !=
          std::string::npos);
}

TEST_CASE("a screen that only the shell has opens by its name, and over another one") {
    Desk desk;
    Look look;
    std::vector<std::string> asked;
    screen::ShellActs acts;
    acts.share_link = [](const std::string& /*text*/) {};
    acts.own_screen = [&](std::string_view name,
                          const screen::ShellActs& given) -> std::unique_ptr<screen::ScreenModel> {
        asked.emplace_back(name);
        if (name != "make-link") return nullptr;
        return std::make_unique<screen::LinkScreen>(given, "https://moa.example.org/");
    };
    Screens screens(desk.workspace, look, Shell::window, acts);
    screens.open("recipe");
    REQUIRE(screens.shown() != nullptr);
    screens.act("share", "");
    REQUIRE(screens.shown() != nullptr);
    CHECK(screens.shown()->name == "link");
    screens.act("cancel", "");
    REQUIRE(screens.shown() != nullptr);
    CHECK(screens.shown()->name == "recipe");
    CHECK(asked.back() == "make-link");
}

TEST_CASE("a shell without that screen keeps the one it has") {
    Desk desk;
    Look look;
    screen::ShellActs acts;
    std::string linked;
    acts.share_link = [&linked](const std::string& text) { linked = text; };
    Screens screens(desk.workspace, look, Shell::page, acts);
    screens.open("recipe");
    REQUIRE(screens.shown() != nullptr);
    screens.act("share", "");
    CHECK_FALSE(linked.empty());
    REQUIRE(screens.shown() != nullptr);
    CHECK(screens.shown()->name == "recipe");
}
