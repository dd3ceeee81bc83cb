#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "screen/screens.hpp"
#include "session/history/history_search.hpp"
#include "unit/session/desk.hpp"

using namespace moa;
using screen::Item;
using screen::Kind;
using screen::Look;
using screen::Screens;
using test::Desk;

namespace {

using Texts = std::vector<std::string>;

/// Keeps conversations in memory, and answers when the test says so.
class Shelf final : public session::HistoryLibrary {
  public:
    void read_by(session::HistoryReader* reader) override { reader_ = reader; }
    void list() override { ++lists; }
    void open(const std::string& id) override { requests.push_back("open " + id); }
    void take_over(std::string_view /*logs*/) override { requests.emplace_back("take over"); }
    void open_copy(const std::string& id) override { requests.push_back("copy " + id); }
    void remove(const std::string& id) override { requests.push_back("remove " + id); }
    void restore(const std::string& id) override { requests.push_back("restore " + id); }
    void forget_removed() override { requests.emplace_back("forget"); }
    void mark(const std::string& id, const session::HistoryMarks& marks) override {
        requests.push_back("mark " + id + " " + marks.name + (marks.pinned ? " pinned" : ""));
    }
    void remove_all() override { requests.emplace_back("remove all"); }
    void save_all() override { requests.emplace_back("save all"); }
    void save_copy(const std::string& id) override { requests.push_back("save " + id); }

    bool is_read() const { return reader_ != nullptr; }
    session::HistoryReader& reader() {
        REQUIRE(reader_ != nullptr);
        return *reader_;
    }
    void answer_list() { reader().listed({entries, unreadable, error, true, false, storage}); }

    std::vector<session::HistoryEntry> entries;
    std::size_t unreadable = 0;
    std::optional<Error> error;
    std::optional<session::HistoryStorage> storage;
    int lists = 0;
    std::vector<std::string> requests;

  private:
    session::HistoryReader* reader_ = nullptr;
};

session::HistoryEntry entry(const std::string& id, const std::string& question,
                            run::RunStatus status = run::RunStatus::complete) {
    return {id, {{question, "The answer to " + question, "MoA-Lite", status, 0}}};
}

struct Opened {
    Opened() : screens(desk.workspace, look, screen::Shell::window, {&library}) {}

    /// Opens it with these entries.
    void list(std::vector<session::HistoryEntry> entries) {
        library.entries = std::move(entries);
        screens.open("history");
        library.answer_list();
    }
    std::vector<const Item*> items(Kind kind) {
        std::vector<const Item*> found;
        for (const screen::Section& section : screens.shown()->sections) {
            for (const Item& item : section.items) {
                if (item.kind == kind) found.push_back(&item);
            }
        }
        return found;
    }
    std::vector<std::string> questions() {
        std::vector<std::string> found;
        for (const Item* row : items(Kind::row))
            found.push_back(row->label);
        return found;
    }
    Texts titles() {
        Texts found;
        for (const screen::Section& section : screens.shown()->sections) {
            if (!section.title.empty()) found.push_back(section.title);
        }
        return found;
    }
    std::string state() { return items(Kind::status).front()->label; }

    Desk desk;
    Look look;
    Shelf library;
    Screens screens;
};

}  // namespace

TEST_CASE("history: conversations are listed, the latest first, once the library has answered") {
    Opened at;
    at.library.entries = {entry("20261124-100000-000", "first"), entry("20261124-110000-000", "second")};
    at.screens.open("history");
    CHECK(at.questions().empty());
    CHECK(at.state().empty());
    at.library.answer_list();
    CHECK(at.questions() == Texts{"second", "first"});
    CHECK(at.state() == "2 conversations");
}

TEST_CASE("history: its state tells of none, of what was found, and of what cannot be read") {
    Opened at;
    at.list({});
    CHECK(at.state() == "No conversations yet. Each question and its answers are listed here.");
    CHECK_FALSE(at.screens.shown()->buttons.front().possible);
    at.library.unreadable = 2;
    at.list({{"20261124-100000-000", {}}, entry("20261124-110000-000", "Why is the sky blue?")});
    CHECK(at.state() == "1 conversation. 3 more cannot be read.");
    at.screens.act("search", "zebra");
    CHECK(at.state() == "0 of 1 conversation. 3 more cannot be read.");
    at.screens.act("search", "BLUE answer");
    CHECK(at.questions() == Texts{"Why is the sky blue?"});
    at.library.error = invalid_input("The folder is gone.");
    at.list({});
    CHECK(at.screens.shown()->error == "The folder is gone.");
    CHECK(at.state().empty());
}

TEST_CASE(
    "history: Enter in the search opens the first that was found, and the screen closes once it is open") {
    Opened at;
    at.list({entry("20261124-100000-000", "red"), entry("20261124-110000-000", "blue")});
    at.screens.act("search", "red");
    at.screens.act(at.items(Kind::search).front()->enter, "");
    CHECK(at.library.requests == Texts{"open 20261124-100000-000"});
    REQUIRE(at.screens.shown() != nullptr);
    at.library.reader().opened(std::nullopt, false);
    CHECK(at.screens.shown() == nullptr);
    CHECK_FALSE(at.library.is_read());
}

