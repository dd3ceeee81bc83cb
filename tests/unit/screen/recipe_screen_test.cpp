#include "screen/recipe_screen.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "screen/screens.hpp"
#include "unit/screen/saved_recipes.hpp"
#include "unit/session/desk.hpp"

using namespace moa;
using screen::Button;
using screen::Item;
using screen::Look;
using screen::RecipePane;
using screen::Screens;
using test::Desk;
using test::SavedRecipes;

namespace {

struct Editor {
    explicit Editor(bool with_dialog = false)
        : screens(desk.workspace, look, screen::Shell::window, {nullptr, &library}) {
        library.dialog = with_dialog;
        screens.open("recipe");
    }
    const RecipePane& pane() {
        REQUIRE(screens.shown() != nullptr);
        REQUIRE(screens.shown()->recipe != nullptr);
        return *screens.shown()->recipe;
    }
    void act(const std::string& name, const std::string& value = {}) { screens.act(name, value); }
    const Button* button(std::string_view name) {
        for (const Button& each : screens.shown()->buttons) {
            if (each.name == name) return &each;
        }
        return nullptr;
    }
    std::size_t agents(std::size_t layer) { return pane().outline.layers.at(layer).agents.size(); }

    Desk desk;
    Look look;
    SavedRecipes library;
    Screens screens;
};

const Button& step(const RecipePane& pane, std::string_view label) {
    for (const Button& each : pane.steps) {
        if (each.label == label) return each;
    }
    FAIL("no step " << label);
    return pane.steps.front();
}

}  // namespace

TEST_CASE("recipe editor: it begins with the recipe in use, and what is chosen has its form") {
    Editor at;
    CHECK(at.pane().title == "The recipe");
    CHECK(at.pane().name == at.desk.workspace.configuration().recipe().name);
    CHECK_FALSE(at.pane().in_form);
    at.act("select layers[0].agents[1]");
    CHECK(at.pane().title == "Agent 1.2");
    CHECK(at.pane().in_form);
    at.act("back");
    CHECK_FALSE(at.pane().in_form);
    CHECK(at.pane().title == "Agent 1.2");
}

TEST_CASE("recipe editor: layers and agents are changed by the steps that are offered") {
    Editor at;
    const std::size_t before = at.agents(0);
    at.act("select layers[0].agents[1]");
    CHECK(step(at.pane(), "Duplicate").description == "Duplicate agent 1.2");
    at.act(step(at.pane(), "Duplicate").name);
    CHECK(at.agents(0) == before + 1);
    CHECK(at.pane().title == "Agent 1.3");
    at.act(step(at.pane(), "Up").name);
    CHECK(at.pane().title == "Agent 1.2");
    at.act(step(at.pane(), "Remove").name);
    CHECK(at.agents(0) == before);
    at.act("step add_layer layers[1]");
    CHECK(at.pane().title == "Layer 2");
    CHECK(at.pane().in_form);
    CHECK_FALSE(step(at.pane(), "Later").possible);
    at.act(step(at.pane(), "Earlier").name);
    CHECK(at.pane().title == "Layer 1");
    at.act("select layers[1].agents[0]");
    at.act(step(at.pane(), "To layer 1").name);
    CHECK(at.agents(0) == 2);
    for (int i = 0; i < 6; ++i)
        at.act("undo");
    CHECK(at.agents(0) == before);
    CHECK(at.pane().outline.layers.size() == 2);
    at.act("select layers[1].agents[0]");
    CHECK(at.pane().steps.empty());
    at.act("step remove layers[1].agents[0]");
    CHECK(at.pane().wrong);
    CHECK(at.pane().words.starts_with("The last layer has exactly one agent"));
}

TEST_CASE("recipe editor: what is wrong is told, and saving, exporting and using lead to it") {
    Editor at;
    at.act("layers[0].agents[0].temperature", "5");
    at.act("layers[0].agents[0].seed", "x");
    CHECK(at.pane().words.ends_with("And 1 more."));
    CHECK(at.pane().wrong);
    REQUIRE(at.pane().leads);
    for (const char* name : {"show-fault", "save", "export", "use"}) {
        CAPTURE(name);
        at.act("select ");
        at.act("back");
        const int turn = at.pane().fault_turn;
        at.act(name);
        CHECK(at.pane().title == "Agent 1.1");
        CHECK(at.pane().in_form);
        CHECK(at.pane().fault_turn == turn + 1);
        CHECK(at.library.saved.empty());
        CHECK(at.library.asked.empty());
    }
}

TEST_CASE("recipe editor: a recipe is saved under its name, replaced, deleted and saved again") {
    Editor at;
    at.act("name", " ");
    at.act("save");
    CHECK(at.pane().words == "Name the recipe to save it.");
    CHECK(at.screens.shown()->focus == "name");
    at.act("name", "Mine");
    CHECK(at.button("delete") == nullptr);
    at.act("save");
    CHECK(at.library.saved.contains("Mine"));
    CHECK(at.button("save")->label == "Saved");
    CHECK(at.pane().words == "Saved as Mine.");
    at.act("start", "preset:moa-3-simulated");
    at.act("name", "Mine");
    CHECK(at.pane().words == "Saving replaces the saved recipe \u201cMine\u201d.");
    at.act("start", "saved:Mine");
    CHECK(at.agents(0) == at.desk.workspace.configuration().recipe().layers[0].agents.size());
    at.act("delete");
    CHECK(at.library.saved.empty());
    CHECK(at.button("save")->label == "Save");
    at.library.full = true;
    at.act("save");
    CHECK(at.pane().words == "Nothing can be saved here.");
    CHECK(at.pane().wrong);
}

