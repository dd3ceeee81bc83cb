#include "session/recipes/recipe_draft.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "draft_words.hpp"
#include "json.hpp"
#include "mixture/presets.hpp"
#include "mixture/recipe_read.hpp"
#include "session/recipes/recipe_fields.hpp"

using namespace moa;
using session::DraftStep;
using session::RecipeDraft;
using session::RecipePlace;
using test::sentences;
using test::text;

namespace {

mixture::Recipe recipe_of(std::string_view text) {
    auto recipe = mixture::read_recipe(text);
    REQUIRE_MESSAGE(recipe.ok(), recipe.error().message);
    return recipe.value();
}

/// Two proposers and an aggregator of one provider, with members that nobody knows in every place.
RecipeDraft small_draft() {
    RecipeDraft draft;
    draft.open(recipe_of(R"({"format": "moa-recipe/1", "name": "Small", "colour": "green",
        "defaults": {"temperature": 0.7, "taste": "sour", "limits": {"idle_ms": 30000, "patience": 3}},
        "layers": [
          {"smell": 1, "agents": [{"provider": "together", "model": "a", "sound": true},
                                  {"provider": "together", "model": "b"}]},
          {"agents": [{"provider": "together", "model": "c", "backup": {"provider": "groq", "model": "d", "x": 1}}]}
        ]})"));
    return draft;
}

std::string only_sentence(const RecipeDraft& draft) {
    const auto all = sentences(draft);
    CHECK(all.size() == 1);
    return all.empty() ? std::string() : all.front();
}

void set(RecipeDraft& draft, std::string_view path, std::string_view text) {
    const auto error = draft.set(path, text);
    REQUIRE_MESSAGE(!error, error->message);
}

std::string models(const RecipeDraft& draft) {
    std::string out;
    for (const auto& layer : draft.recipe().layers) {
        if (!out.empty()) out += " | ";
        for (const auto& agent : layer.agents)
            out += (out.empty() || out.ends_with(' ') ? "" : " ") + agent.model;
    }
    return out;
}

/// The refusal's sentence; empty when the step was taken.
std::string refusal(RecipeDraft& draft, const DraftStep& step) {
    const auto done = draft.step(step);
    return done ? std::string() : done.error().message;
}

RecipePlace taken(RecipeDraft& draft, const DraftStep& step) {
    const auto done = draft.step(step);
    REQUIRE_MESSAGE(done.ok(), done.error().message);
    return done.value();
}

}  // namespace

TEST_CASE("paths of a recipe are read as they are written") {
    for (const char* path : {"name", "defaults.limits.idle_ms", "layers[3]", "layers[0].wait.count",
                             "layers[12].agents[23].backup.model"}) {
        const auto read = session::parse_recipe_path(path);
        REQUIRE(read);
        CHECK(to_string(*read) == path);
    }
    for (const char* path : {"layers[", "layers[]", "layers[-1].wait", "layers[1x]", "layers[0]agents[0]",
                             "layers[0].agents[x].model", "layers[99999999999].wait"})
        CHECK_MESSAGE(!session::parse_recipe_path(path), path);
}

TEST_CASE("every field that a form has can be set from a text, and is read back as that text") {
    struct Case {
        const char* path;
        const char* text;
        const char* json;
    };
    const Case cases[] = {
        {"name", "Mine", R"("Mine")"},
        {"description", "Two lines\nof it", R"("Two lines\nof it")"},
        {"max_cost_usd", "0.05", "0.05"},
        {"early_exit.agreement", "0.8", "0.8"},
        {"mute_flagged", "true", "true"},
        {"defaults.temperature", "0.4", "0.4"},
        {"defaults.limits.first_token_ms", "1.5", "1500"},
        {"layers[0].wait.count", "1", "1"},
        {"layers[0].wait.deadline_ms", "20", "20000"},
        {"layers[0].references", "fenced", R"("fenced")"},
        {"layers[1].agents[0].label", "The judge", R"("The judge")"},
        {"layers[0].agents[1].model", "other/model", R"("other/model")"},
        {"layers[0].agents[1].repeat", "3", "3"},
        {"layers[0].agents[1].muted", "true", "true"},
        {"layers[0].agents[1].max_tokens", "512", "512"},
        {"layers[0].agents[1].seed", "-7", "-7"},
        {"layers[0].agents[1].stop", "END\nSTOP", R"(["END","STOP"])"},
        {"layers[0].agents[1].system", "Be brief.", R"("Be brief.")"},
        {"layers[0].agents[1].limits.retries", "0", "0"},
        {"layers[0].agents[1].backup.model", "e", R"("e")"},
        {"layers[1].agents[0].context_fit", "trim_longest", R"("trim_longest")"},
    };
    for (const Case& one : cases) {
        CAPTURE(std::string(one.path));
        RecipeDraft draft = small_draft();
        set(draft, one.path, one.text);
        CHECK(text(draft, one.path) == one.text);
        CHECK(dump_json(*draft.member(*session::parse_recipe_path(one.path))) == one.json);
        CHECK(sentences(draft) == std::vector<std::string>{});
        CHECK(draft.is_dirty());
        REQUIRE(draft.undo());
        CHECK_FALSE(draft.is_dirty());
    }
    RecipeDraft draft = small_draft();
    set(draft, "layers[0].agents[0].parameters", R"({"top_p": 0.9})");
    CHECK(dump_json(*draft.member({{0, 0}, "parameters"})) == R"({"top_p":0.9})");
    CHECK(draft.set("layers[0].agents[7].model", "x").has_value());
    CHECK(draft.set("layers[0].colour", "x").has_value());
}

