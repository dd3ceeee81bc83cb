// Answers beside each other, and one that takes the place of the aggregator's.
#include "screen/comparison_screen.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "run/sentences.hpp"
#include "screen/conversation_acts.hpp"
#include "screen/marked_passages.hpp"
#include "screen/screens.hpp"
#include "unit/session/desk.hpp"

using namespace moa;
using screen::Item;
using screen::MarkedPassage;
using screen::Screen;

namespace {

struct ComparisonDesk : test::Desk {
    screen::Look look;
    screen::Screens screens{workspace, look, screen::Shell::window};

    explicit ComparisonDesk(std::size_t proposers = 2) {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < proposers; ++i)
            names.emplace_back(1, static_cast<char>('a' + i));
        use_models({names, {"final"}});
        ask("What is 17 * 23?");
        for (std::size_t i = 0; i < proposers; ++i)
            network.say(i, i == 1 ? "The product is **381**." : "The product is **391**.");
        network.say(proposers, "It is 391.");
        REQUIRE_FALSE(workspace.running());
    }
    const Screen& shown() {
        REQUIRE(screens.shown() != nullptr);
        return *screens.shown();
    }
    const std::vector<Item>& columns() { return shown().sections.front().items; }
    bool offers() const {
        const auto buttons = screen::turn_buttons(workspace, workspace.conversation().shown_turn());
        return std::any_of(buttons.begin(), buttons.end(),
                           [](const screen::Button& each) { return each.name == "screen compare"; });
    }
};

std::string marked_words(const Item& item) {
    std::string words;
    for (const MarkedPassage& passage : item.passages) {
        for (const screen::Stretch& stretch : passage.stretches) {
            if (stretch.marked) words += "[" + stretch.words + "]";
        }
    }
    return words;
}

}  // namespace

TEST_CASE("the answer and its proposals stand beside each other, with what differs marked") {
    ComparisonDesk desk;
    REQUIRE(desk.offers());
    desk.screens.open("compare");
    CHECK(desk.shown().width == screen::Width::full);
    REQUIRE(desk.columns().size() == 3);
    CHECK(desk.columns()[0].choices[0].words == "The answer, by final");
    CHECK(marked_words(desk.columns()[2]) == "[381]");
    CHECK(marked_words(desk.columns()[1]).empty());
    CHECK(desk.columns()[0].buttons.empty());
    CHECK(desk.columns()[1].buttons.front().possible);
    desk.screens.act("close", {});
    CHECK(desk.screens.shown() == nullptr);
}

TEST_CASE("two to four answers are compared, each of them once, and any of them can be another one") {
    ComparisonDesk desk(6);
    desk.screens.open("compare");
    desk.screens.act("add", {});
    REQUIRE(desk.columns().size() == 4);
    CHECK(desk.shown().buttons.front().name == "close");
    desk.screens.act("add", {});
    CHECK(desk.columns().size() == 4);
    desk.screens.act("answer 4", "1/1.6");
    CHECK(desk.columns()[3].value == "1/1.6");
    for (const screen::Choice& each : desk.columns()[0].choices)
        CHECK(each.value != "1/1.6");
    desk.screens.act("remove 1", {});
    desk.screens.act("remove 1", {});
    desk.screens.act("remove 1", {});
    REQUIRE(desk.columns().size() == 2);
    CHECK_FALSE(desk.columns()[0].remove.has_value());
    desk.screens.act("keep 9", {});
    desk.screens.act("answer 0", "1/1.1");
    CHECK(desk.columns().size() == 2);
}

TEST_CASE("a node that is selected is compared with the answer") {
    ComparisonDesk desk;
    desk.workspace.conversation().select(run::NodeId{1, 2});
    desk.screens.open("compare");
    REQUIRE(desk.columns().size() == 2);
    CHECK(desk.columns()[0].value == "1/1.2");
    CHECK(desk.columns()[1].value == "1/2.1");
}

TEST_CASE("an answer that is kept takes the place of the aggregator's, says so, and can be taken back") {
    ComparisonDesk desk;
    const std::size_t calls = desk.network.calls.size();
    desk.screens.open("compare");
    desk.screens.act("keep 3", {});
    CHECK(desk.screens.shown() == nullptr);
    CHECK(desk.workspace.shown().answer() == "The product is **381**.");
    CHECK(run::answer_remarks(desk.workspace.shown()) == "You selected: 1.2 b.");
    CHECK(desk.network.calls.size() == calls);
    // The next question follows what was kept.
    desk.workspace.conversation().set_draft("And then?");
    const auto messages = desk.workspace.conversation().messages();
    CHECK(messages[messages.size() - 2].content == "The product is **381**.");
    REQUIRE_FALSE(desk.workspace.conversation().change({run::Change::undo, {}, {}, {}, {}}));
    CHECK(desk.workspace.shown().answer() == "It is 391.");
    CHECK(run::answer_remarks(desk.workspace.shown()).empty());
    REQUIRE_FALSE(desk.workspace.conversation().change({run::Change::edit, {2, 1}, "By hand.", {}, {}}));
    CHECK(run::answer_remarks(desk.workspace.shown()) == "You edited this answer.");
    CHECK(desk.workspace.conversation().change({run::Change::edit, {2, 1}, "Text.", {}, {{9, 9}}}));
}

TEST_CASE("there is nothing to compare before two answers have ended, nor of another conversation") {
    test::Desk desk;
    screen::Look look;
    screen::Screens screens{desk.workspace, look, screen::Shell::window};
    screens.open("compare");
    CHECK(screens.shown() == nullptr);
    desk.use_models({{"a", "b"}, {"final"}});
    desk.ask("Why?");
    desk.network.say(0, "A.");
    CHECK_FALSE(screen::can_compare(desk.workspace));
    desk.network.say(1, "B.");
    CHECK(screen::can_compare(desk.workspace));
    screens.open("compare");
    REQUIRE(screens.shown() != nullptr);
    // While the aggregator writes, what has ended can be read.
    CHECK(screens.shown()->sections.front().items.size() == 2);
    desk.network.say(2, "C.");
    REQUIRE(desk.workspace.conversation().clear());
    CHECK(screens.shown() == nullptr);
}

TEST_CASE("versions of a question's answer are compared, too") {
    ComparisonDesk desk;
    REQUIRE_FALSE(desk.workspace.conversation().ask_again(1));
    desk.workspace.conversation().set_draft("What is 23 * 17?");
    REQUIRE_FALSE(desk.workspace.run());
    desk.network.say(3, "One.");
    desk.network.say(4, "Two.");
    desk.network.say(5, "Three.");
    desk.screens.open("compare");
    desk.screens.act("answer 3", "1/2.1");
    const Item& other = desk.columns()[2];
    CHECK(other.value == "1/2.1");
    CHECK(other.buttons.empty());
    CHECK(other.passages.front().stretches.front().words == "It is 391");
}

TEST_CASE("a text of any length is compared from its beginning, and says where that ends") {
    const std::string beginning(screen::most_compared - 1, 'x');
    const auto passages = screen::marked_passages({beginning + "\u00e9 and more", "short"});
    REQUIRE(passages.size() == 2);
    CHECK(passages[0].back().stretches.back().words.starts_with("The rest of this answer is not compared"));
    CHECK_FALSE(passages[0].back().stretches.back().marked);
    CHECK(passages[0].front().stretches.front().words == beginning);
}
