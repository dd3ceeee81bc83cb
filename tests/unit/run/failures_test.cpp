#include <doctest/doctest.h>

#include "run/sentences.hpp"
#include "unit/contains.hpp"
#include "unit/run/harness.hpp"

using namespace moa;
using run::NodeState;
using run::RunStatus;
using test::Bench;

namespace {

mixture::Recipe with_limits(const mixture::Limits& limits) {
    mixture::Recipe recipe = test::recipe({{"a"}, {"final"}});
    recipe.defaults.limits = limits;
    recipe.defaults.limits.retries = 0;
    return recipe;
}

}  // namespace

TEST_CASE("while later layers have not begun, the layer that lost an answer is the one that is told of") {
    Bench bench(test::recipe({{"a", "b", "c"}, {"d", "e"}, {"final"}}));
    bench.start();
    bench.answer("1.1", "One.");
    bench.refuse("1.2", 500, R"({"error":{"message":"internal fault"}})");
    CHECK(test::contains(run::degradation_sentence(bench.run.state()),
                         "The answer will be built from 2 of 3."));
    bench.answer("1.3", "Three.");
    CHECK(test::contains(run::degradation_sentence(bench.run.state()),
                         "The answer will be built from 2 of 3."));
}

TEST_CASE("one failed proposer does not sink the run; the answer says who is missing") {
    Bench bench(test::recipe({{"a", "org/b", "c"}, {"final"}}));
    bench.start();
    bench.answer("1.1", "One.");
    bench.refuse("1.2", 500, R"({"error":{"message":"internal fault"}})");
    bench.answer("1.3", "Three.");
    CHECK(bench.node("1.2").state == NodeState::failed);
    REQUIRE(bench.node("1.2").error.has_value());
    CHECK(bench.node("1.2").error->http_status == 500);
    CHECK(bench.node("1.2").error->provider_words == "internal fault");
    CHECK(test::contains(run::degradation_sentence(bench.run.state()),
                         "The answer will be built from 2 of 3."));

    const std::string system(find_string(bench.body_of("2.1")["messages"][0], "content"));
    CHECK(test::contains(system, "\n1. One.\n2. Three."));
    bench.answer("2.1", "Done.");
    CHECK(bench.run.state().status == RunStatus::degraded);
    REQUIRE(bench.run.state().missing.size() == 1);
    CHECK(bench.run.state().missing[0] == run::NodeId{1, 2});
    CHECK(test::contains(run::degradation_sentence(bench.run.state()), "1.2 b is missing"));
    CHECK(test::contains(run::degradation_sentence(bench.run.state()), "The answer is built from 2 of 3."));
}

TEST_CASE("when no proposer of a layer answers the run fails, and nothing more is sent") {
    Bench bench(test::recipe({{"a", "b"}, {"c"}, {"final"}}));
    bench.start();
    bench.fail("1.1");
    bench.refuse("1.2", 401, R"({"error":{"message":"bad key"}})");
    CHECK(bench.calls.size() == 2);
    CHECK(bench.run.state().status == RunStatus::failed);
    CHECK(bench.node("2.1").state == NodeState::skipped);
    CHECK(bench.node("3.1").state == NodeState::skipped);
    CHECK(test::contains(run::status_sentence(bench.run.state()), "No proposer of layer 1 answered."));
}

TEST_CASE("a failed aggregator fails the run and its text so far stays") {
    Bench bench(test::recipe({{"a"}, {"final"}}));
    bench.start();
    bench.answer("1.1", "One.");
    bench.head("2.1");
    bench.bytes("2.1", test::text_event("Half an ans"));
    bench.fail("2.1");
    CHECK(bench.run.state().status == RunStatus::failed);
    CHECK(bench.run.state().answer() == "Half an ans");
    CHECK(bench.node("2.1").error->kind == ErrorKind::interrupted);
    CHECK(test::contains(run::status_sentence(bench.run.state()), "The answer was interrupted."));
}

TEST_CASE(
    "a stream that ends without a terminal marker keeps its text, marked interrupted, and degrades the run") {
    Bench bench(test::recipe({{"a"}, {"final"}}));
    bench.start();
    bench.head("1.1");
    bench.bytes("1.1", test::text_event("Almost all of it"));
    bench.end("1.1");
    CHECK(bench.node("1.1").state == NodeState::done);
    CHECK(bench.node("1.1").finish == "interrupted");
    CHECK(test::contains(bench.call_of("2.1").request.body, "Almost all of it"));
    bench.answer("2.1", "Fine.");
    CHECK(bench.run.state().status == RunStatus::degraded);
    CHECK(bench.run.state().missing.empty());
    REQUIRE(bench.run.state().cut.size() == 1);
    CHECK(bench.run.state().cut[0] == run::NodeId{1, 1});
}

