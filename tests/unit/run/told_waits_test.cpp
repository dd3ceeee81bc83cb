// Waits that a provider asks for, wherever it says so: kept, or told where they are too long.
#include <doctest/doctest.h>

#include "run/retry_policy.hpp"
#include "unit/run/harness.hpp"

using namespace moa;
using run::NodeState;
using run::QueueReason;
using test::Bench;
using test::patient;

TEST_CASE("the provider's own wait is kept: seconds, milliseconds, a date") {
    struct Case {
        wire::Headers headers;
        Millis wait;
    };
    const std::vector<Case> cases = {
        {{{"Retry-After", "2"}}, 2000},
        {{{"retry-after-ms", "700"}, {"retry-after", "9"}}, 700},
        {{{"Date", "Mon, 23 Nov 2026 10:00:00 GMT"}, {"Retry-After", "Mon, 23 Nov 2026 10:00:05 GMT"}}, 5000},
    };
    for (const Case& each : cases) {
        Bench bench(patient(3));
        bench.start();
        bench.refuse("1.1", 429, "{}", each.headers);
        CHECK(bench.node("1.1").queued->reason == QueueReason::rate_limit);
        CHECK(bench.run.next_wake() == bench.now + each.wait);
        bench.now += each.wait - 1;
        bench.tick();
        CHECK(bench.calls.size() == 1);
        bench.now += 1;
        bench.tick();
        CHECK(bench.calls.size() == 2);
    }
}

TEST_CASE("a wait that only the body or a reset names is kept like a header") {
    struct Case {
        const char* body;
        wire::Headers headers;
        Millis wait;
    };
    const Case cases[] = {
        {R"({"error":{"message":"Please try again in 4.2s."}})", {}, 4200},
        {R"([{"error":{"details":[{"retryDelay":"4s"}],"message":"x"}}])", {}, 4000},
        {R"({"error":{"message":"x","retry_after_ms":1500}})", {}, 1500},
        {"{}", {{"x-ratelimit-remaining-tokens", "0"}, {"x-ratelimit-reset-tokens", "7.5s"}}, 7500},
        // A header in whole seconds may be rounded down; else it comes first.
        {R"({"error":{"message":"Please try again in 4.2s."}})", {{"retry-after", "4"}}, 4200},
        {R"({"error":{"message":"Please try again in 40s."}})", {{"retry-after", "4"}}, 4000},
    };
    for (const Case& each : cases) {
        CAPTURE(each.body);
        Bench bench(patient(3));
        bench.start();
        bench.refuse("1.1", 429, each.body, each.headers);
        CHECK(bench.node("1.1").queued->reason == QueueReason::rate_limit);
        CHECK(bench.run.next_wake() == bench.now + each.wait);
        bench.now += each.wait - 1;
        bench.tick();
        CHECK(bench.calls.size() == 1);
        bench.now += 1;
        bench.tick();
        CHECK(bench.calls.size() == 2);
    }
}

TEST_CASE("a wait in words that is too long ends the node at once, and is told") {
    Bench bench(patient(3));
    bench.start();
    bench.refuse("1.1", 429, R"({"error":{"message":"Please try again in 7m12s."}})");
    const run::Node& node = bench.node("1.1");
    CHECK(node.state == NodeState::failed);
    CHECK(bench.calls.size() == 1);
    CHECK(hint_of(*node.error) ==
          "The provider asks for a wait of 8 min, which is longer than a run waits. Run this node again "
          "after that, or choose another model.");
}

TEST_CASE("a wait is told in the largest unit that fits, rounded up beyond a little") {
    const auto told = [](Millis wait) {
        Error error = make_error(ErrorKind::rate_limited);
        error.retry_after_ms = wait;
        const std::string hint = hint_of(error);
        const std::string_view start = "The provider asks for a wait of ";
        return hint.substr(start.size(), hint.find_first_of(".,") - start.size());
    };
    CHECK(told(850) == "850 ms");
    CHECK(told(1500) == "2 s");
    CHECK(told(120'000) == "120 s");
    CHECK(told(432'000) == "8 min");
    CHECK(told(3'600'000) == "60 min");
    CHECK(told(6 * 3'600'000 + 900) == "6 h");
    CHECK(told(71'364'000) == "20 h");
}

TEST_CASE("a request above the limit of a minute is not repeated in vain") {
    Bench bench(patient(3));
    bench.start();
    bench.refuse("1.1", 429,
                 R"({"error":{"message":"Limit 7000, Used 0, Requested 12903. Please try again in 1.6s."}})");
    CHECK(bench.node("1.1").state == NodeState::failed);
    CHECK(bench.node("1.1").error->kind == ErrorKind::too_long);
    CHECK(bench.calls.size() == 1);
}

TEST_CASE("a redirect is told with where it leads") {
    Bench moved(patient(3));
    moved.start();
    moved.refuse("1.1", 307, "", {{"location", "https://models.example/v1/chat/completions/"}});
    CHECK(moved.node("1.1").error->message.find("redirects to https://models.example/v1/chat/completions/") !=
          std::string::npos);
}

TEST_CASE("a date without the server's own needs to know the time of day") {
    run::RunSpec spec{patient(3), {{"user", "?"}}, test::local_provider(), 1};
    spec.utc_start_ms = 1'795'428'000'000;  // 2026-11-23 10:00:00 UTC
    Bench bench(std::move(spec));
    bench.start();
    bench.now += 1000;
    bench.refuse("1.1", 503, "{}", {{"Retry-After", "Mon, 23 Nov 2026 10:00:05 GMT"}});
    CHECK(bench.run.next_wake() == bench.now + 4000);
}

TEST_CASE("a wait of an hour is told, not waited for") {
    Bench bench(patient(3));
    bench.start();
    bench.refuse("1.1", 429, "{}", {{"Retry-After", "3600"}});
    const run::Node& node = bench.node("1.1");
    CHECK(node.state == NodeState::failed);
    REQUIRE(node.error.has_value());
    CHECK(node.error->retry_after_ms == 3'600'000);
    CHECK(hint_of(*node.error).find("60 min") != std::string::npos);
}
