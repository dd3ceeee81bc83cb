// The history: what is written while a conversation goes on, what is read of it, and how it goes on.
#include "session/history/history.hpp"

#include <doctest/doctest.h>

#include <map>

#include "desk.hpp"
#include "fold_case.hpp"
#include "json.hpp"
#include "memory_store.hpp"
#include "session/history/run_log_read.hpp"
#include "session/open_text.hpp"

using namespace moa;
using run::RunStatus;
using session::HistoryEntry;

namespace {

constexpr std::int64_t date = 1'795'527'184'017;  // 2026-11-24 13:33:04.017 UTC

/// A workspace that keeps what happens.
struct Keeper : test::Desk {
    explicit Keeper(test::MemoryStore& store) : Desk(date, &store) {}
};

void check_same(const run::RunState& a, const run::RunState& b) {
    CHECK(a.status == b.status);
    CHECK(a.answer() == b.answer());
    REQUIRE(a.layers.size() == b.layers.size());
    for (std::size_t layer = 0; layer < a.layers.size(); ++layer) {
        for (std::size_t i = 0; i < a.layers[layer].size(); ++i) {
            CHECK(a.layers[layer][i].state == b.layers[layer][i].state);
            CHECK(a.layers[layer][i].text == b.layers[layer][i].text);
        }
    }
}

run::RunState state_of(const std::string& log) {
    return session::replay(session::read_run_log(log).value());
}

}  // namespace

TEST_CASE("history: a conversation is kept turn by turn, and its logs replay to what was on screen") {
    test::MemoryStore store;
    Keeper desk(store);
    desk.ask("What is 17 * 23?");
    desk.play();
    REQUIRE(store.kept.size() == 1);
    const std::string id = desk.workspace.conversation().kept_id();
    CHECK(id == "20261124-133304-017");
    check_same(state_of(store.kept[id].logs.at(0)), desk.workspace.shown());
    desk.ask("And 18 * 23?");
    desk.play();
    REQUIRE(store.kept[id].logs.size() == 2);
    const HistoryEntry entry = store.entries[id];
    REQUIRE(entry.turns.size() == 2);
    CHECK(entry.turns[0].question == "What is 17 * 23?");
    CHECK(entry.turns[0].status == RunStatus::complete);
    CHECK(entry.turns[0].answer.find("391") != std::string::npos);
    CHECK(entry.turns[0].recipe == desk.workspace.configuration().recipe().name);
    CHECK(session::summary_of_log(store.kept[id].logs[1]) == entry.turns[1]);

    REQUIRE(desk.workspace.conversation().clear());
    CHECK(desk.workspace.conversation().kept_id().empty());
    desk.ask("Something else");
    desk.play();
    CHECK(store.kept.size() == 2);
    CHECK(store.kept[id].logs.size() == 2);
}

TEST_CASE("history: opened again, a conversation is context of the next question and goes on in its place") {
    test::MemoryStore store;
    std::string id;
    {
        Keeper desk(store);
        desk.ask("First?");
        desk.play();
        desk.ask("Second?");
        desk.play();
        id = desk.workspace.conversation().kept_id();
    }
    Keeper later(store);
    REQUIRE_FALSE(later.workspace.conversation().open(store.kept[id]));
    CHECK(later.workspace.shown().question() == "Second?");
    REQUIRE(later.workspace.conversation().turns().count() == 2);
    later.ask("Third?");
    later.play();
    CHECK(later.workspace.conversation().kept_id() == id);
    REQUIRE(store.kept[id].logs.size() == 3);
    const run::RunState third = state_of(store.kept[id].logs[2]);
    REQUIRE(third.messages.size() == 5);
    CHECK(third.messages[0].content == "First?");
    CHECK(third.messages[3].role == "assistant");
    CHECK(store.entries[id].turns.size() == 3);
}

