// Aggregation by rank and by a sliding window.
#include <doctest/doctest.h>

#include "run/node_sentence.hpp"
#include "run/price_of_calls.hpp"
#include "run/sentences.hpp"
#include "unit/contains.hpp"
#include "unit/run/harness.hpp"
#include "unit/run/log_check.hpp"

using namespace moa;
using run::Change;
using run::NodeState;
using run::RunStatus;
using test::Bench;
using test::LoggedBench;

namespace {

mixture::Recipe aggregating(mixture::Aggregation aggregation, const std::vector<std::string>& proposers) {
    mixture::Recipe recipe = test::recipe({proposers, {"final"}});
    recipe.layers.back().parameters.aggregation = aggregation;
    return recipe;
}

/// A whole answer whose tokens the provider counts.
void counted(Bench& bench, std::string_view node, std::string_view text, int prompt, int completion) {
    bench.finish(node, test::text_event(text) + test::finish_event("stop") +
                           test::usage_event(prompt, completion) + test::done_event);
}

run::RunSpec priced(mixture::Recipe recipe) {
    run::RunSpec spec{std::move(recipe), {{"user", "What is it?"}}, test::local_provider(), 1};
    spec.prices.set("local", "final", mixture::Price{1, 10});
    return spec;
}

}  // namespace

TEST_CASE("a ranker's answer is the response it names, to the byte") {
    LoggedBench logged(aggregating(mixture::Aggregation::rank, {"a", "b", "c"}));
    Bench& bench = logged.bench;
    bench.start();
    bench.answer("1.1", "One.");
    bench.refuse("1.2", 401);
    bench.answer("1.3", "  Three, with\nits own shape.\n");
    REQUIRE(bench.calls_of("2.1") == 1);
    CHECK(test::contains(bench.call_of("2.1").request.body, "choose the best one"));
    bench.head("2.1");
    bench.bytes("2.1", test::text_event("Response "));
    CHECK(bench.run.state().answer().empty());
    CHECK(bench.node("2.1").state == NodeState::thinking);
    SUBCASE("and its own words are no part of it") {
        bench.bytes("2.1", test::text_event("2") + test::finish_event("stop") + test::done_event);
        const run::Node& node = bench.node("2.1");
        CHECK(node.state == NodeState::done);
        CHECK(node.text == "  Three, with\nits own shape.\n");
        CHECK(node.reasoning == "Response 2");
        CHECK(node.chosen == run::NodeId{1, 3});
        CHECK(run::node_note(bench.run.state(), node) == "Selected: 1.3 c.");
        CHECK(node.usage->completion_tokens <= 5);
    }
    SUBCASE("a number of no response is no choice") {
        bench.bytes("2.1", test::text_event("7, I think") + test::finish_event("stop") + test::done_event);
        CHECK(bench.node("2.1").state == NodeState::failed);
        CHECK(bench.run.state().status == RunStatus::failed);
        CHECK(test::contains(run::status_sentence(bench.run.state()), "no number from 1 to 2"));
    }
    SUBCASE("it breaks off before it has chosen") {
        bench.fail("2.1");
        CHECK(bench.node("2.1").state == NodeState::failed);
        CHECK(bench.node("2.1").error->kind == ErrorKind::interrupted);
    }
    SUBCASE("what it has chosen is what it was sent, whatever becomes of it") {
        bench.take(bench.run.change({Change::edit, {1, 3}, "By hand.", {}, {}}, bench.now));
        bench.bytes("2.1", test::text_event("2") + test::done_event);
        CHECK(bench.node("2.1").text == "  Three, with\nits own shape.\n");
        CHECK(bench.node("2.1").stale);
    }
    SUBCASE("removed meanwhile") {
        bench.take(bench.run.change({Change::remove, {1, 3}, {}, {}, {}}, bench.now));
        bench.bytes("2.1", test::text_event("2") + test::done_event);
        CHECK(bench.node("2.1").text == "  Three, with\nits own shape.\n");
        CHECK_FALSE(bench.node("2.1").chosen.has_value());
    }
    CHECK(logged.replays());
}

TEST_CASE("a chosen response that is cut is a cut answer") {
    LoggedBench logged(aggregating(mixture::Aggregation::rank, {"a"}));
    Bench& bench = logged.bench;
    bench.start();
    bench.head("1.1");
    bench.bytes("1.1", test::text_event("One an") + test::finish_event("length") + test::done_event);
    CHECK(test::contains(bench.call_of("2.1").request.body, "response 1 is cut at the token limit"));
    bench.answer("2.1", "1");
    CHECK(bench.node("2.1").is_cut());
    CHECK(bench.run.state().cut == std::vector<run::NodeId>{{1, 1}, {2, 1}});
    CHECK(logged.replays());
}