TEST_CASE("an answer cut by the token limit counts, and is said to be cut") {
    Bench bench(test::recipe({{"a"}, {"final"}}));
    bench.start();
    bench.head("1.1");
    bench.bytes("1.1", test::text_event("Long") + test::finish_event("length") + test::done_event);
    bench.answer("2.1", "Fine.");
    CHECK(bench.node("1.1").is_cut());
    CHECK(bench.run.state().status == RunStatus::degraded);
    CHECK(test::contains(run::degradation_sentence(bench.run.state()),
                         "1.1 a is cut short: token limit reached."));
}

TEST_CASE("reasoning that uses up the token limit is a failure that says so") {
    Bench bench(test::recipe({{"a", "b"}, {"final"}}));
    bench.start();
    bench.head("1.1");
    bench.bytes("1.1", test::reasoning_event("hm") + test::finish_event("length") + test::done_event);
    CHECK(bench.node("1.1").state == NodeState::failed);
    CHECK(bench.node("1.1").error->kind == ErrorKind::empty_answer);
    CHECK(test::contains(bench.node("1.1").error->message, "max. output tokens"));
    CHECK(bench.node("1.1").reasoning == "hm");
}

TEST_CASE("an empty stream is a failure, not an empty answer") {
    Bench bench(test::recipe({{"a", "b"}, {"final"}}));
    bench.start();
    bench.head("1.1");
    bench.end("1.1");
    CHECK(bench.node("1.1").state == NodeState::failed);
    CHECK(bench.node("1.1").error->kind == ErrorKind::empty_answer);
    bench.head("1.2");
    bench.bytes("1.2", test::done_event);
    CHECK(bench.node("1.2").state == NodeState::failed);
    CHECK(bench.run.state().status == RunStatus::failed);
}

TEST_CASE("an error inside a good stream ends the node, closes the call and keeps the text") {
    Bench bench(test::recipe({{"a", "b"}, {"final"}}));
    bench.start();
    bench.head("1.1");
    bench.bytes("1.1",
                test::text_event("Begun") + "data: {\"error\":{\"message\":\"boiler room on fire\"}}\n\n");
    CHECK(bench.node("1.1").state == NodeState::failed);
    CHECK(bench.node("1.1").text == "Begun");
    CHECK(test::contains(bench.node("1.1").error->provider_words, "boiler room on fire"));
    REQUIRE(bench.cancelled.size() == 1);
    CHECK(bench.cancelled[0] == bench.id_of("1.1"));
}

TEST_CASE("broken and stopped streams get an estimated usage") {
    Bench bench(test::recipe({{"a", "b"}, {"final"}}));
    bench.start();
    bench.head("1.1");
    bench.bytes("1.1", test::text_event("about twenty characters"));
    bench.fail("1.1");
    REQUIRE(bench.node("1.1").usage.has_value());
    CHECK(bench.node("1.1").usage->estimated);
    CHECK(bench.node("1.1").usage->completion_tokens > 0);
    bench.fail("1.2");
    CHECK_FALSE(bench.node("1.2").usage.has_value());
}

TEST_CASE("stop cancels what is in flight, keeps the text, skips the rest, and nothing follows") {
    Bench bench(test::recipe({{"a", "b"}, {"final"}}));
    bench.start();
    bench.answer("1.1", "One.");
    bench.head("1.2");
    bench.bytes("1.2", test::text_event("Half"));
    bench.stop();
    REQUIRE(bench.cancelled.size() == 1);
    CHECK(bench.cancelled[0] == bench.id_of("1.2"));
    CHECK(bench.run.state().status == RunStatus::cancelled);
    CHECK(bench.node("1.1").state == NodeState::done);
    CHECK(bench.node("1.2").state == NodeState::cancelled);
    CHECK(bench.node("1.2").text == "Half");
    CHECK(bench.node("2.1").state == NodeState::skipped);

    bench.bytes("1.2", test::text_event("late"));
    bench.end("1.2");
    bench.stop();
    CHECK(bench.node("1.2").text == "Half");
    CHECK(bench.calls.size() == 2);
    CHECK(bench.cancelled.size() == 1);
    CHECK(bench.run.next_wake() == no_time);
}

