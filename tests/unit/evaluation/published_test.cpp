// Published answers in place of the first layer.
#include "evaluation/published.hpp"

#include <doctest/doctest.h>

#include "mixture/presets.hpp"
#include "run/input.hpp"
#include "session/history/run_log_read.hpp"
#include "session/history/run_log_write.hpp"

using namespace moa;

TEST_CASE("the first layer has answered, nothing of it is to be called, and its log reads back so") {
    const mixture::Recipe recipe = evaluation::with_published_layer(
        mixture::find_preset("moa-3-simulated")->recipe, {"first-model", "second-model"});
    REQUIRE(recipe.layers.front().agents.size() == 2);
    std::string log;
    session::RunLogWriter writer([&](std::string_view line) { log += line; });
    const run::RunState state =
        evaluation::start_published(recipe, {{"user", "Why?"}}, {"Because.", "So that."}, writer);
    const Result<session::RunLog> read = session::read_run_log(log);
    REQUIRE(read.ok());
    for (const run::RunState& each : {state, session::replay(read.value())}) {
        REQUIRE(each.layers.front().size() == 2);
        CHECK(each.layers.front()[0].state == run::NodeState::done);
        CHECK(each.layers.front()[0].text == "Because.");
        CHECK(each.layers.front()[1].text == "So that.");
        CHECK(each.layers.front()[1].model == "second-model");
        CHECK(each.layers[1].front().state == run::NodeState::queued);
        CHECK(each.cost_usd == 0);
        CHECK(each.running());
    }
}
