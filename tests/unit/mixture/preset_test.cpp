#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mixture/presets.hpp"
#include "mixture/price.hpp"
#include "mixture/recipe_rules.hpp"

namespace moa::test {

namespace {

int nodes_in(const mixture::Layer& layer) {
    int nodes = 0;
    for (const mixture::Agent& agent : layer.agents)
        nodes += agent.repeat;
    return nodes;
}

}  // namespace

TEST_CASE("the presets by id, the simulated one first, groups together") {
    std::string ids;
    std::vector<std::string_view> groups;
    for (const mixture::Preset& preset : mixture::presets()) {
        ids += std::string(preset.id) + " ";
        if (groups.empty() || groups.back() != preset.group) groups.push_back(preset.group);
    }
    CHECK(ids ==
          "moa-lite-simulated moa-3-simulated moa-lite-together moa-lite-groq moa-lite-openai "
          "moa-lite-openrouter moa-lite-mixed moa-3-together moa-3-groq moa-3-openai moa-3-openrouter "
          "moa-3-mixed single-proposer-together self-moa-together self-moa-seq-together "
          "ranker-together single-together single-proposer-groq self-moa-groq self-moa-seq-groq ranker-groq "
          "single-groq moa-2024 moa-gpt-4o-2024 moa-lite-2024 ");
    CHECK(groups.size() == std::set<std::string_view>(groups.begin(), groups.end()).size());
    CHECK(mixture::find_preset("moa-lite-2024") == &mixture::presets().back());
    CHECK(mixture::find_preset("moa-4") == nullptr);
}

TEST_CASE("each preset says what it is and where it comes from, and runs with the known providers") {
    for (const mixture::Preset& preset : mixture::presets()) {
        CAPTURE(preset.id);
        CHECK(mixture::check_providers(preset.recipe, mixture::known_providers()).empty());
        CHECK(preset.recipe.source.starts_with("arXiv "));
        CHECK_FALSE(preset.recipe.name.empty());
        CHECK_FALSE(preset.recipe.description.empty());
    }
}

TEST_CASE("MoA and MoA-Lite have the paper's shape") {
    for (const mixture::Preset& preset : mixture::presets()) {
        if (!preset.id.starts_with("moa-")) continue;
        CAPTURE(preset.id);
        const std::size_t layers = preset.id.starts_with("moa-lite") ? 2 : 3;
        REQUIRE(preset.recipe.layers.size() == layers);
        for (std::size_t i = 0; i + 1 < layers; ++i)
            CHECK(nodes_in(preset.recipe.layers[i]) == 6);
        CHECK(nodes_in(preset.recipe.layers.back()) == 1);
    }
}

TEST_CASE("the paper's own presets keep the model ids of 2024, marked as retired") {
    const std::set<std::string> proposers = {"microsoft/WizardLM-2-8x22B",
                                             "Qwen/Qwen1.5-110B-Chat",
                                             "Qwen/Qwen1.5-72B-Chat",
                                             "meta-llama/Llama-3-70b-chat-hf",
                                             "mistralai/Mixtral-8x22B-Instruct-v0.1",
                                             "databricks/dbrx-instruct"};
    const auto last = [](const char* id) {
        return mixture::find_preset(id)->recipe.layers.back().agents[0].model;
    };
    CHECK(last("moa-2024") == "Qwen/Qwen1.5-110B-Chat");
    CHECK(last("moa-gpt-4o-2024") == "gpt-4o-2024-05-13");
    CHECK(last("moa-lite-2024") == "Qwen/Qwen1.5-72B-Chat");
    for (const mixture::Preset& preset : mixture::presets()) {
        const bool original = preset.id.ends_with("-2024");
        for (const mixture::Agent& agent : mixture::callees(preset.recipe))
            CHECK(agent.retired.empty() != original);
        if (!original) continue;
        for (std::size_t i = 0; i + 1 < preset.recipe.layers.size(); ++i) {
            std::set<std::string> models;
            for (const mixture::Agent& agent : preset.recipe.layers[i].agents)
                models.insert(agent.model);
            CHECK(models == proposers);
        }
    }
}

TEST_CASE("the settings to compare with are what they are called") {
    for (const std::string provider : {"together", "groq"}) {
        CAPTURE(provider);
        const auto recipe = [&provider](const std::string& name) {
            const mixture::Preset* preset = mixture::find_preset(name + "-" + provider);
            REQUIRE(preset != nullptr);
            return preset->recipe;
        };
        const auto aggregation = [](const mixture::Recipe& of) {
            return mixture::effective_parameters(of, of.layers.back(), of.layers.back().agents[0])
                .aggregation;
        };
        const mixture::Recipe single = recipe("single-proposer");
        CHECK(single.layers[0].agents.size() == 1);
        CHECK(nodes_in(single.layers[0]) == 6);
        CHECK(single.layers[0].agents[0].model != single.layers[1].agents[0].model);
        const mixture::Recipe self = recipe("self-moa");
        CHECK(nodes_in(self.layers[0]) == 6);
        CHECK(self.layers[0].agents[0].model == self.layers[1].agents[0].model);
        CHECK(self.source == "arXiv 2502.00674");
        CHECK_FALSE(aggregation(self));
        CHECK(aggregation(recipe("self-moa-seq")) == mixture::Aggregation::window);
        CHECK(aggregation(recipe("ranker")) == mixture::Aggregation::rank);
        CHECK(recipe("ranker").layers[0] == recipe("moa-lite").layers[0]);
        CHECK(recipe("single").layers.size() == 1);
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

TEST_CASE("a preset stays with the provider of its name; models have a price, but where lists name them") {
    for (const mixture::Preset& preset : mixture::presets()) {
        if (preset.id.ends_with("-2024")) continue;
        for (const mixture::Agent& agent : mixture::callees(preset.recipe)) {
            CAPTURE(agent.model);
            CHECK((preset.id.ends_with("-mixed") || preset.id.ends_with(agent.provider)));
            CHECK((agent.provider == "openrouter" || mixture::find_price(agent.provider, agent.model)));
        }
    }
}

TEST_CASE("six different models propose where a provider has so many") {
    for (const char* id : {"moa-lite-simulated", "moa-lite-together", "moa-3-simulated", "moa-3-together",
                           "moa-lite-mixed", "moa-3-mixed"}) {
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
