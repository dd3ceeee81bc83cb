// Requests sent again: only before the first token, with the pauses that provider and policy ask for.
#include <doctest/doctest.h>

#include "run/retry_policy.hpp"
#include "unit/run/harness.hpp"

using namespace moa;
using run::NodeState;
using run::QueueReason;
using run::RunStatus;
using test::Bench;
using test::patient;

TEST_CASE("statuses that pass are tried again, with the failure and the next time shown meanwhile") {
    for (const int status : {408, 409, 429, 498, 499, 500, 502, 503, 504, 529}) {
        CAPTURE(status);
        Bench bench(patient(3));
        bench.start();
        bench.refuse("1.1", status);
        const run::Node& node = bench.node("1.1");
        CHECK(node.state == NodeState::queued);
        CHECK(node.attempt == 1);
        REQUIRE(node.queued.has_value());
        CHECK(node.queued->until + 1000 == bench.run.next_wake());
        REQUIRE(node.error.has_value());
        CHECK(node.error->http_status == status);
        CHECK(bench.calls.size() == 1);
        bench.wake();
        CHECK(bench.calls_of("1.1") == 2);
        CHECK(node.attempt == 2);
        CHECK(node.state == NodeState::waiting);
        CHECK_FALSE(node.error.has_value());
        CHECK_FALSE(node.queued.has_value());
        bench.answer("1.1", "At last.");
        CHECK(bench.run.state().status == RunStatus::complete);
        CHECK(bench.run.state().answer() == "At last.");
    }
}

TEST_CASE("what waiting cannot mend is not sent again") {
    for (const int status : {400, 401, 402, 403, 404, 413, 422}) {
        CAPTURE(status);
        Bench bench(patient(3));
        bench.start();
        bench.refuse("1.1", status);
        CHECK(bench.node("1.1").state == NodeState::failed);
        CHECK(bench.run.state().status == RunStatus::failed);
        CHECK(bench.run.next_wake() == no_time);
    }
    Bench quota(patient(3));
    quota.start();
    quota.refuse("1.1", 429,
                 R"({"error":{"code":"insufficient_quota","message":"You exceeded your quota"}})");
    CHECK(quota.node("1.1").state == NodeState::failed);
    CHECK(quota.node("1.1").error->kind == ErrorKind::no_credit);
}

TEST_CASE("a connection that fails is tried again; the number of attempts is the limit's") {
    Bench bench(patient(2));
    bench.start();
    for (int i = 0; i < 2; ++i) {
        bench.fail("1.1");
        CHECK(bench.node("1.1").queued->reason == QueueReason::retry);
        bench.wake();
    }
    bench.fail("1.1");
    CHECK(bench.node("1.1").state == NodeState::failed);
    CHECK(bench.node("1.1").attempt == 3);
    CHECK(bench.calls.size() == 3);
}

TEST_CASE("after the first token nothing is thrown away: no repetition, the text stays") {
    Bench text(patient(3));
    text.start();
    text.head("1.1");
    text.bytes("1.1", test::text_event("Begun"));
    text.fail("1.1");
    CHECK(text.node("1.1").state == NodeState::failed);
    CHECK(text.node("1.1").text == "Begun");
    CHECK(text.calls.size() == 1);

    Bench thinking(patient(3));
    thinking.start();
    thinking.head("1.1");
    thinking.bytes("1.1", test::reasoning_event("hm"));
    thinking.fail("1.1");
    CHECK(thinking.node("1.1").state == NodeState::failed);
    CHECK(thinking.node("1.1").reasoning == "hm");
    CHECK(thinking.calls.size() == 1);
}

TEST_CASE("an overload told inside a good stream, before any token, is tried again") {
    Bench bench(patient(1));
    bench.start();
    bench.head("1.1");
    bench.bytes("1.1", "data: {\"error\":{\"message\":\"overloaded\",\"code\":503}}\n\n");
    CHECK(bench.node("1.1").state == NodeState::queued);
    CHECK(bench.cancelled.size() == 1);
    bench.wake();
    bench.answer("1.1", "Now.");
    CHECK(bench.run.state().answer() == "Now.");
}

TEST_CASE("x-should-retry overrules what the status says") {
    Bench no(patient(3));
    no.start();
    no.refuse("1.1", 503, "{}", {{"x-should-retry", "false"}});
    CHECK(no.node("1.1").state == NodeState::failed);

    Bench yes(patient(3));
    yes.start();
    yes.refuse("1.1", 400, "{}", {{"x-should-retry", "true"}});
    CHECK(yes.node("1.1").state == NodeState::queued);
}

TEST_CASE("the run's own budget ends repetitions that the nodes would still have") {
    mixture::Recipe recipe = patient(5, {{"a", "b", "c"}, {"final"}});
    recipe.retry_budget = 4;
    Bench bench(recipe);
    bench.start();
    for (int round = 0; round < 20 && bench.run.state().running(); ++round) {
        for (const char* node : {"1.1", "1.2", "1.3"}) {
            if (bench.node(node).state == NodeState::waiting) bench.fail(node);
        }
        bench.wake();
    }
    CHECK(bench.calls.size() == 3 + 4);
    CHECK(bench.run.state().status == RunStatus::failed);
}

TEST_CASE("no repetition that could only begin after the total limit") {
    mixture::Recipe recipe = patient(5);
    recipe.defaults.limits.total_ms = 5000;
    Bench bench(recipe);
    bench.start();
    bench.refuse("1.1", 429, "{}", {{"Retry-After", "10"}});
    CHECK(bench.node("1.1").state == NodeState::failed);
    CHECK(bench.node("1.1").error->kind == ErrorKind::rate_limited);
}

