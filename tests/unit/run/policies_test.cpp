// Waits, backups and the spend cap, in virtual time.
#include <doctest/doctest.h>

#include "run/sentences.hpp"
#include "run/stale.hpp"
#include "unit/contains.hpp"
#include "unit/run/harness.hpp"

using namespace moa;
using run::Change;
using run::NodeState;
using run::RunStatus;
using test::Bench;

namespace {

mixture::Recipe waiting(const mixture::Wait& wait) {
    mixture::Recipe recipe = test::recipe({{"a", "b", "c"}, {"final"}});
    recipe.layers[0].wait = wait;
    return recipe;
}

mixture::Recipe backed_up() {
    mixture::Recipe recipe = test::recipe({{"a", "b"}, {"final"}});
    recipe.layers[0].agents[0].backup.emplace();
    recipe.layers[0].agents[0].backup->provider = "local";
    recipe.layers[0].agents[0].backup->model = "spare";
    recipe.layers[1].agents[0].backup = recipe.layers[0].agents[0].backup;
    return recipe;
}

}  // namespace

TEST_CASE("two of three and two seconds: the third is late, kept, and not used") {
    mixture::Wait wait;
    wait.count = 2;
    wait.grace_ms = 2000;
    Bench bench(waiting(wait));
    bench.start();
    bench.answer("1.1", "One.");
    bench.now = 1500;
    bench.head("1.3");
    bench.bytes("1.3", test::text_event("slow"));
    bench.answer("1.2", "Two.");
    CHECK(bench.calls_of("2.1") == 0);
    CHECK(bench.run.next_wake() == 3500);
    SUBCASE("it comes within the grace") {
        bench.now = 3499;
        bench.tick();
        bench.bytes("1.3", test::text_event(" but sure.") + test::done_event);
        CHECK(bench.calls_of("2.1") == 1);
        CHECK(test::contains(bench.call_of("2.1").request.body, "3. slow but sure."));
        bench.answer("2.1", "Done.");
        CHECK(bench.run.state().status == RunStatus::complete);
    }
    SUBCASE("it does not") {
        bench.now = 3500;
        bench.tick();
        REQUIRE(bench.calls_of("2.1") == 1);
        CHECK(bench.node("1.3").late);
        CHECK(bench.cancelled.empty());
        CHECK_FALSE(test::contains(bench.call_of("2.1").request.body, "slow"));
        bench.bytes("1.3", test::text_event(" but sure.") + test::done_event);
        CHECK(bench.node("1.3").text == "slow but sure.");
        bench.answer("2.1", "Done.");
        CHECK(bench.run.state().status == RunStatus::degraded);
        CHECK(test::contains(run::degradation_sentence(bench.run.state()),
                             "1.3 c is missing: arrived too late."));
        CHECK(test::contains(run::degradation_sentence(bench.run.state()), "built from 2 of 3."));
        CHECK(run::stale_nodes(bench.run.state()).empty());
        bench.take(bench.run.change({Change::use, {1, 3}, {}, {}, {}}, bench.now));
        CHECK(run::stale_nodes(bench.run.state()) == std::vector<run::NodeId>{{2, 1}});
        bench.take(bench.run.change({Change::rerun, {}, {}, {}, {}}, bench.now));
        CHECK(test::contains(bench.call_of("2.1").request.body, "3. slow but sure."));
    }
    SUBCASE("it is still at work when the answer is there") {
        bench.now = 3500;
        bench.tick();
        bench.answer("2.1", "Done.");
        CHECK(bench.node("1.3").state == NodeState::cancelled);
        CHECK(bench.node("1.3").text == "slow");
        CHECK(bench.cancelled.size() == 1);
        CHECK(bench.run.next_wake() != 3500);
    }
}

TEST_CASE("a deadline counts from the layer's start, and without an answer the first one ends it") {
    mixture::Wait wait;
    wait.deadline_ms = 5000;
    Bench bench(waiting(wait));
    bench.start();
    bench.head("1.1");
    bench.head("1.2");
    SUBCASE("one is there") {
        bench.answer("1.3", "Three.");
        bench.now = 5999;
        bench.tick();
        CHECK(bench.calls_of("2.1") == 0);
        bench.now = 6000;
        bench.tick();
        CHECK(bench.calls_of("2.1") == 1);
        CHECK(bench.node("1.1").late);
    }
    SUBCASE("none is there") {
        bench.now = 6000;
        bench.tick();
        CHECK(bench.calls_of("2.1") == 0);
        bench.now = 8000;
        bench.answer("1.3", "Three.");
        CHECK(bench.calls_of("2.1") == 1);
        CHECK(bench.node("1.2").late);
    }
}

TEST_CASE("whatever is handled at a layer's time or after it ends the layer, before any timer does") {
    mixture::Wait wait;
    SUBCASE("a deadline") {
        wait.deadline_ms = 5000;
    }
    SUBCASE("a count with grace") {
        wait.count = 1;
        wait.grace_ms = 4900;
    }
    for (const Millis late : {0, 1, 900}) {
        for (const std::string_view what :
             {"bytes", "head", "connection", "end of another", "bytes of an unknown call", "tick"}) {
            CAPTURE(late);
            CAPTURE(what);
            mixture::Recipe recipe = waiting(wait);
            recipe.layers[0].agents.push_back(test::agent("d"));
            Bench bench(recipe);
            bench.start();
            bench.now = 1100;
            bench.answer("1.1", "One.");
            bench.head("1.2");
            bench.bytes("1.2", test::text_event("x"));
            CHECK(bench.run.next_wake() == 6000);
            bench.now = 5999;
            bench.bytes("1.2", test::text_event("x"));
            CHECK(bench.run.next_wake() == 6000);
            CHECK(bench.calls_of("2.1") == 0);
            bench.now = 6000 + late;
            if (what == "bytes") bench.bytes("1.2", test::text_event("x"));
            if (what == "head") bench.head("1.3");
            if (what == "connection") bench.connected("1.3");
            if (what == "end of another") bench.refuse("1.4", 404);
            if (what == "bytes of an unknown call") bench.take(bench.run.on_bytes(99, "x", bench.now));
            if (what == "tick") bench.tick();
            CHECK(bench.calls_of("2.1") == 1);
            CHECK(bench.node("1.2").late);
            CHECK(bench.node("1.3").late);
        }
    }
}

