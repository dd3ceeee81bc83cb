// A question that is asked while another one is being answered.
#include <doctest/doctest.h>

#include "screen/conversation_acts.hpp"
#include "unit/session/desk.hpp"

using namespace moa;
using test::Desk;

namespace {

/// One model that answers, and a second question that was asked meanwhile.
void ask_two(Desk& desk) {
    desk.use_models({{"a"}, {"final"}}, [](mixture::Recipe& recipe) { recipe.defaults.limits.retries = 0; });
    desk.ask("First?");
    desk.workspace.conversation().set_draft("Second?");
    REQUIRE_FALSE(desk.workspace.run());
    CHECK(desk.workspace.asks_next());
    CHECK(desk.workspace.conversation().draft() == "Second?");
    CHECK(desk.network.calls.size() == 1);
}

void answer_first(Desk& desk) {
    desk.network.say(0, "A.");
    desk.network.say(1, "Because.");
    REQUIRE(desk.workspace.next_wake() == desk.now);
    desk.workspace.tick();
}

}  // namespace

TEST_CASE("a question is asked as soon as the one before has its answer, as its follow-up") {
    Desk desk;
    ask_two(desk);
    CHECK(screen::follow_up(desk.workspace).words == "Your question will be asked next.");
    SUBCASE("as it was") {
        answer_first(desk);
        CHECK(desk.workspace.running());
        CHECK(desk.workspace.current().question() == "Second?");
        CHECK(desk.workspace.current().messages.size() == 3);
        CHECK(desk.workspace.conversation().draft().empty());
        CHECK_FALSE(desk.workspace.asks_next());
    }
    SUBCASE("as it was changed meanwhile") {
        desk.workspace.conversation().set_draft("Second, better?");
        answer_first(desk);
        CHECK(desk.workspace.current().question() == "Second, better?");
    }
    SUBCASE("not where it was deleted") {
        desk.workspace.conversation().set_draft(" ");
        answer_first(desk);
        CHECK_FALSE(desk.workspace.running());
        CHECK_FALSE(desk.workspace.notice());
    }
    SUBCASE("not where that was taken back") {
        screen::act_on_conversation(desk.workspace, screen::follow_up(desk.workspace).buttons.at(0).name);
        desk.network.say(0, "A.");
        desk.network.say(1, "Because.");
        desk.workspace.tick();
        CHECK_FALSE(desk.workspace.running());
        CHECK(desk.workspace.conversation().draft() == "Second?");
    }
}

TEST_CASE("after a run that failed or was stopped the question waits in its field") {
    Desk desk;
    ask_two(desk);
    SUBCASE("failed") {
        desk.network.fail(0);
    }
    SUBCASE("stopped") {
        desk.workspace.conversation().stop();
    }
    desk.workspace.tick();
    CHECK_FALSE(desk.workspace.running());
    CHECK_FALSE(desk.workspace.asks_next());
    CHECK(desk.workspace.conversation().draft() == "Second?");
}

TEST_CASE("nothing is not asked next") {
    Desk desk;
    desk.use_models({{"a"}, {"final"}});
    desk.ask("First?");
    CHECK(desk.workspace.run());
    CHECK_FALSE(desk.workspace.asks_next());
}
