// The spend cap as page and window set it.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "screen/conversation_acts.hpp"
#include "screen/node_actions.hpp"
#include "screen/turn_note.hpp"
#include "session/history/run_log_write.hpp"
#include "unit/contains.hpp"
#include "unit/session/desk.hpp"

using namespace moa;
using run::Change;
using run::RunStatus;
using test::Desk;

namespace {

/// Of Together's models with a price: two proposers and an aggregator, a dollar a million tokens or so.
void use_priced(Desk& desk, double cap_usd) {
    session::Setup setup;
    setup.provider = "together";
    REQUIRE_FALSE(desk.workspace.apply_setup(setup).has_value());
    REQUIRE_FALSE(desk.workspace.access().set_key("together", "test-key").has_value());
    mixture::Recipe recipe = test::recipe({{"p", "q"}, {"final"}});
    for (std::size_t i = 0; i < recipe.layers.size(); ++i) {
        for (mixture::Agent& agent : recipe.layers[i].agents) {
            agent.provider = "together";
            agent.model = desk.workspace.configuration().recipe().layers.back().agents.front().model;
        }
    }
    recipe.defaults.max_tokens = 1000;
    recipe.max_cost_usd = cap_usd;
    REQUIRE_FALSE(desk.workspace.use_recipe(recipe).has_value());
}

/// An answer for which the provider counts so many tokens.
std::string counted(std::string_view text, int tokens) {
    return test::text_event(text) + test::finish_event("stop") + test::usage_event(10, tokens) +
           test::done_event;
}

bool offers(const Desk& desk, std::string_view name) {
    const auto actions = screen::run_actions(desk.workspace);
    return std::any_of(actions.begin(), actions.end(),
                       [name](const screen::Action& action) { return action.name == name; });
}

/// The second of two first calls to a model waits a moment.
void send_all(Desk& desk) {
    desk.now += run::Scheduler::spacing_ms;
    desk.workspace.tick();
}

/// The workspace's recipe after its first layer, which cost more than was expected.
void stop_by_cap(Desk& desk) {
    use_priced(desk, 0.02);
    desk.ask("Why?");
    send_all(desk);
    REQUIRE(desk.network.calls.size() == 2);
    desk.network.answer_stream(0, counted("One.", 20'000));
    desk.network.answer_stream(1, counted("Two.", 20'000));
    REQUIRE_FALSE(desk.workspace.running());
    REQUIRE(desk.workspace.shown().cap.has_value());
    REQUIRE(desk.workspace.shown().status == RunStatus::failed);
}

void check_goes_on(Desk& desk, std::size_t calls_before) {
    CHECK(offers(desk, "resume"));
    REQUIRE_FALSE(desk.workspace.conversation().change({Change::resume, {}, {}, {}, {}}).has_value());
    REQUIRE(desk.network.calls.size() == calls_before + 1);  // the aggregator, and nothing that has finished
    desk.network.answer_stream(calls_before, counted("Done.", 10));
    CHECK(desk.workspace.shown().status == RunStatus::complete);
    CHECK(desk.workspace.shown().answer() == "Done.");
}

}  // namespace

TEST_CASE("a run that the cap stopped goes on once the cap is raised or taken off") {
    Desk desk;
    stop_by_cap(desk);
    SUBCASE("raised") {
        desk.workspace.set_spend_cap(5.0);
    }
    SUBCASE("taken off") {
        desk.workspace.set_spend_cap(std::nullopt);
    }
    check_goes_on(desk, 2);
}

TEST_CASE("the note of a run that the cap stopped raises it, and the run goes on") {
    Desk desk;
    stop_by_cap(desk);
    const auto note = screen::turn_note(desk.workspace, desk.workspace.conversation().shown_turn());
    REQUIRE(note);
    CHECK(note->words.starts_with("Stopped before layer 2"));
    REQUIRE(note->buttons.size() == 1);
    CHECK(note->buttons[0].label == "Raise the cap to $0.0500 and continue");
    screen::act_on_conversation(desk.workspace, note->buttons[0].name);
    CHECK(desk.workspace.spend_cap() == 0.05);
    REQUIRE(desk.network.calls.size() == 3);
    desk.network.answer_stream(2, counted("Done.", 10));
    CHECK(desk.workspace.shown().status == RunStatus::complete);
}

TEST_CASE("the same after a restart, and the log hears of the new cap") {
    std::string text;
    {
        Desk desk;
        stop_by_cap(desk);
        session::RunLogWriter writer([&text](std::string_view line) { text += line; });
        const run::RunState& state = desk.workspace.shown();
        writer.on_event(0, run::RunStarted{state.recipe, state.messages}, state);
        for (const run::Node& node : state.layers[0]) {
            writer.on_event(1, run::NodeChanged{node.id, run::NodeState::waiting, 1, {}, {}, {}, {}, {}},
                            state);
            writer.on_event(2, run::NodeText{node.id, node.text}, state);
            writer.on_event(
                3,
                run::NodeChanged{node.id, run::NodeState::done, 1, {}, "stop", node.usage, node.cost_usd, {}},
                state);
        }
        writer.on_event(4, *state.cap, state);
        writer.on_event(5, run::NodeChanged{{2, 1}, run::NodeState::skipped, 0, {}, {}, {}, {}, {}}, state);
        writer.on_event(6, run::RunFinished{state.status}, state);
    }
    Desk later;
    use_priced(later, 1);
    REQUIRE_FALSE(later.workspace.conversation().open({"", {text}}).has_value());
    CHECK(later.workspace.shown().cap.has_value());
    CHECK(later.workspace.spend_cap() == 0.02);
    later.workspace.set_spend_cap(std::nullopt);
    CHECK_FALSE(later.workspace.spend_cap().has_value());
    CHECK(later.network.calls.empty());
    check_goes_on(later, 0);
    CHECK_FALSE(later.workspace.shown().recipe.max_cost_usd.has_value());
}

TEST_CASE("a run at rest meets the cap that was set since") {
    Desk desk;
    use_priced(desk, 5);
    desk.ask("Why?");
    send_all(desk);
    desk.network.answer_stream(0, counted("One.", 1000));
    desk.network.answer_stream(1, counted("Two.", 1000));
    desk.network.answer_stream(2, counted("Done.", 1000));
    REQUIRE(desk.workspace.shown().status == RunStatus::complete);
    desk.workspace.set_spend_cap(0.0001);
    CHECK(desk.workspace.shown().status == RunStatus::complete);
    const auto refused = desk.workspace.conversation().change({Change::regenerate, {1, 1}, {}, {}, {}});
    REQUIRE(refused.has_value());
    CHECK(test::contains(refused->message, "it would cost about $"));
    CHECK(test::contains(refused->message, "the cap is $0.0001"));
    REQUIRE(desk.workspace.notice().has_value());
    CHECK(desk.workspace.notice()->message == refused->message);
    CHECK(desk.workspace.on_screen().cannot_change({Change::regenerate, {1, 1}, {}, {}, {}}).has_value());
    CHECK(desk.network.calls.size() == 3);
    CHECK(desk.workspace.shown().find({1, 1})->text == "One.");
    desk.workspace.set_spend_cap(std::nullopt);
    CHECK_FALSE(desk.workspace.conversation().change({Change::regenerate, {1, 1}, {}, {}, {}}).has_value());
    CHECK(desk.network.calls.size() == 4);
}

TEST_CASE("a node added to a streaming layer is refused for the cap, and the layer goes on") {
    Desk desk;
    use_priced(desk, 5);
    desk.ask("Why?");
    send_all(desk);
    REQUIRE(desk.network.calls.size() == 2);
    const run::CallId first = desk.network.calls[0].id;
    desk.network.receiver->on_head(first, {200, {{"content-type", "text/event-stream"}}});
    desk.network.receiver->on_bytes(first, test::text_event("So far."));
    desk.workspace.set_spend_cap(0.0001);
    run::GraphCommand add;
    add.change = Change::add;
    add.node.layer = 1;
    add.agent = desk.workspace.shown().recipe.layers[0].agents[0];
    for (const run::GraphCommand& command :
         {add, run::GraphCommand{Change::regenerate, {1, 2}, {}, {}, {}}}) {
        const auto refused = desk.workspace.conversation().change(command);
        REQUIRE(refused.has_value());
        CHECK(test::contains(refused->message, "the cap is $0.0001"));
        CHECK(desk.workspace.running());
        CHECK(desk.network.cancelled.empty());
        CHECK(desk.network.calls.size() == 2);
    }
    desk.network.receiver->on_bytes(first, test::text_event(" And on."));
    CHECK(desk.workspace.shown().find({1, 1})->text == "So far. And on.");
}