TEST_CASE("a sliding window takes a few answers a call and carries the result on") {
    LoggedBench logged(priced(aggregating(mixture::Aggregation::window, {"a", "b", "c", "d", "e", "f"})));
    Bench& bench = logged.bench;
    bench.start();
    for (const char* node : {"1.1", "1.2", "1.3", "1.4", "1.5"})
        bench.answer(node, "Answer of " + std::string(node) + ".");
    bench.answer("1.6", "Answer of 1.6.");
    const auto said_of = [&bench](std::string_view node) {
        return bench.call_of("2.1").request.body.find(node);
    };
    REQUIRE(bench.calls_of("2.1") == 1);
    CHECK(said_of("3. Answer of 1.3") != std::string::npos);
    CHECK(said_of("Answer of 1.4") == std::string::npos);
    counted(bench, "2.1", "First result.", 100, 10);
    REQUIRE(bench.calls_of("2.1") == 2);
    CHECK(said_of("1. First result.") != std::string::npos);
    CHECK(said_of("2. Answer of 1.4.") != std::string::npos);
    CHECK(said_of("3. Answer of 1.5.") != std::string::npos);
    CHECK(said_of("Answer of 1.3") == std::string::npos);
    CHECK(run::node_sentence(bench.run.state(), bench.node("2.1"), 0) ==
          "Call 2 of 3: Waiting for the first token, at most 10:00");
    CHECK(bench.run.state().cost_usd == doctest::Approx(0.0002));

    SUBCASE("to the end") {
        counted(bench, "2.1", "Second result.", 100, 10);
        REQUIRE(bench.calls_of("2.1") == 3);
        CHECK(said_of("2. Answer of 1.6.") != std::string::npos);
        counted(bench, "2.1", "The answer.", 80, 20);
        const run::Node& node = bench.node("2.1");
        CHECK(node.text == "The answer.");
        CHECK(node.usage == wire::Usage{280, 40, false});
        CHECK(node.cost_usd == doctest::Approx(0.00068));
        CHECK(bench.run.state().cost_usd == doctest::Approx(0.00068));
        CHECK(bench.run.state().status == RunStatus::complete);
        CHECK(run::node_note(bench.run.state(), node) == "3 of 3 calls answered.");
        CHECK(run::prompt_of(bench.run.state(), node.id).front().content.find("1. Second result.") !=
              std::string::npos);
    }
    SUBCASE("where a later call fails, what there was stays, and a rerun begins anew") {
        bench.refuse("2.1", 401);
        CHECK(bench.node("2.1").state == NodeState::failed);
        CHECK(bench.node("2.1").text == "First result.");
        CHECK(bench.node("2.1").usage == wire::Usage{100, 10, false});
        CHECK(bench.run.state().status == RunStatus::failed);
        bench.rerun("2.1");
        CHECK(said_of("1. Answer of 1.1.") != std::string::npos);
    }
    SUBCASE("a change meanwhile makes it stale, and it goes on") {
        bench.take(bench.run.change({Change::mute, {1, 6}, {}, {}, {}}, bench.now));
        CHECK(bench.node("2.1").stale);
        counted(bench, "2.1", "The answer.", 80, 20);
        CHECK(bench.calls_of("2.1") == 2);
        CHECK(bench.node("2.1").state == NodeState::done);
        CHECK(bench.node("2.1").stale);
    }
    SUBCASE("stopped meanwhile, it keeps what it has") {
        bench.stop();
        CHECK(bench.node("2.1").state == NodeState::cancelled);
        CHECK(bench.node("2.1").text == "First result.");
    }
    CHECK(logged.replays());
}

TEST_CASE("the retries of a window's call are its own, and its total limit, too") {
    mixture::Recipe recipe = aggregating(mixture::Aggregation::window, {"a", "b", "c"});
    recipe.layers.back().parameters.window = 2;
    recipe.defaults.limits.retries = 1;
    recipe.defaults.limits.total_ms = 10'000;
    recipe.defaults.limits.first_token_ms = 9'000;
    LoggedBench logged(recipe);
    Bench& bench = logged.bench;
    bench.start();
    for (const char* node : {"1.1", "1.2", "1.3"})
        bench.answer(node, "An answer.");
    bench.refuse("2.1", 500);
    bench.wake();
    CHECK(bench.calls_of("2.1") == 2);
    bench.now += 8'000;
    bench.answer("2.1", "First result.");
    CHECK(bench.calls_of("2.1") == 3);
    bench.refuse("2.1", 500);
    bench.wake();
    CHECK(bench.calls_of("2.1") == 4);
    bench.now += 8'000;
    bench.tick();
    bench.answer("2.1", "The answer.");
    CHECK(bench.run.state().status == RunStatus::complete);
    CHECK(logged.replays());
}

TEST_CASE("what calling a windowed node costs counts all of its calls") {
    Bench bench(priced(aggregating(mixture::Aggregation::window, {"a", "b", "c", "d"})));
    bench.start();
    for (const char* node : {"1.1", "1.2", "1.3", "1.4"})
        bench.answer(node, "An answer.");
    const run::CallPrice price = run::price_of_calls(bench.run.state(), {{2, 1}}, {});
    CHECK(price.calls == 2);
}
