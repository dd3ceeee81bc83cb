#include <doctest/doctest.h>

#include "mixture/prompt.hpp"
#include "unit/run/harness.hpp"

using namespace moa;
using run::NodeState;
using run::RunStatus;
using test::Bench;

namespace {

std::string system_of(const Bench& bench, std::string_view node) {
    const Json body = bench.body_of(node);
    const Json* messages = find(body, "messages");
    if (messages == nullptr || messages->empty() || find_string(messages->front(), "role") != "system")
        return {};
    return std::string(find_string(messages->front(), "content"));
}

std::string last_message_of(const Bench& bench, std::string_view node) {
    const Json body = bench.body_of(node);
    const Json* messages = find(body, "messages");
    return messages == nullptr || messages->empty() ? ""
                                                    : std::string(find_string(messages->back(), "content"));
}

}  // namespace

TEST_CASE("all proposers of a layer are asked at once, the next layer only when the last of them has ended") {
    Bench bench(test::recipe({{"a", "b", "c"}, {"final"}}));
    bench.start();
    REQUIRE(bench.calls.size() == 3);
    for (const char* node : {"1.1", "1.2", "1.3"})
        CHECK(bench.node(node).state == NodeState::waiting);
    CHECK(bench.node("2.1").state == NodeState::queued);

    bench.answer("1.1", "One.");
    bench.answer("1.3", "Three.");
    CHECK(bench.calls.size() == 3);
    bench.answer("1.2", "Two.");
    REQUIRE(bench.calls.size() == 4);
    CHECK(bench.node("2.1").state == NodeState::waiting);

    bench.answer("2.1", "All.");
    CHECK(bench.run.state().status == RunStatus::complete);
    CHECK(bench.run.state().answer() == "All.");
    CHECK(bench.run.next_wake() == no_time);
}

TEST_CASE("the request goes to the provider's chat completions, without any key") {
    Bench bench(test::recipe({{"a"}, {"final"}}));
    bench.start();
    const run::CallRequest& call = bench.call_of("1.1");
    CHECK(call.provider == "local");
    CHECK(call.request.method == "POST");
    CHECK(call.request.url == "http://127.0.0.1:1/v1/chat/completions");
    CHECK(wire::find_header(call.request.headers, "authorization").empty());
    const Json body = bench.body_of("1.1");
    CHECK(find_string(body, "model") == "a");
    CHECK(*find(body, "stream") == Json(true));
    CHECK(*find(body, "max_tokens") == Json(100));
}

TEST_CASE(
    "references are the whole answers of the layer before, numbered, and the question is always attached") {
    Bench bench(test::recipe({{"a", "b"}, {"c", "d"}, {"final"}}));
    bench.start();
    CHECK(system_of(bench, "1.1").empty());
    bench.answer("1.2", "Second answer.");
    bench.answer("1.1", "First answer.");
    const std::string expected =
        std::string(mixture::aggregate_and_synthesize()) + "\n1. First answer.\n2. Second answer.";
    for (const char* node : {"2.1", "2.2"}) {
        CHECK(system_of(bench, node) == expected);
        CHECK(last_message_of(bench, node) == "What is it?");
    }
    bench.answer("2.1", "Third answer.");
    bench.answer("2.2", "Fourth answer.");
    CHECK(system_of(bench, "3.1") ==
          std::string(mixture::aggregate_and_synthesize()) + "\n1. Third answer.\n2. Fourth answer.");
    CHECK(last_message_of(bench, "3.1") == "What is it?");
}

TEST_CASE("earlier turns stay in front of the question in every layer") {
    Bench bench(test::recipe({{"a"}, {"final"}}), nullptr,
                {{"user", "First question"}, {"assistant", "First reply"}, {"user", "And then?"}});
    bench.start();
    CHECK(bench.body_of("1.1")["messages"].size() == 3);
    bench.answer("1.1", "An answer.");
    const Json body = bench.body_of("2.1");
    REQUIRE(body["messages"].size() == 4);
    CHECK(find_string(body["messages"][1], "content") == "First question");
    CHECK(find_string(body["messages"][2], "content") == "First reply");
    CHECK(last_message_of(bench, "2.1") == "And then?");
}

TEST_CASE("repeat makes as many nodes with a request each") {
    mixture::Recipe recipe = test::recipe({{"a"}, {"final"}});
    recipe.layers[0].agents[0].repeat = 3;
    Bench bench(recipe);
    bench.start();
    REQUIRE(bench.calls.size() == 3);
    CHECK(bench.node("1.3").model == "a");
    CHECK(bench.node("1.3").agent.repeat == 1);
    CHECK(run::recipe_of(bench.run.state()) == recipe);
}

