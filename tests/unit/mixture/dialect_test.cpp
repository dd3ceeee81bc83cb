// What providers and model families take of a recipe: told before anything is sent.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "json.hpp"
#include "mixture/recipe.hpp"
#include "mixture/recipe_read.hpp"
#include "mixture/recipe_rules.hpp"
#include "mixture/recipe_write.hpp"

namespace moa::test {
namespace {

std::string recipe_text(const std::string& defaults, const std::string& agent) {
    return R"({"format":"moa-recipe/1","defaults":{)" + defaults + R"(},"layers":[{"agents":[{)" + agent +
           "}]}]}";
}

/// The messages of check_providers for a recipe of one agent.
std::vector<std::string> faults(const std::string& defaults, const std::string& agent) {
    const Result<mixture::Recipe> recipe = mixture::read_recipe(recipe_text(defaults, agent));
    if (!recipe.ok()) return {"not read: " + recipe.error().message};
    std::vector<std::string> messages;
    for (const Error& error : mixture::check_providers(recipe.value(), mixture::known_providers()))
        messages.push_back(error.message);
    return messages;
}

using Faults = std::vector<std::string>;

}  // namespace

TEST_CASE("reasoning is read, inherited, laid over and written back") {
    const std::string text =
        recipe_text(R"("reasoning":"low")",
                    R"("provider":"openrouter","model":"m","reasoning":"off","parameters":{"top_k":4})");
    const Result<mixture::Recipe> recipe = mixture::read_recipe(text);
    REQUIRE(recipe.ok());
    const mixture::Layer& layer = recipe.value().layers[0];
    CHECK(recipe.value().defaults.reasoning == wire::Reasoning::low);
    CHECK(mixture::effective_parameters(recipe.value(), layer, layer.agents[0]).reasoning ==
          wire::Reasoning::off);
    CHECK(mixture::effective_parameters(recipe.value(), layer, mixture::Agent{}).reasoning ==
          wire::Reasoning::low);
    CHECK(mixture::recipe_to_json(recipe.value()) == *parse_json(text));
}

TEST_CASE("a word that is no setting of reasoning is refused with the ones that are") {
    for (const char* value : {"\"none\"", "\"extreme\"", "true", "{\"effort\":\"low\"}", "null"}) {
        CAPTURE(value);
        const Result<mixture::Recipe> recipe = mixture::read_recipe(
            recipe_text("", R"("provider":"groq","model":"m","reasoning":)" + std::string(value)));
        REQUIRE_FALSE(recipe.ok());
        CHECK(recipe.error().message.find("layers[0].agents[0].reasoning") != std::string::npos);
        CHECK(recipe.error().message.find(R"("off", "on", "low", "medium" or "high")") != std::string::npos);
    }
}

TEST_CASE("reasoning that a model does not take is told with what it takes") {
    CHECK(faults("", R"("provider":"groq","model":"openai/gpt-oss-20b","reasoning":"off")") ==
          Faults{"layers[0].agents[0] runs with reasoning \"off\"; openai/gpt-oss-20b accepts on, low, "
                 "medium, high."});
    CHECK(faults(R"("reasoning":"on")", R"("provider":"lmstudio","model":"m")") ==
          Faults{"layers[0].agents[0] runs with reasoning \"on\"; m does not support this setting at this "
                 "provider."});
    CHECK(faults("", R"("provider":"together","model":"zai-org/GLM-5.2","reasoning":"off")").empty());
}

TEST_CASE("reasoning is not set twice") {
    CHECK(
        faults(
            "",
            R"("provider":"groq","model":"openai/gpt-oss-20b","reasoning":"low","parameters":{"reasoning_effort":"high"})") ==
        Faults{"layers[0].agents[0] sets both \"reasoning\" and \"reasoning_effort\" in its parameters; "
               "remove one of them."});
    CHECK(
        faults(
            "",
            R"("provider":"llama.cpp","model":"m","reasoning":"off","parameters":{"chat_template_kwargs":{}})")
            .size() == 1);
    CHECK(faults("", R"("provider":"groq","model":"m","parameters":{"reasoning_effort":"high"})").empty());
}

TEST_CASE("a temperature for a model that takes none: its own is refused, an inherited one is not sent") {
    CHECK(faults("", R"("provider":"openai","model":"gpt-5-mini","temperature":0.5)") ==
          Faults{"layers[0].agents[0].temperature is 0.5; gpt-5-mini does not accept one; remove it."});
    CHECK(faults(R"("temperature":0.7)", R"("provider":"openai","model":"gpt-5-mini")").empty());
    CHECK(faults("", R"("provider":"openai","model":"o3","parameters":{"top_p":0.5})").size() == 1);
    CHECK(faults("", R"("provider":"openai","model":"o3","stop":"END")") ==
          Faults{"layers[0].agents[0].stop is set; o3 does not accept stop sequences; remove it."});
    CHECK(faults("", R"("provider":"openai","model":"gpt-4.1","temperature":0.5,"stop":"END")").empty());
    CHECK(faults("", R"("provider":"together","model":"m","temperature":1.5)") ==
          Faults{"layers[0].agents[0] runs with temperature 1.5; Together accepts 0 to 1."});
}

TEST_CASE("stop texts are a list of at most four, never cut to it") {
    CHECK(faults("", R"("provider":"groq","model":"m","stop":["1","2","3","4"])").empty());
    CHECK(faults("", R"("provider":"groq","model":"m","stop":["1","2","3","4","5"])") ==
          Faults{"not read: layers[0].agents[0].stop is a list; expected a string or a list of 1 to 4 "
                 "strings, none empty."});
}

TEST_CASE("each provider's own ways") {
    const auto of = [](const char* name) { return mixture::find_provider(mixture::known_providers(), name); };
    CHECK(of("together")->price_unit == wire::PriceUnit::usd_per_million);
    CHECK(of("openrouter")->price_unit == wire::PriceUnit::usd_per_token);
    CHECK(of("groq")->price_unit == wire::PriceUnit::none);
    CHECK(of("openrouter")->dialect.cost_is_usd);
    for (const char* name : {"together", "openrouter", "ollama", "llama.cpp", "lmstudio", "vllm"}) {
        CAPTURE(name);
        CHECK(of(name)->dialect.max_tokens_name == "max_tokens");
        CHECK(of(name)->dialect.stream_options);
        CHECK_FALSE((of(name)->dialect.cost_is_usd && std::string(name) != "openrouter"));
    }
    for (const char* name : {"openai", "groq"}) {
        CAPTURE(name);
        CHECK(of(name)->dialect.max_tokens_name == "max_completion_tokens");
        CHECK(of(name)->dialect.max_temperature == 2.0);
    }
    CHECK_FALSE(of("groq")->dialect.stream_options);
    mixture::Providers providers;
    CHECK_FALSE(mixture::set_base_url(providers, "mine", "https://example.com/v1"));
    CHECK(providers[0].dialect.reasoning == wire::ReasoningDialect::effort);
}

}  // namespace moa::test