TEST_CASE("the total limit counts from the first attempt") {
    mixture::Recipe recipe = patient(5);
    recipe.defaults.limits.total_ms = 5000;
    Bench bench(recipe);
    bench.start();
    bench.now += 1000;
    bench.refuse("1.1", 429, "{}", {{"Retry-After", "2"}});
    bench.wake();
    CHECK(bench.run.next_wake() == 1000 + 5000);
    bench.wake();
    CHECK(bench.node("1.1").error->kind == ErrorKind::total_timeout);
}

TEST_CASE(
    "what waits for its turn beyond its total limit fails of what it waits for, and is not sent again") {
    mixture::Recipe recipe = patient(5, {{"a", "b"}, {"final"}});
    recipe.defaults.limits.total_ms = 5000;
    for (mixture::Layer& layer : recipe.layers) {
        for (mixture::Agent& agent : layer.agents)
            agent.provider = "local";
    }
    Bench bench(run::RunSpec{recipe, {{"user", "?"}}, test::local_provider(1), 1});
    bench.start();
    bench.now += 100;
    bench.refuse("1.1", 500);
    REQUIRE(bench.calls.size() == 2);  // 1.2 has its turn while 1.1 pauses
    bench.now += 4800;
    bench.head("1.2");
    bench.bytes("1.2", test::text_event("still speaking "));
    bench.now = 6000;  // the run began at 1000
    CHECK(bench.run.next_wake() == 6000);
    bench.tick();
    CHECK(bench.node("1.1").state == NodeState::failed);
    CHECK(bench.node("1.1").error->kind == ErrorKind::server_error);
    CHECK(bench.calls.size() == 2);
    bench.answer("1.2", "Enough.");
    CHECK(bench.node("2.1").in_flight());
}

TEST_CASE("stopping during a pause ends it: nothing is sent afterwards") {
    Bench bench(patient(3, {{"a", "b"}, {"final"}}));
    bench.start();
    bench.refuse("1.1", 500);
    REQUIRE(bench.node("1.1").queued.has_value());
    bench.stop();
    CHECK(bench.run.state().status == RunStatus::cancelled);
    CHECK(bench.node("1.1").state == NodeState::cancelled);
    CHECK(bench.node("2.1").state == NodeState::skipped);
    CHECK(bench.run.next_wake() == no_time);
    bench.now += 100'000;
    bench.tick();
    CHECK(bench.calls.size() == 2);
}

TEST_CASE("pauses double up to their bound, and are spread over the whole of it") {
    Random random(7);
    for (int failures = 1; failures < 12; ++failures) {
        const Millis span = std::min<Millis>(8000, 500LL << (failures - 1));
        Millis least = span;
        Millis most = 0;
        for (int i = 0; i < 500; ++i) {
            const Millis pause = run::backoff_ms(run::Backoff::fault, failures, random);
            least = std::min(least, pause);
            most = std::max(most, pause);
        }
        CHECK(least >= 0);
        CHECK(least < span / 10);
        CHECK(most < span);
        CHECK(most > span * 9 / 10);
    }
}

TEST_CASE("a node that failed is run again, and what builds on it follows") {
    Bench bench(patient(0, {{"a", "b"}, {"final"}}));
    bench.start();
    bench.answer("1.1", "One.");
    bench.refuse("1.2", 500);
    bench.answer("2.1", "From one.");
    CHECK(bench.run.state().status == RunStatus::degraded);
    const run::NodeId node{1, 2};
    CHECK(bench.run.can_rerun(node));
    CHECK_FALSE(bench.run.can_rerun({1, 1}));
    CHECK_FALSE(bench.run.can_rerun({3, 1}));

    bench.now += 500;
    bench.rerun("1.2");
    CHECK(bench.run.state().running());
    CHECK_FALSE(bench.run.can_rerun(node));
    CHECK(bench.run.state().missing.empty());
    CHECK(bench.node("2.1").state == NodeState::queued);
    CHECK(bench.node("2.1").text.empty());
    bench.answer("1.2", "Two.");
    bench.answer("2.1", "From both.");
    CHECK(bench.run.state().status == RunStatus::complete);
    CHECK(bench.run.state().answer() == "From both.");
    CHECK(bench.call_of("2.1").request.body.find("2. Two.") != std::string::npos);
    CHECK(bench.calls_of("1.1") == 1);
}

TEST_CASE("a failed node is run again while its layer is still at work, and not after") {
    Bench bench(patient(0, {{"a", "b"}, {"final"}}));
    bench.start();
    bench.refuse("1.2", 500);
    CHECK(bench.run.can_rerun({1, 2}));
    bench.rerun("1.2");
    bench.answer("1.2", "Two.");
    CHECK(bench.calls_of("2.1") == 0);
    bench.answer("1.1", "One.");
    CHECK(bench.calls_of("2.1") == 1);
    bench.head("2.1");
    bench.bytes("2.1", test::text_event("x"));
    CHECK_FALSE(bench.run.can_rerun({1, 2}));
}

TEST_CASE("a run that failed for want of proposals goes on when one is run again") {
    Bench bench(patient(0, {{"a"}, {"final"}}));
    bench.start();
    bench.refuse("1.1", 500);
    CHECK(bench.run.state().status == RunStatus::failed);
    bench.rerun("1.1");
    bench.answer("1.1", "One.");
    bench.answer("2.1", "Done.");
    CHECK(bench.run.state().status == RunStatus::complete);
}
