#include "mixture/named_recipe.hpp"

#include <doctest/doctest.h>

#include "mixture/recipe_providers.hpp"
#include "mixture/recipe_read.hpp"
#include "mixture/recipe_rules.hpp"
#include "mixture/recipe_write.hpp"

using namespace moa;
using mixture::NamedModel;

namespace {

const NamedModel local{"ollama", "qwen3:8b"};
const NamedModel hosted{"groq", "openai/gpt-oss-120b"};

mixture::Recipe made(const std::vector<NamedModel>& models, std::optional<NamedModel> last = {},
                     std::optional<int> count = {}) {
    return mixture::recipe_of_models(models, last, count, mixture::known_providers());
}

Result<mixture::Recipe> with_providers(const std::string& providers) {
    return mixture::read_recipe(R"({"format": "moa-recipe/1", "providers": )" + providers +
                                R"(, "layers": [{"agents": [{"provider": "lab", "model": "m"}]}]})");
}

}  // namespace

TEST_CASE("one model alone is Self-MoA: six proposals, three on a server of one's own") {
    const mixture::Recipe recipe = made({local});
    REQUIRE(recipe.layers.size() == 2);
    CHECK(mixture::node_count(recipe.layers[0]) == 3);
    CHECK(recipe.layers[1].agents[0].model == "qwen3:8b");
    CHECK(mixture::node_count(made({hosted}).layers[0]) == 6);
    CHECK(mixture::node_count(made({hosted}, {}, 2).layers[0]) == 2);
    CHECK(mixture::check_providers(recipe, mixture::known_providers()).empty());
}

TEST_CASE("several models propose in turn, and the aggregator is the first or the named one") {
    const mixture::Recipe recipe = made({local, hosted}, {}, 5);
    REQUIRE(recipe.layers[0].agents.size() == 2);
    CHECK(recipe.layers[0].agents[0].repeat == 3);
    CHECK(recipe.layers[0].agents[1].repeat == 2);
    CHECK(recipe.layers[1].agents[0].model == local.model);
    const mixture::Recipe other = made({local}, hosted);
    CHECK(other.layers[1].agents[0].model == hosted.model);
    CHECK(other.layers[1].agents[0].parameters.reasoning == wire::Reasoning::low);  // as its preset has it
}

TEST_CASE("of a list the largest models by name are taken, at most three") {
    CHECK(mixture::listed_choice({"a:1.5b", "b:70b-q4", "c", "d-8B", "e3.1-405b"}) ==
          std::vector<std::string>{"e3.1-405b", "b:70b-q4", "d-8B"});
    CHECK(mixture::listed_choice({}).empty());
}

TEST_CASE("a recipe can name addresses, which are kept, and refuses what is none") {
    const auto recipe =
        with_providers(R"({"lab": {"base_url": "http://localhost:9000/v1/", "parallel": 2}})");
    REQUIRE(recipe);
    const auto again = mixture::recipe_from_json(mixture::recipe_to_json(recipe.value()));
    REQUIRE(again);
    CHECK(again.value() == recipe.value());
    mixture::Providers providers = mixture::known_providers();
    CHECK(mixture::add_recipe_providers(providers, recipe.value(), mixture::KnownProviders::stay).size() ==
          1);
    CHECK(mixture::find_provider(providers, "lab")->base_url == "http://localhost:9000/v1");
    CHECK(mixture::find_provider(providers, "lab")->max_concurrent == 2);
    for (const char* bad : {"[]", R"({"lab": 3})", R"({"lab": {}})", R"({"lab": {"base_url": "ftp://x"}})",
                            R"({"lab": {"base_url": "https://x.example", "headers": {"a": "b"}}})"}) {
        const auto refused = with_providers(bad);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message.find("providers") != std::string::npos);
    }
}

TEST_CASE("an address of the user's stays, and a known provider moves only where that is allowed") {
    auto recipe = with_providers(
        R"({"lab": {"base_url": "https://evil.example/v1"}, "groq": {"base_url": "https://evil.example/v1"}})");
    REQUIRE(recipe);
    mixture::Providers providers = mixture::known_providers();
    REQUIRE_FALSE(mixture::set_base_url(providers, "lab", "https://mine.example/v1"));
    CHECK(mixture::add_recipe_providers(providers, recipe.value(), mixture::KnownProviders::stay).empty());
    CHECK(mixture::add_recipe_providers(providers, recipe.value(), mixture::KnownProviders::move).size() ==
          1);
    CHECK(mixture::find_provider(providers, "lab")->base_url == "https://mine.example/v1");
    CHECK(mixture::find_provider(providers, "groq")->key_variable == "MOA_GROQ_API_KEY");
}
