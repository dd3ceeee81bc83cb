// A turn of the conversation replayed in place of its run.
#include <doctest/doctest.h>

#include "desk.hpp"
#include "memory_store.hpp"
#include "session/history/run_log_read.hpp"
#include "session/open_text.hpp"
#include "unit/run/tell.hpp"

using namespace moa;
using session::Replay;

namespace {

constexpr std::int64_t date = 1'795'527'184'017;

struct Theatre : test::Desk {
    explicit Theatre(test::MemoryStore& kept) : Desk(date, &kept) {
        ask("What is 17 * 23?");
        play();
    }
    session::Conversation& talk() { return workspace.conversation(); }
    void seek(Millis place) {
        talk().control_replay([place](Replay& replay, Millis at) { replay.seek(place, at); });
    }
    /// Plays to the end, from wake-up to wake-up.
    void watch() {
        while (talk().replayed() != nullptr && talk().replayed()->playing()) {
            now = std::max(now, workspace.next_wake());
            workspace.tick();
        }
    }
};

}  // namespace

TEST_CASE("a turn is replayed in its place, as if live, and ends as it ended") {
    test::MemoryStore store;
    Theatre desk(store);
    const std::string before = test::tell(desk.workspace.shown());
    REQUIRE(desk.talk().can_replay(1));
    desk.talk().replay(1);
    REQUIRE(desk.talk().replayed() != nullptr);
    CHECK_FALSE(desk.workspace.running());
    CHECK(desk.workspace.shown().running());
    CHECK(&desk.talk().run_of(1) == &desk.workspace.shown());
    CHECK(desk.workspace.on_screen().moves());
    const Millis began = desk.now;
    desk.now += 500;
    desk.workspace.tick();
    CHECK(desk.workspace.on_screen().elapsed() == 500);
    const std::uint64_t revision = desk.talk().revision();
    desk.watch();
    CHECK(desk.talk().revision() > revision);
    CHECK(desk.now - began >= desk.workspace.shown().total_ms);
    CHECK(test::tell(desk.workspace.shown()) == before);
    CHECK_FALSE(desk.workspace.on_screen().moves());
    CHECK(desk.workspace.next_wake() == no_time);
    desk.talk().end_replay();
    CHECK(desk.talk().replayed() == nullptr);
    CHECK(test::tell(desk.workspace.shown()) == before);
}

TEST_CASE("a replay changes neither the run nor what the next question is sent with") {
    test::MemoryStore store;
    Theatre desk(store);
    const std::string log = store.kept.begin()->second.logs.at(0);
    desk.talk().replay(1);
    CHECK(desk.talk().context_turns() == 1);
    run::GraphCommand command;
    command.change = run::Change::mute;
    command.node = {1, 1};
    const auto refused = desk.talk().change(command);
    REQUIRE(refused);
    CHECK(refused->message == "This is a replay: close it to change the run.");
    desk.watch();
    CHECK(store.kept.begin()->second.logs.at(0) == log);
    desk.seek(0);
    desk.ask("And 18 * 23?");
    CHECK(desk.talk().replayed() == nullptr);
    CHECK(desk.workspace.running());
    CHECK_FALSE(desk.talk().can_replay(1));
    CHECK(desk.workspace.shown().messages.size() == 3);
    CHECK(desk.workspace.shown().messages[1].content.find("391") != std::string::npos);
}

TEST_CASE("what has shrunk is another text, what has grown the same") {
    test::MemoryStore store;
    Theatre desk(store);
    desk.talk().replay(1);
    desk.seek(800);
    const std::uint64_t number = desk.workspace.on_screen().number();
    CHECK(desk.talk().run_number_of(1) == number);
    desk.seek(2000);
    CHECK(desk.workspace.on_screen().number() == number);
    desk.seek(500);
    CHECK(desk.workspace.on_screen().number() != number);
}

