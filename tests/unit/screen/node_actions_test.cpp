#include "screen/node_actions.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "session/cost_words.hpp"
#include "session/outlook.hpp"
#include "unit/session/desk.hpp"

using namespace moa;
using screen::Action;
using test::Desk;

namespace {

const Action* find(const std::vector<Action>& actions, std::string_view name) {
    const auto it = std::find_if(actions.begin(), actions.end(),
                                 [name](const Action& action) { return action.name == name; });
    return it == actions.end() ? nullptr : &*it;
}

bool is_possible(const std::vector<Action>& actions, std::string_view name) {
    const Action* action = find(actions, name);
    return action != nullptr && action->refusal.empty();
}

}  // namespace

TEST_CASE("nothing can be done to a recipe that has not run") {
    Desk desk;
    CHECK(screen::node_actions(desk.workspace, {1, 1}).empty());
    CHECK(screen::run_actions(desk.workspace).empty());
}

TEST_CASE("a finished node can be edited, muted, pinned, regenerated and removed; the aggregator not muted") {
    Desk desk;
    desk.ask("Why is the sky blue?");
    desk.play();
    const auto actions = screen::node_actions(desk.workspace, {1, 2});
    for (const char* name : {"edit", "regenerate", "other", "pin", "mute", "remove"})
        CHECK_MESSAGE(is_possible(actions, name), name);
    const auto last = screen::node_actions(desk.workspace, {2, 1});
    CHECK(is_possible(last, "regenerate"));
    CHECK(find(last, "mute") == nullptr);
    CHECK(find(last, "add") == nullptr);
    CHECK(screen::run_actions(desk.workspace).size() == 1);
    CHECK(is_possible(screen::run_actions(desk.workspace), "other"));
    CHECK(screen::node_actions(desk.workspace, {7, 7}).empty());
}

TEST_CASE("muting offers unmuting, the rerun and undo; what is refused says why") {
    Desk desk;
    desk.ask("Why is the sky blue?");
    desk.play();
    auto actions = screen::node_actions(desk.workspace, {1, 2});
    REQUIRE_FALSE(desk.workspace.conversation().change(
        *screen::command_of(desk.workspace, *find(actions, "mute"), {})));
    actions = screen::node_actions(desk.workspace, {1, 2});
    CHECK(is_possible(actions, "unmute"));
    REQUIRE(find(actions, "regenerate") != nullptr);
    CHECK(find(actions, "regenerate")->refusal == "1.2 is muted; unmute it first.");
    const auto on_run = screen::run_actions(desk.workspace);
    CHECK(on_run.front().name == "rerun");
    CHECK(is_possible(on_run, "undo"));
    CHECK_FALSE(is_possible(on_run, "redo"));
}

TEST_CASE("text and model are asked for, and stand in the command") {
    Desk desk;
    desk.ask("Why is the sky blue?");
    desk.play();
    const auto actions = screen::node_actions(desk.workspace, {1, 2});
    CHECK(find(actions, "edit")->asks == screen::Asks::text);
    const auto edit = screen::command_of(desk.workspace, *find(actions, "edit"), "Mine.");
    REQUIRE_FALSE(desk.workspace.conversation().change(*edit));
    CHECK(desk.workspace.shown().find({1, 2})->text == "Mine.");
    CHECK(find(actions, "other")->asks == screen::Asks::model);
    const auto other = screen::command_of(desk.workspace, *find(actions, "other"), "sim/echo-8b");
    REQUIRE(other);
    REQUIRE(other->agent);
    CHECK(other->agent->provider == desk.workspace.shown().find({1, 2})->provider);
    CHECK(desk.workspace.on_screen().price_of(*other).calls == 1);
    REQUIRE_FALSE(desk.workspace.conversation().change(*other));
    desk.play();
    CHECK(desk.workspace.shown().find({1, 2})->model == "sim/echo-8b");
    CHECK(desk.workspace.shown().aggregator().stale);
}

