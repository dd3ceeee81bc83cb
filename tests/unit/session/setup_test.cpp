// The setup: which calls it makes, and how it is remembered.
#include "session/setup.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "desk.hpp"
#include "json.hpp"
#include "mixture/presets.hpp"
#include "session/kept_setup.hpp"

using namespace moa;
using test::Desk;
using Models = std::vector<std::string>;

namespace {

session::Setup own(Models models, int repeat = 1) {
    session::Setup setup;
    setup.provider = "custom";
    setup.base_url = "http://127.0.0.1:8080/v1";
    setup.proposers = std::move(models);
    setup.repeat = repeat;
    setup.aggregator = "z";
    return setup;
}

mixture::Recipe recipe_of(const session::Setup& setup) {
    const auto resolved = session::resolve_setup(setup, mixture::known_providers());
    REQUIRE(resolved);
    return resolved.value().recipe;
}

/// The models that a question calls, all layers in turn.
Models called(const session::Setup& setup) {
    Desk desk;
    REQUIRE_FALSE(desk.workspace.apply_setup(setup));
    desk.ask("Why?");
    Models models;
    for (std::size_t i = 0; i < desk.network.calls.size(); ++i) {
        models.push_back(desk.network.model_of(i));
        desk.network.say(i, "So.");
    }
    CHECK(desk.workspace.shown().status == run::RunStatus::complete);
    return models;
}

/// How often a setup asks each proposer that stands in a file with this member.
int read_repeat(const std::string& member) {
    Desk desk;
    REQUIRE_FALSE(session::use_kept_setup(
        desk.workspace,
        R"({"format":"moa-setup/1","provider":"custom","base_url":"http://127.0.0.1:8080/v1",)" + member +
            R"("shape":"moa-lite","proposers":["a","b"],"aggregator":""})"));
    const mixture::Layer& proposers = desk.workspace.configuration().recipe().layers.front();
    CHECK(proposers.agents.size() == 2);
    CHECK(proposers.agents.back().repeat == proposers.agents.front().repeat);
    return proposers.agents.front().repeat;
}

}  // namespace

TEST_CASE("as many proposers are called as are named") {
    CHECK(called(own({"a", "b", "c"})) == Models{"a", "b", "c", "z"});
    CHECK(called(own({"a"})) == Models{"a", "z"});
    CHECK(mixture::shape_words(recipe_of(own({"a", "b", "c"}))) == "3 proposers, 1 aggregator");
    session::Setup layers = own({"a", "b"});
    layers.shape = "moa-3";
    CHECK(called(layers) == Models{"a", "b", "a", "b", "z"});
}

TEST_CASE("each proposer is asked as often as the setup says, the aggregator once") {
    CHECK(called(own({"a", "b", "c"}, 2)) == Models{"a", "a", "b", "b", "c", "c", "z"});
    CHECK(called(own({"a"}, 6)) == Models{"a", "a", "a", "a", "a", "a", "z"});
    CHECK(mixture::shape_words(recipe_of(own({"a", "b", "c"}, 2))) == "6 proposers, 1 aggregator");
    CHECK(recipe_of(own({"a"}, 6)).layers.back().agents.front().repeat == 1);
}

TEST_CASE("a preset whose proposers are asked again is no longer that preset") {
    session::Setup setup;
    setup.provider = "together";
    CHECK(session::is_preset(setup));
    CHECK(session::is_preset(session::with_preset_models(setup)));
    const mixture::Recipe& preset = mixture::find_preset("moa-lite-together")->recipe;
    CHECK(recipe_of(setup) == preset);
    setup.repeat = 2;
    CHECK_FALSE(session::is_preset(setup));
    const mixture::Recipe twice = recipe_of(setup);
    CHECK(mixture::shape_words(twice) == "12 proposers, 1 aggregator");
    CHECK(twice.layers.front().agents.front().model == preset.layers.front().agents.front().model);
    CHECK(twice.description != preset.description);
    CHECK_FALSE(session::is_preset(own({"a"})));
}

