// What a user changes in a run: exactly the dependants become stale, and exactly what is asked for is called.
#include <doctest/doctest.h>

#include "run/price_of_calls.hpp"
#include "run/sentences.hpp"
#include "run/stale.hpp"
#include "unit/contains.hpp"
#include "unit/run/harness.hpp"

using namespace moa;
using run::Change;
using run::NodeState;
using run::RunStatus;
using test::Bench;

namespace {

/// Two layers of three and an aggregator, all answered with "<node> first.".
struct Finished : Bench {
    Finished() : Bench(test::recipe({{"a", "b", "c"}, {"d", "e", "f"}, {"final"}})) {
        start();
        answer_all("first");
        calls.clear();
    }

    void answer_all(std::string_view word) {
        for (std::size_t i = 0; i < calls.size(); ++i) {
            const std::string node = to_string(calls[i].node);
            if (this->node(node).state == NodeState::waiting)
                answer(node, node + " " + std::string(word) + ".");
        }
    }
    std::string called() const {
        std::string nodes;
        for (const run::CallRequest& call : calls)
            nodes += (nodes.empty() ? "" : " ") + to_string(call.node);
        return nodes;
    }
    std::string stale() const {
        std::string nodes;
        for (const run::NodeId id : run::stale_nodes(run.state()))
            nodes += (nodes.empty() ? "" : " ") + to_string(id);
        return nodes;
    }
    bool change(Change what, std::string_view node = "", std::string_view text = "") {
        return give({what, run::parse_node_id(node).value_or(run::NodeId{}), std::string(text), {}, {}});
    }
    bool give(const run::GraphCommand& command) {
        if (run.refusal(command)) return false;
        take(run.change(command, now));
        return true;
    }
    std::string sent_to(std::string_view node) const { return call_of(node).request.body; }
};

}  // namespace

TEST_CASE("an edit calls nobody; all behind it are stale, and a rerun calls exactly those") {
    Finished run;
    REQUIRE(run.change(Change::edit, "1.2", "By hand."));
    CHECK(run.called().empty());
    CHECK(run.node("1.2").text == "By hand.");
    CHECK(run.node("1.2").edited);
    CHECK(run.stale() == "2.1 2.2 2.3 3.1");
    CHECK(run.run.state().answer() == "3.1 first.");
    CHECK(test::contains(run::status_sentence(run.run.state()), "is stale"));

    REQUIRE(run.change(Change::rerun));
    CHECK(run.called() == "2.1 2.2 2.3");
    CHECK(test::contains(run.sent_to("2.1"), "2. By hand."));
    CHECK(test::contains(run.sent_to("2.1"), "1. 1.1 first."));
    run.answer_all("second");
    CHECK(run.called() == "2.1 2.2 2.3 3.1");
    run.answer_all("second");
    CHECK(run.stale().empty());
    CHECK(run.run.state().status == RunStatus::complete);
    CHECK(run.run.state().answer() == "3.1 second.");
}

TEST_CASE("an edit in the last layer of proposers makes the aggregator stale alone") {
    Finished run;
    REQUIRE(run.change(Change::edit, "2.3", "By hand."));
    CHECK(run.stale() == "3.1");
    REQUIRE(run.change(Change::edit, "3.1", "My own words."));
    CHECK(run.stale().empty());
    CHECK(run.run.state().answer() == "My own words.");
    CHECK_FALSE(run.change(Change::rerun));
}

TEST_CASE("an edit that changes nothing makes nothing stale") {
    Finished run;
    REQUIRE(run.change(Change::edit, "1.2", "1.2 first."));
    CHECK(run.stale().empty());
    CHECK_FALSE(run.change(Change::edit, "1.2", " \n"));
}

