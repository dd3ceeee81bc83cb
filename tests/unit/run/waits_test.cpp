// What a node says while it waits, and what is kept of the calls that came before its latest one.
#include <doctest/doctest.h>

#include "run/node_sentence.hpp"
#include "unit/run/log_check.hpp"

using namespace moa;
using run::NodeState;
using test::Bench;
using test::LoggedBench;
using test::patient;

namespace {

/// `waited`: milliseconds since the latest event.
std::string sentence(const Bench& bench, std::string_view node, Millis waited = 0) {
    return run::node_sentence(bench.run.state(), bench.node(node), bench.run.state().latest + waited);
}

constexpr const char* slow_down = R"({"error":{"message":"Slow down, org-17."}})";

}  // namespace

TEST_CASE("a rate limit says first when the node is called again") {
    Bench bench(patient(3));
    bench.start();
    bench.refuse("1.1", 429, slow_down, {{"Retry-After", "12"}});
    CHECK(sentence(bench, "1.1") == "Rate limit, again in 0:12 (attempt 2 of 4)");
    CHECK(run::state_word(bench.run.state(), bench.node("1.1")) == "waiting");
    CHECK(sentence(bench, "1.1", 2500) == "Rate limit, again in 0:10 (attempt 2 of 4)");
    // The provider's own words are kept for whoever looks at the node.
    CHECK(bench.node("1.1").error->provider_words == "Slow down, org-17.");
}

TEST_CASE("a failure that is tried again is named in front of the countdown") {
    Bench bench(patient(1));
    bench.start();
    bench.refuse("1.1", 500, "{}", {{"Retry-After", "5"}});
    CHECK(sentence(bench, "1.1") == "Server error, again in 0:05 (attempt 2 of 2)");
}

TEST_CASE("the wait for the first token counts down to the limit that ends it") {
    Bench bench(test::hosted(patient(1)));
    bench.start();
    CHECK(sentence(bench, "1.1") == "Waiting for the first token, at most 2:00");
    CHECK(sentence(bench, "1.1", 30'000) == "Waiting for the first token, at most 1:30");
    // A server that sends heartbeats is waited for longer: up to the total limit.
    CHECK(sentence(bench, "1.1", 180'000) == "Waiting for the first token, at most 7:00");
    Bench again(test::hosted(patient(1)));
    again.start();
    again.refuse("1.1", 500);
    again.wake();
    CHECK(again.node("1.1").state == NodeState::waiting);
    CHECK(sentence(again, "1.1") == "Waiting for the first token, at most 2:00 (attempt 2 of 2)");
}

TEST_CASE("a node is ready before there is a run, and queued in it until its turn") {
    run::RunState idle;
    run::apply(idle, 0, run::RunStarted{test::recipe({{"a"}, {"b"}}), {}});
    CHECK(run::state_word(idle, idle.layers[0][0]) == "ready");
    Bench bench(test::recipe({{"a"}, {"b"}}));
    bench.start();
    CHECK(run::state_word(bench.run.state(), bench.node("2.1")) == "queued");
}

TEST_CASE("each attempt keeps its times and why it failed, live and replayed") {
    LoggedBench logged(patient(3));
    Bench& bench = logged.bench;
    bench.start();
    bench.now += 400;
    bench.refuse("1.1", 429, slow_down, {{"Retry-After", "3"}});
    bench.wake();
    bench.now += 700;
    bench.fail("1.1");
    bench.wake();
    bench.now += 100;
    bench.answer("1.1", "At last.");
    const auto& calls = bench.node("1.1").earlier_calls;
    REQUIRE(calls.size() == 2);
    CHECK(calls[0] == run::EarlierCall{0, no_time, 400, false, ErrorKind::rate_limited});
    CHECK(calls[1].sent_at == 3400);
    CHECK(calls[1].ended_at == 4100);
    CHECK(calls[1].failure == ErrorKind::network);
    CHECK(bench.node("1.1").has_latest_call());
    CHECK(bench.node("1.1").queue_wait() == 0);
    CHECK(logged.replays());
}

TEST_CASE("a node that is given up while it waits has no call but the earlier ones") {
    LoggedBench logged(patient(3));
    Bench& bench = logged.bench;
    bench.start();
    bench.now += 400;
    bench.refuse("1.1", 429, slow_down, {{"Retry-After", "30"}});
    bench.now += 5000;
    bench.stop();
    CHECK(bench.node("1.1").state == NodeState::cancelled);
    CHECK(bench.node("1.1").earlier_calls.size() == 1);
    CHECK_FALSE(bench.node("1.1").has_latest_call());
    CHECK(logged.replays());
}

TEST_CASE("the agent's failed call stays when its backup answers") {
    mixture::Recipe recipe = patient(0);
    recipe.layers[0].agents[0].backup.emplace();
    recipe.layers[0].agents[0].backup->provider = "local";
    recipe.layers[0].agents[0].backup->model = "spare";
    LoggedBench logged(std::move(recipe));
    Bench& bench = logged.bench;
    bench.start();
    bench.now += 250;
    bench.refuse("1.1", 500);
    bench.now += 50;
    bench.answer("1.1", "Instead.");
    REQUIRE(bench.node("1.1").earlier_calls.size() == 1);
    CHECK(bench.node("1.1").earlier_calls[0] ==
          run::EarlierCall{0, no_time, 250, false, ErrorKind::server_error});
    CHECK(logged.replays());
}

TEST_CASE("a node that is called anew has no earlier calls; what held it back is its queue wait") {
    Bench bench(run::RunSpec{patient(3, {{"a", "b"}, {"c"}}), {{"user", "?"}}, test::local_provider(1), 1});
    bench.start();
    bench.now += 900;
    bench.answer("1.1", "One.");
    bench.tick();
    CHECK(bench.node("1.2").queue_wait() == 900);
    bench.answer("1.2", "Two.");
    bench.refuse("2.1", 500);
    bench.wake();
    bench.answer("2.1", "All.");
    CHECK(bench.node("2.1").earlier_calls.size() == 1);
    run::GraphCommand again;
    again.change = run::Change::regenerate;
    again.node = {2, 1};
    bench.take(bench.run.change(again, bench.now));
    CHECK(bench.node("2.1").earlier_calls.empty());
}
