#include "screen/recipe_form.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "mixture/presets.hpp"
#include "unit/session/desk.hpp"

using namespace moa;
using screen::Item;
using screen::RecipeForm;
using session::RecipeDraft;
using session::RecipePlace;
using test::Desk;

namespace {

RecipeDraft draft_of(const char* preset) {
    RecipeDraft draft;
    draft.open(mixture::find_preset(preset)->recipe);
    return draft;
}

RecipeForm form_at(const Desk& desk, const RecipeDraft& draft, RecipePlace place) {
    return screen::form_of(draft, desk.workspace, screen::outline_of(draft, desk.workspace), place);
}

const Item* find(const RecipeForm& form, std::string_view path) {
    for (const auto& section : form.sections) {
        for (const Item& field : section.items) {
            if (field.name == path) return &field;
        }
    }
    return nullptr;
}

const screen::Section& section(const RecipeForm& form, std::string_view title) {
    const auto it = std::find_if(form.sections.begin(), form.sections.end(),
                                 [title](const auto& one) { return one.title == title; });
    REQUIRE(it != form.sections.end());
    return *it;
}

}  // namespace

TEST_CASE("the outline names layers and agents as they will run") {
    Desk desk;
    RecipeDraft draft = draft_of("moa-3-together");
    REQUIRE_FALSE(draft.set("layers[0].wait.count", "4"));
    REQUIRE_FALSE(draft.set("layers[0].wait.grace_ms", "1.5"));
    REQUIRE_FALSE(draft.set("layers[0].agents[1].muted", "true"));
    REQUIRE_FALSE(draft.set("layers[1].agents[0].temperature", "9"));
    const auto outline = screen::outline_of(draft, desk.workspace);
    REQUIRE(outline.layers.size() == 3);
    CHECK(outline.layers[0].role == "6 proposers");
    CHECK(outline.layers[0].wait == "Waits for 4 answers, then 1.5 s");
    CHECK(outline.layers[0].agents[1].muted);
    CHECK(outline.layers[0].agents[0].provider_label == "Together");
    CHECK_FALSE(outline.layers[0].agents[0].price.empty());
    CHECK(outline.layers[1].role == "6 refiners");
    CHECK(outline.layers[1].wait == "Waits for all");
    CHECK(outline.layers[1].agents[0].faulty);
    CHECK_FALSE(outline.layers[1].agents[1].faulty);
    CHECK(outline.layers[2].is_last);
    CHECK(outline.layers[2].role == "The aggregator");
    CHECK(outline.faults.size() == 1);
    CHECK(outline.sentence.starts_with("3 layers, 13 agents. About "));
    CHECK(outline.sentence.find("$") != std::string::npos);
    CHECK(outline.sentence.ends_with(" a question."));
}

TEST_CASE("a demo costs nothing, and says so") {
    Desk desk;
    const auto outline = screen::outline_of(draft_of("moa-lite-simulated"), desk.workspace);
    CHECK(outline.sentence.find('$') == std::string::npos);
    CHECK(outline.sentence.ends_with(" Scripted replies, no model is called."));
}

TEST_CASE("what is not set says what holds instead, and from where") {
    Desk desk;
    RecipeDraft draft = draft_of("moa-3-together");
    RecipeForm form = form_at(desk, draft, {1, 2});
    CHECK(form.title == "Agent 2.3");
    CHECK(find(form, "layers[1].agents[2].temperature")->placeholder == "0.7, as in the recipe");
    CHECK(find(form, "layers[1].agents[2].seed")->placeholder == "none");
    CHECK(find(form, "layers[1].agents[2].limits.idle_ms")->placeholder == "60, as in the recipe");
    const Item* references = find(form, "layers[1].agents[2].references");
    CHECK(references->choices.front() == screen::Choice{"", "numbered list"});
    REQUIRE_FALSE(draft.set("layers[1].temperature", "0.2"));
    REQUIRE_FALSE(draft.set("layers[1].references", "fenced"));
    REQUIRE_FALSE(draft.set("defaults.limits.idle_ms", ""));
    REQUIRE_FALSE(draft.set("layers[1].agents[2].max_tokens", ""));
    form = form_at(desk, draft, {1, 2});
    CHECK(find(form, "layers[1].agents[2].temperature")->placeholder == "0.2, as in the layer");
    CHECK(find(form, "layers[1].agents[2].references")->placeholder == "Fenced as data, as in the layer");
    CHECK(find(form, "layers[1].agents[2].limits.idle_ms")->placeholder == "60");
    CHECK(find(form_at(desk, draft, {1, -1}), "layers[1].temperature")->placeholder ==
          "0.7, as in the recipe");
    CHECK(section(form, "Parameters").summary == "as in layer and recipe");
    CHECK(section(form_at(desk, draft, {1, -1}), "Parameters").summary == "Temperature 0.2");
}

TEST_CASE("limits stand in the forms of recipe, layer and agent, in seconds") {
    Desk desk;
    RecipeDraft draft = draft_of("moa-lite-together");
    for (const RecipePlace place : {RecipePlace{}, RecipePlace{0, -1}, RecipePlace{1, 0}}) {
        const auto form = form_at(desk, draft, place);
        CHECK(section(form, "Limits").items.size() == 5);
        CHECK(section(form, "Limits").items.front().unit == "s");
    }
    CHECK(find(form_at(desk, draft, {}), "defaults.limits.total_ms")->value == "600");
}

