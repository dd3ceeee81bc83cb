#include "simulate/transport.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

#include "ask.hpp"
#include "json.hpp"

namespace moa::test {

using simulate::SimulatedTransport;

namespace {

/// Notes what is delivered, at virtual times, and may act on it.
struct Listener final : run::TransportEvents {
    struct Seen {
        Millis at;
        run::CallId id;
        char what;  ///< h(ead), b(ytes), e(nd)
    };
    Millis now = 1000;
    std::vector<Seen> seen;
    std::string bytes;
    std::function<void(const Seen&)> react;

    void on_head(run::CallId id, const wire::ResponseHead& head) override {
        CHECK(head.status == 200);
        note(id, 'h');
    }
    void on_bytes(run::CallId id, std::string_view part) override {
        bytes += part;
        note(id, 'b');
        // Still readable after whatever the reaction did.
        CHECK(bytes.ends_with(part));
    }
    void on_end(run::CallId id, const run::CallEnd& end) override {
        CHECK(end.ok);
        note(id, 'e');
    }
    void note(run::CallId id, char what) {
        seen.push_back({now, id, what});
        if (react) react(seen.back());
    }
    int count(run::CallId id, char what) const {
        int number = 0;
        for (const Seen& each : seen)
            number += each.id == id && each.what == what ? 1 : 0;
        return number;
    }
};

run::Call call_to(run::CallId id, std::string_view model = "sim/atlas-70b", int max_tokens = 20) {
    Json body = chat_body(model, {{"user", "Why is the sky blue?"}});
    body["max_tokens"] = max_tokens;
    return {id, post(dump_json(body)), std::nullopt, {}, {}};
}

/// Virtual time runs from one due moment to the next until nothing is in flight.
void play(SimulatedTransport& transport, Listener& listener) {
    while (transport.next_due() != no_time) {
        REQUIRE(transport.next_due() >= listener.now);
        listener.now = transport.next_due();
        transport.deliver();
    }
}

struct Fixture {
    Listener listener;
    SimulatedTransport transport{[this] { return listener.now; }, simulate::Pace{}};
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "a call plays as head, bytes in order, one end, at its times") {
    transport.start(call_to(1), listener);
    CHECK(listener.seen.empty());
    const auto expected = simulate::respond(call_to(1).request, simulate::Pace{}, 1);
    play(transport, listener);
    REQUIRE(listener.seen.size() == expected.body.size() + 2);
    CHECK(listener.seen.front().what == 'h');
    CHECK(listener.seen.front().at == 1000 + expected.head_at);
    for (std::size_t i = 0; i < expected.body.size(); ++i)
        CHECK(listener.seen[i + 1].at == 1000 + expected.body[i].at);
    CHECK(listener.seen.back().what == 'e');
    CHECK(listener.bytes == bytes_of(expected));
    CHECK(transport.next_due() == no_time);
}

TEST_CASE_FIXTURE(Fixture, "nothing is delivered early, and all that is due at once when time jumps") {
    transport.start(call_to(1), listener);
    transport.deliver();
    CHECK(listener.seen.empty());
    listener.now += 1'000'000;
    transport.deliver();
    CHECK(listener.count(1, 'e') == 1);
    transport.deliver();
    CHECK(listener.count(1, 'e') == 1);
}

TEST_CASE_FIXTURE(Fixture, "calls interleave in order of time, also when delivered in one go") {
    for (run::CallId id = 1; id <= 6; ++id)
        transport.start(call_to(id, "sim/echo-8b", 100), listener);
    std::vector<Millis> due;
    listener.react = [&](const Listener::Seen&) { due.push_back(transport.next_due()); };
    listener.now += 1'000'000;
    transport.deliver();
    int switches = 0;
    for (std::size_t i = 1; i < listener.seen.size(); ++i)
        switches += listener.seen[i].id != listener.seen[i - 1].id;
    CHECK(switches > 50);
    for (std::size_t i = 1; i + 1 < due.size(); ++i)
        CHECK(due[i] >= due[i - 1]);
    for (run::CallId id = 1; id <= 6; ++id)
        CHECK(listener.count(id, 'e') == 1);
}

TEST_CASE_FIXTURE(Fixture, "two calls of one request do not beat in time") {
    transport.start(call_to(1), listener);
    transport.start(call_to(2), listener);
    play(transport, listener);
    Millis ends[2] = {0, 0};
    for (const auto& each : listener.seen) {
        if (each.what == 'e') ends[each.id - 1] = each.at;
    }
    CHECK(ends[0] != ends[1]);
}

TEST_CASE_FIXTURE(Fixture, "nothing comes after cancel, which may be called twice and for unknown ids") {
    transport.start(call_to(1), listener);
    listener.now = transport.next_due();
    transport.deliver();
    CHECK(listener.count(1, 'h') == 1);
    const std::size_t before = listener.seen.size();
    transport.cancel(1);
    transport.cancel(1);
    transport.cancel(77);
    CHECK(transport.next_due() == no_time);
    play(transport, listener);
    CHECK(listener.seen.size() == before);
}

TEST_CASE_FIXTURE(Fixture, "a callback may cancel its own call, in any phase") {
    for (const char phase : {'h', 'b', 'e'}) {
        listener.seen.clear();
        listener.react = [&](const Listener::Seen& seen) {
            if (seen.what == phase) transport.cancel(seen.id);
        };
        transport.start(call_to(static_cast<run::CallId>(phase)), listener);
        play(transport, listener);
        CHECK(listener.seen.back().what == phase);
        CHECK(listener.count(static_cast<run::CallId>(phase), phase) == 1);
    }
}

TEST_CASE_FIXTURE(Fixture, "a callback may cancel another call that is due in the same delivery") {
    transport.start(call_to(1), listener);
    transport.start(call_to(2), listener);
    listener.react = [&](const Listener::Seen& seen) {
        if (seen.what == 'b') transport.cancel(seen.id == 1 ? 2 : 1);
    };
    listener.now += 1'000'000;
    transport.deliver();
    const run::CallId survivor = listener.count(1, 'e') == 1 ? 1 : 2;
    CHECK(listener.count(survivor, 'e') == 1);
    CHECK(listener.count(3 - survivor, 'b') == 0);
    CHECK(listener.count(3 - survivor, 'e') == 0);
}

TEST_CASE_FIXTURE(Fixture, "a callback may start a call, which never calls back before start returned") {
    bool starting = false;
    listener.react = [&](const Listener::Seen& seen) {
        CHECK_FALSE(starting);
        if (seen.id == 1 && seen.what == 'e') {
            starting = true;
            transport.start(call_to(2), listener);
            starting = false;
        }
    };
    transport.start(call_to(1), listener);
    play(transport, listener);
    CHECK(listener.count(1, 'e') == 1);
    CHECK(listener.count(2, 'h') == 1);
    CHECK(listener.count(2, 'e') == 1);
}

TEST_CASE_FIXTURE(Fixture, "even without any delay start does not call back") {
    simulate::Pace pace;
    pace.first_token_ms = 0;
    pace.tokens_per_second = 0;
    transport.set_pace(pace);
    transport.start(call_to(1), listener);
    CHECK(listener.seen.empty());
    CHECK(transport.next_due() == listener.now);
    transport.deliver();
    CHECK(listener.count(1, 'e') == 1);
}

TEST_CASE_FIXTURE(Fixture, "deliver from inside a callback does nothing") {
    int depth = 0;
    listener.react = [&](const Listener::Seen&) {
        CHECK(depth == 0);
        ++depth;
        transport.deliver();
        --depth;
    };
    transport.start(call_to(1), listener);
    transport.start(call_to(2), listener);
    listener.now += 1'000'000;
    transport.deliver();
    CHECK(listener.count(1, 'e') + listener.count(2, 'e') == 2);
}

}  // namespace moa::test
