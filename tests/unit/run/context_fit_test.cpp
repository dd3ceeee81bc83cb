// What is done when the references do not fit a model's context: planned before anything is sent, and said.
#include <doctest/doctest.h>

#include "run/node_sentence.hpp"
#include "run/sentences.hpp"
#include "unit/contains.hpp"
#include "unit/run/harness.hpp"
#include "unit/run/log_check.hpp"

using namespace moa;
using mixture::ContextFit;
using run::NodeState;
using run::RunStatus;
using test::Bench;
using test::LoggedBench;

namespace {

/// The aggregator takes 1100 tokens with its answer of at most 100; each proposal has about 500.
mixture::Recipe narrow(ContextFit fit) {
    mixture::Recipe recipe = test::recipe({{"a", "b", "c"}, {"final"}});
    recipe.layers.back().parameters.context_fit = fit;
    recipe.layers.back().parameters.context_tokens = 1450;
    return recipe;
}

std::string words(const std::string& word, int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += word + std::to_string(i) + " ";
    return text + "end-" + word;
}

void propose(Bench& bench) {
    bench.start();
    bench.answer("1.1", words("stone", 240));
    bench.answer("1.2", words("stone", 240));
    bench.answer("1.3", words("water", 240));
}

void edit(Bench& bench, std::string_view node, std::string text) {
    run::GraphCommand command;
    command.change = run::Change::edit;
    command.node = *run::parse_node_id(node);
    command.text = std::move(text);
    bench.take(bench.run.change(std::move(command), bench.now));
}

}  // namespace

TEST_CASE("fail: the node is not sent, and the numbers are said") {
    LoggedBench logged(narrow(ContextFit::fail));
    Bench& bench = logged.bench;
    propose(bench);
    CHECK(bench.calls_of("2.1") == 0);
    CHECK(bench.node("2.1").state == NodeState::failed);
    CHECK(bench.node("2.1").error->kind == ErrorKind::too_long);
    CHECK(test::contains(bench.node("2.1").error->message, "but the context window leaves 1,350 for it"));
    CHECK(bench.run.state().status == RunStatus::failed);
    CHECK(logged.replays());
}

TEST_CASE("fail: a backup that takes more is called in its place") {
    mixture::Recipe recipe = narrow(ContextFit::fail);
    auto& backup = recipe.layers.back().agents.front().backup.emplace();
    backup.provider = "local";
    backup.model = "spare";
    backup.parameters.context_tokens = 10'000;
    LoggedBench logged(recipe);
    Bench& bench = logged.bench;
    propose(bench);
    REQUIRE(bench.calls_of("2.1") == 1);
    CHECK(bench.body_of("2.1")["model"] == Json("spare"));
    CHECK(logged.replays());
}

TEST_CASE("trim the longest: cut, marked for the reader, and the answer says so") {
    mixture::Recipe recipe = narrow(ContextFit::trim_longest);
    recipe.defaults.limits.retries = 2;
    LoggedBench logged(std::move(recipe));
    Bench& bench = logged.bench;
    propose(bench);
    REQUIRE(bench.calls_of("2.1") == 1);
    const std::string body = bench.call_of("2.1").request.body;
    CHECK(test::contains(body, "response 1 is cut to fit"));
    CHECK_FALSE(test::contains(body, "end-stone"));
    CHECK(test::contains(run::node_note(bench.run.state(), bench.node("2.1")),
                         "the longest 3 responses were cut to about"));
    bench.answer("2.1", "Done.");
    CHECK(bench.run.state().status == RunStatus::degraded);
    CHECK(bench.run.state().shortened == std::vector<run::NodeId>{{2, 1}});
    CHECK(test::contains(run::degradation_sentence(bench.run.state()),
                         "2.1 final did not get all of its references."));
    CHECK(run::prompt_of(bench.run.state(), {2, 1}).front().content ==
          bench.body_of("2.1")["messages"][0]["content"].get<std::string>());
    CHECK(logged.replays());
}

TEST_CASE("drop the lowest: those least like the others are left out") {
    LoggedBench logged(narrow(ContextFit::drop_lowest));
    Bench& bench = logged.bench;
    propose(bench);
    const std::string body = bench.call_of("2.1").request.body;
    CHECK(test::contains(body, "2. stone0"));
    CHECK_FALSE(test::contains(body, "water"));
    bench.answer("2.1", "Done.");
    CHECK(bench.run.state().status == RunStatus::degraded);
    CHECK(logged.replays());
}