TEST_CASE("fields that mean nothing at a place are not offered there, unless they are set") {
    Desk desk;
    RecipeDraft draft = draft_of("moa-lite-together");
    CHECK(find(form_at(desk, draft, {0, 0}), "layers[0].agents[0].references") == nullptr);
    CHECK(find(form_at(desk, draft, {1, 0}), "layers[1].agents[0].references") != nullptr);
    CHECK(find(form_at(desk, draft, {0, -1}), "layers[0].wait.count") != nullptr);
    CHECK(find(form_at(desk, draft, {1, -1}), "layers[1].wait.count") == nullptr);
    REQUIRE_FALSE(draft.set("layers[0].agents[0].references", "fenced"));
    CHECK(find(form_at(desk, draft, {0, 0}), "layers[0].agents[0].references") != nullptr);
}

TEST_CASE("an error stands at its field and its section, and nowhere else") {
    Desk desk;
    RecipeDraft draft = draft_of("moa-lite-together");
    REQUIRE_FALSE(draft.set("layers[0].agents[0].temperature", "5"));
    const auto form = form_at(desk, draft, {0, 0});
    const Item* field = find(form, "layers[0].agents[0].temperature");
    CHECK(field->value == "5");
    CHECK(field->error == "Temperature is 5; expected a number from 0 to 2.");
    CHECK(section(form, "Parameters").faulty);
    CHECK_FALSE(section(form, "Limits").faulty);
    CHECK(find(form_at(desk, draft, {0, 1}), "layers[0].agents[1].temperature")->error.empty());
}

TEST_CASE("a model's field tells what is known of it, a provider's which there are") {
    Desk desk;
    RecipeDraft draft = draft_of("moa-lite-together");
    const auto form = form_at(desk, draft, {0, 0});
    const Item* model = find(form, "layers[0].agents[0].model");
    CHECK(model->help.starts_with("$"));
    const Item* provider = find(form, "layers[0].agents[0].provider");
    CHECK(provider->value == "together");
    CHECK(provider->choices.size() == desk.workspace.configuration().providers().size());
    CHECK(find(form, "layers[0].agents[0].backup.provider")->choices.front().value.empty());
}

TEST_CASE("what was chosen stays chosen as far as there is such a place") {
    const auto& recipe = mixture::find_preset("moa-lite-together")->recipe;
    CHECK(screen::nearest_place(recipe, {0, 9}) == RecipePlace{0, 5});
    CHECK(screen::nearest_place(recipe, {7, 3}) == RecipePlace{1, 0});
    CHECK(screen::nearest_place(recipe, {7, -1}) == RecipePlace{1, -1});
    CHECK(screen::nearest_place(recipe, {}) == RecipePlace{});
}

TEST_CASE("the edited recipe runs in the workspace; choosing a shape leaves it again") {
    Desk desk;
    CHECK(desk.workspace.configuration().runs_setup());
    RecipeDraft draft;
    draft.open(desk.workspace.configuration().recipe());
    REQUIRE(draft.step({"remove", {0, 0}}).ok());
    REQUIRE_FALSE(desk.workspace.use_recipe(draft.recipe()));
    CHECK_FALSE(desk.workspace.configuration().runs_setup());
    desk.ask("Why is the sky blue?");
    desk.play();
    CHECK(desk.workspace.shown().layers[0].size() == 5);
    CHECK(desk.workspace.shown().status == run::RunStatus::complete);
    REQUIRE_FALSE(desk.workspace.apply_setup({}));
    CHECK(desk.workspace.configuration().runs_setup());
}

TEST_CASE("a check of the recipe tells of each agent whether its model answers") {
    Desk desk;
    RecipeDraft draft = draft_of("moa-3-together");
    const auto before = screen::outline_of(draft, desk.workspace);
    CHECK(before.check.empty());
    CHECK(before.layers[0].agents[0].verdict.empty());

    // Without a key nothing is asked, and that is what each agent says.
    REQUIRE_FALSE(desk.workspace.check_recipe(draft.recipe()));
    desk.play();
    CHECK(desk.network.calls.empty());
    CHECK(screen::outline_of(draft, desk.workspace).layers[0].agents[0].verdict == "? unclear");

    REQUIRE_FALSE(desk.workspace.access().set_key("together", "some-key"));
    const auto revision = desk.workspace.revision();
    REQUIRE_FALSE(desk.workspace.check_recipe(draft.recipe()));
    CHECK(desk.workspace.revision() > revision);
    const auto asking = screen::outline_of(draft, desk.workspace);
    CHECK(asking.checking);
    CHECK(asking.layers[0].agents[0].verdict == "\u2026 being checked");
    REQUIRE_FALSE(desk.network.calls.empty());
    desk.network.answer(0, 404, R"({"error":{"message":"no such model","code":"model_not_found"}})");
    const auto after = screen::outline_of(draft, desk.workspace);
    CHECK(after.layers[0].agents[0].verdict == "\u2717 not callable");
    CHECK(after.layers[0].agents[0].uncallable);
    const RecipeForm form = form_at(desk, draft, {0, 0});
    const Item* model = find(form, "layers[0].agents[0].model");
    REQUIRE(model != nullptr);
    CHECK(model->help.find("no such model") != std::string::npos);
}
