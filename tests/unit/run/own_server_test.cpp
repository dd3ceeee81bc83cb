// Servers of the user's own: what waits in their queue, what they load, and what they cut without a word.
#include <doctest/doctest.h>

#include <string>

#include "run/node_sentence.hpp"
#include "run/sentences.hpp"
#include "unit/contains.hpp"
#include "unit/run/harness.hpp"
#include "unit/run/log_check.hpp"

using namespace moa;
using run::NodeState;
using run::RunStatus;
using test::Bench;
using test::LoggedBench;

namespace {

/// A server in the home network to which the user lets so many calls go at once, 0 for any number.
run::RunSpec at_home(mixture::Recipe recipe, int stated_calls) {
    mixture::Providers providers = test::local_provider(stated_calls, "http://192.168.1.5:8080/v1");
    providers.front().calls_assumed = false;
    return {std::move(recipe), {{"user", "What is it?"}}, std::move(providers), 1};
}

mixture::Recipe with_first_token(Millis limit, const std::vector<std::vector<std::string>>& layers) {
    mixture::Recipe recipe = test::recipe(layers);
    recipe.defaults.limits.first_token_ms = limit;
    return recipe;
}

std::string sentence(const Bench& bench, std::string_view node) {
    return run::node_sentence(bench.run.state(), bench.node(node), bench.now - 1000);
}

std::string long_answer() {
    std::string text;
    for (int i = 0; i < 400; ++i)
        text += "stone" + std::to_string(i) + " ";
    return text;
}

const std::string loading = R"({"error":{"code":503,"message":"Loading model","type":"unavailable_error"}})";

}  // namespace

TEST_CASE("a server of one's own may read a prompt for long: only the total limit bounds it") {
    Bench bench(at_home(test::recipe({{"a"}}), 0));
    bench.start();
    CHECK(sentence(bench, "1.1") == "Waiting for the first token, at most 10:00");
    bench.wake();  // no connection within its limit
    Bench connected(at_home(test::recipe({{"a"}}), 0));
    connected.start();
    connected.head("1.1");
    connected.wake();
    CHECK(connected.now == 1000 + *mixture::default_limits().total_ms);
}

TEST_CASE("a stated first-token limit begins when the server works on the call") {
    LoggedBench logged(at_home(with_first_token(4000, {{"a", "b", "c"}, {"final"}}), 0));
    Bench& bench = logged.bench;
    bench.start();
    for (const char* node : {"1.1", "1.2", "1.3"})
        bench.connected(node);
    CHECK(sentence(bench, "1.1") == "Waiting for the first token, at most 0:04");
    CHECK(sentence(bench, "1.2") == "Waiting in the server's queue");
    bench.now += 3000;
    bench.answer("1.1", "First.");
    bench.now += 3000;
    bench.tick();
    CHECK(bench.node("1.2").state == NodeState::waiting);
    CHECK(sentence(bench, "1.3") == "Waiting in the server's queue");
    bench.answer("1.2", "Second.");
    bench.now += 3999;
    bench.tick();
    CHECK(bench.node("1.3").state == NodeState::waiting);
    bench.now += 1;
    bench.tick();
    CHECK(bench.node("1.3").error->kind == ErrorKind::first_token_timeout);
    CHECK(logged.replays());
}

TEST_CASE("a server that loads its model is asked until it is done, and no retry is spent") {
    mixture::Recipe recipe = test::patient(1);
    Bench bench(at_home(recipe, 1));
    bench.start();
    for (int i = 0; i < 20; ++i) {
        bench.refuse("1.1", 503, loading);
        REQUIRE(bench.node("1.1").state == NodeState::queued);
        CHECK(bench.node("1.1").error->message == "The server is loading its model.");
        CHECK(test::contains(sentence(bench, "1.1"), "The server is loading its model, asked again in 0:02"));
        bench.wake();
    }
    bench.refuse("1.1", 500);
    bench.wake();
    bench.answer("1.1", "There.");
    CHECK(bench.run.state().status == RunStatus::complete);
}