TEST_CASE("an empty text leaves the member out, and the object that held nothing else with it") {
    RecipeDraft draft = small_draft();
    set(draft, "layers[0].agents[0].limits.idle_ms", "5");
    set(draft, "layers[0].agents[0].limits.idle_ms", "");
    CHECK(draft.member({{0, 0}, "limits"})->is_null());
    set(draft, "layers[0].wait.count", "1");
    set(draft, "layers[0].wait.grace_ms", "500ms");
    CHECK(draft.recipe().layers[0].wait.grace_ms == 500);
    set(draft, "layers[0].wait.count", "");
    CHECK(draft.recipe().layers[0].wait.is_all());
    set(draft, "layers[1].agents[0].backup.model", "");
    CHECK_FALSE(draft.recipe().layers[1].agents[0].backup.has_value());
    CHECK(sentences(draft).empty());
}

TEST_CASE("a backup has the agent's provider until another one is chosen") {
    RecipeDraft draft = small_draft();
    set(draft, "layers[0].agents[0].backup.model", "e");
    CHECK(draft.recipe().layers[0].agents[0].backup->provider == "together");
    draft = small_draft();
    set(draft, "layers[0].agents[0].backup.provider", "groq");
    CHECK(only_sentence(draft) == "Agent 1.1: Backup provider needs \"Backup model\" as well.");
    set(draft, "layers[0].agents[0].backup.model", "e");
    CHECK(draft.recipe().layers[0].agents[0].backup->provider == "groq");
    CHECK(sentences(draft).empty());
}

TEST_CASE("what is no value is kept as it was typed, out of the recipe, and said at its field") {
    struct Case {
        const char* path;
        const char* text;
        const char* sentence;
    };
    const Case cases[] = {
        {"layers[0].agents[1].temperature", "5",
         "Agent 1.2: Temperature is 5; expected a number from 0 to 2."},
        {"layers[0].agents[1].temperature", "warm",
         "Agent 1.2: Temperature is \"warm\"; expected a number from 0 to 2."},
        {"layers[0].agents[1].model", " ",
         "Agent 1.2: Model is \"\"; expected a model ID from the list of the provider, for example "
         "\"openai/gpt-oss-120b\"."},
        {"layers[0].agents[1].repeat", "0", "Agent 1.2: Repeat is 0; expected a whole number from 1 to 256."},
        {"layers[0].agents[1].max_tokens", "1.5",
         "Agent 1.2: Max. output tokens is 1.5; expected a whole number from 1 to 10000000."},
        {"defaults.limits.idle_ms", "soon",
         "Idle timeout is \"soon\"; expected a time up to a day: 20, 1.5 or 500ms, 2m."},
        {"layers[0].wait.grace_ms", "2", "Layer 1: Grace period needs \"Quorum\" as well."},
        {"layers[0].agents[0].parameters", "{\"seed\": 1}",
         "Agent 1.1: Other parameters: seed is not allowed in \"parameters\"; use the field of that name "
         "next to \"parameters\"."},
        {"layers[0].agents[0].parameters", "[1]",
         "Agent 1.1: Other parameters is a list; expected an object of provider parameters."},
        {"layers[0].agents[0].reasoning", "deep",
         "Agent 1.1: Reasoning is \"deep\"; expected \"off\", \"on\", \"low\", \"medium\" or \"high\"; put "
         "any other value of a provider in \"parameters\"."},
    };
    for (const Case& one : cases) {
        CAPTURE(std::string(one.path));
        CAPTURE(std::string(one.text));
        RecipeDraft draft = small_draft();
        const mixture::Recipe before = draft.recipe();
        set(draft, one.path, one.text);
        CHECK(only_sentence(draft) == one.sentence);
        CHECK(text(draft, one.path) == one.text);
        CHECK(draft.recipe() == before);
        CHECK(draft.is_dirty());
        CHECK(draft.json().find(".typed") == std::string::npos);
        set(draft, one.path, text(small_draft(), one.path));
        CHECK(sentences(draft).empty());
    }
}