TEST_CASE("window: several calls, and nothing is lost") {
    LoggedBench logged(narrow(ContextFit::window));
    Bench& bench = logged.bench;
    propose(bench);
    CHECK(test::contains(bench.call_of("2.1").request.body, "end-stone"));
    CHECK_FALSE(test::contains(bench.call_of("2.1").request.body, "water"));
    CHECK(test::contains(run::node_note(bench.run.state(), bench.node("2.1")), "aggregated in 2 steps"));
    bench.answer("2.1", "Of two.");
    REQUIRE(bench.calls_of("2.1") == 2);
    CHECK(test::contains(bench.call_of("2.1").request.body, "1. Of two."));
    CHECK(test::contains(bench.call_of("2.1").request.body, "end-water"));
    bench.answer("2.1", "Of three.");
    CHECK(bench.run.state().answer() == "Of three.");
    CHECK(bench.run.state().status == RunStatus::complete);
    CHECK(logged.replays());
}

TEST_CASE("a context that a provider's list tells, and a count that corrects the estimate") {
    mixture::Recipe recipe = narrow(ContextFit::trim_longest);
    recipe.layers.back().parameters.context_tokens.reset();
    recipe.layers.back().agents.front().model = "a";
    run::RunSpec spec{recipe, {{"user", words("why", 60)}}, test::local_provider(), 1};
    spec.models[{"local", "a"}].context_tokens = 2600;
    Bench bench(spec);
    bench.start();
    // The model's own tokens are half of ours, or twice as many.
    int counted = 60;
    SUBCASE("fits by its own count") {}
    SUBCASE("does not") {
        counted = 400;
    }
    bench.head("1.1");
    bench.bytes("1.1", test::text_event(words("stone", 240)) + test::finish_event("stop") +
                           test::usage_event(counted, 500) + test::done_event);
    bench.end("1.1");
    bench.answer("1.2", words("stone", 240));
    bench.answer("1.3", words("water", 240));
    REQUIRE(bench.calls_of("2.1") == 1);
    CHECK(test::contains(bench.call_of("2.1").request.body, "end-water") == (counted == 60));
}

TEST_CASE("without a known context everything is sent as it is") {
    mixture::Recipe recipe = narrow(ContextFit::drop_lowest);
    recipe.layers.back().parameters.context_tokens.reset();
    Bench bench(recipe);
    propose(bench);
    CHECK(test::contains(bench.call_of("2.1").request.body, "end-water"));
    CHECK_FALSE(bench.node("2.1").fit.has_value());
}

TEST_CASE("references that change while a call waits for its turn are fitted anew") {
    mixture::Recipe recipe = narrow(ContextFit::trim_longest);
    recipe.defaults.limits.retries = 2;
    LoggedBench logged(std::move(recipe));
    Bench& bench = logged.bench;
    propose(bench);
    REQUIRE(bench.calls_of("2.1") == 1);
    REQUIRE_FALSE(bench.node("2.1").shortening().empty());
    bench.refuse("2.1", 429);
    REQUIRE(bench.node("2.1").state == NodeState::queued);
    edit(bench, "1.1", "Short.");
    edit(bench, "1.2", "Short, too.");
    CHECK(bench.node("2.1").shortening().empty());
    edit(bench, "1.1", words("stone", 2000));
    CHECK_FALSE(bench.node("2.1").shortening().empty());
    CHECK(logged.replays());
}

TEST_CASE("fail: an edit that makes the waiting call too long is told at once") {
    mixture::Recipe recipe = narrow(ContextFit::fail);
    recipe.defaults.limits.retries = 2;
    LoggedBench logged(std::move(recipe));
    Bench& bench = logged.bench;
    bench.start();
    for (const char* id : {"1.1", "1.2", "1.3"})
        bench.answer(id, "Short.");
    bench.refuse("2.1", 429);
    REQUIRE(bench.node("2.1").state == NodeState::queued);
    edit(bench, "1.1", words("stone", 2000));
    CHECK(bench.node("2.1").state == NodeState::failed);
    CHECK(bench.node("2.1").error->kind == ErrorKind::too_long);
    CHECK(bench.run.state().status == RunStatus::failed);
    CHECK(logged.replays());
}