TEST_CASE("a regenerated node is called alone, and what builds on it waits for a rerun") {
    Finished run;
    REQUIRE(run.change(Change::regenerate, "2.1"));
    CHECK(run.called() == "2.1");
    CHECK(run.run.state().running());
    CHECK(run.run.state().answer() == "3.1 first.");
    run.answer("2.1", "Anew.");
    CHECK_FALSE(run.run.state().running());
    CHECK(run.stale() == "3.1");
    REQUIRE(run.change(Change::rerun));
    CHECK(run.called() == "2.1 3.1");
    CHECK(test::contains(run.sent_to("3.1"), "1. Anew.\\n2. 2.2 first."));
    run.answer("3.1", "New answer.");
    CHECK(run.run.state().status == RunStatus::complete);
}

TEST_CASE("a regenerated node that says the same leaves everything in date") {
    Finished run;
    REQUIRE(run.change(Change::regenerate, "1.1"));
    run.answer("1.1", "1.1 first.");
    CHECK(run.stale().empty());
}

TEST_CASE("the same proposals and another aggregator: one call") {
    Finished run;
    REQUIRE(run.give({Change::regenerate, {3, 1}, {}, test::agent("other"), {}}));
    CHECK(run.called() == "3.1");
    CHECK(run.body_of("3.1")["model"] == Json("other"));
    CHECK(run.node("3.1").label == "other");
    run.answer("3.1", "By another.");
    CHECK(run.run.state().answer() == "By another.");
    CHECK(run.stale().empty());
    REQUIRE(run.change(Change::undo));
    CHECK(run.run.state().answer() == "3.1 first.");
    CHECK(run.node("3.1").model == "final");
    CHECK(run.node("3.1").agent.model == "final");
    REQUIRE(run.change(Change::redo));
    CHECK(run.run.state().answer() == "By another.");
    CHECK(run.node("3.1").agent.model == "other");
    CHECK(run.called() == "3.1");
}

TEST_CASE("what undo brings back has the parameters that its agent was given since") {
    Finished run;
    REQUIRE(run.change(Change::edit, "1.2", "By hand."));
    REQUIRE(run.give({Change::regenerate, {3, 1}, {}, test::agent("other"), {}}));
    run.answer("3.1", "By another.");
    mixture::Recipe recipe = run::recipe_of(run.run.state());
    recipe.layers[0].agents[1].parameters.temperature = 0.25;
    recipe.layers[2].agents[0].system = "Be brief.";
    run.take(run.run.use_recipe(recipe, run.now));
    REQUIRE(run.change(Change::undo));
    CHECK(run.node("3.1").agent.model == "final");
    REQUIRE(run.change(Change::redo));
    CHECK(run.node("3.1").agent.model == "other");
    CHECK(run.node("3.1").agent.system == "Be brief.");
    REQUIRE(run.change(Change::undo));
    REQUIRE(run.change(Change::undo));
    REQUIRE(run.change(Change::regenerate, "1.2"));
    CHECK(run.body_of("1.2")["temperature"] == 0.25);
}

TEST_CASE("one of several repeats gets another model; the others keep theirs") {
    mixture::Recipe recipe = test::recipe({{"a"}, {"final"}});
    recipe.layers[0].agents[0].repeat = 3;
    Bench bench(recipe);
    bench.start();
    for (const char* node : {"1.1", "1.2", "1.3"})
        bench.answer(node, "x");
    bench.answer("2.1", "y");
    bench.take(bench.run.change({Change::regenerate, {1, 2}, {}, test::agent("other"), {}}, bench.now));
    CHECK(bench.body_of("1.2")["model"] == Json("other"));
    const auto agents = run::recipe_of(bench.run.state()).layers[0].agents;
    REQUIRE(agents.size() == 3);
    CHECK(agents[0].model == "a");
    CHECK(agents[1].model == "other");
    CHECK(agents[2].model == "a");
}

