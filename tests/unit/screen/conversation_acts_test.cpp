// What can be done to the turns of the conversation, in words and acts.
#include "screen/conversation_acts.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "unit/session/desk.hpp"
#include "wire/utf8.hpp"

namespace moa {
namespace {

struct Talk : test::Desk {
    void say(std::string question) {
        ask(std::move(question));
        play();
    }
    std::string words() { return screen::follow_up(workspace).words; }
    std::vector<std::string> acts(session::TurnNumber turn) {
        std::vector<std::string> names;
        for (const screen::Button& button : screen::turn_buttons(workspace, turn))
            names.push_back(button.name);
        return names;
    }
    void act(std::string_view name) { screen::act_on_conversation(workspace, name); }
};

}  // namespace

TEST_CASE("the line above a question always says what it follows") {
    Talk desk;
    CHECK(desk.words() == "New conversation");
    desk.workspace.conversation().set_draft("What is your favourite colour?");
    CHECK(desk.words() == "The demo has answers to its own questions only.");
    CHECK(screen::screen_of(screen::follow_up(desk.workspace).buttons.at(0).name) == "setup");
    desk.ask("Why is the sky blue?\nIn short.");
    CHECK(desk.words() == "Answering: Why is the sky blue?\u2026");
    desk.play();
    CHECK(desk.words().starts_with(
        "Follow-up to: Why is the sky blue?\u2026 \u00b7 sends 1 earlier turn, about "));
    desk.act("context");
    CHECK(desk.words().ends_with("earlier turns are not sent"));
    desk.act("again 1");
    CHECK(desk.words().starts_with("Another version of: Why"));
    desk.act("keep");
    CHECK(desk.words().starts_with("Follow-up to"));
    desk.act("new");
    CHECK(desk.words() == "New conversation");
    CHECK(desk.workspace.conversation().turns().count() == 0);
}

TEST_CASE("a long question is quoted up to a word, and never within a character") {
    Talk desk;
    desk.say(std::string(200, 'x'));
    CHECK(desk.words().size() < 200);
    desk.say("\u00fc" + std::string(20, ' ') + std::string(100, 'y'));
    std::string umlauts;
    for (int i = 0; i < 100; ++i)
        umlauts += "\u00fc";
    desk.say(umlauts);
    CHECK(wire::is_valid_utf8(desk.words()));
}

TEST_CASE("how full the context gets is told where one is known and there is something to send") {
    test::Desk desk;
    desk.use_models({{"a", "b"}, {"final"}}, [](mixture::Recipe& recipe) {
        recipe.defaults.max_tokens = 100;
        recipe.layers.back().agents.front().parameters.context_tokens = 2000;
    });
    const auto meter = [&desk] { return screen::follow_up(desk.workspace).meter; };
    CHECK_FALSE(meter());
    desk.ask("One?");
    CHECK_FALSE(meter());
    for (std::size_t i = 0; i < 3; ++i)
        desk.network.say(i, std::string(1200, 'x'));
    REQUIRE(meter());
    CHECK(meter()->tone == screen::Tone::muted);
    CHECK(meter()->words.ends_with("% of the context"));
    CHECK(meter()->description.ends_with("of the 2k tokens of 2.1 final, the fullest context."));
    const double before = meter()->share;
    desk.workspace.conversation().set_draft(std::string(8000, 'x'));
    CHECK(meter()->share > before + 0.5);
    CHECK(meter()->tone == screen::Tone::doubtful);
    desk.workspace.conversation().set_with_context(false);
    CHECK_FALSE(meter());
}

TEST_CASE("a turn offers its tree, its versions and to be asked again") {
    Talk desk;
    desk.say("One?");
    desk.say("Two?");
    CHECK(desk.acts(2) == std::vector<std::string>{"screen compare", "screen share", "again 2"});
    CHECK(desk.acts(1) == std::vector<std::string>{"show 1", "again 1"});
    desk.act("show 1");
    CHECK(desk.workspace.conversation().shown_turn() == 1);
    desk.act("next");
    CHECK(desk.workspace.conversation().shown_turn() == 2);
    desk.act("again 2");
    desk.say("Two, better?");
    CHECK(screen::version_words(desk.workspace.conversation(), 3) == "Version 2 of 2");
    const auto buttons = screen::turn_buttons(desk.workspace, 3);
    CHECK(buttons.at(0).name == "version 2");
    CHECK_FALSE(buttons.at(1).possible);
    desk.act("version 2");
    CHECK(desk.workspace.conversation().shown_turn() == 2);
    desk.ask("Three?");
    for (const std::string& name : desk.acts(1))
        CHECK_FALSE(name.starts_with("again"));
}

TEST_CASE("acts that mean nothing change nothing") {
    Talk desk;
    desk.say("One?");
    const std::uint64_t before = desk.workspace.conversation().revision();
    for (const char* act :
         {"", "show", "show 0", "show 9", "version x", "again 99999999999999999999", "fly 1", "show 1 2"})
        desk.act(act);
    CHECK(desk.workspace.conversation().revision() == before);
}

TEST_CASE("the demo offers questions that it has answers to, and says what a reply is") {
    Talk desk;
    const auto examples = screen::example_buttons(desk.workspace);
    REQUIRE(examples.size() == 3);
    desk.act(examples[1].name);
    CHECK(desk.workspace.conversation().draft() == examples[1].label);
    desk.act(examples[0].name);
    CHECK(desk.workspace.conversation().draft() == examples[0].label);
    desk.workspace.conversation().set_draft("My own");
    desk.act(examples[2].name);
    CHECK(desk.workspace.conversation().draft() == "My own");
    CHECK(desk.workspace.notice());
    desk.say(examples[0].label);
    CHECK(screen::scripted_words(desk.workspace, 1).find("written beforehand") != std::string::npos);
    CHECK(screen::example_buttons(desk.workspace).empty());
    desk.act("new");
    desk.say("What is your favourite colour?");
    CHECK(screen::scripted_words(desk.workspace, 1).find("no real answer") != std::string::npos);
}

}  // namespace moa