TEST_CASE("a simulated setup with models of its own does not say that there are six") {
    session::Setup setup;
    setup.proposers = {"sim/echo-8b"};
    const mixture::Recipe recipe = recipe_of(setup);
    CHECK(mixture::shape_words(recipe) == "1 proposer, 1 aggregator");
    CHECK(recipe.description ==
          "The layers of the paper's MoA-Lite with chosen models. Scripted replies, no "
          "model is called.");
}

TEST_CASE("the setup and recipe in use survive being written down, without a key") {
    test::Desk desk;
    session::Setup setup;
    setup.provider = "custom";
    setup.base_url = "http://127.0.0.1:8080/v1";
    setup.shape = "moa-3";
    setup.proposers = {"a", "b"};
    setup.repeat = 3;
    const std::uint64_t before = desk.workspace.configuration().revision();
    REQUIRE_FALSE(desk.workspace.apply_setup(setup));
    REQUIRE_FALSE(desk.workspace.access().set_key("custom", "sk-secret"));
    desk.workspace.set_spend_cap(0.5);
    CHECK(desk.workspace.configuration().revision() > before);
    const std::string text = session::write_kept_setup(desk.workspace);
    CHECK(text.find("sk-secret") == std::string::npos);
    test::Desk later;
    REQUIRE_FALSE(session::use_kept_setup(later.workspace, text));
    setup.base_url.clear();  // the provider is there now
    CHECK(later.workspace.configuration().setup() == setup);
    CHECK(later.workspace.configuration().recipe() == desk.workspace.configuration().recipe());
    CHECK_FALSE(later.workspace.access().has_key("custom"));
    for (const char* broken : {"", "{}", "[]", R"({"format":"moa-setup/1","provider":"nobody"})"})
        CHECK(session::use_kept_setup(later.workspace, broken).has_value());
    CHECK(later.workspace.configuration().setup() == setup);
}

TEST_CASE("how often each proposer is asked survives, and is once where a file does not say it or is wrong") {
    CHECK(read_repeat(R"("repeat":3,)") == 3);
    for (const char* other : {"", R"("repeat":0,)", R"("repeat":7,)", R"("repeat":-1,)", R"("repeat":2.0,)",
                              R"("repeat":"2",)", R"("repeat":18446744073709551615,)", R"("repeat":null,)"}) {
        CAPTURE(other);
        CHECK(read_repeat(other) == 1);
    }
}

TEST_CASE(
    "recipes that were in use can be chosen again, ten of them, published ones and the demo are not among "
    "them") {
    test::Desk desk;
    const auto& recent = [&]() -> const std::vector<mixture::Recipe>& {
        return desk.workspace.configuration().recent();
    };
    session::Setup published;
    published.provider = "together";
    REQUIRE_FALSE(desk.workspace.apply_setup(published));
    REQUIRE_FALSE(desk.workspace.apply_setup(own({"a", "b"})));
    CHECK(recent().empty());
    const mixture::Recipe first = desk.workspace.configuration().recipe();
    REQUIRE_FALSE(desk.workspace.apply_setup({}));
    REQUIRE(recent().size() == 1);
    CHECK(recent().front() == first);
    for (int i = 0; i < 12; ++i)
        REQUIRE_FALSE(desk.workspace.apply_setup(own({"m" + std::to_string(i)})));
    REQUIRE(recent().size() == session::most_recent_recipes);
    const mixture::Recipe again = recent()[4];
    REQUIRE_FALSE(desk.workspace.use_recipe(mixture::Recipe(again)));
    CHECK(desk.workspace.configuration().recipe() == again);
    CHECK(std::count(recent().begin(), recent().end(), again) == 0);
    CHECK(recent().size() == session::most_recent_recipes);

    test::Desk later;
    REQUIRE_FALSE(session::use_kept_setup(later.workspace, session::write_kept_setup(desk.workspace)));
    CHECK(later.workspace.configuration().recent() == recent());
    CHECK(later.workspace.configuration().recipe() == again);
}
