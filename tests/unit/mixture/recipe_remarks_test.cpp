// What is odd about recipes that can run: members that nothing reads, and answers that can only be the same.
#include "mixture/recipe_remarks.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

#include "json.hpp"
#include "mixture/presets.hpp"
#include "mixture/recipe_read.hpp"
#include "mixture/recipe_write.hpp"
#include "nearest_name.hpp"

using namespace moa;

TEST_CASE("the nearest name: letters left out, added, exchanged or swapped, or the beginning of one") {
    constexpr std::array<std::string_view, 4> names = {"temperature", "history", "run", "--recipe"};
    CHECK(nearest_name("temprature", names) == "temperature");
    CHECK(nearest_name("Temperaturre", names) == "temperature");
    CHECK(nearest_name("histroy", names) == "history");
    CHECK(nearest_name("rnu", names) == "run");
    CHECK(nearest_name("hist", names) == "history");
    CHECK(nearest_name("--recipy", names) == "--recipe");
    CHECK(nearest_name("nonsense", names).empty());
    CHECK(nearest_name("x", names).empty());
    CHECK(nearest_name("", names).empty());
    CHECK(nearest_name(std::string(100000, 'r'), names).empty());
}

TEST_CASE("every member that is not known is told, wherever it stands") {
    const auto recipe = mixture::read_recipe(R"({"format": "moa-recipe/1", "name": "Odd", "descripton": "",
        "defaults": {"temprature": 1, "limits": {"idel_ms": 5}}, "early_exit": {"agrement": 1, "agreement": 1},
        "layers": [{"wait": {"count": 1, "grace": 2}, "agents": [{"provider": "simulated", "model": "a", "top_p": 1,
        "backup": {"provider": "simulated", "model": "b", "lable": "B"}}]},
        {"agents": [{"provider": "simulated", "model": "a"}]}]})");
    REQUIRE(recipe);
    const std::vector<std::string> remarks = mixture::unknown_member_remarks(recipe.value());
    const std::vector<std::string> expected = {
        "descripton is not known and has no effect; did you mean description?",
        "defaults.temprature is not known and has no effect; did you mean temperature?",
        "defaults.limits.idel_ms is not known and has no effect; did you mean idle_ms?",
        "early_exit.agrement is not known and has no effect; did you mean agreement?",
        "layers[0].wait.grace is not known and has no effect; did you mean grace_ms?",
        "layers[0].agents[0].top_p is not known and has no effect.",
        "layers[0].agents[0].backup.lable is not known and has no effect; did you mean label?"};
    CHECK(remarks == expected);
}

TEST_CASE("no preset has a member that is not known") {
    for (const mixture::Preset& preset : mixture::presets()) {
        const auto read = mixture::recipe_from_json(mixture::recipe_to_json(preset.recipe));
        REQUIRE(read);
        CHECK(mixture::unknown_member_remarks(read.value()).empty());
    }
}

namespace {

mixture::Recipe at_temperature(double temperature, const std::vector<std::string>& models, int repeat = 1) {
    mixture::Recipe recipe;
    recipe.defaults.temperature = temperature;
    recipe.layers.resize(2);
    for (const std::string& model : models) {
        mixture::Agent agent;
        agent.provider = "groq";
        agent.model = model;
        agent.repeat = repeat;
        recipe.layers[0].agents.push_back(agent);
    }
    recipe.layers[1].agents = {recipe.layers[0].agents.front()};
    recipe.layers[1].agents[0].repeat = 1;
    return recipe;
}

}  // namespace

TEST_CASE("repeats at temperature 0 are remarked on, whatever the seed, and nothing else is") {
    mixture::Recipe recipe = at_temperature(0, {"m"}, 3);
    REQUIRE(mixture::recipe_remarks(recipe).size() == 1);
    CHECK(mixture::recipe_remarks(recipe)[0].starts_with(
        "layers[0].agents[0].repeat is 3 at temperature 0: that is the same answer 3 times"));
    recipe.defaults.seed = 1;
    CHECK(mixture::recipe_remarks(recipe).size() == 1);
    recipe.layers[0].agents[0].muted = true;
    CHECK(mixture::recipe_remarks(recipe).empty());
    recipe.layers[0].agents[0].muted = false;
    recipe.layers[0].parameters.temperature = 0.7;  // the layer's own counts
    CHECK(mixture::recipe_remarks(recipe).empty());
    CHECK(mixture::recipe_remarks(at_temperature(0, {"m"})).empty());
    mixture::Recipe open = at_temperature(0, {"m"}, 3);
    open.defaults.temperature.reset();
    CHECK(mixture::recipe_remarks(open).empty());
}

TEST_CASE("an agent that is listed twice at temperature 0 is remarked on, where both are asked the same") {
    mixture::Recipe recipe = at_temperature(0, {"a", "b", "a"});
    REQUIRE(mixture::recipe_remarks(recipe).size() == 1);
    CHECK(mixture::recipe_remarks(recipe)[0].starts_with("layers[0].agents[2] asks the same model"));
    recipe.layers[0].agents[2].label = "Another name";
    recipe.layers[0].agents[2].parameters.seed = 7;
    CHECK(mixture::recipe_remarks(recipe).size() == 1);
    recipe.layers[0].agents[2].system = "Doubt everything.";
    CHECK(mixture::recipe_remarks(recipe).empty());
    recipe = at_temperature(0, {"a", "a"});
    recipe.layers[0].agents[1].provider = "together";
    CHECK(mixture::recipe_remarks(recipe).empty());
    CHECK(mixture::recipe_remarks(at_temperature(0.7, {"a", "a"})).empty());
}

TEST_CASE("no preset asks one model for the same answer twice") {
    for (const mixture::Preset& preset : mixture::presets()) {
        CAPTURE(preset.id);
        CHECK(mixture::recipe_remarks(preset.recipe).empty());
    }
}