TEST_CASE("a muted node is built on by nobody, and heard again without a call") {
    Finished run;
    REQUIRE(run.change(Change::mute, "1.3"));
    CHECK(run.stale() == "2.1 2.2 2.3 3.1");
    REQUIRE(run.change(Change::unmute, "1.3"));
    CHECK(run.stale().empty());
    REQUIRE(run.change(Change::mute, "1.3"));
    REQUIRE(run.change(Change::rerun));
    CHECK(run.called() == "2.1 2.2 2.3");
    CHECK_FALSE(test::contains(run.sent_to("2.2"), "1.3 first"));
    CHECK_FALSE(run.change(Change::mute, "3.1"));
    REQUIRE(run.change(Change::mute, "1.2"));
    CHECK_FALSE(run.change(Change::mute, "1.1"));
}

TEST_CASE("muting who failed anyway makes nothing stale, and nobody misses them") {
    Bench bench(test::recipe({{"a", "b"}, {"final"}}));
    bench.start();
    bench.answer("1.1", "One.");
    bench.refuse("1.2", 500);
    bench.answer("2.1", "Done.");
    CHECK(bench.run.state().status == RunStatus::degraded);
    bench.take(bench.run.change({Change::mute, {1, 2}, {}, {}, {}}, bench.now));
    CHECK(run::stale_nodes(bench.run.state()).empty());
    CHECK(bench.run.state().status == RunStatus::complete);
    CHECK(bench.run.state().missing.empty());
}

TEST_CASE("a pinned node stays, and shields what builds on it alone") {
    Finished run;
    REQUIRE(run.change(Change::pin, "2.1"));
    REQUIRE(run.change(Change::edit, "1.1", "By hand."));
    CHECK(run.stale() == "2.2 2.3 3.1");
    REQUIRE(run.change(Change::pin, "2.2"));
    REQUIRE(run.change(Change::pin, "2.3"));
    CHECK(run.stale().empty());
    REQUIRE(run.change(Change::unpin, "2.3"));
    CHECK(run.stale() == "2.3 3.1");
}

TEST_CASE("every change is taken back and brought back without a call") {
    Finished run;
    REQUIRE(run.change(Change::edit, "1.2", "By hand."));
    REQUIRE(run.change(Change::rerun));
    run.answer_all("second");
    run.answer_all("second");
    const std::string before = run.called();
    CHECK(run.run.state().answer() == "3.1 second.");
    REQUIRE(run.change(Change::undo));
    CHECK(run.run.state().answer() == "3.1 first.");
    CHECK(run.node("2.2").text == "2.2 first.");
    CHECK(run.stale() == "2.1 2.2 2.3 3.1");
    REQUIRE(run.change(Change::undo));
    CHECK(run.node("1.2").text == "1.2 first.");
    CHECK_FALSE(run.node("1.2").edited);
    CHECK(run.stale().empty());
    CHECK_FALSE(run.change(Change::undo));
    REQUIRE(run.change(Change::redo));
    REQUIRE(run.change(Change::redo));
    CHECK(run.run.state().answer() == "3.1 second.");
    CHECK(run.stale().empty());
    CHECK_FALSE(run.change(Change::redo));
    CHECK(run.called() == before);
}

TEST_CASE("a new change forgets what was taken back") {
    Finished run;
    REQUIRE(run.change(Change::mute, "1.1"));
    REQUIRE(run.change(Change::undo));
    REQUIRE(run.change(Change::pin, "1.1"));
    CHECK_FALSE(run.change(Change::redo));
}

TEST_CASE("taking back a regeneration that is on its way ends its call and counts what it used") {
    Finished run;
    const auto used = run.run.state().usage.completion_tokens;
    REQUIRE(run.change(Change::regenerate, "1.1"));
    run.head("1.1");
    run.bytes("1.1", test::text_event("half of what it wanted to say"));
    REQUIRE(run.change(Change::undo));
    REQUIRE(run.cancelled.size() == 1);
    CHECK(run.cancelled[0] == run.id_of("1.1"));
    CHECK(run.node("1.1").text == "1.1 first.");
    CHECK_FALSE(run.run.state().running());
    CHECK(run.run.state().status == RunStatus::complete);
    CHECK(run.run.state().usage.completion_tokens > used);
    CHECK(run.run.state().usage.estimated);
}