TEST_CASE("a recipe of one layer asks the aggregator alone") {
    Bench bench(test::recipe({{"solo"}}));
    bench.start();
    bench.answer("1.1", "Alone.");
    CHECK(bench.run.state().status == RunStatus::complete);
    CHECK(bench.run.state().answer() == "Alone.");
}

TEST_CASE("prompt_of tells exactly what was sent") {
    Bench bench(test::recipe({{"a", "b"}, {"final"}}));
    bench.start();
    bench.answer("1.1", "One.");
    bench.answer("1.2", "Two.");
    for (const char* node : {"1.1", "2.1"}) {
        const auto prompt = run::prompt_of(bench.run.state(), *run::parse_node_id(node));
        const Json sent = bench.body_of(node)["messages"];
        REQUIRE(prompt.size() == sent.size());
        for (std::size_t i = 0; i < prompt.size(); ++i) {
            CHECK(prompt[i].role == find_string(sent[i], "role"));
            CHECK(prompt[i].content == find_string(sent[i], "content"));
        }
    }
}

TEST_CASE("reasoning is kept for the user and never sent on") {
    Bench bench(test::recipe({{"a"}, {"final"}}));
    bench.start();
    bench.head("1.1");
    bench.bytes("1.1", test::reasoning_event("secret thoughts"));
    CHECK(bench.node("1.1").state == NodeState::thinking);
    bench.bytes("1.1", test::text_event("Said."));
    CHECK(bench.node("1.1").state == NodeState::streaming);
    bench.bytes("1.1", test::finish_event("stop") + test::done_event);
    CHECK(bench.node("1.1").reasoning == "secret thoughts");
    CHECK(bench.call_of("2.1").request.body.find("secret thoughts") == std::string::npos);
    CHECK(bench.call_of("2.1").request.body.find("Said.") != std::string::npos);
}

TEST_CASE("[DONE] ends the node although the connection stays; the connection is cut after a while") {
    Bench bench(test::recipe({{"a"}, {"final"}}));
    bench.start();
    bench.head("1.1");
    bench.bytes("1.1", test::text_event("Said.") + test::done_event);
    CHECK(bench.node("1.1").state == NodeState::done);
    CHECK(bench.calls.size() == 2);
    const run::CallId first = bench.id_of("1.1");
    CHECK(bench.cancelled.empty());
    bench.now = bench.run.next_wake();
    bench.tick();
    REQUIRE(bench.cancelled.size() == 1);
    CHECK(bench.cancelled[0] == first);
}

TEST_CASE("times, usage and cost of a node") {
    Bench bench(test::recipe({{"a"}, {"final"}}));
    bench.start();
    bench.now = 1300;
    bench.head("1.1");
    bench.bytes("1.1", test::text_event("x"));
    bench.now = 2300;
    bench.bytes("1.1", test::finish_event("stop") + test::usage_event(31, 41) + test::done_event);
    const run::Node& node = bench.node("1.1");
    CHECK(node.sent_at == 0);
    CHECK(node.first_token_at == 300);
    CHECK(node.ended_at == 1300);
    REQUIRE(node.usage.has_value());
    CHECK(*node.usage == wire::Usage{31, 41, false});
    CHECK(node.tokens_per_second(5000) == doctest::Approx(41.0));
    CHECK_FALSE(node.cost_usd.has_value());
    REQUIRE(bench.run.state().unpriced.size() == 1);
    CHECK(bench.run.state().unpriced[0] == "a");
}

TEST_CASE("calls and bytes of unknown ids change nothing") {
    Bench bench(test::recipe({{"a"}, {"final"}}));
    bench.start();
    CHECK(bench.run.on_head(99, {200, {}}, 1001).empty());
    CHECK(bench.run.on_bytes(99, test::text_event("x"), 1001).empty());
    CHECK(bench.run.on_end(99, {}, 1001).empty());
    CHECK(bench.node("1.1").state == NodeState::waiting);
    CHECK(bench.node("1.1").text.empty());
}

TEST_CASE("an answer that came in one piece has no speed") {
    Bench bench(test::recipe({{"a"}, {"final"}}));
    bench.start();
    bench.head("1.1");
    bench.bytes("1.1", test::text_event("x"));
    bench.now += 2;
    bench.bytes("1.1", test::finish_event("stop") + test::usage_event(31, 400) + test::done_event);
    CHECK(bench.node("1.1").tokens_per_second(5000) == 0);
}
