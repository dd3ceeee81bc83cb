#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "session/history/history_search.hpp"
#include "unit/screen/history_desk.hpp"

using namespace moa;
using namespace moa::test;

TEST_CASE("history: rows stand under their days, in the user's own time") {
    Look look;
    Desk desk(1'795'570'200'000);  // 2026-11-25 01:30 UTC
    Shelf library;
    screen::ShellActs acts{&library};
    acts.utc_offset = [](UtcSeconds) { return -2 * 3600; };  // it is still the 24th
    Screens screens(desk.workspace, look, screen::Shell::window, acts);
    library.entries = {entry("20261125-010000-000", "late"),   entry("20261124-030000-000", "morning"),
                       entry("20261124-010000-000", "before"), entry("20261118-120000-000", "wednesday"),
                       entry("20261101-120000-000", "first"),  entry("20261101-010000-000", "october"),
                       entry("20251130-120000-000", "old")};
    screens.open("history");
    library.answer_list();
    Texts rows;
    for (const screen::Section& section : screens.shown()->sections) {
        if (section.title.empty()) continue;
        for (const Item& item : section.items)
            rows.push_back(section.title + ", " +
                           item.notes.back().words.substr(0, item.notes.back().words.find(" \u00b7")));
    }
    CHECK(rows == Texts{"Today, 23:00", "Today, 01:00", "Yesterday, 23:00",
                        "Previous 7 days, Wednesday 10:00", "November 2026, 2026-11-01",
                        "October 2026, 2026-10-31", "November 2025, 2025-11-30"});
}

TEST_CASE("history: while words are looked for, rows show where they stand") {
    Opened at;
    at.list({entry("20261124-100000-000", "red"), entry("20261124-110000-000", "blue")});
    CHECK(at.items(Kind::row).front()->passages.empty());
    at.screens.act("search", "ANSWER red");
    REQUIRE(at.items(Kind::row).size() == 1);
    const auto& stretches = at.items(Kind::row).front()->passages.at(0).stretches;
    CHECK(stretches ==
          std::vector<screen::Stretch>{{"The ", false}, {"answer", true}, {" to ", false}, {"red", true}});
}

