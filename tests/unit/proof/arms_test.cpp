#include <doctest/doctest.h>

#include "proof/arms.hpp"
#include "proof/derived.hpp"
#include "proof/equal_money.hpp"

namespace moa::proof {

namespace {

mixture::Agent agent(const std::string& model) {
    mixture::Agent made;
    made.provider = "together";
    made.model = model;
    return made;
}

mixture::Recipe recipe_of(const std::vector<std::string>& proposers, const std::string& aggregator) {
    mixture::Recipe recipe;
    recipe.layers.resize(proposers.empty() ? 1 : 2);
    for (const std::string& model : proposers)
        recipe.layers.front().agents.push_back(agent(model));
    recipe.layers.back().agents.push_back(agent(aggregator));
    return recipe;
}

std::vector<std::string> names_of(const std::vector<Arm>& arms) {
    std::vector<std::string> names;
    for (const Arm& arm : arms)
        names.push_back(arm.name);
    return names;
}

const Arm& named(const std::vector<Arm>& arms, std::string_view name) {
    for (const Arm& arm : arms) {
        if (arm.name == name) return arm;
    }
    FAIL("there is no such arm");
    return arms.front();
}

}  // namespace

TEST_CASE("a recipe is held against everything that it is made of") {
    const mixture::Recipe recipe = recipe_of({"acme/Small 8B", "acme/big", "acme/big"}, "acme/big");
    const std::vector<Arm> arms = arms_of(recipe, presumed_best(recipe));
    CHECK(names_of(arms) == std::vector<std::string>{"recipe", "single-small-8b", "single-big", "best-of-n",
                                                     "self-moa", "self-consistency", "without-small-8b",
                                                     "without-big", "ranker", "no-aggregator"});
    CHECK(named(arms, "recipe").recipe == recipe);
    CHECK(named(arms, "single-big").recipe.layers.size() == 1);
    CHECK(named(arms, "without-big").recipe.layers.front().agents.size() == 1);
    CHECK(named(arms, "ranker").recipe.layers.back().agents.front().parameters.aggregation ==
          mixture::Aggregation::rank);
    CHECK(named(arms, "self-moa").equal_money);
    CHECK(named(arms, "self-consistency").derived_from == "self-moa");
    const mixture::Recipe six = with_samples(named(arms, "self-moa").recipe, 6);
    CHECK(mixture::node_count(six.layers.front()) == 6);
    CHECK(mixture::node_count(six.layers.back()) == 1);
}

TEST_CASE("a model that is not in the recipe can be the one to beat") {
    const std::vector<Arm> arms = arms_of(recipe_of({"acme/a", "acme/b"}, "acme/c"), agent("rival/best"));
    CHECK(named(arms, "single-best").recipe.layers.front().agents.front().model == "rival/best");
    CHECK(named(arms, "self-moa").recipe.layers.back().agents.front().model == "rival/best");
}

TEST_CASE("a recipe without proposers, or with one, has fewer arms") {
    const mixture::Recipe single = recipe_of({}, "acme/a");
    CHECK(names_of(arms_of(single, presumed_best(single))) ==
          std::vector<std::string>{"recipe", "single-a", "best-of-n", "self-moa", "self-consistency"});
    const mixture::Recipe one = recipe_of({"acme/a"}, "acme/b");
    for (const Arm& arm : arms_of(one, presumed_best(one)))
        CHECK_FALSE(arm.name.starts_with("without-"));
}

TEST_CASE("models of the same short name have different arms") {
    const mixture::Recipe recipe = recipe_of({"acme/a", "other/a"}, "acme/a");
    const auto names = names_of(arms_of(recipe, presumed_best(recipe)));
    CHECK(names[1] == "single-a");
    CHECK(names[2] == "single-a-2");
}

TEST_CASE("samples follow the money") {
    CHECK(next_samples({}, {}, 5) == 5);
    CHECK(next_samples({}, {}, 0) == 1);
    // A sample costs a cent, the recipe six a question.
    CHECK(next_samples({10, 0, 0.6}, {10, 60, 0.6}, 5) == 6);
    CHECK(next_samples({10, 0, 0.6}, {10, 30, 0.3}, 5) == 12);
    CHECK(next_samples({10, 0, 0.6}, {10, 90, 0.9}, 5) == 1);
    CHECK(next_samples({1, 0, 100}, {1, 1, 0.01}, 5) == most_samples);
}

TEST_CASE("an arm whose samples vary in price ends with the recipe's cost") {
    Spending recipe;
    Spending arm;
    for (int question = 0; question < 200; ++question) {
        recipe.usd += question % 3 == 0 ? 0.09 : 0.03;
        ++recipe.runs;
        const int samples = next_samples(recipe, arm, 2);
        // A sample, and the aggregator that reads them all.
        arm.usd += samples * (question % 2 == 0 ? 0.012 : 0.006) + 0.004;
        arm.samples += samples;
        ++arm.runs;
    }
    CHECK(arm.usd / recipe.usd == doctest::Approx(1).epsilon(0.02));
}

TEST_CASE("votes") {
    CHECK(voted({"The answer is 7.", "The answer is 8.", "It is 8", "no idea"}) == 1);
    CHECK(voted({"The answer is (B).", "The answer is (A).", "B it is"}) == 0);
    CHECK(voted({"The answer is 7.", "The answer is 8."}) == 0);
    CHECK(voted({"the sky is blue today", "cats", "the sky is blue"}) != 1);
}

TEST_CASE("an answer without an aggregator costs its proposers") {
    run::RunState state;
    state.layers.resize(2);
    for (const char* text : {"The sky is blue.", "Cats purr.", "The sky is blue."}) {
        run::Node node;
        node.state = run::NodeState::done;
        node.text = text;
        node.cost_usd = 0.25;
        node.ended_at = 100 + static_cast<Millis>(state.layers[0].size());
        state.layers[0].push_back(node);
    }
    state.layers[0][0].state = run::NodeState::failed;
    state.layers[1].emplace_back().cost_usd = 5;
    const auto derived = derive(state, Derivation::most_agreeing);
    REQUIRE(derived);
    CHECK(derived->cost_usd == 0.75);
    CHECK(derived->total_ms == 102);
    CHECK(derived->text != "");
    for (run::Node& node : state.layers[0])
        node.state = run::NodeState::failed;
    CHECK_FALSE(derive(state, Derivation::vote));
}

}  // namespace moa::proof
