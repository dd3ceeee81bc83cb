#include "native/cli/terminal/live_tree.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "mixture/presets.hpp"
#include "native/cli/terminal/terminal_text.hpp"
#include "run/event.hpp"
#include "unit/contains.hpp"

using namespace moa;
using namespace moa::cli;
using run::NodeState;

namespace {

run::RunState started(std::string_view preset = "moa-lite-simulated", int repeat = 1) {
    run::RunState state;
    mixture::Recipe recipe = mixture::find_preset(preset)->recipe;
    for (mixture::Agent& agent : recipe.layers.front().agents)
        agent.repeat = repeat;
    run::apply(state, 0, run::RunStarted{std::move(recipe), {{"user", "Why?"}}});
    return state;
}

void enter(run::RunState& state, Millis t, run::NodeId node, NodeState next) {
    run::NodeChanged change;
    change.node = node;
    change.state = next;
    change.attempt = 1;
    run::apply(state, t, change);
}

void say(run::RunState& state, Millis t, run::NodeId node, std::string_view text) {
    run::apply(state, t, run::NodeText{node, text});
}

std::string all(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines)
        text += line + "\n";
    return text;
}

}  // namespace

TEST_CASE("live tree: a line per node with state, model and the end of its text") {
    run::RunState state = started();
    enter(state, 0, {1, 1}, NodeState::waiting);
    enter(state, 300, {1, 1}, NodeState::streaming);
    say(state, 300, {1, 1}, "First words\nand the \x1b[31mlast ones");
    enter(state, 0, {1, 2}, NodeState::waiting);
    const auto lines = tree_lines(state, 1500, {120, 40, false});
    const std::string text = all(lines);
    CHECK(lines.size() == 1 + 1 + 6 + 1 + 1);
    CHECK(test::contains(text, "Layer 1"));
    CHECK(test::contains(text, "Aggregator"));
    CHECK(test::contains(text, "1.1"));
    CHECK(test::contains(text, "streaming"));
    CHECK(test::contains(text, "and the ␛[31mlast ones"));
    CHECK(test::contains(text, "1.5 s"));
    CHECK(test::contains(text, "waiting"));
    CHECK(test::contains(text, "queued"));
    CHECK_FALSE(test::contains(text, "\x1b"));
    CHECK(test::contains(all(tree_lines(state, 1500, {120, 40, true})), "\x1b[32m≡"));
}

TEST_CASE("live tree: no line wider and no tree higher than the terminal") {
    run::RunState state = started("moa-3-simulated", 20);
    for (const auto& node : state.layers.front()) {
        const run::NodeId id = node.id;
        enter(state, 0, id, NodeState::waiting);
        if (id.index % 3 != 0) continue;
        enter(state, 10, id, NodeState::streaming);
        say(state, 10, id,
            "日本語のテキスト with a long tail of words that does not fit into any narrow terminal at all");
    }
    for (const int columns : {1, 10, 20, 40, 80, 200}) {
        for (const int rows : {1, 3, 4, 5, 8, 10, 24, 50, 300}) {
            const auto lines = tree_lines(state, 5000, {columns, rows, false});
            CAPTURE(columns);
            CAPTURE(rows);
            CHECK(lines.size() <= static_cast<std::size_t>(std::max(3, rows - 1)));
            for (const std::string& line : lines)
                CHECK(text_width(line) <= columns);
        }
    }
    CHECK(test::contains(all(tree_lines(state, 5000, {100, 24, false})), "more"));
}

TEST_CASE("live tree: finished layers fold before the one at work") {
    run::RunState state = started("moa-3-simulated");
    for (int i = 1; i <= 6; ++i) {
        enter(state, 0, {1, i}, NodeState::waiting);
        enter(state, 900, {1, i}, NodeState::done);
        enter(state, 900, {2, i}, NodeState::waiting);
    }
    const std::string text = all(tree_lines(state, 1000, {100, 13, false}));
    CHECK(test::contains(text, "Layer 1  6 done"));
    CHECK(test::contains(text, "2.6"));
    CHECK_FALSE(test::contains(text, "1.6"));
}