TEST_CASE("history: what it takes of the disk is told, and whether the browser keeps it") {
    Opened at;
    at.library.storage = {12'345'678};
    at.list({entry("20261124-100000-000", "red")});
    CHECK(at.items(Kind::status).back()->label == "Storage: 12 MB used.");
    at.library.storage = {{12'345'678, 2'000'000'000, false}};
    at.library.answer_list();
    CHECK(at.items(Kind::status).back()->label ==
          "Storage: 12 MB of 2.0 GB used. The browser may delete it when space runs out: save what matters.");
}

TEST_CASE("history: a conversation whose run goes on is not deleted, nor left") {
    Opened at;
    struct Keep final : session::HistoryStore {
        std::string begin_conversation(std::int64_t) override { return "20261124-120000-000"; }
        void open_turn(const std::string&, std::size_t) override {}
        void append(std::string_view) override {}
        void summarise(const session::HistoryEntry&) override {}
    } store;
    Desk desk({}, &store);
    Screens screens(desk.workspace, at.look, screen::Shell::window, {&at.library});
    desk.ask("What is 17 * 23?");
    REQUIRE(desk.workspace.conversation().kept_id() == "20261124-120000-000");
    at.library.entries = {entry("20261124-120000-000", "What is 17 * 23?", run::RunStatus::running)};
    screens.open("history");
    at.library.answer_list();
    CHECK(screens.shown()->sections[1].items.front().current);
    for (const char* name : {"delete 20261124-120000-000", "delete-all", "delete-all"}) {
        screens.act(name, "");
        if (name == std::string("delete-all") && screens.shown()->error.empty()) continue;
        CHECK(screens.shown()->error.starts_with("A run is in progress"));
    }
    screens.act("new", "");
    CHECK(screens.shown() != nullptr);
    CHECK(at.library.requests.empty());
    desk.play();
    screens.act("delete-all", "");
    screens.act("delete-all", "");
    CHECK(at.library.requests == Texts{"remove all"});
    CHECK(desk.workspace.on_screen().idle());
}

TEST_CASE("history: a new conversation leaves the keyboard to the question") {
    Opened at;
    at.list({});
    at.screens.act("new", "");
    CHECK(at.screens.shown() == nullptr);
    CHECK(at.screens.take_question());
    CHECK_FALSE(at.screens.take_question());
}

TEST_CASE("history: of a long one some rows are shown, more as they come in sight, and never all") {
    Opened at;
    std::vector<session::HistoryEntry> many;
    for (int i = 0; i < 450; ++i)
        many.push_back(entry("20261124-100000-" + std::to_string(100 + i), std::to_string(i)));
    at.list(many);
    CHECK(at.items(Kind::row).size() == 50);
    CHECK(at.state() == "450 conversations");
    while (at.items(Kind::button).back()->in_sight)
        at.screens.act("older", "");
    CHECK(at.items(Kind::row).size() == 300);
    CHECK(at.items(Kind::button).back()->notes.front().words == "150 more");
    at.screens.act("older", "");
    CHECK(at.questions().front() == "149");
    CHECK(at.screens.shown()->focus == "open 20261124-100000-249");
    while (at.items(Kind::button).back()->name == "older")
        at.screens.act("older", "");
    CHECK(at.items(Kind::row).size() == 150);
    at.screens.act("newer", "");
    CHECK(at.questions().front() == "449");
    CHECK(at.items(Kind::button).size() == 1);
    at.screens.act("older", "");
    at.screens.act("search", "449");
    CHECK(at.questions() == Texts{"449"});
}

TEST_CASE("history: the list comes in parts, which can be searched as they come") {
    Opened at;
    at.screens.open("history");
    at.screens.act("search", "red");
    at.library.reader().listed({{entry("20261124-110000-000", "blue")}, 0, {}, true, true});
    CHECK(at.state() == "0 of 1 conversation so far");
    at.library.reader().listed({{entry("20261124-100000-000", "red")}, 1, {}, false, false});
    CHECK(at.state() == "1 of 2 conversations. 1 more cannot be read.");
    CHECK(at.questions() == Texts{"red"});
}

TEST_CASE("history: where a file was saved is told, and why not") {
    Opened at;
    at.list({entry("20261124-100000-000", "red")});
    at.screens.act("export 20261124-100000-000", "");
    at.library.reader().saved(std::string("Saved as /there"));
    CHECK(at.items(Kind::status).back()->label == "Saved as /there");
    at.screens.act("export-all", "");
    CHECK(at.library.requests.back() == "save all");
    CHECK(at.items(Kind::status).size() == 1);
    at.library.reader().saved(invalid_input("The disk is full."));
    CHECK(at.screens.shown()->error == "The disk is full.");
}

TEST_CASE("history: it opens anew over itself, and not where nothing is kept") {
    Opened at;
    at.list({entry("20261124-100000-000", "red")});
    at.screens.open("history");
    CHECK(at.library.is_read());
    at.library.answer_list();
    CHECK(at.questions() == Texts{"red"});
    Screens without(at.desk.workspace, at.look, screen::Shell::window);
    without.open("history");
    CHECK(without.shown() == nullptr);
}

TEST_CASE(
    "history: a conversation opens at the turn that holds what was looked for, also of another version") {
    Opened at;
    for (const char* question : {"Why is the sky blue?", "What is 17 * 23?"}) {
        at.desk.ask(question);
        at.desk.play();
    }
    session::Conversation& conversation = at.desk.workspace.conversation();
    REQUIRE_FALSE(conversation.ask_again(1));
    at.desk.ask("Why is the sunset red?");
    at.desk.play();
    session::HistoryEntry kept{"20261124-133304-017", {}};
    for (std::size_t turn = 1; turn <= 3; ++turn)
        kept.turns.push_back(session::summary_of(conversation.run_of(turn)));
    at.list({kept});
    at.screens.act("search", "17 23");
    at.screens.act("open " + kept.id, {});
    at.library.reader().opened(std::nullopt, false);
    CHECK(conversation.shown_turn() == 2);
    CHECK(conversation.path() == std::vector<session::TurnNumber>{1, 2});
    CHECK(session::turn_with(kept, "sunset nowhere") == 3);
    CHECK(session::turn_with(kept, "nowhere") == 0);
    CHECK(session::turn_with(kept, "  ") == 0);
}

TEST_CASE("a link that a model wrote is opened or copied only when the user says so") {
    Desk desk;
    Look look;
    Texts opened;
    Texts copied;
    Screens screens(desk.workspace, look, screen::Shell::page,
                    {nullptr, nullptr, [&](const std::string& address) { opened.push_back(address); },
                     [&](const std::string& text) { copied.push_back(text); }});
    const std::string address = "https://example.org/" + std::string(1000, 'a');
    for (const char* name : {"cancel", "copy", "open"}) {
        screens.ask_link(address);
        REQUIRE(screens.shown() != nullptr);
        CHECK(screens.shown()->focus == "open");
        CHECK(screens.shown()->sections[0].items[0].label.size() < 700);
        screens.act(name, "");
        CHECK(screens.shown() == nullptr);
    }
    CHECK(opened == Texts{address});
    CHECK(copied == Texts{address});
}
