// Early exit: proposer layers still to come are left out when the answers agree.
#include <doctest/doctest.h>

#include "run/node_sentence.hpp"
#include "run/sentences.hpp"
#include "run/stale.hpp"
#include "unit/contains.hpp"
#include "unit/run/harness.hpp"
#include "unit/run/log_check.hpp"

using namespace moa;
using run::Change;
using run::NodeState;
using run::RunStatus;
using test::LoggedBench;

namespace {

mixture::Recipe exiting(double agreement, int min_layers = 1) {
    mixture::Recipe recipe = test::recipe({{"a", "b"}, {"c", "d"}, {"e", "f"}, {"final"}});
    recipe.early_exit.emplace();
    recipe.early_exit->agreement = agreement;
    recipe.early_exit->min_layers = min_layers;
    return recipe;
}

const char* const same = "The sky is blue since air scatters blue light most of all.";

}  // namespace

TEST_CASE("a layer whose answers agree is the last one before the aggregator") {
    LoggedBench logged(exiting(0.9));
    test::Bench& bench = logged.bench;
    bench.start();
    bench.answer("1.1", same);
    bench.answer("1.2", same);
    REQUIRE(bench.calls_of("4.1") == 1);
    CHECK(bench.calls_of("2.1") + bench.calls_of("3.2") == 0);
    CHECK(test::contains(bench.call_of("4.1").request.body, "2. The sky is blue"));
    CHECK(bench.node("2.1").state == NodeState::skipped);
    CHECK(test::contains(run::node_sentence(bench.run.state(), bench.node("3.1"), 0), "already agree"));
    bench.answer("4.1", "Done.");
    const run::RunState& state = bench.run.state();
    CHECK(state.status == RunStatus::complete);
    CHECK(state.missing.empty());
    const std::string words = run::status_sentence(state);
    CHECK(test::contains(
        words, "Layers 2 to 3 were skipped, because the answers of layer 1 have an agreement of 1.00"));
    CHECK(test::contains(words, "That saved about 4 calls, "));
    CHECK(state.exit->tokens > 4 * 20);
    CHECK(run::stale_nodes(state).empty());
    CHECK(run::unfinished_nodes(state).empty());
    CHECK(logged.replays());

    SUBCASE("a change above makes the aggregator stale, and nothing that was left out") {
        bench.take(bench.run.change({Change::edit, {1, 2}, "By hand.", {}, {}}, bench.now));
        CHECK(run::stale_nodes(bench.run.state()) == std::vector<run::NodeId>{{4, 1}});
        bench.take(bench.run.change({Change::rerun, {}, {}, {}, {}}, bench.now));
        CHECK(bench.calls_of("4.1") == 2);
        CHECK(bench.calls_of("2.1") == 0);
    }
    SUBCASE("a node that was left out can be called all the same; then its layer counts") {
        bench.take(bench.run.change({Change::regenerate, {3, 1}, {}, {}, {}}, bench.now));
        REQUIRE(bench.calls_of("3.1") == 1);
        CHECK(test::contains(bench.call_of("3.1").request.body, "2. The sky is blue"));
        CHECK(run::stale_nodes(bench.run.state()) == std::vector<run::NodeId>{{4, 1}});
        bench.answer("3.1", "Another word.");
        bench.take(bench.run.change({Change::rerun, {}, {}, {}, {}}, bench.now));
        CHECK(test::contains(bench.call_of("4.1").request.body, "1. Another word."));
        CHECK_FALSE(test::contains(bench.call_of("4.1").request.body, "The sky is blue"));
        bench.answer("4.1", "Done again.");
    }
    CHECK(logged.replays());
}

TEST_CASE("answers that differ go on, until those of consecutive layers agree") {
    LoggedBench logged(exiting(0.8));
    test::Bench& bench = logged.bench;
    bench.start();
    bench.answer("1.1", same);
    bench.answer("1.2", "Because of Rayleigh scattering, which favours short waves.");
    REQUIRE(bench.calls_of("2.1") == 1);
    SUBCASE("with those of the layer before") {
        bench.answer("2.1", "Wholly different words about nothing.");
        bench.answer("2.2", "Wholly different words about nothing.");
        CHECK(bench.calls_of("3.1") == 1);
    }
    SUBCASE("which only half of them do here") {
        bench.answer("2.1", same);
        bench.answer("2.2", same);
        CHECK(bench.calls_of("3.1") == 1);
        CHECK_FALSE(bench.run.state().exit.has_value());
    }
    CHECK(logged.replays());
}

TEST_CASE("so many layers run in any case, and one answer alone agrees with nobody") {
    LoggedBench two(exiting(0.5, 2));
    two.bench.start();
    two.bench.answer("1.1", same);
    two.bench.answer("1.2", same);
    REQUIRE(two.bench.calls_of("2.1") == 1);
    two.bench.answer("2.1", same);
    two.bench.answer("2.2", same);
    CHECK(two.bench.calls_of("3.1") == 0);
    CHECK(two.bench.calls_of("4.1") == 1);
    CHECK(two.replays());

    LoggedBench alone(exiting(0.5));
    alone.bench.start();
    alone.bench.answer("1.1", same);
    alone.bench.refuse("1.2", 401);
    CHECK(alone.bench.calls_of("2.1") == 1);
    CHECK(alone.replays());
}

TEST_CASE("a run that broke off behind an early exit goes on with its aggregator alone") {
    LoggedBench logged(exiting(0.9));
    test::Bench& bench = logged.bench;
    bench.start();
    bench.answer("1.1", same);
    bench.answer("1.2", same);
    bench.head("4.1");
    test::Bench again(exiting(0.9));
    again.take(again.run.adopt(logged.replayed(), again.now));
    again.take(again.run.change({Change::resume, {}, {}, {}, {}}, again.now));
    CHECK(again.calls.size() == 1);
    again.answer("4.1", "Done.");
    CHECK(again.run.state().status == RunStatus::complete);
}