TEST_CASE("history: a run that broke off at any moment is shown as stopped, goes on, and its log with it") {
    for (const Millis cut : {0, 700, 1500, 2500, 4000, 6000}) {
        CAPTURE(cut);
        test::MemoryStore store;
        std::string id;
        std::string seen;
        {
            Keeper desk(store);
            desk.ask("Why is the sky blue?");
            desk.play(cut);
            if (!desk.workspace.running()) continue;
            id = desk.workspace.conversation().kept_id();
            store.kept[id].logs[0] += "{\"t\":99999,\"ev";  // in the middle of a line
        }
        CHECK(session::summary_of_log(store.kept[id].logs[0])->status == RunStatus::running);
        CHECK(session::status_words(store.entries[id]) == "Interrupted");
        // A shell goes on behind the last whole line.
        std::string& log = store.kept[id].logs[0];
        log.resize(log.rfind('\n') + 1);
        Keeper later(store);
        REQUIRE_FALSE(later.workspace.conversation().open(store.kept[id]));
        CHECK_FALSE(later.workspace.running());
        CHECK(later.workspace.shown().status == RunStatus::cancelled);
        run::GraphCommand resume;
        resume.change = run::Change::resume;
        REQUIRE_FALSE(later.workspace.conversation().change(resume));
        later.play();
        CHECK(later.workspace.shown().status == RunStatus::complete);
        check_same(state_of(store.kept[id].logs[0]), later.workspace.shown());
        CHECK(store.entries[id].turns.size() == 1);
        CHECK(store.entries[id].turns[0].status == RunStatus::complete);
    }
}

TEST_CASE("history: a change to a run that was opened is kept behind it") {
    test::MemoryStore store;
    std::string id;
    {
        Keeper desk(store);
        desk.ask("First?");
        desk.play();
        id = desk.workspace.conversation().kept_id();
    }
    Keeper later(store);
    REQUIRE_FALSE(later.workspace.conversation().open(store.kept[id]));
    run::GraphCommand edit;
    edit.change = run::Change::edit;
    edit.node = {2, 1};
    edit.text = "My own words.";
    REQUIRE_FALSE(later.workspace.conversation().change(edit));
    CHECK(state_of(store.kept[id].logs[0]).answer() == "My own words.");
    CHECK(store.entries[id].turns[0].answer == "My own words.");
}

TEST_CASE("history: a file of two turns that breaks off is opened as the conversation, its run as stopped") {
    test::MemoryStore store;
    Keeper desk(store);
    desk.ask("First?");
    desk.play();
    desk.ask("Second?");
    desk.play();
    const std::vector<std::string> logs = store.kept[desk.workspace.conversation().kept_id()].logs;
    REQUIRE(logs.size() == 2);
    const std::string text = logs[0] + logs[1].substr(0, logs[1].find("node.text"));

    test::Desk later;
    REQUIRE_FALSE(session::open_text(later.workspace, "kept.jsonl", text));
    CHECK(later.workspace.shown().question() == "Second?");
    CHECK(later.workspace.shown().status == run::RunStatus::cancelled);
    CHECK(later.workspace.conversation().turns().count() == 2);
    const auto error =
        session::open_text(later.workspace, "kept.jsonl", R"({"event":"run.started","format":"other"})");
    REQUIRE(error);
    CHECK(error->message.find("kept.jsonl") == 0);
}

TEST_CASE("history: what cannot be read is left out, and nothing is lost by trying") {
    test::MemoryStore store;
    Keeper desk(store);
    desk.ask("First?");
    desk.play();
    const std::string id = desk.workspace.conversation().kept_id();
    const std::string good = store.kept[id].logs[0];
    CHECK(desk.workspace.conversation().open({id, {"", "nonsense"}}).has_value());
    CHECK(desk.workspace.shown().question() == "First?");
    REQUIRE_FALSE(desk.workspace.conversation().open({id, {good, "nonsense"}}));
    CHECK(desk.workspace.shown().question() == "First?");
    // The unreadable turn keeps its place; nothing is written into it.
    store.kept[id].logs.emplace_back("nonsense");
    desk.ask("Third?");
    desk.play();
    REQUIRE(store.kept[id].logs.size() == 3);
    CHECK(store.kept[id].logs[1] == "nonsense");
    for (std::size_t length = 0; length < good.size(); length += 97)
        (void)session::summary_of_log(std::string_view(good).substr(0, length));
    CHECK_FALSE(session::summary_of_log("").has_value());
    CHECK_FALSE(session::summary_of_log("{}\n{}\n").has_value());
}

TEST_CASE("history: letters of any script lose their case, and what is no text stays") {
    CHECK(folded_case("ÀÞ ĀŃŸŽ ΑΩΣς ЀЯѠ × 漢") == "àþ āńÿž αωσσ ѐяѡ × 漢");
    // Armenian, Georgian, Cherokee, Deseret, and capitals that came with Unicode 16 and 17.
    CHECK(folded_case("ԲԱՐԵՎ ᲡᲐ ꭰ 𐐀") == "բարեվ სა Ꭰ 𐐨");
    CHECK(folded_case("\u1c89 \ua7cb \ua7dc \ua7d2 \U00016ea0") == "\u1c8a \u0264 \u019b \ua7d3 \U00016ebb");
    for (const char* no_utf8 : {"\xC3", "\xF0\x90\x90", "\xED\xA0\x80", "\xE0\x81\x81", "\xF4\x90\x80\x80"})
        CHECK(folded_case(no_utf8) == no_utf8);
}

