// Page and window are given the same screens, whatever is done on them.
#include <doctest/doctest.h>

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "screen/recipe_screen.hpp"
#include "screen/screens.hpp"
#include "unit/screen/saved_recipes.hpp"
#include "unit/session/desk.hpp"

using namespace moa;
using screen::Button;
using screen::Item;
using screen::Screen;
using screen::Screens;
using test::Desk;
using test::SavedRecipes;

namespace {

/// Answers at once, with three conversations.
class ThreeConversations final : public session::HistoryLibrary {
  public:
    void read_by(session::HistoryReader* reader) override { reader_ = reader; }
    void list() override {
        session::HistoryListing listing;
        for (const char* id : {"20261124-100000-000", "20261124-110000-000", "20261124-120000-000"}) {
            if (removed_.contains(id)) continue;
            listing.entries.push_back({id, {{"What is it?", "It is " + std::string(id), "MoA", {}, 0}}});
        }
        reader_->listed(std::move(listing));
    }
    void open(const std::string& id) override {
        reader_->opened(invalid_input("The conversation " + id + " is open elsewhere."), true);
    }
    void take_over(std::string_view /*logs*/) override { reader_->opened(std::nullopt, false); }
    void open_copy(const std::string& /*id*/) override { reader_->opened(std::nullopt, false); }
    void remove(const std::string& id) override {
        removed_.insert(id);
        reader_->changed(std::nullopt);
    }
    void restore(const std::string& id) override {
        removed_.erase(id);
        reader_->changed(std::nullopt);
    }
    void forget_removed() override {}
    void mark(const std::string& /*id*/, const session::HistoryMarks& /*marks*/) override {
        reader_->changed(std::nullopt);
    }
    void remove_all() override { reader_->changed(invalid_input("One of them is open elsewhere.")); }
    void save_all() override { reader_->saved(std::string("Saved")); }
    void save_copy(const std::string& id) override { reader_->saved("Saved as " + id); }

  private:
    session::HistoryReader* reader_ = nullptr;
    std::set<std::string> removed_;
};

struct OneShell {
    explicit OneShell(screen::Shell shell) : screens(desk.workspace, look, shell, {&history, &recipes}) {}

    Desk desk;
    screen::Look look;
    ThreeConversations history;
    SavedRecipes recipes;
    Screens screens;
};

void add_names(std::vector<std::string>& names, const std::vector<Button>& buttons) {
    for (const Button& button : buttons)
        names.push_back(button.name);
}

void add_names(std::vector<std::string>& names, const Item& item) {
    if (!item.name.empty()) names.push_back(item.name);
    add_names(names, item.buttons);
    if (item.remove) names.push_back(item.remove->name);
}

/// Everything that can be done on a screen.
std::vector<std::string> names_on(const Screen& screen) {
    std::vector<std::string> names;
    for (const screen::Section& section : screen.sections) {
        for (const Item& item : section.items)
            add_names(names, item);
    }
    add_names(names, screen.buttons);
    if (screen.recipe == nullptr) return names;
    const screen::RecipePane& pane = *screen.recipe;
    add_names(names, pane.start);
    add_names(names, pane.head);
    add_names(names, pane.steps);
    if (pane.transfer) add_names(names, *pane.transfer);
    if (pane.leads) names.push_back(pane.leads->name);
    for (std::size_t layer = 0; layer < pane.outline.layers.size(); ++layer)
        names.push_back("select layers[" + std::to_string(layer) + "].agents[0]");
    return names;
}

/// The choices of the item of this name.
std::vector<std::string> values_of(const Screen& screen, const std::string& name) {
    std::vector<std::string> values = {
        "", "1", "true", "gemma", "20", "0.5", "https://example.org/v1", "{\"format\": \"moa-recipe/1\"}"};
    const auto add = [&](const Item& item) {
        if (item.name != name) return;
        for (const screen::Choice& choice : item.choices)
            values.push_back(choice.value);
    };
    for (const screen::Section& section : screen.sections) {
        for (const Item& item : section.items)
            add(item);
    }
    if (screen.recipe != nullptr) add(screen.recipe->start);
    return values;
}

void check_same(const Screen* page, const Screen* window) {
    REQUIRE((page == nullptr) == (window == nullptr));
    // The shortcuts of a page are others; they are in one table, which has its own test.
    if (page == nullptr || page->name == "shortcuts") return;
    REQUIRE((page->recipe == nullptr) == (window->recipe == nullptr));
    if (page->recipe != nullptr) REQUIRE(*page->recipe == *window->recipe);
    Screen of_page = *page;
    Screen of_window = *window;
    of_page.recipe = of_window.recipe = nullptr;
    REQUIRE(of_page == of_window);
}

/// Opens these screens in both and does the same on them; what was done, by screen.
std::map<std::string, std::set<std::string>> do_anything(OneShell& page, OneShell& window,
                                                         const std::vector<std::string>& names, int steps) {
    std::mt19937 random(20261128);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same acts each time
    const auto one_of = [&random](const auto& list) { return list[random() % list.size()]; };
    std::map<std::string, std::set<std::string>> done;
    for (int i = 0; i < steps; ++i) {
        const Screen* shown = page.screens.shown();
        if (shown == nullptr || shown->name == "shortcuts") {
            const std::string name = one_of(names);
            page.screens.open(name);
            window.screens.open(name);
        } else {
            const std::string screen = shown->name;
            const std::string name = one_of(names_on(*shown));
            const std::string value = one_of(values_of(*shown, name));
            CAPTURE(screen);
            CAPTURE(name);
            CAPTURE(value);
            done[screen].insert(name.substr(0, name.find_first_of(" [")));
            page.screens.act(name, value);
            window.screens.act(name, value);
            check_same(page.screens.shown(), window.screens.shown());
            continue;
        }
        check_same(page.screens.shown(), window.screens.shown());
    }
    return done;
}

}  // namespace

TEST_CASE("page and window are given the same screens, whatever is done on them") {
    OneShell page(screen::Shell::page);
    OneShell window(screen::Shell::window);
    const std::vector<std::string> names = {"setup", "recipe", "history", "settings"};
    auto done = do_anything(page, window, names, 4000);
    for (const std::string& name : names) {
        CAPTURE(name);
        CHECK(done[name].size() > 3);
    }
}

TEST_CASE("page and window compare the same answers") {
    OneShell page(screen::Shell::page);
    OneShell window(screen::Shell::window);
    for (OneShell* each : {&page, &window}) {
        each->desk.ask("Why is the sky blue?");
        each->desk.play();
    }
    auto done = do_anything(page, window, {"compare"}, 400);
    CHECK(done["compare"] == std::set<std::string>{"add", "answer", "close", "keep", "remove"});
    CHECK(page.desk.workspace.shown().answer() == window.desk.workspace.shown().answer());
}
