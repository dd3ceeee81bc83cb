#include "session/models/named_models.hpp"

#include <doctest/doctest.h>

#include <string>

#include "unit/session/some_models.hpp"

using namespace moa;

namespace {

bool all_callable(const mixture::Provider& /*provider*/) {
    return true;
}

Result<mixture::Recipe> recipe_of(const session::NamedModels& named, const session::ModelBook& book) {
    return session::recipe_of_names(named, mixture::known_providers(), book, all_callable);
}

std::string refusal_of(const session::NamedModels& named, const session::ModelBook& book = {}) {
    const auto recipe = recipe_of(named, book);
    return recipe ? std::string("accepted") : recipe.error().message;
}

}  // namespace

TEST_CASE(
    "names make a recipe: proposers in their order, the aggregator last, as many proposals as are asked "
    "for") {
    const auto book = test::book_of("ollama", {"qwen3:8b", "gemma3:4b"});
    const auto made = recipe_of({{"qwen3:8b", "groq/openai/gpt-oss-20b"}, "gemma3:4b", 3}, book);
    REQUIRE(made);
    const mixture::Recipe& recipe = made.value();
    REQUIRE(recipe.layers.size() == 2);
    REQUIRE(recipe.layers[0].agents.size() == 2);
    CHECK(recipe.layers[0].agents[0].model == "qwen3:8b");
    CHECK(recipe.layers[0].agents[0].repeat == 2);
    CHECK(recipe.layers[0].agents[1].provider == "groq");
    CHECK(recipe.layers[0].agents[1].repeat == 1);
    CHECK(recipe.layers[1].agents[0].model == "gemma3:4b");
}

TEST_CASE("a name that is in no list is reason to ask for lists, whichever place it stands in") {
    const auto book = test::book_of("ollama", {"qwen3:8b"});
    const auto unlisted = [&book](const session::NamedModels& named) {
        return session::names_unlisted(named, mixture::known_providers(), book, all_callable);
    };
    CHECK_FALSE(unlisted({{"qwen3:8b"}, {}, {}}));
    CHECK_FALSE(unlisted({{"ollama/anything"}, {}, {}}));
    CHECK(unlisted({{"qwen3:8b", "nobodys-model"}, {}, {}}));
    CHECK(unlisted({{"qwen3:8b"}, "nobodys-model", {}}));
}

TEST_CASE("what cannot be used is said with its name, and nothing else is made of it") {
    CHECK(refusal_of({{}, "groq/openai/gpt-oss-20b", {}}).find("name one") != std::string::npos);
    CHECK(refusal_of({{}, {}, 3}).find("name one") != std::string::npos);
    CHECK(refusal_of({{"groq/x"}, {}, 0}).find("from 1 to 64") != std::string::npos);
    CHECK(refusal_of({{"groq/x"}, {}, 65}).find("from 1 to 64") != std::string::npos);
    CHECK(refusal_of({{"groq/x"}, {}, 64}) == "accepted");
    CHECK(refusal_of({{"gpt-oss-20b"}, {}, {}}).find("groq/openai/gpt-oss-20b") != std::string::npos);
    CHECK(refusal_of({{"groq/x"}, "nobodys-model", {}}).find("\"nobodys-model\"") != std::string::npos);
    CHECK(refusal_of({{""}, {}, {}}) != "accepted");
}