TEST_CASE("history: a name is one line of bounded length, without signs that are not seen") {
    CHECK(session::name_from("  My\t trip \n to Rome ") == "My trip to Rome");
    CHECK(session::name_from("a\u202Eb\x1b[31m\u2066\u009b\u2028\xFFz") == "ab[31mz");
    CHECK(session::name_from(" \n ").empty());
    std::string long_name;
    for (int i = 0; i < 300; ++i)
        long_name += "\u00E4";
    CHECK(session::name_from(long_name).size() == 2 * session::longest_name);
    CHECK(session::name_from(std::string(199, 'x') + " y z").size() == 199);
    CHECK(session::read_marks(*parse_json(R"({"name": 5, "pinned": "yes"})")) == session::HistoryMarks());
}

TEST_CASE("history: ids name a place and nothing else; entries and files survive being written down") {
    CHECK(session::is_history_id(session::history_id(date)));
    for (const char* no_id : {"", "..", "a/b", "A", "a.b", "a b"})
        CHECK_FALSE(session::is_history_id(no_id));
    HistoryEntry entry{session::history_id(date), {{"Q", "A", "R", RunStatus::degraded, 0.25}, {}}};
    CHECK(utc_words(entry.began()) == "2026-11-24 13:33 UTC");
    CHECK(entry.cost_usd() == doctest::Approx(0.25));
    CHECK(session::read_entry(session::entry_json(entry)) == entry);
    entry.marks = {"Mine", true};
    CHECK(session::read_entry(session::entry_json(entry)) == entry);
    CHECK_FALSE(session::read_entry(Json::array()).has_value());

    test::MemoryStore store;
    Keeper desk(store);
    desk.ask("One?");
    desk.play();
    desk.ask("Two?");
    desk.play();
    const std::vector<std::string>& logs = store.kept[desk.workspace.conversation().kept_id()].logs;
    const std::string file = logs[0] + logs[1];
    const auto split = session::split_run_logs(file);
    REQUIRE(split.size() == 2);
    CHECK(split[0] == logs[0]);
    CHECK(split[1] == logs[1]);
    CHECK(session::split_run_logs("nonsense").size() == 1);
}

TEST_CASE(
    "history: a conversation that goes on elsewhere is shown, and neither asked in, resumed nor changed") {
    test::MemoryStore store;
    std::string id;
    {
        Keeper desk(store);
        desk.ask("First?");
        desk.play(3000);
        REQUIRE(desk.workspace.running());
        id = desk.workspace.conversation().kept_id();
    }
    const std::string log = store.kept[id].logs.at(0);
    Keeper later(store);
    store.elsewhere = id;
    REQUIRE_FALSE(later.workspace.conversation().open(store.kept[id]));
    CHECK(later.workspace.shown().question() == "First?");
    REQUIRE(later.workspace.notice());
    CHECK(later.workspace.notice()->message == "It goes on elsewhere.");
    run::GraphCommand resume;
    resume.change = run::Change::resume;
    REQUIRE_FALSE(later.workspace.on_screen().cannot_change(resume));
    const auto refused = later.workspace.conversation().change(resume);
    REQUIRE(refused);
    CHECK(refused->message == "It goes on elsewhere.");
    CHECK_FALSE(later.workspace.running());
    later.workspace.conversation().set_draft("Second?");
    CHECK(later.workspace.run());
    CHECK(later.workspace.conversation().draft() == "Second?");
    CHECK(later.workspace.next_wake() == no_time);
    CHECK(store.kept[id].logs.size() == 1);
    CHECK(store.kept[id].logs.at(0) == log);

    store.elsewhere.clear();  // it may have gone on there: what is on screen is old
    const auto old = later.workspace.conversation().change(resume);
    REQUIRE(old);
    CHECK(old->message.find("open it again") != std::string::npos);
    CHECK(store.claimed.empty());
    REQUIRE_FALSE(later.workspace.conversation().open(store.kept[id]));
    CHECK(store.claimed == id);
    REQUIRE_FALSE(later.workspace.conversation().change(resume));
    later.play();
    CHECK(later.workspace.shown().status == RunStatus::complete);
    check_same(state_of(store.kept[id].logs.at(0)), later.workspace.shown());
    REQUIRE(later.workspace.conversation().clear());
    CHECK(store.claimed.empty());
}