TEST_CASE("a node that joins a finished run waits for the rerun") {
    Finished run;
    REQUIRE(run.give({Change::add, {1, 0}, {}, test::agent("new"), {}}));
    CHECK(run.called().empty());
    CHECK(run.node("1.4").state == NodeState::skipped);
    CHECK(run.stale() == "1.4 2.1 2.2 2.3 3.1");
    REQUIRE(run.change(Change::rerun));
    CHECK(run.called() == "1.4");
    run.answer("1.4", "Joined.");
    CHECK(run.called() == "1.4 2.1 2.2 2.3");
    CHECK(test::contains(run.sent_to("2.3"), "4. Joined."));
    REQUIRE(run.change(Change::undo));
    REQUIRE(run.change(Change::undo));
    CHECK(run.run.state().layers[0].size() == 3);
    CHECK(run::recipe_of(run.run.state()) == run.run.state().recipe);
    CHECK(run.stale().empty());
    CHECK_FALSE(run.run.state().running());
    CHECK(run.cancelled.size() == 3);
    CHECK_FALSE(run.give({Change::add, {3, 0}, {}, test::agent("new"), {}}));
    mixture::Agent stranger = test::agent("new");
    stranger.provider = "nowhere";
    CHECK_FALSE(run.give({Change::add, {1, 0}, {}, stranger, {}}));
}

TEST_CASE("a node that joins a layer at work is called at once") {
    Bench bench(test::recipe({{"a"}, {"final"}}));
    bench.start();
    bench.take(bench.run.change({Change::add, {1, 0}, {}, test::agent("b"), {}}, bench.now));
    CHECK(bench.calls_of("1.2") == 1);
    bench.answer("1.1", "One.");
    CHECK(bench.calls_of("2.1") == 0);
    bench.answer("1.2", "Two.");
    CHECK(test::contains(bench.call_of("2.1").request.body, "2. Two."));
}

TEST_CASE("a node that leaves moves the others up, and their calls with them") {
    Bench bench(test::recipe({{"a", "b", "c"}, {"final"}}));
    bench.start();
    const run::CallId third = bench.id_of("1.3");
    bench.head("1.2");
    bench.bytes("1.2", test::text_event("never mind"));
    bench.take(bench.run.change({Change::remove, {1, 2}, {}, {}, {}}, bench.now));
    CHECK(bench.cancelled.size() == 1);
    CHECK(bench.run.state().layers[0].size() == 2);
    bench.take(bench.run.on_head(third, {200, {{"content-type", "text/event-stream"}}}, bench.now));
    bench.take(bench.run.on_bytes(third, test::text_event("Three.") + test::done_event, bench.now));
    CHECK(bench.node("1.2").text == "Three.");
    CHECK(bench.node("1.2").model == "c");
    bench.take(bench.run.change({Change::undo, {}, {}, {}, {}}, bench.now));
    CHECK(bench.node("1.2").text == "never mind");
    CHECK(bench.node("1.2").state == NodeState::cancelled);
    CHECK(bench.node("1.3").text == "Three.");
    bench.answer("1.1", "One.");
    CHECK(bench.calls_of("2.1") == 1);
    CHECK(bench.run.refusal({Change::remove, {2, 1}, {}, {}, {}}).has_value());
}