TEST_CASE("recipe editor: what is neither saved nor used is there again, and Undo lets go of it") {
    Editor at;
    at.act("name", "Half done");
    CHECK(at.library.draft.find("Half done") != std::string::npos);
    at.act("close");
    CHECK(at.screens.shown() == nullptr);
    at.screens.open("recipe");
    CHECK(at.pane().name == "Half done");
    CHECK(at.pane().words == "Unsaved changes restored. Undo discards them.");
    at.act("undo");
    CHECK(at.library.draft.empty());
    at.act("redo");
    CHECK_FALSE(at.library.draft.empty());
    at.act("use");
    CHECK(at.screens.shown() == nullptr);
    CHECK(at.library.draft.empty());
    CHECK(at.desk.workspace.configuration().recipe().name == "Half done");
}

TEST_CASE("recipe editor: a saved recipe in use is known as such") {
    Editor at;
    at.act("name", "Mine");
    at.act("save");
    at.act("use");
    at.screens.open("recipe");
    CHECK(at.button("save")->label == "Saved");
    CHECK(at.button("delete") != nullptr);
}

TEST_CASE("recipe editor: without a file dialog, a path is asked for") {
    Editor at;
    const std::string before = at.pane().name;
    at.act("export");
    REQUIRE(at.pane().transfer);
    CHECK(at.pane().transfer->value == "/home/" + before + ".json");
    CHECK(at.screens.shown()->focus == "transfer");
    at.act(at.pane().transfer->enter);
    CHECK(at.library.files.contains("/home/" + before + ".json"));
    CHECK_FALSE(at.pane().transfer);
    at.act("name", "Other");
    at.act("import");
    at.act("transfer", "/nowhere");
    at.act("transfer-go");
    CHECK(at.pane().words == "There is no file /nowhere.");
    at.act("transfer", "/home/" + before + ".json");
    at.act("transfer-go");
    CHECK(at.pane().name == before);
    at.act("import");
    at.act("transfer", R"({"format": "moa-recipe/1", "layers": []})");
    at.act("transfer-go");
    CHECK(at.pane().words.starts_with("layers is an empty list"));
    at.act("transfer-cancel");
    CHECK_FALSE(at.pane().transfer);
}

TEST_CASE("recipe editor: with a file dialog, the file that is chosen takes its place, whole or not at all") {
    Editor at(true);
    at.act("export");
    at.act("import");
    CHECK(at.library.asked.size() == 2);
    CHECK_FALSE(at.pane().transfer);
    const std::string name = at.pane().name;
    at.act("name", "Other");
    at.screens.take_file("r.json", at.library.given);
    CHECK(at.pane().name == name);
    at.screens.take_file("r.json", "nonsense");
    CHECK(at.pane().words.starts_with("r.json: "));
    CHECK(at.pane().name == name);
}

TEST_CASE("recipe editor: where no recipes are kept, they can be edited and used") {
    Desk desk;
    Look look;
    Screens screens(desk.workspace, look, screen::Shell::window);
    screens.open("recipe");
    for (const char* name : {"save", "delete", "import", "export", "transfer-go"})
        screens.act(name, "");
    screens.act("start", "saved:none");
    screens.act("name", "Used");
    screens.act("use", "");
    CHECK(screens.shown() == nullptr);
    CHECK(desk.workspace.configuration().recipe().name == "Used");
}

TEST_CASE("recipe editor: the same answer twice is remarked on, and keeps nobody from anything") {
    Editor at;
    at.act("select layers[0].agents[0]");
    at.act("layers[0].agents[0].repeat", "3");
    CHECK(at.pane().words.empty());
    at.act("layers[0].agents[0].temperature", "0");
    CHECK(at.pane().words.starts_with("Agent 1.1: Repeat is 3 at temperature 0"));
    CHECK_FALSE(at.pane().wrong);
    CHECK_FALSE(at.pane().outline.layers[0].agents[0].faulty);
    bool noted = false;
    for (const screen::Section& section : at.screens.shown()->sections) {
        for (const Item& item : section.items) {
            if (item.name != "layers[0].agents[0].repeat") continue;
            CHECK(item.error.empty());
            noted = !item.notes.empty() && item.notes.front().tone == screen::Tone::doubtful;
        }
    }
    CHECK(noted);
    at.act("select ");
    REQUIRE(at.pane().leads);
    at.act(at.pane().leads->name);
    CHECK(at.pane().place == session::RecipePlace{0, 0});
    at.act("use");
    CHECK(at.screens.shown() == nullptr);
    CHECK(at.desk.workspace.configuration().recipe().layers[0].agents[0].repeat == 3);
}
