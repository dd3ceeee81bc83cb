// A conversation of several turns: looking back, asking again, versions, and what of it goes along.
#include <doctest/doctest.h>

#include "desk.hpp"
#include "memory_store.hpp"

namespace moa {
namespace {

using session::TurnNumber;
using Path = std::vector<TurnNumber>;

/// Asks the scripted models, so that every turn has an answer.
struct Talk : test::Desk {
    session::Conversation& talk = workspace.conversation();

    void say(std::string question) {
        ask(std::move(question));
        play();
    }
    std::string sent() const {
        std::string text;
        for (const wire::ChatMessage& message : talk.messages()) {
            if (message.role == "user") text += message.content + "|";
        }
        return text;
    }
};

}  // namespace

TEST_CASE("earlier turns can be looked at, with their trees, and the next question follows the latest") {
    Talk desk;
    desk.say("One?");
    const std::string first = desk.workspace.shown().answer();
    desk.say("Two?");
    CHECK(desk.talk.path() == Path{1, 2});
    CHECK(desk.talk.shown_turn() == 2);
    const std::uint64_t number = desk.workspace.on_screen().number();

    desk.talk.select(run::NodeId{1, 1});
    desk.talk.show_turn(1);
    CHECK(desk.workspace.shown().question() == "One?");
    CHECK(desk.workspace.shown().answer() == first);
    CHECK(desk.workspace.on_screen().number() != number);
    CHECK_FALSE(desk.talk.selected());
    CHECK(desk.sent() == "One?|Two?||");
    desk.talk.step_turn(-1);
    CHECK(desk.talk.shown_turn() == 1);
    desk.talk.step_turn(1);
    CHECK(desk.talk.shown_turn() == 2);
    CHECK(desk.workspace.on_screen().number() == number);

    desk.talk.show_turn(1);
    desk.say("Three?");
    CHECK(desk.talk.path() == Path{1, 2, 3});
    CHECK(desk.talk.shown_turn() == 3);
}

TEST_CASE("an earlier turn is changed like the latest, and a run in progress is not left for it") {
    Talk desk;
    desk.say("One?");
    desk.say("Two?");
    desk.talk.show_turn(1);
    const run::GraphCommand mute{run::Change::mute, {1, 1}, {}, {}, {}};
    REQUIRE_FALSE(desk.talk.change(mute));
    CHECK(desk.talk.current_turn() == 1);
    CHECK(desk.workspace.shown().find({1, 1})->muted);
    desk.talk.show_turn(2);
    CHECK(desk.workspace.shown().question() == "Two?");

    desk.ask("Three?");
    desk.talk.show_turn(2);
    CHECK(desk.workspace.running());
    CHECK(desk.workspace.current().question() == "Three?");
    CHECK(desk.talk.change(mute));
    desk.play();
    desk.talk.show_turn(3);
    CHECK(desk.workspace.shown().status == run::RunStatus::complete);
}

TEST_CASE("a question asked again is a version of its turn, and each version keeps what follows it") {
    Talk desk;
    desk.say("One?");
    desk.say("Two?");
    desk.say("Three?");
    REQUIRE_FALSE(desk.talk.ask_again(2));
    CHECK(desk.talk.draft() == "Two?");
    CHECK(desk.sent() == "One?|Two?|");
    desk.talk.keep_version();
    CHECK(desk.talk.path() == Path{1, 2, 3});
    CHECK(desk.talk.draft().empty());

    REQUIRE_FALSE(desk.talk.ask_again(2));
    desk.say("Two, better?");
    CHECK(desk.talk.path() == Path{1, 4});
    CHECK(desk.talk.turns().versions_of(2) == Path{2, 4});
    CHECK(desk.talk.asking_again() == 0);
    desk.talk.show_version(2);
    CHECK(desk.talk.path() == Path{1, 2, 3});
    CHECK(desk.talk.shown_turn() == 2);
    desk.say("Four?");
    CHECK(desk.talk.path() == Path{1, 2, 3, 5});

    desk.talk.set_draft("not asked yet");
    CHECK(desk.talk.ask_again(1));
    CHECK(desk.talk.draft() == "not asked yet");
    desk.talk.set_draft("");
    REQUIRE_FALSE(desk.talk.ask_again(1));
    CHECK(desk.sent() == "One?|");
}

TEST_CASE("earlier turns are left out of the next question on request") {
    Talk desk;
    desk.say("One?");
    desk.say("Two?");
    CHECK(desk.talk.context_turns() == 2);
    desk.talk.set_draft("Three?");
    const double with = desk.workspace.estimate().prompt_tokens.likely;
    desk.talk.set_with_context(false);
    CHECK(desk.talk.context_turns() == 0);
    CHECK(desk.sent() == "Three?|");
    CHECK(desk.workspace.estimate().prompt_tokens.likely < with);
}

TEST_CASE("the estimate of a follow-up counts the newest answer") {
    Talk desk;
    desk.say("One?");
    desk.talk.set_draft("Two?");
    const double expected = desk.workspace.estimate().prompt_tokens.likely;
    desk.talk.set_with_context(false);
    CHECK(desk.workspace.estimate().prompt_tokens.likely + 10 < expected);
}

TEST_CASE("versions and earlier turns are there again when a conversation is opened") {
    test::MemoryStore store;
    std::string id;
    {
        test::Desk desk({}, &store);
        session::Conversation& talk = desk.workspace.conversation();
        for (const char* question : {"One?", "Two?"}) {
            desk.ask(question);
            desk.play();
        }
        REQUIRE_FALSE(talk.ask_again(1));
        desk.ask("One, better?");
        desk.play();
        id = talk.kept_id();
    }
    REQUIRE(store.kept[id].logs.size() == 3);
    CHECK(store.kept[id].logs[1].find("follows") == std::string::npos);
    CHECK(store.kept[id].logs[2].find("\"follows\":0") != std::string::npos);
    test::Desk later({}, &store);
    session::Conversation& talk = later.workspace.conversation();
    REQUIRE_FALSE(talk.open(store.kept[id]));
    CHECK(talk.path() == Path{3});
    CHECK(talk.turns().versions_of(1) == Path{1, 3});
    talk.show_version(1);
    CHECK(talk.path() == Path{1, 2});

    // A change of an earlier turn goes into that turn's log.
    talk.show_turn(1);
    const std::size_t before = store.kept[id].logs[0].size();
    REQUIRE_FALSE(talk.change({run::Change::mute, {1, 1}, {}, {}, {}}));
    CHECK(store.kept[id].logs[0].size() > before);
    CHECK(store.kept[id].logs.size() == 3);
}

TEST_CASE("a turn whose log cannot be read keeps its place") {
    test::MemoryStore store;
    std::string id;
    {
        test::Desk desk({}, &store);
        for (const char* question : {"One?", "Two?", "Three?"}) {
            desk.ask(question);
            desk.play();
        }
        id = desk.workspace.conversation().kept_id();
    }
    store.kept[id].logs[1] = "nonsense\n";
    test::Desk later({}, &store);
    session::Conversation& talk = later.workspace.conversation();
    REQUIRE_FALSE(talk.open(store.kept[id]));
    CHECK(talk.path() == Path{1, 2, 3});
    CHECK(talk.context_turns() == 2);
    talk.show_turn(2);
    CHECK(talk.shown_turn() == 3);
    later.ask("Four?");
    later.play();
    REQUIRE(store.kept[id].logs.size() == 4);
    CHECK(store.kept[id].logs[3].find("Four?") != std::string::npos);
}

}  // namespace moa