TEST_CASE("a model that takes longer to load than a call may is given up with the reason") {
    Bench bench(at_home(test::patient(0), 1));
    bench.start();
    while (!run::has_ended(bench.node("1.1").state)) {
        if (bench.node("1.1").state == NodeState::waiting) bench.refuse("1.1", 503, loading);
        bench.wake();
    }
    CHECK(bench.node("1.1").error->kind == ErrorKind::loading_model);
    CHECK(bench.now <= 1000 + *mixture::default_limits().total_ms);
}

TEST_CASE("a kept connection that the server has just closed costs neither time nor retry") {
    Bench bench(test::patient(0));
    bench.start();
    const auto close_stale = [&bench] {
        run::CallEnd end{false, make_error(ErrorKind::network)};
        end.stale_connection = true;
        bench.take(bench.run.on_end(bench.id_of("1.1"), end, bench.now));
    };
    close_stale();
    CHECK(bench.now == 1000);
    CHECK(bench.calls_of("1.1") == 2);
    close_stale();
    close_stale();
    CHECK(bench.calls_of("1.1") == 4);
    close_stale();
    CHECK(bench.calls_of("1.1") == 4);
    CHECK(bench.node("1.1").state == NodeState::failed);
}

TEST_CASE("a prompt that the server has cut is said, degrades the run and teaches nothing") {
    LoggedBench logged(at_home(test::recipe({{"a", "b"}, {"final"}}), 0));
    Bench& bench = logged.bench;
    bench.start();
    bench.answer("1.1", long_answer());
    bench.answer("1.2", long_answer());
    bench.finish("2.1", test::text_event("Short.") + test::finish_event("stop") + test::usage_event(370, 10) +
                            test::done_event);
    const run::Node& last = bench.node("2.1");
    REQUIRE(last.cut_prompt);
    CHECK(*last.cut_prompt > 1000);
    CHECK(bench.run.state().status == RunStatus::degraded);
    CHECK(bench.run.state().shortened == std::vector<run::NodeId>{{2, 1}});
    const std::string words = run::degradation_sentence(bench.run.state());
    CHECK(test::contains(words, "2.1 final: The server seems to have read only 370 of the prompt's about "));
    CHECK(test::contains(words, "load the model with a larger context."));
    CHECK(run::node_note(bench.run.state(), last) == last.shortening());
    CHECK(logged.replays());
    // Its count is no measure of the model: the same prompt is expected to be as long as before.
    const std::int64_t expected = *last.cut_prompt;
    const auto again = [&bench] {
        run::GraphCommand command;
        command.change = run::Change::regenerate;
        command.node = {2, 1};
        bench.take(bench.run.change(command, bench.now));
    };
    again();
    bench.finish("2.1", test::text_event("Short.") + test::finish_event("stop") + test::usage_event(370, 10) +
                            test::done_event);
    CHECK(bench.node("2.1").cut_prompt == expected);
    again();
    bench.finish("2.1", test::text_event("Whole.") + test::finish_event("stop") +
                            test::usage_event(static_cast<int>(expected), 10) + test::done_event);
    CHECK_FALSE(bench.node("2.1").cut_prompt);
    CHECK(bench.run.state().status == RunStatus::complete);
}

TEST_CASE("repeats of one agent get seeds of their own") {
    mixture::Recipe recipe = test::recipe({{"a", "b"}, {"final"}});
    recipe.defaults.seed = 7;
    recipe.layers[0].agents[0].repeat = 3;
    Bench bench(recipe);
    bench.start();
    CHECK(bench.body_of("1.1")["seed"] == 7);
    CHECK(bench.body_of("1.2")["seed"] == 8);
    CHECK(bench.body_of("1.3")["seed"] == 9);
    CHECK(bench.body_of("1.4")["seed"] == 7);
}

TEST_CASE("an answer may be no longer than what the context leaves beside the prompt") {
    mixture::Recipe recipe = test::recipe({{"a"}});
    recipe.defaults.max_tokens = 4000;
    recipe.defaults.context_tokens = 4096;
    Bench bench(recipe);
    bench.start();
    const int sent = bench.body_of("1.1")["max_tokens"].get<int>();
    CHECK(sent == 4000);  // a short question leaves it
    Bench longer(recipe, nullptr, {{"user", long_answer()}});
    longer.start();
    const int left = longer.body_of("1.1")["max_tokens"].get<int>();
    CHECK(left >= 2048);
    CHECK(left < 4000);
}
