#include <doctest/doctest.h>

#include <set>
#include <string>

#include "mixture/presets.hpp"
#include "mixture/price.hpp"

namespace moa::test {

namespace {

int nodes_in(const mixture::Layer& layer) {
    int nodes = 0;
    for (const mixture::Agent& agent : layer.agents)
        nodes += agent.repeat;
    return nodes;
}

}  // namespace

TEST_CASE("the presets by id, the simulated one first") {
    std::string ids;
    for (const mixture::Preset& preset : mixture::presets())
        ids += std::string(preset.id) + " ";
    CHECK(ids ==
          "moa-lite-simulated moa-lite-together moa-lite-groq moa-3-simulated moa-3-together moa-3-groq ");
    CHECK(mixture::find_preset("moa-3-groq") == &mixture::presets().back());
    CHECK(mixture::find_preset("moa-4") == nullptr);
}

TEST_CASE("each preset has the paper's shape and runs with the known providers") {
    for (const mixture::Preset& preset : mixture::presets()) {
        CAPTURE(preset.id);
        const std::size_t layers = preset.id.starts_with("moa-lite") ? 2 : 3;
        REQUIRE(preset.recipe.layers.size() == layers);
        for (std::size_t i = 0; i + 1 < layers; ++i)
            CHECK(nodes_in(preset.recipe.layers[i]) == 6);
        CHECK(nodes_in(preset.recipe.layers.back()) == 1);
        CHECK(mixture::check_providers(preset.recipe, mixture::known_providers()).empty());
        CHECK(preset.recipe.source == "arXiv 2406.04692");
        CHECK_FALSE(preset.recipe.name.empty());
        CHECK_FALSE(preset.recipe.description.empty());
    }
}

TEST_CASE("presets leave nothing to hidden defaults") {
    for (const mixture::Preset& preset : mixture::presets()) {
        CAPTURE(preset.id);
        const mixture::Parameters& defaults = preset.recipe.defaults;
        CHECK(defaults.temperature == 0.7);
        CHECK(defaults.max_tokens == 2048);
        CHECK(defaults.limits.connect_ms);
        CHECK(defaults.limits.first_token_ms);
        CHECK(defaults.limits.idle_ms);
        CHECK(defaults.limits.total_ms);
    }
}

TEST_CASE("a preset stays with one provider, and every model of it has a price") {
    for (const mixture::Preset& preset : mixture::presets()) {
        for (const mixture::Layer& layer : preset.recipe.layers) {
            for (const mixture::Agent& agent : layer.agents) {
                CAPTURE(agent.model);
                CHECK(preset.id.ends_with(agent.provider));
                CHECK(mixture::find_price(agent.provider, agent.model));
            }
        }
    }
}

TEST_CASE("six different models propose where a provider has so many") {
    for (const char* id : {"moa-lite-simulated", "moa-lite-together", "moa-3-simulated", "moa-3-together"}) {
        std::set<std::string> models;
        for (const mixture::Agent& agent : mixture::find_preset(id)->recipe.layers[0].agents)
            models.insert(agent.model);
        CAPTURE(id);
        CHECK(models.size() == 6);
    }
    CHECK(mixture::find_preset("moa-lite-groq")->recipe.description.find("each is asked twice") !=
          std::string::npos);
}

TEST_CASE("prices are found by provider and model, and never guessed") {
    REQUIRE(mixture::find_price("groq", "openai/gpt-oss-20b"));
    CHECK(mixture::find_price("groq", "openai/gpt-oss-20b")->input == 0.075);
    CHECK(mixture::find_price("together", "openai/gpt-oss-20b")->input == 0.05);
    CHECK_FALSE(mixture::find_price("together", "gpt-oss-20b"));
    CHECK_FALSE(mixture::find_price("ollama", "openai/gpt-oss-20b"));
    CHECK_FALSE(mixture::find_price("groq", "nobody/nothing"));
    REQUIRE(mixture::find_price("simulated", "anything"));
    CHECK(mixture::cost_usd(*mixture::find_price("simulated", "anything"), {1000, 1000, false}) == 0.0);
    CHECK(mixture::price_date().size() == 10);
}

TEST_CASE("cost is per million tokens, in and out apart") {
    CHECK(mixture::cost_usd({0.15, 0.60}, {1'000'000, 0, false}) == doctest::Approx(0.15));
    CHECK(mixture::cost_usd({0.15, 0.60}, {0, 500'000, false}) == doctest::Approx(0.30));
    CHECK(mixture::cost_usd({0.15, 0.60}, {2000, 1000, true}) == doctest::Approx(0.0009));
}

}  // namespace moa::test
