// What a kill can take: the recorder writes what is held back of all nodes together, and all of it on
// request.
#include "session/history/recorder.hpp"

#include <doctest/doctest.h>

#include <string>

#include "desk.hpp"
#include "memory_store.hpp"

using namespace moa;

namespace {

/// Two proposers whose answers stream.
struct Streaming : test::Desk {
    explicit Streaming(test::MemoryStore& kept) : Desk(0, &kept), store(kept) {
        use_models({{"a", "b"}, {"final"}});
        ask("Why?");
        for (const char* model : {"a", "b"})
            network.receiver->on_head(call(model), {200, {{"content-type", "text/event-stream"}}});
    }
    run::CallId call(std::string_view model) { return network.calls[network.call_for(model)].id; }
    void say_at(Millis when, std::string_view model, std::string_view text) {
        now = when;
        network.receiver->on_bytes(call(model), test::text_event(std::string(text)));
    }
    bool has(std::string_view text) const {
        return store.kept.begin()->second.logs.at(0).find(text) != std::string::npos;
    }

    test::MemoryStore& store;
};

}  // namespace

TEST_CASE("recorder: what is held back of one node is written with a line of another") {
    test::MemoryStore store;
    Streaming desk(store);
    desk.say_at(100, "a", "first-a ");
    desk.say_at(130, "b", "first-b ");
    desk.say_at(140, "b", "held-b ");
    CHECK_FALSE(desk.has("held-b"));
    desk.say_at(150, "a", "due-a ");
    CHECK(desk.has("due-a"));
    CHECK(desk.has("held-b"));

    desk.say_at(160, "a", "more-a ");
    desk.say_at(170, "b", "more-b ");
    CHECK(desk.workspace.next_wake() == 200);
    desk.now = 200;
    desk.workspace.tick();
    CHECK(desk.has("more-a"));
    CHECK(desk.has("more-b"));
}

TEST_CASE("recorder: all that is held back is written on request, once") {
    test::MemoryStore store;
    Streaming desk(store);
    desk.say_at(100, "a", "first-a ");
    desk.say_at(110, "a", "held-a ");
    CHECK_FALSE(desk.has("held-a"));
    desk.workspace.conversation().write_down();
    CHECK(desk.has("held-a"));
    const std::string before = store.kept.begin()->second.logs.at(0);
    desk.workspace.conversation().write_down();
    CHECK(store.kept.begin()->second.logs.at(0) == before);
}
