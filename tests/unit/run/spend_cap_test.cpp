// The spend cap: it keeps layers from beginning and refuses commands, and it never ends what is at work.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "unit/contains.hpp"
#include "unit/run/log_check.hpp"

using namespace moa;
using run::Change;
using run::GraphCommand;
using run::NodeState;
using run::RunStatus;
using test::Bench;

namespace {

/// Every model costs 100 dollars a million tokens, so that a call of at most 100 answer tokens costs about a
/// cent.
run::RunSpec priced(const std::vector<std::vector<std::string>>& layers, double cap_usd) {
    mixture::Recipe recipe = test::recipe(layers);
    recipe.max_cost_usd = cap_usd;
    run::RunSpec spec{recipe, {{"user", "What is it?"}}, test::local_provider(), 1};
    for (const auto& models : layers) {
        for (const std::string& model : models)
            spec.prices.set("local", model, mixture::Price{100, 100});
    }
    spec.prices.set("local", "dear", mixture::Price{100'000, 100'000});
    return spec;
}

GraphCommand on(Change change, run::NodeId node, std::string model = {}) {
    GraphCommand command;
    command.change = change;
    command.node = node;
    if (!model.empty()) command.agent = test::agent(std::move(model));
    return command;
}

GraphCommand cap_of(double usd) {
    GraphCommand command;
    command.change = Change::cap;
    command.usd = usd;
    return command;
}

void counted(Bench& bench, std::string_view node, std::string_view text, int completion) {
    bench.finish(node, test::text_event(text) + test::finish_event("stop") +
                           test::usage_event(5, completion) + test::done_event);
}

/// A layer of three that streams under a cap that leaves no room for a fourth call.
struct Streaming {
    Streaming() : logged(priced({{"a", "b", "c"}, {"final"}}, 0.038)) {
        bench().start();
        REQUIRE(bench().calls.size() == 3);
        for (const char* node : {"1.1", "1.2", "1.3"}) {
            bench().head(node);
            bench().bytes(node, test::text_event("So far."));
        }
    }
    Bench& bench() { return logged.bench; }

    test::LoggedBench logged;
};

}  // namespace

TEST_CASE("a command that would go over the cap is refused with price and cap, and the layer goes on") {
    for (const GraphCommand& command : {on(Change::add, {1, 0}, "dear"), on(Change::add, {1, 0}, "a"),
                                        on(Change::regenerate, {1, 1}, "dear")}) {
        CAPTURE(run::to_string(command.change));
        Streaming streaming;
        Bench& bench = streaming.bench();
        const auto refused = bench.run.refusal(command);
        REQUIRE(refused.has_value());
        CHECK(test::contains(refused->message, "it would cost about $"));
        CHECK(test::contains(refused->message, "the cap is $0.038"));
        bench.take(bench.run.change(command, bench.now));
        CHECK(bench.cancelled.empty());
        CHECK(bench.calls.size() == 3);
        CHECK(bench.run.state().status == RunStatus::running);
        for (const char* node : {"1.1", "1.2", "1.3"})
            CHECK(bench.node(node).state == NodeState::streaming);
    }
}

TEST_CASE("what a command gives up is not counted in full beside what takes its place") {
    Streaming streaming;
    Bench& bench = streaming.bench();
    const GraphCommand again = on(Change::regenerate, {1, 1});
    CHECK_FALSE(bench.run.refusal(again).has_value());
    bench.take(bench.run.change(again, bench.now));
    CHECK(bench.calls_of("1.1") == 2);
    CHECK(bench.cancelled.size() == 1);
    CHECK(bench.node("1.2").state == NodeState::streaming);
    CHECK(bench.run.state().status == RunStatus::running);
    CHECK(streaming.logged.replays());
}

TEST_CASE("undo and unmute count what they call, too") {
    Bench bench(priced({{"a", "b", "c"}, {"final"}}, 0.05));
    bench.start();
    SUBCASE("a node that is heard again") {
        // Muted before it was called: it is skipped, and would be called now.
        mixture::Recipe recipe = priced({{"a", "b", "c"}, {"final"}}, 0.028).recipe;
        recipe.layers[0].agents[2].muted = true;
        run::RunSpec spec = priced({{"a", "b", "c"}, {"final"}}, 0.028);
        spec.recipe = recipe;
        Bench muted(spec);
        muted.start();
        REQUIRE(muted.calls.size() == 2);
        const auto refused = muted.run.refusal(on(Change::unmute, {1, 3}));
        REQUIRE(refused.has_value());
        CHECK(test::contains(refused->message, "the cap is $0.028"));
        muted.take(muted.run.change(cap_of(1), muted.now));
        muted.take(muted.run.change(on(Change::unmute, {1, 3}), muted.now));
        CHECK(muted.calls_of("1.3") == 1);
    }
    SUBCASE("what calls nobody is never refused") {
        bench.take(bench.run.change(cap_of(0.0001), bench.now));
        for (const GraphCommand& command :
             {on(Change::mute, {1, 3}), on(Change::remove, {1, 3}), on(Change::edit, {1, 1})}) {
            GraphCommand given = command;
            if (given.change == Change::edit) given.text = "So.";
            CHECK_FALSE(bench.run.refusal(given).has_value());
        }
    }
}