TEST_CASE("the connect limit counts until the connection is up") {
    mixture::Limits limits;
    limits.connect_ms = 100;
    limits.first_token_ms = 900;
    Bench bench(with_limits(limits));
    bench.start();
    CHECK(bench.run.next_wake() == 1100);
    SUBCASE("not up in time") {
        bench.now = 1100;
        bench.tick();
        CHECK(bench.node("1.1").error->kind == ErrorKind::connect_timeout);
        CHECK(bench.cancelled.size() == 1);
        CHECK(bench.run.state().status == RunStatus::failed);
    }
    SUBCASE("up in time") {
        bench.connected("1.1");
        CHECK(bench.run.next_wake() == 1900);
        bench.now = 1899;
        bench.tick();
        CHECK(bench.node("1.1").state == NodeState::waiting);
        bench.now = 1900;
        bench.tick();
        CHECK(bench.node("1.1").error->kind == ErrorKind::first_token_timeout);
        CHECK(test::contains(bench.node("1.1").error->message, "0.9 s"));
    }
}

TEST_CASE("the idle limit counts from the last byte, once a token has come") {
    mixture::Limits limits;
    limits.idle_ms = 200;
    Bench bench(with_limits(limits));
    bench.start();
    CHECK(bench.run.next_wake() == 1000 + *mixture::default_limits().connect_ms);
    bench.head("1.1");
    bench.bytes("1.1", test::text_event("a"));
    CHECK(bench.run.next_wake() == 1200);
    bench.now = 1150;
    bench.bytes("1.1", ": still here\n\n");
    CHECK(bench.run.next_wake() == 1350);
    bench.now = 1350;
    bench.tick();
    CHECK(bench.node("1.1").state == NodeState::failed);
    CHECK(bench.node("1.1").error->kind == ErrorKind::idle_timeout);
    CHECK(bench.node("1.1").text == "a");
}

TEST_CASE("a stream that stalls behind its finish reason is whole, and its call is cut") {
    mixture::Recipe asked = test::recipe({{"a"}, {"final"}});
    asked.defaults.limits.idle_ms = 3000;
    Bench bench(asked);
    bench.start();
    bench.head("1.1");
    bench.bytes("1.1", test::text_event("Whole.") + test::finish_event("stop"));
    const run::CallId stalled = bench.id_of("1.1");
    bench.wake();
    CHECK(bench.node("1.1").state == run::NodeState::done);
    CHECK(bench.node("1.1").finish == "stop");
    CHECK(bench.cancelled == std::vector<run::CallId>{stalled});
    CHECK(bench.node("2.1").state == run::NodeState::waiting);
}

TEST_CASE("heartbeats before the first token show a server that thinks; the total limit bounds them") {
    mixture::Limits limits;
    limits.first_token_ms = 100;
    limits.total_ms = 500;
    Bench bench(with_limits(limits));
    bench.start();
    bench.head("1.1");
    for (bench.now = 1000; bench.now < 1400; bench.now += 80) {
        bench.bytes("1.1", ": PROCESSING\n\n");
        bench.tick();
        REQUIRE(bench.node("1.1").state == NodeState::waiting);
    }
    CHECK(bench.run.next_wake() == 1420);
    bench.now = 1419;
    SUBCASE("silence") {
        bench.wake();
        CHECK(bench.node("1.1").error->kind == ErrorKind::first_token_timeout);
    }
    SUBCASE("no end of it") {
        bench.bytes("1.1", ": PROCESSING\n\n");
        bench.wake();
        CHECK(bench.now == 1500);
        CHECK(bench.node("1.1").error->kind == ErrorKind::total_timeout);
    }
}

TEST_CASE("without limits in the recipe the documented defaults apply: nothing hangs for ever") {
    Bench bench(test::hosted(test::recipe({{"a"}})));
    bench.start();
    bench.head("1.1");
    bench.wake();
    CHECK(bench.now == 1000 + *mixture::default_limits().first_token_ms);
    CHECK(bench.node("1.1").error->kind == ErrorKind::first_token_timeout);
    CHECK(bench.run.state().status == RunStatus::failed);
}

TEST_CASE("the total limit counts from the request, however lively the stream is") {
    mixture::Limits limits;
    limits.idle_ms = 50;
    limits.total_ms = 120;
    Bench bench(with_limits(limits));
    bench.start();
    bench.head("1.1");
    for (bench.now = 1000; bench.now < 1120; bench.now += 10)
        bench.bytes("1.1", test::text_event("a"));
    bench.now = 1120;
    bench.tick();
    CHECK(bench.node("1.1").error->kind == ErrorKind::total_timeout);
}

TEST_CASE("a provider that is not known fails its nodes with its name") {
    mixture::Recipe recipe = test::recipe({{"a", "b"}, {"final"}});
    recipe.layers[0].agents[0].provider = "nowhere";
    Bench bench(recipe);
    bench.start();
    CHECK(bench.calls.size() == 1);
    CHECK(test::contains(bench.node("1.1").error->message, "\"nowhere\""));
    bench.answer("1.2", "Two.");
    bench.answer("2.1", "Done.");
    CHECK(bench.run.state().status == RunStatus::degraded);
}