TEST_CASE("history: what is open elsewhere is refused in words, and a copy of it can be opened") {
    Opened at;
    at.list({entry("20261124-100000-000", "red")});
    at.screens.act("copy", "");
    CHECK(at.library.requests.empty());
    at.screens.act("open 20261124-100000-000", "");
    at.library.reader().opened(invalid_input("It is open elsewhere."), true);
    CHECK(at.screens.shown()->error == "It is open elsewhere.");
    at.screens.act("copy", "");
    CHECK(at.library.requests.back() == "copy 20261124-100000-000");
    CHECK(at.screens.shown()->error.empty());
}

TEST_CASE("history: deleting takes one press, and can be undone until the screen is closed") {
    Opened at;
    at.list({entry("20261124-100000-000", "red"), entry("20261124-110000-000", "blue")});
    at.screens.act("delete 20261124-110000-000", "");
    CHECK(at.questions() == Texts{"red"});
    CHECK(at.state() == "1 conversation");
    CHECK(at.items(Kind::button).front()->notes.front().words == "Deleted.");
    CHECK(at.screens.shown()->focus == "undo");
    at.screens.act("delete 20261124-100000-000", "");
    CHECK(at.items(Kind::button).front()->notes.front().words == "Deleted 2 conversations.");
    at.screens.act("undo", "");
    CHECK(at.questions() == Texts{"red"});
    CHECK(at.screens.shown()->focus == "open 20261124-100000-000");
    at.screens.act("undo", "");
    at.screens.act("undo", "");
    CHECK(at.questions() == Texts{"blue", "red"});
    CHECK(at.items(Kind::button).empty());
    CHECK(at.library.requests == Texts{"remove 20261124-110000-000", "remove 20261124-100000-000",
                                       "restore 20261124-100000-000", "restore 20261124-110000-000"});
    at.screens.close();
    CHECK(at.library.requests.back() == "forget");
}

TEST_CASE("history: what was not deleted is listed again, with the reason") {
    Opened at;
    at.list({entry("20261124-100000-000", "red"), entry("20261124-110000-000", "blue")});
    at.screens.act("delete 20261124-110000-000", "");
    at.screens.act("delete 20261124-100000-000", "");
    at.library.reader().changed(invalid_input("It is open elsewhere."));
    CHECK(at.library.lists == 2);
    at.library.entries = {entry("20261124-100000-000", "red")};
    at.library.answer_list();
    CHECK(at.screens.shown()->error == "It is open elsewhere.");
    CHECK(at.questions() == Texts{"red"});
    at.screens.act("undo", "");
    CHECK(at.library.requests.back() == "restore 20261124-110000-000");
    CHECK(at.library.lists == 3);
}

TEST_CASE("history: deleting all cannot be undone, and takes two presses, one after the other") {
    Opened at;
    at.list({entry("20261124-100000-000", "red"), entry("20261124-110000-000", "blue")});
    at.screens.act("delete-all", "");
    CHECK(at.screens.shown()->buttons.front().final);
    at.screens.act("search", "");
    CHECK_FALSE(at.screens.shown()->buttons.front().final);
    at.screens.act("delete-all", "");
    CHECK(at.library.requests.empty());
    at.screens.act("delete-all", "");
    CHECK(at.library.requests == Texts{"remove all"});
}

TEST_CASE("history: a row has two buttons, and the others once they are asked for") {
    Opened at;
    at.list({entry("20261124-100000-000", "red")});
    const auto labels = [&] {
        Texts texts;
        for (const screen::Button& button : at.items(Kind::row).front()->buttons)
            texts.push_back(button.label);
        return texts;
    };
    CHECK(labels() == Texts{"Delete", "More"});
    at.screens.act("more 20261124-100000-000", "");
    CHECK(labels() == Texts{"Pin", "Rename", "Export", "Delete", "Less"});
    CHECK(at.items(Kind::row).front()->buttons.front().description == "Pin: red");
}

TEST_CASE("history: a conversation is pinned, and named in its row") {
    Opened at;
    at.list({entry("20261124-100000-000", "red"), entry("20261124-110000-000", "blue")});
    at.screens.act("pin 20261124-100000-000", "");
    CHECK(at.questions() == Texts{"red", "blue"});
    CHECK(at.titles().front() == "Pinned");
    at.screens.act("rename 20261124-100000-000", "");
    REQUIRE(at.items(Kind::line).size() == 1);
    CHECK(at.items(Kind::line).front()->placeholder == "red");
    at.screens.act("name 20261124-100000-000", "  My\tcolour ");
    at.screens.act(at.items(Kind::line).front()->enter, "");
    CHECK(at.questions() == Texts{"My colour", "blue"});
    CHECK(at.library.requests ==
          Texts{"mark 20261124-100000-000  pinned", "mark 20261124-100000-000 My colour pinned"});
    at.screens.act("rename 20261124-100000-000", "");
    at.screens.act("name 20261124-100000-000", "Other");
    at.screens.back();
    REQUIRE(at.screens.shown() != nullptr);
    CHECK(at.questions() == Texts{"My colour", "blue"});
    at.screens.back();
    CHECK(at.screens.shown() == nullptr);
}

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
