// How long a layer is waited for, seen from a shell: it sets its timer anew after every event, and its timers
// are late.
#include <doctest/doctest.h>

#include "unit/session/desk.hpp"

using namespace moa;
using test::Desk;

namespace {

void use_wait(Desk& desk, const mixture::Wait& wait) {
    desk.use_models({{"fast", "slow", "mute"}, {"final"}},
                    [&wait](mixture::Recipe& recipe) { recipe.layers[0].wait = wait; });
}

}  // namespace

TEST_CASE("a layer's time is kept though bytes keep coming and every timer is late") {
    mixture::Wait wait;
    SUBCASE("a deadline") {
        wait.deadline_ms = 5000;
    }
    SUBCASE("a count with grace") {
        wait.count = 1;
        wait.grace_ms = 5000;
    }
    Desk desk;
    use_wait(desk, wait);
    desk.ask("Why?");
    REQUIRE(desk.network.calls.size() == 3);
    desk.network.say(desk.network.call_for("fast"), "Fast.");
    const run::CallId slow = desk.network.calls[desk.network.call_for("slow")].id;
    desk.network.receiver->on_head(slow, {200, {{"content-type", "text/event-stream"}}});

    constexpr Millis timer_is_late_by = 40;  // more than the time between two events
    Millis timer = desk.workspace.next_wake();
    while (desk.now < 6000 && desk.network.call_for("final") == desk.network.calls.size()) {
        desk.now += 20;
        desk.network.receiver->on_bytes(slow, test::text_event("slow "));
        if (timer != no_time && desk.now >= timer + timer_is_late_by) desk.workspace.tick();
        timer = desk.workspace.next_wake();
    }
    CHECK(desk.now >= 5000);
    CHECK(desk.now <= 5020);
    REQUIRE(desk.network.call_for("final") < desk.network.calls.size());
    CHECK(desk.workspace.shown().find({1, 2})->late);
    desk.network.say(desk.network.call_for("final"), "Done.");
    CHECK(desk.workspace.shown().answer() == "Done.");
}

TEST_CASE("a tick does what is due, whatever the next wake-up is") {
    mixture::Wait wait;
    wait.deadline_ms = 5000;
    Desk desk;
    use_wait(desk, wait);
    desk.ask("Why?");
    desk.network.say(desk.network.call_for("fast"), "Fast.");
    CHECK(desk.workspace.next_wake() == 5000);
    desk.now = 5000;
    desk.workspace.tick();
    CHECK(desk.network.call_for("final") < desk.network.calls.size());
}

TEST_CASE("what follows when a call is told its connection is up is done, too") {
    mixture::Wait wait;
    wait.deadline_ms = 5000;
    Desk desk;
    desk.use_models({{"fast", "again"}, {"final"}}, [&wait](mixture::Recipe& recipe) {
        recipe.layers[0].wait = wait;
        recipe.defaults.limits.retries = 1;
    });
    desk.ask("Why?");
    desk.network.say(desk.network.call_for("fast"), "Fast.");
    desk.now = 4000;
    desk.network.answer(desk.network.call_for("again"), 500, "{}");
    // Starting a call takes so long that the deadline passes.
    desk.network.on_start = [&desk] { desk.now = std::max<Millis>(desk.now, 5001); };
    desk.now = desk.workspace.next_wake();
    REQUIRE(desk.now < 5000);
    desk.workspace.tick();
    CHECK(desk.network.call_for("final") < desk.network.calls.size());
}