TEST_CASE("the same proposals go to another aggregator: one call, and undo brings the first answer back") {
    Desk desk;
    desk.ask("Why is the sky blue?");
    desk.play();
    const std::string first = desk.workspace.shown().answer();
    const auto on_run = screen::run_actions(desk.workspace);
    REQUIRE(find(on_run, "other") != nullptr);
    const Action& other = *find(on_run, "other");
    CHECK(screen::price_words(desk.workspace, other, "sim/echo-8b").starts_with("1 call, about "));
    const auto command = screen::command_of(desk.workspace, other, "sim/echo-8b");
    REQUIRE(command);
    REQUIRE_FALSE(desk.workspace.conversation().change(*command));
    CHECK_FALSE(is_possible(screen::run_actions(desk.workspace), "other"));
    desk.play();
    const run::RunState& state = desk.workspace.shown();
    CHECK(state.aggregator().model == "sim/echo-8b");
    for (const run::Node& node : state.layers.front())
        CHECK(node.attempt == 1);
    CHECK(state.answer() != first);
    run::GraphCommand undo;
    REQUIRE_FALSE(desk.workspace.conversation().change(undo));
    CHECK(desk.workspace.shown().answer() == first);
}

TEST_CASE(
    "an agent joins a layer: what follows is out of date, and the price of bringing it up to date is said") {
    Desk desk;
    desk.ask("Why is the sky blue?");
    desk.play();
    const auto add = screen::find_action(desk.workspace, {1, 2}, "add");
    REQUIRE(add);
    CHECK(add->title == "Add an agent to layer 1");
    REQUIRE_FALSE(
        desk.workspace.conversation().change(*screen::command_of(desk.workspace, *add, "sim/echo-8b")));
    const run::RunState& state = desk.workspace.shown();
    REQUIRE(state.layers.front().size() == 7);
    CHECK(state.layers.front().back().model == "sim/echo-8b");
    CHECK(state.aggregator().stale);
    CHECK(desk.workspace.on_screen().rerun_price().calls == 2);
    CHECK(session::outlook(desk.workspace).find("2 calls") != std::string::npos);
}

TEST_CASE("the next layer can begin as soon as there is an answer") {
    Desk desk;
    desk.ask("Why is the sky blue?");
    CHECK_FALSE(is_possible(screen::run_actions(desk.workspace), "proceed"));
    while (desk.workspace.running() && !is_possible(screen::run_actions(desk.workspace), "proceed")) {
        desk.now = std::max(desk.now, desk.workspace.next_wake());
        desk.workspace.tick();
    }
    CHECK(desk.workspace.running());
}

TEST_CASE("a run is estimated before, and told beside the estimate after") {
    Desk desk;
    desk.workspace.conversation().set_draft("Why is the sky blue?");
    const session::RunEstimate before = desk.workspace.estimate();
    CHECK(before.nodes.size() == 7);
    CHECK(before.total_ms.low < before.total_ms.likely);
    const std::string words = session::estimate_sentence(before, false);
    CHECK(words.starts_with("About "));
    CHECK(words.find(" s (") != std::string::npos);
    CHECK(words.find('$') == std::string::npos);
    CHECK(desk.workspace.conversation().actual_sentence().empty());
    REQUIRE_FALSE(desk.workspace.run());
    CHECK(desk.workspace.conversation().actual_sentence().empty());
    desk.play();
    CHECK(desk.workspace.conversation().actual_sentence().starts_with("Took "));
    CHECK(desk.workspace.conversation().actual_sentence().find("(estimated ") != std::string::npos);
    CHECK_FALSE(desk.workspace.access().experience().empty());
    desk.workspace.conversation().set_draft("Why is the sky blue?");
    CHECK(desk.workspace.estimate().nodes.front().measured);
}

TEST_CASE("the spend cap is the recipe's") {
    Desk desk;
    desk.workspace.set_spend_cap(0.25);
    CHECK(desk.workspace.configuration().recipe().max_cost_usd == 0.25);
    desk.ask("Why is the sky blue?");
    CHECK(desk.workspace.shown().recipe.max_cost_usd == 0.25);
    desk.workspace.set_spend_cap(std::nullopt);
    CHECK_FALSE(desk.workspace.shown().recipe.max_cost_usd);
}
