#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "screen/screens.hpp"
#include "unit/session/desk.hpp"

using namespace moa;
using screen::Item;
using screen::Kind;
using screen::Look;
using screen::Screens;
using test::Desk;

namespace {

/// Keeps conversations in memory, and answers when the test says so.
class Shelf final : public session::HistoryLibrary {
  public:
    void read_by(session::HistoryReader* reader) override { reader_ = reader; }
    void list() override { ++lists; }
    void open(const std::string& id) override { requests.push_back("open " + id); }
    void take_over(std::string_view /*logs*/) override { requests.emplace_back("take over"); }
    void open_copy(const std::string& id) override { requests.push_back("copy " + id); }
    void remove(const std::string& id) override { requests.push_back("remove " + id); }
    void remove_all() override { requests.emplace_back("remove all"); }
    void save_copy(const std::string& id) override { requests.push_back("save " + id); }

    bool is_read() const { return reader_ != nullptr; }
    session::HistoryReader& reader() {
        REQUIRE(reader_ != nullptr);
        return *reader_;
    }
    void answer_list() { reader().listed({entries, unreadable, error}); }

    std::vector<session::HistoryEntry> entries;
    std::size_t unreadable = 0;
    std::optional<Error> error;
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
    std::string state() { return items(Kind::status).front()->label; }

    Desk desk;
    Look look;
    Shelf library;
    Screens screens;
};

using Texts = std::vector<std::string>;

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

TEST_CASE("history: what cannot be undone takes two presses, one after the other") {
    Opened at;
    at.list({entry("20261124-100000-000", "red"), entry("20261124-110000-000", "blue")});
    at.screens.act("delete 20261124-100000-000", "");
    CHECK(at.items(Kind::row).back()->buttons.back().final);
    at.screens.act("delete 20261124-110000-000", "");
    CHECK_FALSE(at.items(Kind::row).back()->buttons.back().final);
    at.screens.act("search", "");
    at.screens.act("delete-all", "");
    at.screens.act("delete 20261124-110000-000", "");
    at.screens.act("delete-all", "");
    CHECK(at.library.requests.empty());
    at.screens.act("delete-all", "");
    CHECK(at.library.requests == Texts{"remove all"});
    at.screens.act("delete 20261124-110000-000", "");
    at.screens.act("delete 20261124-110000-000", "");
    CHECK(at.library.requests.back() == "remove 20261124-110000-000");
    const int turn = at.screens.shown()->focus_turn;
    at.library.reader().removed(std::nullopt);
    CHECK(at.library.lists == 2);
    CHECK(at.screens.shown()->focus_turn > turn);
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
    for (const char* name : {"delete 20261124-120000-000", "delete-all"}) {
        screens.act(name, "");
        screens.act(name, "");
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

TEST_CASE("history: a long one is shown in parts") {
    Opened at;
    std::vector<session::HistoryEntry> many;
    many.reserve(450);
    for (int i = 0; i < 450; ++i)
        many.push_back(entry("20261124-100000-" + std::to_string(100 + i), std::to_string(i)));
    at.list(many);
    CHECK(at.items(Kind::row).size() == 200);
    CHECK(at.state() == "450 conversations");
    at.screens.act("more", "");
    CHECK(at.items(Kind::row).size() == 400);
    CHECK(at.items(Kind::button).front()->label == "Show 50 more");
    at.screens.act("more", "");
    CHECK(at.items(Kind::row).size() == 450);
    CHECK(at.items(Kind::button).empty());
    at.screens.act("search", "449");
    CHECK(at.questions() == Texts{"449"});
}

TEST_CASE("history: where a file was saved is told, and why not") {
    Opened at;
    at.list({entry("20261124-100000-000", "red")});
    at.screens.act("export 20261124-100000-000", "");
    at.library.reader().saved(std::string("Saved as /there"));
    CHECK(at.items(Kind::status).back()->label == "Saved as /there");
    at.screens.act("export 20261124-100000-000", "");
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