TEST_CASE("a change in a run that is going: what was sent goes on and is stale, what follows sees it") {
    Bench bench(test::recipe({{"a", "b"}, {"c", "d"}, {"final"}}));
    bench.start();
    bench.answer("1.1", "One.");
    bench.take(bench.run.change({Change::edit, {1, 2}, "By hand.", {}, {}}, bench.now));
    CHECK(bench.cancelled.size() == 1);
    REQUIRE(bench.calls_of("2.1") == 1);
    CHECK(test::contains(bench.call_of("2.1").request.body, "2. By hand."));
    bench.answer("2.1", "Three.");
    bench.take(bench.run.change({Change::edit, {1, 1}, "Also by hand.", {}, {}}, bench.now));
    CHECK(bench.node("2.1").stale);
    CHECK(bench.node("2.2").stale);
    CHECK(bench.node("2.2").state == NodeState::waiting);
    CHECK(bench.cancelled.size() == 1);
    bench.take(bench.run.change({Change::rerun, {}, {}, {}, {}}, bench.now));
    CHECK(bench.cancelled.size() == 2);
    CHECK(bench.calls_of("2.1") == 2);
    CHECK(bench.calls_of("2.2") == 2);
    bench.answer("2.1", "Three.");
    bench.answer("2.2", "Four.");
    CHECK(bench.calls_of("3.1") == 1);
    bench.answer("3.1", "Done.");
    CHECK(run::stale_nodes(bench.run.state()).empty());
    CHECK(bench.run.state().status == RunStatus::complete);
}

TEST_CASE("nobody waits for a muted node") {
    Bench bench(test::recipe({{"a", "b"}, {"final"}}));
    bench.start();
    bench.answer("1.1", "One.");
    bench.head("1.2");
    bench.bytes("1.2", test::text_event("slow"));
    bench.take(bench.run.change({Change::mute, {1, 2}, {}, {}, {}}, bench.now));
    CHECK(bench.calls_of("2.1") == 1);
    CHECK(bench.node("1.2").state == NodeState::streaming);
    bench.answer("2.1", "Done.");
    CHECK(bench.node("1.2").state == NodeState::cancelled);
    CHECK(bench.run.state().status == RunStatus::complete);
}

TEST_CASE("a stopped run is resumed: what is finished is not called again") {
    Bench bench(test::recipe({{"a", "b"}, {"c"}, {"final"}}));
    bench.start();
    bench.answer("1.1", "One.");
    bench.head("1.2");
    bench.bytes("1.2", test::text_event("half"));
    bench.stop();
    CHECK(bench.run.refusal({Change::rerun, {}, {}, {}, {}}).has_value());
    bench.calls.clear();
    bench.take(bench.run.change({Change::resume, {}, {}, {}, {}}, bench.now));
    REQUIRE(bench.calls.size() == 1);
    CHECK(to_string(bench.calls[0].node) == "1.2");
    CHECK(bench.node("1.2").text.empty());
    bench.answer("1.2", "Two.");
    bench.answer("2.1", "Three.");
    bench.answer("3.1", "Done.");
    CHECK(bench.calls.size() == 3);
    CHECK(bench.run.state().status == RunStatus::complete);
    CHECK(bench.run.refusal({Change::resume, {}, {}, {}, {}}).has_value());
}

TEST_CASE("what a rerun would use is known before") {
    Finished run;
    mixture::PriceList prices;
    prices.set("local", "final", mixture::Price{1.0, 2.0});
    CHECK(run::price_of_calls(run.run.state(), run::stale_nodes(run.run.state()), prices).calls == 0);
    REQUIRE(run.change(Change::edit, "1.2", "By hand."));
    const auto price = run::price_of_calls(run.run.state(), run::stale_nodes(run.run.state()), prices);
    CHECK(price.calls == 4);
    CHECK(price.usage.estimated);
    CHECK(price.usage.prompt_tokens > 4 * 150);
    CHECK(price.usage.completion_tokens > 0);
    CHECK(price.cost_usd > 0);
    CHECK(price.unpriced == std::vector<std::string>{"d", "e", "f"});
    CHECK(test::contains(run::to_sentence(price), "4 calls, about "));
    CHECK(test::contains(run::to_sentence(price), "without a price: d and 2 more."));
    const auto one = run::price_of_calls(run.run.state(), {{3, 1}}, prices);
    CHECK(one.cost_usd == doctest::Approx(mixture::cost_usd({1.0, 2.0}, one.usage)));
}