TEST_CASE("several wrong fields are told at once, and go where their agent goes") {
    RecipeDraft draft = small_draft();
    set(draft, "layers[0].agents[1].temperature", "9");
    set(draft, "layers[0].agents[1].repeat", "x");
    set(draft, "name", "Other");
    taken(draft, {"move", {0, 1}, {0, 0}});
    CHECK(sentences(draft) ==
          std::vector<std::string>{"Agent 1.1: Temperature is 9; expected a number from 0 to 2.",
                                   "Agent 1.1: Repeat is \"x\"; expected a whole number from 1 to 256."});
    CHECK(text(draft, "layers[0].agents[0].temperature") == "9");
    taken(draft, {"remove", {0, 0}});
    CHECK(sentences(draft).empty());
}

TEST_CASE("what only the whole recipe or the provider can refuse is said at its place, too") {
    RecipeDraft draft = small_draft();
    set(draft, "layers[0].wait.count", "2");
    taken(draft, {"remove", {0, 1}});
    CHECK(only_sentence(draft) ==
          "Layer 1: Quorum is 2; expected a whole number from 1 to 1, the number of unmuted nodes in the "
          "layer.");
    draft = small_draft();
    set(draft, "layers[0].agents[0].muted", "true");
    set(draft, "layers[0].agents[1].muted", "true");
    CHECK(only_sentence(draft) == "Layer 1 agents are all muted; expected at least one unmuted agent.");
    draft = small_draft();
    set(draft, "layers[0].agents[0].provider", "nobody");
    CHECK(only_sentence(draft).starts_with(
        "Agent 1.1: Provider is \"nobody\"; known providers are simulated, together"));
}

TEST_CASE("layers and agents are added, copied, moved and removed") {
    RecipeDraft draft = small_draft();
    CHECK(taken(draft, {"add_agent", {0, -1}}) == RecipePlace{0, 2});
    CHECK(models(draft) == "a b b | c");
    set(draft, "layers[0].agents[2].model", "d");
    CHECK(taken(draft, {"duplicate", {0, 0}}) == RecipePlace{0, 1});
    CHECK(models(draft) == "a a b d | c");
    CHECK(taken(draft, {"duplicate", {0, -1}}) == RecipePlace{1, -1});
    CHECK(models(draft) == "a a b d | a a b d | c");
    CHECK(taken(draft, {"move", {1, 3}, {0, 0}}) == RecipePlace{0, 0});
    CHECK(models(draft) == "d a a b d | a a b | c");
    CHECK(taken(draft, {"move", {0, 0}, {0, 4}}) == RecipePlace{0, 4});
    CHECK(models(draft) == "a a b d d | a a b | c");
    CHECK(taken(draft, {"move", {1, -1}, {0, -1}}) == RecipePlace{0, -1});
    CHECK(models(draft) == "a a b | a a b d d | c");
    CHECK(taken(draft, {"remove", {1, -1}}) == RecipePlace{1, -1});
    CHECK(taken(draft, {"remove", {0, 2}}) == RecipePlace{0, 1});
    CHECK(models(draft) == "a a | c");
    CHECK(taken(draft, {"add_layer", {1, -1}}) == RecipePlace{1, -1});
    CHECK(models(draft) == "a a | a | c");
    CHECK(taken(draft, {"duplicate", {2, -1}}) == RecipePlace{2, -1});
    CHECK(models(draft) == "a a | a | c | c");
    CHECK(sentences(draft).empty());
}

TEST_CASE("the last layer keeps its place and its one agent; a layer keeps one agent") {
    RecipeDraft draft = small_draft();
    const auto before = draft.recipe();
    const std::string one =
        "The last layer has exactly one agent, the aggregator. Add the agent to another layer, or a layer "
        "before it.";
    const std::string stays = "The aggregator's layer stays the last one.";
    CHECK(refusal(draft, {"add_agent", {1, -1}}) == one);
    CHECK(refusal(draft, {"duplicate", {1, 0}}) == one);
    CHECK(refusal(draft, {"remove", {1, 0}}) == one);
    CHECK(refusal(draft, {"move", {1, 0}, {0, 0}}) == one);
    CHECK(refusal(draft, {"move", {0, 0}, {1, 0}}) == one);
    CHECK(refusal(draft, {"remove", {1, -1}}) == stays);
    CHECK(refusal(draft, {"move", {1, -1}, {0, -1}}) == stays);
    CHECK(refusal(draft, {"move", {0, -1}, {1, -1}}) == stays);
    CHECK(refusal(draft, {"remove", {0, 9}}) == "Agent 1.10 is not in the recipe.");
    CHECK(refusal(draft, {"dance", {0, 0}}) == "There is no step dance.");
    CHECK(draft.recipe() == before);
    taken(draft, {"remove", {0, 1}});
    CHECK(refusal(draft, {"remove", {0, 0}}) ==
          "A layer has at least one agent. Remove the whole layer instead.");
    taken(draft, {"remove", {0, -1}});
    CHECK(models(draft) == "c");
    taken(draft, {"add_layer", {0, -1}});
    CHECK(models(draft) == "c | c");
}

