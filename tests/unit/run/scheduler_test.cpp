// What waits, for what, for how long, and in which order it is sent.
#include <doctest/doctest.h>

#include "unit/run/harness.hpp"

using namespace moa;
using run::NodeState;
using run::QueueReason;
using run::Scheduler;
using test::Bench;

namespace {

const std::string remote = "https://api.example.com/v1";

run::RunSpec spec(mixture::Recipe recipe, mixture::Providers providers, Scheduler* scheduler = nullptr) {
    recipe.defaults.limits.retries = 5;
    run::RunSpec out{std::move(recipe), {{"user", "?"}}, std::move(providers), 1};
    out.scheduler = scheduler;
    return out;
}

std::vector<std::string> sent(const Bench& bench) {
    std::vector<std::string> nodes;
    for (const run::CallRequest& call : bench.calls)
        nodes.push_back(to_string(call.node));
    return nodes;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a server of one slot gets one call at a time, in the order of the nodes") {
    Bench bench(spec(test::recipe({{"a", "b", "c"}, {"final"}}), test::local_provider(1)));
    bench.start();
    CHECK(sent(bench) == Names{"1.1"});
    REQUIRE(bench.node("1.2").queued.has_value());
    CHECK(bench.node("1.2").queued->reason == QueueReason::turn);
    CHECK(bench.node("1.2").queued->until == no_time);
    bench.answer("1.1", "One.");
    CHECK(sent(bench) == Names{"1.1", "1.2"});
    bench.refuse("1.2", 404);
    CHECK(sent(bench) == Names{"1.1", "1.2", "1.3"});
    bench.answer("1.3", "Three.");
    bench.answer("2.1", "Done.");
    CHECK(bench.run.state().status == run::RunStatus::degraded);
}

TEST_CASE("a local server without a limit, and different models, are called at once") {
    Bench local(spec(test::recipe({{"a", "a", "a"}, {"final"}}), test::local_provider()));
    local.start();
    CHECK(local.calls.size() == 3);
    Bench distinct(spec(test::recipe({{"a", "b", "c"}, {"final"}}), test::local_provider(0, remote)));
    distinct.start();
    CHECK(distinct.calls.size() == 3);
}

TEST_CASE("a cold burst on one model is spaced out until the first answer comes") {
    Bench bench(spec(test::recipe({{"a", "a", "a", "a"}, {"final"}}), test::local_provider(0, remote)));
    bench.start();
    CHECK(sent(bench) == Names{"1.1"});
    CHECK(bench.node("1.2").queued->reason == QueueReason::spacing);
    CHECK(bench.node("1.2").queued->until == Scheduler::spacing_ms);
    bench.wake();
    CHECK(sent(bench) == Names{"1.1", "1.2"});
    bench.head("1.1");
    CHECK(sent(bench) == Names{"1.1", "1.2", "1.3", "1.4"});
}

TEST_CASE("a refused model pauses as a whole, then sends fewer at once, then more again") {
    Bench bench(spec(test::recipe({{"a", "a", "a", "a"}, {"final"}}), test::local_provider()));
    bench.start();
    REQUIRE(bench.calls.size() == 4);
    bench.refuse("1.4", 429, "{}", {{"Retry-After", "3"}});
    bench.refuse("1.3", 429, "{}", {{"Retry-After", "3"}});
    bench.refuse("1.2", 429, "{}", {{"Retry-After", "3"}});
    CHECK(bench.calls.size() == 4);
    CHECK(bench.node("1.2").queued->reason == QueueReason::rate_limit);
    bench.wake();
    CHECK(bench.now == 4000);
    // Four at once were too many: two are tried, and one of those is still on its way.
    CHECK(sent(bench) == Names{"1.1", "1.2", "1.3", "1.4", "1.4"});
    CHECK(bench.node("1.3").queued->reason == QueueReason::turn);
    bench.head("1.4");
    CHECK(sent(bench) == Names{"1.1", "1.2", "1.3", "1.4", "1.4", "1.3"});
    bench.head("1.3");
    CHECK(bench.calls_of("1.2") == 2);
}

TEST_CASE("what one run learned the next one knows") {
    Scheduler scheduler;
    Bench first(spec(test::recipe({{"a"}}), test::local_provider(), &scheduler));
    first.start();
    first.refuse("1.1", 503, "{}", {{"Retry-After", "30"}});
    first.stop();
    Bench second(spec(test::recipe({{"a", "b"}, {"final"}}), test::local_provider(), &scheduler));
    second.now = first.now + 1000;
    second.start();
    CHECK(sent(second) == Names{"1.2"});
    CHECK(second.node("1.1").queued->reason == QueueReason::rate_limit);
    CHECK(second.node("1.1").queued->until == 29'000);
    CHECK(second.node("1.1").attempt == 0);
    second.stop();
    CHECK(second.node("1.1").state == NodeState::skipped);
}

TEST_CASE("an allowance that is used up is waited for before the provider refuses") {
    Bench bench(spec(test::recipe({{"a"}, {"a"}}), test::local_provider()));
    bench.start();
    bench.head("1.1", 200, {{"x-ratelimit-remaining-requests", "0"}, {"x-ratelimit-reset-requests", "6s"}});
    bench.bytes("1.1", test::text_event("One.") + test::finish_event("stop") + test::done_event);
    CHECK(bench.calls.size() == 1);
    CHECK(bench.node("2.1").queued->reason == QueueReason::rate_limit);
    CHECK(bench.node("2.1").queued->until == 6000);
    bench.wake();
    while (bench.calls.size() < 2)
        bench.wake();
    CHECK(bench.now == 7000);
}

TEST_CASE("each call that is sent takes its tokens off what is left, until the next head says what is") {
    // 16,000 bytes are about 4,000 tokens.
    run::RunSpec six =
        spec(test::recipe({{"a"}, {"a", "a", "a", "a", "a", "a"}, {"final"}}), test::local_provider());
    six.messages = {{"user", std::string(16'000, 'x')}};
    Bench bench(six);
    bench.start();
    const wire::Headers left = {{"x-ratelimit-remaining-tokens", "5000"}, {"x-ratelimit-reset-tokens", "5s"}};
    bench.head("1.1", 200, left);
    bench.bytes("1.1", test::text_event("One.") + test::finish_event("stop") + test::done_event);
    CHECK(sent(bench) == Names{"1.1", "2.1"});
    CHECK(bench.node("2.2").queued->reason == QueueReason::rate_limit);
    CHECK(bench.node("2.2").queued->until == 5'000);
    SUBCASE("a head that tells of more lets as many go") {
        bench.now += 100;
        bench.head("2.1", 200,
                   {{"x-ratelimit-remaining-tokens", "9000"}, {"x-ratelimit-reset-tokens", "5s"}});
        CHECK(sent(bench) == Names{"1.1", "2.1", "2.2", "2.3"});
        CHECK(bench.node("2.4").queued->until == 5'100);
    }
    SUBCASE("when the allowance comes back, all go") {
        while (bench.calls.size() < 7 && bench.run.next_wake() <= 6'000)
            bench.wake();
        CHECK(bench.now == 6'000);
        CHECK(bench.calls.size() == 7);
    }
    SUBCASE("one that is alone is always sent") {
        bench.answer("2.1", "Two.");
        CHECK(sent(bench) == Names{"1.1", "2.1", "2.2"});
    }
}

TEST_CASE("each call that is sent is one request less") {
    Bench bench(spec(test::recipe({{"a"}, {"a", "a", "a", "a"}, {"final"}}), test::local_provider()));
    bench.start();
    bench.head("1.1", 200, {{"x-ratelimit-remaining-requests", "2"}, {"x-ratelimit-reset-requests", "6s"}});
    bench.bytes("1.1", test::text_event("One.") + test::finish_event("stop") + test::done_event);
    CHECK(sent(bench) == Names{"1.1", "2.1", "2.2"});
    CHECK(bench.node("2.3").queued->until == 6000);
    bench.head("2.1", 200, {{"x-ratelimit-remaining-requests", "1"}, {"x-ratelimit-reset-requests", "6s"}});
    CHECK(sent(bench) == Names{"1.1", "2.1", "2.2", "2.3"});
}

TEST_CASE("a daily allowance is not waited for: the provider is asked") {
    Bench bench(spec(test::recipe({{"a"}, {"a"}}), test::local_provider()));
    bench.start();
    bench.head("1.1", 200,
               {{"x-ratelimit-remaining-requests", "0"}, {"x-ratelimit-reset-requests", "6h12m"}});
    bench.bytes("1.1", test::text_event("One.") + test::finish_event("stop") + test::done_event);
    CHECK(bench.calls.size() == 2);
}

TEST_CASE("one refused model does not hold up another") {
    Bench bench(spec(test::recipe({{"a", "b"}, {"final"}}), test::local_provider(0, remote)));
    bench.start();
    bench.refuse("1.1", 429, "{}", {{"Retry-After", "30"}});
    bench.answer("1.2", "Two.");
    CHECK(bench.node("1.2").state == NodeState::done);
    bench.wake();
    bench.answer("1.1", "One.");
    CHECK(bench.calls_of("2.1") == 1);
}

TEST_CASE("stopped calls free their slots for the next run") {
    Scheduler scheduler;
    Bench first(spec(test::recipe({{"a"}}), test::local_provider(1), &scheduler));
    first.start();
    first.stop();
    Bench second(spec(test::recipe({{"a"}}), test::local_provider(1), &scheduler));
    second.start();
    CHECK(second.calls.size() == 1);
}
