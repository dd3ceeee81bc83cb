#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "session/history/history_search.hpp"
#include "unit/screen/history_desk.hpp"

using namespace moa;
using namespace moa::test;

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