TEST_CASE("a lower cap leaves the layer at work alone and keeps the next one from beginning") {
    Streaming streaming;
    Bench& bench = streaming.bench();
    bench.take(bench.run.change(cap_of(0.0001), bench.now));
    CHECK(bench.cancelled.empty());
    for (const char* node : {"1.1", "1.2", "1.3"}) {
        CHECK(bench.node(node).state == NodeState::streaming);
        bench.bytes(node, test::finish_event("stop") + test::done_event);
    }
    CHECK(bench.calls.size() == 3);
    REQUIRE(bench.run.state().cap.has_value());
    CHECK(bench.run.state().cap->layer == 2);
    CHECK(bench.run.state().status == RunStatus::failed);
    CHECK(streaming.logged.replays());
}

TEST_CASE("a node called again while the aggregator writes never ends it for the cap") {
    test::LoggedBench logged(priced({{"a", "b"}, {"final"}}, 0.2));
    Bench& bench = logged.bench;
    bench.start();
    counted(bench, "1.1", "One.", 20);
    counted(bench, "1.2", "Two.", 20);
    REQUIRE(bench.calls_of("2.1") == 1);
    bench.head("2.1");
    bench.bytes("2.1", test::text_event("The answer"));
    const auto refused = bench.run.refusal(on(Change::regenerate, {1, 1}, "dear"));
    REQUIRE(refused.has_value());
    bench.take(bench.run.change(on(Change::regenerate, {1, 1}, "dear"), bench.now));
    CHECK(bench.node("2.1").state == NodeState::streaming);
    CHECK(bench.node("1.1").text == "One.");
    // A cheap one is called beside it.
    bench.take(bench.run.change(on(Change::regenerate, {1, 1}), bench.now));
    CHECK(bench.calls_of("1.1") == 2);
    CHECK(bench.node("2.1").state == NodeState::streaming);
    bench.bytes("2.1", test::text_event(" is here.") + test::finish_event("stop") + test::done_event);
    counted(bench, "1.1", "One again.", 20);
    CHECK(bench.run.state().answer() == "The answer is here.");
    CHECK(bench.run.state().status == RunStatus::complete);
    CHECK_FALSE(bench.run.state().cap.has_value());
    CHECK(logged.replays());
}

TEST_CASE("at rest, a command over the cap is refused and leaves the answer as it is") {
    test::LoggedBench logged(priced({{"a", "b"}, {"final"}}, 1));
    Bench& bench = logged.bench;
    bench.start();
    counted(bench, "1.1", "One.", 100);
    counted(bench, "1.2", "Two.", 100);
    counted(bench, "2.1", "Done.", 100);
    REQUIRE(bench.run.state().status == RunStatus::complete);
    bench.take(bench.run.change(cap_of(0.033), bench.now));
    CHECK(bench.run.refusal(on(Change::regenerate, {1, 1})).has_value());
    bench.take(bench.run.change(on(Change::regenerate, {1, 1}), bench.now));
    CHECK(bench.node("1.1").text == "One.");
    CHECK(bench.run.state().status == RunStatus::complete);
    GraphCommand edit = on(Change::edit, {1, 1});
    edit.text = "Other.";
    bench.take(bench.run.change(edit, bench.now));
    CHECK(bench.run.refusal({Change::rerun, {}, {}, {}, {}}).has_value());
    bench.take(bench.run.change({Change::rerun, {}, {}, {}, {}}, bench.now));
    CHECK(bench.run.state().answer() == "Done.");
    bench.take(bench.run.change(cap_of(1), bench.now));
    bench.take(bench.run.change({Change::rerun, {}, {}, {}, {}}, bench.now));
    CHECK(bench.calls_of("2.1") == 2);
    CHECK(logged.replays());
}

TEST_CASE(
    "a run that the cap stopped is resumed under a higher one, and nothing that has finished is called "
    "again") {
    test::LoggedBench logged(priced({{"a", "b"}, {"final"}}, 0.03));
    Bench& bench = logged.bench;
    bench.start();
    counted(bench, "1.1", "One.", 100);
    counted(bench, "1.2", "Two.", 100);
    REQUIRE(bench.run.state().cap.has_value());
    SUBCASE("not raised, it stops before the same layer") {
        bench.take(bench.run.change({Change::resume, {}, {}, {}, {}}, bench.now));
        CHECK(bench.calls.size() == 2);
        CHECK(bench.run.state().cap.has_value());
    }
    SUBCASE("raised") {
        bench.take(bench.run.change(cap_of(0.2), bench.now));
    }
    SUBCASE("taken off") {
        bench.take(bench.run.change(cap_of(0), bench.now));
    }
    if (bench.run.state().recipe.max_cost_usd != 0.03) {
        bench.take(bench.run.change({Change::resume, {}, {}, {}, {}}, bench.now));
        REQUIRE(bench.calls_of("2.1") == 1);
        CHECK(bench.calls_of("1.1") == 1);
        bench.answer("2.1", "Done.");
        CHECK(bench.run.state().status == RunStatus::complete);
    }
    CHECK(logged.replays());
}