TEST_CASE("whatever else is put on screen ends a replay") {
    test::MemoryStore store;
    Theatre desk(store);
    desk.ask("And 18 * 23?");
    desk.play();
    desk.talk().replay(1);
    CHECK(desk.talk().shown_turn() == 1);
    desk.talk().show_turn(2);
    CHECK(desk.talk().replayed() == nullptr);
    desk.talk().replay(2);
    CHECK(desk.talk().replayed() != nullptr);
    (void)desk.talk().ask_again(1);
    CHECK(desk.talk().replayed() == nullptr);
    desk.talk().replay(2);
    CHECK(desk.talk().clear());
    CHECK(desk.talk().replayed() == nullptr);
    CHECK(desk.workspace.on_screen().idle());
}

TEST_CASE("a node that is chosen stays chosen as long as it is there") {
    test::MemoryStore store;
    Theatre desk(store);
    run::GraphCommand add;
    add.change = run::Change::add;
    add.node = {1, 0};
    add.agent = desk.workspace.shown().layers[0][0].agent;
    REQUIRE_FALSE(desk.talk().change(add));
    desk.play();
    const run::NodeId added = desk.workspace.shown().layers[0].back().id;
    desk.talk().replay(1);
    desk.seek(desk.talk().replayed()->length());
    desk.talk().select(added);
    desk.seek(0);
    CHECK_FALSE(desk.talk().selected());
    desk.talk().select(run::NodeId{1, 1});
    desk.seek(1000);
    CHECK(desk.talk().selected() == run::NodeId{1, 1});
}

TEST_CASE("where nothing is to move, a replay stands at its end") {
    test::MemoryStore store;
    Theatre desk(store);
    desk.talk().set_moves(false);
    desk.talk().replay(1);
    REQUIRE(desk.talk().replayed() != nullptr);
    CHECK_FALSE(desk.talk().replayed()->playing());
    CHECK(desk.workspace.next_wake() == no_time);
    CHECK(desk.workspace.shown().status == run::RunStatus::complete);
}

TEST_CASE("a run of a file is replayed from the file, and one without a log not at all") {
    test::MemoryStore store;
    Theatre desk(store);
    const std::string log = store.kept.begin()->second.logs.at(0);
    test::Desk other;
    REQUIRE_FALSE(session::open_text(other.workspace, "run.jsonl", log));
    session::Conversation& talk = other.workspace.conversation();
    REQUIRE(talk.can_replay(1));
    talk.replay(1);
    CHECK(talk.replayed() != nullptr);
    test::Desk unkept;
    unkept.ask("Why is the sky blue?");
    unkept.play();
    CHECK_FALSE(unkept.workspace.conversation().can_replay(1));
    unkept.workspace.conversation().replay(1);
    CHECK(unkept.workspace.conversation().replayed() == nullptr);
}

TEST_CASE("a log that cannot be read any more is told, and nothing else happens") {
    test::MemoryStore store;
    Theatre desk(store);
    store.kept.begin()->second.logs.at(0) = "nonsense";
    desk.talk().replay(1);
    CHECK(desk.talk().replayed() == nullptr);
    CHECK(desk.workspace.notice());
    CHECK(desk.workspace.shown().status == run::RunStatus::complete);
}

TEST_CASE("the log of a turn is one run, and a run from a file has its own") {
    test::MemoryStore store;
    Theatre desk(store);
    desk.ask("And 18 * 23?");
    desk.play();
    REQUIRE(desk.talk().has_log(2));
    CHECK_FALSE(desk.talk().has_log(0));
    CHECK_FALSE(desk.talk().has_log(3));
    const auto log_of = [](session::Conversation& talk, session::TurnNumber turn) {
        std::string log;
        talk.read_log(turn, [&log](const Result<std::string>& text) { log = text ? text.value() : ""; });
        return log;
    };
    const std::string saved = log_of(desk.talk(), 2);
    CHECK(saved == store.kept.begin()->second.logs.at(1));
    CHECK(session::split_run_logs(saved).size() == 1);
    test::Desk other;
    REQUIRE_FALSE(session::open_text(other.workspace, "run.jsonl", saved));
    CHECK(other.workspace.shown().question() == "And 18 * 23?");
    CHECK(log_of(other.workspace.conversation(), 1) == saved);
}