TEST_CASE("continue now with what is there, at any moment there is something") {
    Bench bench(test::recipe({{"a", "b", "c"}, {"final"}}));
    bench.start();
    const run::GraphCommand proceed{Change::proceed, {}, {}, {}, {}};
    CHECK(bench.run.refusal(proceed).has_value());
    bench.answer("1.2", "Two.");
    CHECK_FALSE(bench.run.refusal(proceed).has_value());
    bench.take(bench.run.change(proceed, bench.now));
    CHECK(bench.calls_of("2.1") == 1);
    CHECK(bench.node("1.1").late);
    CHECK(bench.node("1.1").state == NodeState::waiting);
    CHECK(bench.run.refusal(proceed).has_value());
    bench.answer("1.1", "Late.");
    bench.answer("2.1", "Done.");
    CHECK(bench.node("1.1").text == "Late.");
    CHECK(bench.run.state().status == RunStatus::degraded);
}

TEST_CASE("a late node that fails is not tried again") {
    mixture::Recipe recipe = backed_up();
    recipe.defaults.limits.retries = 3;
    Bench bench(recipe);
    bench.start();
    bench.answer("1.2", "Two.");
    bench.take(bench.run.change({Change::proceed, {}, {}, {}, {}}, bench.now));
    bench.refuse("1.1", 500);
    CHECK(bench.calls_of("1.1") == 1);
    CHECK(bench.node("1.1").state == NodeState::failed);
}

TEST_CASE("a backup answers for an agent that has failed for good, and the answer says so") {
    Bench bench(backed_up());
    bench.start();
    bench.answer("1.2", "Two.");
    bench.refuse("1.1", 500);
    REQUIRE(bench.calls_of("1.1") == 2);
    CHECK(bench.body_of("1.1")["model"] == Json("spare"));
    CHECK(bench.calls_of("2.1") == 0);
    bench.answer("1.1", "By the spare.");
    CHECK(test::contains(bench.call_of("2.1").request.body, "1. By the spare."));
    SUBCASE("of the aggregator, too") {
        bench.refuse("2.1", 429);
        CHECK(bench.body_of("2.1")["model"] == Json("spare"));
        bench.answer("2.1", "Also by the spare.");
        CHECK(bench.run.state().answer() == "Also by the spare.");
        CHECK(bench.run.state().status == RunStatus::degraded);
        const std::string words = run::status_sentence(bench.run.state());
        CHECK(test::contains(words, "1.1 was answered by the backup model spare (a failed: server error)."));
        CHECK(test::contains(words,
                             "2.1 was answered by the backup model spare (final failed: rate limited)."));
    }
    SUBCASE("and when it fails as well, the run has failed") {
        bench.refuse("2.1", 500);
        bench.refuse("2.1", 500);
        CHECK(bench.calls_of("2.1") == 2);
        CHECK(bench.run.state().status == RunStatus::failed);
    }
    SUBCASE("asked once more, the agent itself is asked") {
        bench.answer("2.1", "Done.");
        bench.take(bench.run.change({Change::regenerate, {1, 1}, {}, {}, {}}, bench.now));
        CHECK(bench.body_of("1.1")["model"] == Json("a"));
    }
}

TEST_CASE("a spend cap keeps the next layer from starting, and says so") {
    mixture::Recipe recipe = test::recipe({{"a"}, {"final"}});
    recipe.max_cost_usd = 0.01;
    run::RunSpec spec{recipe, {{"user", "What is it?"}}, test::local_provider(), 1};
    spec.prices.set("local", "a", mixture::Price{100, 100});
    spec.prices.set("local", "final", mixture::Price{100, 100});
    Bench bench(spec);
    bench.start();
    CHECK(bench.calls_of("1.1") == 0);
    CHECK(bench.run.state().status == RunStatus::failed);
    REQUIRE(bench.run.state().cap.has_value());
    CHECK(bench.run.state().cap->layer == 1);
    run::GraphCommand cap;
    cap.change = Change::cap;
    cap.usd = 0.015;
    bench.take(bench.run.change(cap, bench.now));
    bench.take(bench.run.change({Change::resume, {}, {}, {}, {}}, bench.now));
    CHECK_FALSE(bench.run.state().cap.has_value());
    REQUIRE(bench.calls_of("1.1") == 1);
    bench.head("1.1");
    bench.bytes("1.1", test::text_event("x") + test::usage_event(5, 60) + test::done_event);
    CHECK(bench.calls_of("2.1") == 0);
    const std::string words = run::status_sentence(bench.run.state());
    CHECK(test::contains(words, "Stopped before layer 2"));
    CHECK(test::contains(words, "$0.015"));
    cap.usd = 0;
    bench.take(bench.run.change(cap, bench.now));
    bench.take(bench.run.change({Change::resume, {}, {}, {}, {}}, bench.now));
    CHECK(bench.calls_of("1.1") == 1);
    bench.answer("2.1", "Done.");
    CHECK(bench.run.state().status == RunStatus::complete);
}
