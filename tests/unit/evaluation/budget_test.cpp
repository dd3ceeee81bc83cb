// A spend cap over runs side by side.
#include "evaluation/budget.hpp"

#include <doctest/doctest.h>

#include "evaluation/estimate_sum.hpp"
#include "mixture/presets.hpp"
#include "run/event.hpp"
#include "run/price_of_calls.hpp"

using namespace moa;
using evaluation::Budget;

TEST_CASE("what is spent and granted stays within the cap") {
    Budget budget(10.0);
    budget.spend(2);
    double granted = 0;
    int runs = 0;
    for (auto grant = budget.grant(1, 4); grant; grant = budget.grant(1, 4)) {
        CHECK(*grant >= 1);
        granted += *grant;
        ++runs;
    }
    CHECK(runs >= 3);
    CHECK(granted <= 8 + 1e-9);
    CHECK_FALSE(budget.grant(1, 4));
}

TEST_CASE("what a run did not spend is free again") {
    Budget budget(1.0);
    const auto first = budget.grant(0.8, 1);
    REQUIRE(first);
    CHECK_FALSE(budget.grant(0.5, 1));
    budget.settle(*first, 0.3);
    CHECK(budget.spent() == doctest::Approx(0.3));
    CHECK(budget.grant(0.5, 1));
}

TEST_CASE("without a cap everything is granted; with nothing left, nothing") {
    Budget open(std::nullopt);
    open.spend(1e6);
    CHECK(open.grant(1e6, 1));
    Budget spent(1.0);
    spent.spend(1);
    CHECK_FALSE(spent.grant(0, 1));
}

TEST_CASE("a second turn is estimated with a likely answer to the first") {
    const mixture::Recipe& recipe = mixture::find_preset("moa-lite-simulated")->recipe;
    evaluation::EstimateSum one;
    one.add(recipe, {}, {"A question"}, mixture::known_providers(), {}, {});
    evaluation::EstimateSum two;
    two.add(recipe, {}, {"A question", "Another one"}, mixture::known_providers(), {}, {});
    CHECK(one.calls == 7);
    CHECK(two.calls == 14);
    CHECK(two.questions == 1);
    CHECK(two.prompt_tokens.likely > 2 * one.prompt_tokens.likely + 400);
}

TEST_CASE("the messages of a turn hold those before it") {
    const auto messages = evaluation::messages_of({{"system", "s"}}, {"q1", "q2"}, {"a1"});
    CHECK(messages == std::vector<wire::ChatMessage>{
                          {"system", "s"}, {"user", "q1"}, {"assistant", "a1"}, {"user", "q2"}});
    CHECK(evaluation::messages_of({}, {"q1", "q2"}, {}).size() == 1);
}

TEST_CASE("what is granted lets every layer start that answers as long as expected") {
    mixture::Recipe recipe = mixture::find_preset("moa-lite-together")->recipe;
    const std::vector<std::string> turns = {"A question", "Another one"};
    const double usd = evaluation::likely_cost(recipe, {}, turns, {});
    CHECK(usd > evaluation::likely_cost(recipe, {}, {"A question"}, {}) * 2);
    // The first layer alone, by the run's own rule.
    run::RunState state;
    run::apply(state, 0, run::RunStarted{recipe, {{"user", "A question"}}});
    std::vector<run::NodeId> nodes;
    for (const run::Node& node : state.layers.front())
        nodes.push_back(node.id);
    CHECK(usd > run::price_of_calls(state, nodes, {}).cost_usd * 2);
}
