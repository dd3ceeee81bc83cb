#include "run/critical_path.hpp"

#include <doctest/doctest.h>

#include "unit/run/harness.hpp"

using namespace moa;
using run::NodeId;
using test::Bench;

TEST_CASE("the critical path names who held up each layer, and by how much") {
    Bench bench(test::recipe({{"a", "b", "c"}, {"final"}}));
    CHECK(run::critical_path(bench.run.state()).empty());
    bench.start();
    bench.now += 100;
    bench.answer("1.2", "Second.");
    bench.now += 300;
    bench.answer("1.1", "First.");
    CHECK(run::critical_path(bench.run.state()).empty());  // 1.3 is still at work
    bench.now += 250;
    bench.answer("1.3", "Third.");
    auto path = run::critical_path(bench.run.state());
    REQUIRE(path.size() == 1);
    CHECK(path[0].node == NodeId{1, 3});
    CHECK(path[0].held_up_ms == 250);
    bench.now += 500;
    bench.answer("2.1", "The answer.");
    path = run::critical_path(bench.run.state());
    REQUIRE(path.size() == 2);
    CHECK(path[1].node == NodeId{2, 1});
    CHECK(path[1].held_up_ms == 0);
}

TEST_CASE("a failure can hold up a layer; muted and late nodes hold up nobody") {
    Bench bench(test::recipe({{"a", "b", "c"}, {"final"}}));
    bench.start();
    bench.answer("1.1", "First.");
    bench.now += 50;
    bench.answer("1.2", "Second.");
    bench.now += 400;
    bench.refuse("1.3", 401);
    CHECK(run::critical_path(bench.run.state())[0].node == NodeId{1, 3});

    run::RunState state = bench.run.state();
    state.find({1, 3})->late = true;
    CHECK(run::critical_path(state)[0].node == NodeId{1, 2});
    // The wait for 1.3 was ended: nobody was waited for to the end.
    CHECK(run::critical_path(state)[0].held_up_ms == 0);
    state.find({1, 2})->muted = true;
    CHECK(run::critical_path(state)[0].node == NodeId{1, 1});
    CHECK(run::critical_path(state)[0].held_up_ms == 0);
}

TEST_CASE("a run that was stopped was held up by nobody") {
    Bench bench(test::recipe({{"a", "b"}, {"final"}}));
    bench.start();
    bench.now += 50;
    bench.answer("1.1", "First.");
    bench.now += 1000;
    bench.take(bench.run.stop(bench.now));
    for (const run::CriticalCall& call : run::critical_path(bench.run.state()))
        CHECK(call.held_up_ms == 0);
}

TEST_CASE("the user's own time is not the run's, and an edit keeps the times of the call") {
    Bench bench(test::recipe({{"a", "b"}, {"final"}}));
    bench.start();
    bench.now += 100;
    bench.answer("1.1", "First.");
    bench.answer("1.2", "Second.");
    bench.now += 200;
    bench.answer("2.1", "The answer.");
    CHECK(bench.run.state().worked() == 300);
    const Millis ended = bench.run.state().find({1, 1})->ended_at;

    bench.now += 10'000;
    bench.take(bench.run.change({run::Change::edit, {1, 1}, "By hand.", {}, {}}, bench.now));
    const run::Node& edited = *bench.run.state().find({1, 1});
    CHECK(edited.ended_at == ended);
    CHECK(edited.tokens_per_second(bench.now) == 0);
    CHECK(bench.run.state().worked() == 300);
    bench.now += 5'000;
    bench.take(bench.run.change({run::Change::rerun, {}, {}, {}, {}}, bench.now));
    CHECK(bench.run.state().running());
    bench.now += 400;
    bench.answer("2.1", "Another answer.");
    CHECK(bench.run.state().status == run::RunStatus::complete);
    CHECK(bench.run.state().worked() == 700);
}
