#include <doctest/doctest.h>

#include <string>

#include "json.hpp"
#include "mixture/presets.hpp"
#include "mixture/recipe.hpp"
#include "mixture/recipe_read.hpp"
#include "mixture/recipe_rules.hpp"
#include "mixture/recipe_write.hpp"

namespace moa::test {

namespace {

mixture::Agent agent_named(std::string_view model) {
    mixture::Agent agent;
    agent.provider = "simulated";
    agent.model = model;
    return agent;
}

/// Layers whose agents are called by the letters of `models`: "a b c" is three layers of one agent.
mixture::Recipe recipe_of(std::string_view models) {
    mixture::Recipe recipe;
    for (const char c : models) {
        if (c == ' ') continue;
        mixture::Layer layer;
        layer.agents.push_back(agent_named(std::string(1, c)));
        recipe.layers.push_back(layer);
    }
    return recipe;
}

std::string models_of(const mixture::Recipe& recipe) {
    std::string text;
    for (const mixture::Layer& layer : recipe.layers)
        text += layer.agents.front().model;
    return text;
}

std::string counted(std::string_view models, int count) {
    return models_of(mixture::with_layer_count(recipe_of(models), count));
}

}  // namespace

TEST_CASE("an agent's parameters lie over its layer's, and those over the recipe's") {
    mixture::Recipe recipe;
    recipe.defaults.temperature = 0.1;
    recipe.defaults.max_tokens = 1;
    recipe.defaults.seed = 1;
    recipe.defaults.limits.idle_ms = 10;
    recipe.defaults.limits.total_ms = 20;
    recipe.defaults.extra = Json{{"a", 1}, {"b", 1}};
    mixture::Layer layer;
    layer.parameters.temperature = 0.2;
    layer.parameters.max_tokens = 2;
    layer.parameters.prompt = "layer";
    layer.parameters.extra = Json{{"b", 2}, {"c", 2}};
    mixture::Agent agent;
    agent.parameters.temperature = 0.3;
    agent.parameters.stop = std::vector<std::string>{"s"};
    agent.parameters.limits.idle_ms = 30;
    const mixture::Parameters all = mixture::effective_parameters(recipe, layer, agent);
    CHECK(all.temperature == 0.3);
    CHECK(all.max_tokens == 2);
    CHECK(all.seed == 1);
    CHECK(all.prompt == "layer");
    CHECK(all.stop == std::vector<std::string>{"s"});
    CHECK(all.limits.idle_ms == 30);
    CHECK(all.limits.total_ms == 20);
    CHECK(*all.extra == Json{{"a", 1}, {"b", 2}, {"c", 2}});
}

TEST_CASE("no provider parameters anywhere stay null") {
    CHECK(mixture::effective_parameters({}, {}, {}).extra->is_null());
}

TEST_CASE("a node is called by its label, else by the model's own name") {
    mixture::Agent agent = agent_named("openai/gpt-oss-120b");
    CHECK(mixture::display_name(agent) == "gpt-oss-120b");
    agent.label = "Critic";
    CHECK(mixture::display_name(agent) == "Critic");
    CHECK(mixture::display_name(agent_named("qwen3:8b")) == "qwen3:8b");
    CHECK(mixture::display_name(agent_named("accounts/x/models/y")) == "y");
    CHECK(mixture::display_name(agent_named("odd/")) == "odd/");
}

TEST_CASE("layers are dropped and repeated between the first proposers and the aggregator") {
    CHECK(counted("a z", 2) == "az");
    CHECK(counted("a z", 4) == "aaaz");
    CHECK(counted("a b z", 3) == "abz");
    CHECK(counted("a b z", 5) == "abaaz");
    CHECK(counted("a b z", 2) == "az");
    CHECK(counted("a b z", 1) == "z");
    CHECK(counted("z", 3) == "zzz");
}

TEST_CASE("a layer count outside the bounds goes to the nearest one") {
    CHECK(counted("a z", 0) == "z");
    CHECK(counted("a z", -5) == "z");
    CHECK(counted("a z", 1000).size() == std::size_t{mixture::max_layers});
    CHECK(mixture::with_layer_count({}, 3).layers.empty());
}

TEST_CASE("with_layer_count keeps everything else and stays valid") {
    const mixture::Recipe& preset = mixture::find_preset("moa-lite-groq")->recipe;
    const mixture::Recipe longer = mixture::with_layer_count(preset, 5);
    CHECK(longer.name == preset.name);
    CHECK(longer.defaults == preset.defaults);
    CHECK(longer.layers[3] == preset.layers[0]);
    CHECK(longer.layers[4] == preset.layers[1]);
    CHECK(mixture::recipe_from_json(mixture::recipe_to_json(longer)).ok());
}

TEST_CASE("check_providers names the agent, the fault and what the provider allows") {
    mixture::Recipe recipe = recipe_of("a b z");
    CHECK(mixture::check_providers(recipe, mixture::known_providers()).empty());
    recipe.layers[0].agents[0].provider = "nobody";
    recipe.layers[1].agents[0].provider = "together";
    recipe.layers[1].parameters.temperature = 1.5;
    recipe.layers[2].agents[0].parameters.stop = std::vector<std::string>(5, "s");
    const auto errors = mixture::check_providers(recipe, mixture::known_providers());
    REQUIRE(errors.size() == 3);
    CHECK(errors[0].message ==
          "layers[0].agents[0].provider is \"nobody\"; known providers are simulated, together, groq, "
          "openai, openrouter, ollama, llama.cpp, lmstudio, vllm.");
    CHECK(errors[1].message == "layers[1].agents[0] runs with temperature 1.5; Together accepts 0 to 1.");
    CHECK(errors[2].message ==
          "layers[2].agents[0] runs with 5 stop sequences; Simulated accepts at most 4.");
}

TEST_CASE("check_providers sees a temperature that comes from the defaults") {
    mixture::Recipe recipe = recipe_of("z");
    recipe.layers[0].agents[0].provider = "together";
    recipe.defaults.temperature = 1.2;
    CHECK(mixture::check_providers(recipe, mixture::known_providers()).size() == 1);
    recipe.layers[0].agents[0].parameters.temperature = 1.0;
    CHECK(mixture::check_providers(recipe, mixture::known_providers()).empty());
}

TEST_CASE("a recipe's shape counts an agent as often as it is repeated") {
    mixture::Recipe recipe = mixture::find_preset("moa-lite-simulated")->recipe;
    CHECK(mixture::shape_words(recipe) == "6 proposers, 1 aggregator");
    recipe.layers.front().agents.resize(1);
    CHECK(mixture::shape_words(recipe) == "1 proposer, 1 aggregator");
    recipe.layers.front().agents.front().repeat = 6;
    CHECK(mixture::shape_words(recipe) == "6 proposers, 1 aggregator");
    recipe = mixture::with_layer_count(recipe, 3);
    CHECK(mixture::shape_words(recipe) == "6 proposers, 6 refiners, 1 aggregator");
    recipe = mixture::with_layer_count(recipe, 6);
    CHECK(mixture::shape_words(recipe) == "6 proposers, 6 refiners, 6 refiners, \u2026, 1 aggregator");
    recipe = mixture::with_layer_count(recipe, 1);
    CHECK(mixture::shape_words(recipe) == "1 aggregator");
}

}  // namespace moa::test