TEST_CASE("ten layers of twenty-four agents can be built, and the bounds hold") {
    RecipeDraft draft = small_draft();
    while (draft.recipe().layers[0].agents.size() < 24)
        taken(draft, {"duplicate", {0, 1}});
    while (draft.recipe().layers.size() < 10)
        taken(draft, {"duplicate", {0, -1}});
    CHECK(sentences(draft).empty());
    set(draft, "layers[8].agents[23].temperature", "7");
    CHECK(only_sentence(draft) == "Agent 9.24: Temperature is 7; expected a number from 0 to 2.");
    while (draft.recipe().layers.size() < 16)
        taken(draft, {"duplicate", {1, -1}});
    CHECK(refusal(draft, {"add_layer", {0, -1}}) == "A recipe has at most 16 layers.");
    set(draft, "layers[0].agents[0].repeat", "233");
    CHECK(refusal(draft, {"add_agent", {0, -1}}) == "A layer has at most 256 nodes, repeats counted.");
}

TEST_CASE("undo goes back step by step, typing in one field is one step, redo goes forth") {
    RecipeDraft draft = small_draft();
    CHECK_FALSE(draft.can_undo());
    for (const char* typed : {"1", "1.", "1.5"})
        set(draft, "layers[0].agents[0].temperature", typed);
    set(draft, "layers[0].agents[1].temperature", "x");
    taken(draft, {"duplicate", {0, 0}});
    CHECK(draft.undo());
    CHECK(text(draft, "layers[0].agents[1].temperature") == "x");
    CHECK(draft.undo());
    CHECK(text(draft, "layers[0].agents[1].temperature").empty());
    CHECK(text(draft, "layers[0].agents[0].temperature") == "1.5");
    CHECK(draft.undo());
    CHECK(text(draft, "layers[0].agents[0].temperature").empty());
    CHECK_FALSE(draft.undo());
    CHECK_FALSE(draft.is_dirty());
    CHECK(draft.redo());
    CHECK(text(draft, "layers[0].agents[0].temperature") == "1.5");
    set(draft, "name", "Elsewhere");
    CHECK_FALSE(draft.can_redo());
    for (int i = 0; i < 300; ++i)
        taken(draft, {"duplicate", {0, 0}}), taken(draft, {"remove", {0, 0}});
    int steps = 0;
    while (draft.undo())
        ++steps;
    CHECK(steps == static_cast<int>(session::most_draft_steps));
}

TEST_CASE("saved is saved until the next change, and typing on is then a step of its own") {
    RecipeDraft draft = small_draft();
    set(draft, "name", "Ne");
    draft.mark_saved();
    CHECK_FALSE(draft.is_dirty());
    set(draft, "name", "New");
    CHECK(draft.is_dirty());
    CHECK(draft.undo());
    CHECK_FALSE(draft.is_dirty());
    CHECK(text(draft, "name") == "Ne");
    draft.replace(mixture::presets().front().recipe);
    CHECK(draft.is_dirty());
    CHECK(draft.undo());
    CHECK(text(draft, "name") == "Ne");
}

TEST_CASE("members that nobody knows stay through edits, copies and moves, and export is import") {
    RecipeDraft draft = small_draft();
    set(draft, "defaults.temperature", "1");
    set(draft, "defaults.limits.idle_ms", "");
    taken(draft, {"duplicate", {0, 0}});
    taken(draft, {"duplicate", {0, -1}});
    set(draft, "layers[2].agents[0].backup.model", "e");
    const std::string text = draft.json();
    for (const char* member : {"colour", "taste", "patience", "smell", "sound", "\"x\""})
        CHECK_MESSAGE(text.find(member) != std::string::npos, member);
    CHECK(recipe_of(text) == draft.recipe());
    RecipeDraft again;
    again.open(recipe_of(text));
    CHECK(again.json() == text);
}

TEST_CASE("every preset opens without a fault, and comes out as it went in") {
    for (const mixture::Preset& preset : mixture::presets()) {
        CAPTURE(preset.id);
        RecipeDraft draft;
        draft.open(preset.recipe);
        CHECK(draft.recipe() == preset.recipe);
        CHECK(sentences(draft).empty());
        CHECK_FALSE(draft.is_dirty());
    }
}
