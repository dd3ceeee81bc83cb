// Defects of other Mixture-of-Agents programs, one by one: each test shows that this one does not have it.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "mixture/presets.hpp"
#include "mixture/prompt.hpp"
#include "session/workspace.hpp"
#include "unit/run/harness.hpp"
#include "unit/session/fake_network.hpp"

using namespace moa;
using run::NodeState;
using run::RunStatus;
using test::Bench;

namespace {

std::string system_of(const Bench& bench, std::string_view node) {
    const Json body = bench.body_of(node);
    return std::string(find_string(body["messages"][0], "content"));
}

std::string user_of(const Bench& bench, std::string_view node) {
    const Json body = bench.body_of(node);
    const Json& last = body["messages"].back();
    return find_string(last, "role") == "user" ? std::string(find_string(last, "content")) : "not the user";
}

std::size_t count_of(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

mixture::Recipe patient(const std::vector<std::vector<std::string>>& layers, int retries) {
    mixture::Recipe recipe = test::recipe(layers);
    recipe.defaults.limits.retries = retries;
    return recipe;
}

/// The demo, played to its end in virtual time.
struct Demo {
    Millis now = 0;
    test::FakeNetwork network;
    session::Workspace workspace{{&network, [this] { return now; }}};

    void ask(std::string question) {
        workspace.conversation().set_draft(std::move(question));
        REQUIRE_FALSE(workspace.run().has_value());
        for (int steps = 0; workspace.running() && steps < 200'000; ++steps) {
            now = std::max(now, workspace.next_wake());
            workspace.tick();
        }
    }
};

}  // namespace

TEST_CASE("a second round gives each proposer all whole answers, not its own one letter by letter") {
    Bench bench(test::recipe({{"a", "b"}, {"a", "b"}, {"z"}}));
    bench.start();
    bench.answer("1.1", "Hello");
    bench.answer("1.2", "World");
    for (const char* node : {"2.1", "2.2"}) {
        CAPTURE(node);
        CHECK(system_of(bench, node).ends_with("Responses from models:\n1. Hello\n2. World"));
    }
}

TEST_CASE("a proposer refused for its rate to the last attempt fails alone; the run goes on") {
    Bench bench(patient({{"a", "b"}, {"z"}}, 2));
    bench.start();
    bench.answer("1.2", "an answer");
    for (int attempt = 0; attempt < 3; ++attempt) {
        bench.refuse("1.1", 429);
        while (bench.node("1.1").state == NodeState::queued)
            bench.wake();
    }
    CHECK(bench.node("1.1").state == NodeState::failed);
    CHECK(bench.node("1.1").error->kind == ErrorKind::rate_limited);
    bench.answer("2.1", "from one of two");
    CHECK(bench.run.state().status == RunStatus::degraded);
    CHECK(bench.run.state().answer() == "from one of two");
}

TEST_CASE("what ships as the default can be called: retired models stand only where they are marked") {
    const std::set<std::string> gone = {"Qwen/Qwen2-72B-Instruct",
                                        "Qwen/Qwen2.5-72B-Instruct-Turbo",
                                        "Qwen/Qwen2.5-Coder-32B-Instruct",
                                        "llama-3.3-70b-versatile",
                                        "llama-3.1-8b-instant",
                                        "llama3-70b-8192"};
    for (const mixture::Preset& preset : mixture::presets()) {
        CAPTURE(preset.id);
        for (const mixture::Agent& agent : mixture::callees(preset.recipe)) {
            CHECK_FALSE(gone.contains(agent.model));
            CHECK(agent.retired.empty() != preset.id.ends_with("-2024"));
        }
    }
    // And a model that is gone says so, and nothing else.
    Bench bench(patient({{"a"}}, 3));
    bench.start();
    bench.refuse("1.1", 404,
                 R"({"error":{"message":"The model `a` does not exist","code":"model_not_found"}})");
    CHECK(bench.calls.size() == 1);
    CHECK(bench.node("1.1").error->kind == ErrorKind::model_gone);
}

TEST_CASE("the same model at two addresses is two agents, each at its own") {
    run::RunSpec spec{
        test::recipe({{"same", "same", "same"}, {"z"}}), {{"user", "?"}}, test::local_provider(), 1};
    spec.providers.push_back(spec.providers[0]);
    spec.providers[1].name = "other";
    spec.providers[1].base_url = "http://127.0.0.1:2/v1";
    spec.recipe.layers[0].agents[1].provider = "other";
    Bench bench(std::move(spec));
    bench.start();
    for (int i = 0; i < 3; ++i)
        bench.wake();
    REQUIRE(bench.calls.size() == 3);
    CHECK(bench.call_of("1.1").request.url == "http://127.0.0.1:1/v1/chat/completions");
    CHECK(bench.call_of("1.2").request.url == "http://127.0.0.1:2/v1/chat/completions");
    CHECK(bench.call_of("1.2").provider == "other");
    CHECK(bench.call_of("1.3").request.url == "http://127.0.0.1:1/v1/chat/completions");
}

TEST_CASE("a refused request is sent again, and is no empty answer") {
    Bench bench(patient({{"a"}, {"z"}}, 3));
    bench.start();
    bench.refuse("1.1", 429);
    CHECK(bench.node("1.1").state == NodeState::queued);
    bench.wake();
    CHECK(bench.calls_of("1.1") == 2);
    bench.answer("1.1", "at last");
    CHECK(system_of(bench, "2.1").ends_with("\n1. at last"));
}

TEST_CASE("the aggregation is sent after all that was spent on the proposals") {
    Bench bench(test::recipe({{"a", "b"}, {"z"}}));
    bench.start();
    bench.answer("1.1", "one");
    bench.answer("1.2", "two");
    REQUIRE(bench.calls_of("2.1") == 1);
    CHECK(bench.body_of("2.1")["model"] == "z");
    bench.answer("2.1", "both");
    CHECK(bench.run.state().status == RunStatus::complete);
}

TEST_CASE("the next turn of a chat knows what was answered") {
    Demo demo;
    demo.ask("What is 17 * 23?");
    const std::string answer = demo.workspace.shown().answer();
    REQUIRE_FALSE(answer.empty());
    demo.ask("And 18 * 23?");
    const auto& messages = demo.workspace.shown().messages;
    REQUIRE(messages.size() == 3);
    CHECK(messages[1] == wire::ChatMessage{"assistant", answer});
}

TEST_CASE("the user's question reaches every layer, and the answer is the last layer's") {
    Bench bench(test::recipe({{"a", "b"}, {"c", "d"}, {"z"}}));
    bench.start();
    for (const char* node : {"1.1", "1.2", "2.1", "2.2", "3.1"}) {
        CAPTURE(node);
        CHECK(user_of(bench, node) == "What is it?");
        bench.answer(node, std::string("answer of ") + node);
    }
    CHECK(bench.run.state().answer() == "answer of 3.1");
}

TEST_CASE("rounds feed back, proposers are asked at once, references stand once, and an error is no answer") {
    Bench bench(test::recipe({{"a", "b", "c"}, {"d"}, {"z"}}));
    bench.start();
    CHECK(bench.calls.size() == 3);
    bench.answer("1.1", "the first proposal");
    bench.refuse("1.2", 500, R"({"error":{"message":"the server is on fire"}})");
    bench.answer("1.3", "the third proposal");
    const std::string system = system_of(bench, "2.1");
    CHECK(count_of(system, "the first proposal") == 1);
    CHECK(count_of(system, "the third proposal") == 1);
    CHECK(count_of(system, "on fire") == 0);
    CHECK(count_of(system, "Responses from models:") == 1);
    bench.answer("2.1", "refined");
    CHECK(system_of(bench, "3.1").ends_with("\n1. refined"));
}

TEST_CASE("a default model that is gone from the provider's list does not keep the program from starting") {
    Demo demo;
    session::Setup setup;
    setup.provider = "groq";
    session::ModelBook book;
    book.set_list(*mixture::find_provider(mixture::known_providers(), "groq"), {no_date, {}});
    demo.workspace.access().remember_models(book);
    CHECK_FALSE(demo.workspace.apply_setup(setup).has_value());
    CHECK_FALSE(demo.workspace.access().set_key("groq", "a-key").has_value());
    demo.workspace.conversation().set_draft("Why?");
    CHECK_FALSE(demo.workspace.cannot_run().has_value());
}

TEST_CASE("one failing agent of a layer does not take its layer along") {
    Bench bench(test::recipe({{"a", "b", "c"}, {"z"}}));
    bench.start();
    bench.fail("1.2");
    CHECK(bench.node("1.1").state == NodeState::waiting);
    CHECK(bench.cancelled.empty());
    bench.answer("1.1", "one");
    bench.answer("1.3", "three");
    CHECK(system_of(bench, "2.1").ends_with("\n1. one\n2. three"));
}

TEST_CASE("when all fail, each keeps its own reason in the provider's words") {
    Bench bench(test::recipe({{"a", "b", "c"}, {"z"}}));
    bench.start();
    bench.refuse("1.1", 401, R"({"error":{"message":"Invalid API key"}})");
    bench.refuse("1.2", 402, R"({"error":{"message":"Credit limit exceeded"}})");
    bench.refuse("1.3", 404,
                 R"({"error":{"message":"The model `c` does not exist","code":"model_not_found"}})");
    CHECK(bench.run.state().status == RunStatus::failed);
    CHECK(bench.node("1.1").error->kind == ErrorKind::wrong_key);
    CHECK(bench.node("1.2").error->kind == ErrorKind::no_credit);
    CHECK(bench.node("1.3").error->kind == ErrorKind::model_gone);
    CHECK(describe(*bench.node("1.2").error).find("Credit limit exceeded") != std::string::npos);
}

TEST_CASE("a long proposal is passed on whole, and the aggregator gets the whole conversation") {
    const std::vector<wire::ChatMessage> conversation = {{"user", "A?"}, {"assistant", "B."}, {"user", "C?"}};
    Bench bench(test::recipe({{"a"}, {"z"}}), nullptr, conversation);
    bench.start();
    std::string proposal;
    for (int line = 0; proposal.size() < 50'000; ++line)
        proposal += "line " + std::to_string(line) + "\n";
    bench.answer("1.1", proposal);
    CHECK(system_of(bench, "2.1").ends_with("\n1. " + proposal));
    const Json body = bench.body_of("2.1");
    REQUIRE(body["messages"].size() == 4);
    CHECK(body["messages"][2]["content"] == "B.");
}

TEST_CASE("several samples of one model are as many requests at once, none with a parameter n") {
    mixture::Recipe recipe = test::recipe({{"a"}, {"z"}});
    recipe.layers[0].agents[0].repeat = 4;
    Bench bench(std::move(recipe));
    bench.start();
    REQUIRE(bench.calls.size() == 4);
    for (const run::CallRequest& call : bench.calls)
        CHECK_FALSE(parse_json(call.request.body)->contains("n"));
    CHECK(bench.node("1.4").state == NodeState::waiting);
}

TEST_CASE("the aggregator is the one that was chosen, and a blank answer is told, not shown") {
    Bench bench(test::recipe({{"a", "b"}, {"chosen"}}));
    bench.start();
    bench.answer("1.2", "the first to finish");
    bench.answer("1.1", "the last to finish");
    CHECK(bench.body_of("2.1")["model"] == "chosen");
    bench.head("2.1");
    bench.bytes("2.1", test::finish_event("stop") + test::done_event);
    bench.end("2.1");
    CHECK(bench.run.state().status == RunStatus::failed);
    CHECK(bench.node("2.1").error->kind == ErrorKind::empty_answer);
}
