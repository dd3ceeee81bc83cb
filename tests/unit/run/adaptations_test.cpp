// Requests that are sent once more in another form, because the provider does not know a parameter.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "unit/run/harness.hpp"

using namespace moa;
using run::NodeState;
using test::Bench;

namespace {

std::string refusal(std::string_view words) {
    return dump_json(Json{{"error", {{"message", words}, {"type", "invalid_request_error"}}}});
}

}  // namespace

TEST_CASE("a token limit under the wrong name goes out once more under the other, and so for the whole run") {
    Bench bench(test::recipe({{"a", "a", "b"}, {"a"}}));
    bench.start();
    CHECK(bench.body_of("1.1").contains("max_tokens"));
    bench.refuse("1.1", 400,
                 refusal("Unsupported parameter: 'max_tokens' is not supported with this model. Use "
                         "'max_completion_tokens' instead."));
    CHECK(bench.calls_of("1.1") == 2);
    CHECK(bench.node("1.1").state == NodeState::waiting);
    CHECK(bench.node("1.1").attempt == 2);
    CHECK(bench.body_of("1.1")["max_completion_tokens"] == 100);
    CHECK_FALSE(bench.body_of("1.1").contains("max_tokens"));
    bench.answer("1.1", "One.");
    bench.answer("1.2", "Two.");
    bench.answer("1.3", "Three.");
    CHECK(bench.body_of("2.1").contains("max_completion_tokens"));
    CHECK(bench.calls_of("1.3") == 1);
}

TEST_CASE("stream_options and a temperature are left out where they are not known") {
    Bench bench(test::recipe({{"a"}, {"final"}}));
    bench.start();
    CHECK(bench.body_of("1.1").contains("stream_options"));
    bench.refuse("1.1", 422,
                 R"({"detail":[{"loc":["body","stream_options"],"msg":"Extra inputs are not permitted"}]})");
    CHECK_FALSE(bench.body_of("1.1").contains("stream_options"));
    CHECK(bench.body_of("1.1").contains("temperature"));
    bench.refuse("1.1", 400,
                 refusal("Unsupported value: 'temperature' does not support 0.7 with this model. Only the "
                         "default (1) value is supported."));
    CHECK_FALSE(bench.body_of("1.1").contains("temperature"));
    CHECK_FALSE(bench.body_of("1.1").contains("stream_options"));
    bench.answer("1.1", "One.");
    CHECK(bench.node("1.1").attempt == 3);
    CHECK(bench.node("1.1").text == "One.");
}

TEST_CASE(
    "a base URL without its version is called once more with it, and so for the whole run and its log") {
    run::RunSpec spec{test::patient(0, {{"a", "b"}, {"final"}}),
                      {{"user", "?"}},
                      test::local_provider(0, "http://127.0.0.1:1234"),
                      1};
    Bench bench(std::move(spec));
    bench.start();
    CHECK(bench.call_of("1.1").request.url == "http://127.0.0.1:1234/chat/completions");
    bench.refuse("1.1", 404, refusal("Invalid URL (POST /chat/completions)."));
    CHECK(bench.call_of("1.1").request.url == "http://127.0.0.1:1234/v1/chat/completions");
    CHECK(bench.run.state().recipe.providers.empty());
    bench.answer("1.1", "One.");
    REQUIRE(bench.run.state().recipe.providers.size() == 1);
    CHECK(bench.run.state().recipe.providers[0].base_url == "http://127.0.0.1:1234/v1");
    // It was on its way to the first address before that was known.
    bench.refuse("1.2", 404, refusal("Invalid URL (POST /chat/completions)."));
    CHECK(bench.call_of("1.2").request.url == "http://127.0.0.1:1234/v1/chat/completions");
    bench.answer("1.2", "Two.");
    CHECK(bench.call_of("2.1").request.url == "http://127.0.0.1:1234/v1/chat/completions");
    bench.answer("2.1", "Three.");
    CHECK(bench.run.state().status == run::RunStatus::complete);
    CHECK(bench.calls.size() == 5);
}

TEST_CASE(
    "where the other base URL is wrong, too, the first one is the node's error, and neither is tried again") {
    run::RunSpec spec{test::patient(3, {{"a", "b"}, {"final"}}),
                      {{"user", "?"}},
                      test::local_provider(0, "http://127.0.0.1:1234"),
                      1};
    Bench bench(std::move(spec));
    bench.start();
    const std::string words = refusal("Invalid URL (POST).");
    bench.refuse("1.1", 404, words);
    bench.refuse("1.1", 404, words);
    CHECK(bench.node("1.1").state == NodeState::failed);
    CHECK(bench.node("1.1").error->message == "There is no chat-completions endpoint at this address.");
    bench.refuse("1.2", 404, words);
    CHECK(bench.node("1.2").state == NodeState::failed);
    CHECK(bench.calls.size() == 3);
    CHECK(bench.run.state().recipe.providers.empty());
}

TEST_CASE(
    "a model that is gone, a key that is refused and a redirect are no reason to try another base URL") {
    const std::string gone = refusal("The model `a` does not exist");
    for (const auto& answer : {std::pair(404, gone), std::pair(401, std::string("{}")),
                               std::pair(500, std::string("{}")), std::pair(307, std::string())}) {
        CAPTURE(answer.first);
        run::RunSpec spec{
            test::recipe({{"a"}}), {{"user", "?"}}, test::local_provider(0, "http://127.0.0.1:1234"), 1};
        Bench bench(std::move(spec));
        bench.start();
        bench.refuse("1.1", answer.first, answer.second, {{"location", "https://elsewhere.example/v1"}});
        CHECK(bench.calls.size() == 1);
        CHECK(bench.node("1.1").state == NodeState::failed);
    }
}

TEST_CASE("each parameter is changed once, and then the refusal is the node's error") {
    Bench bench(test::recipe({{"a"}, {"final"}}));
    bench.start();
    const std::string words = refusal("max_tokens and max_completion_tokens are not supported");
    bench.refuse("1.1", 400, words);
    CHECK(bench.calls_of("1.1") == 2);
    bench.refuse("1.1", 400, words);
    CHECK(bench.calls_of("1.1") == 2);
    CHECK(bench.node("1.1").state == NodeState::failed);
    CHECK(bench.node("1.1").error->kind == ErrorKind::invalid_request);
}

TEST_CASE("all calls of a model that are refused together adapt, each with one more call") {
    const std::string words = refusal(
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use "
        "'max_completion_tokens' instead.");
    Bench bench(test::recipe({{"a", "a", "a", "a", "a", "a"}, {"final"}}));
    bench.start();
    const std::vector<std::string> nodes = {"1.4", "1.1", "1.6", "1.2", "1.5", "1.3"};
    for (const std::string& node : nodes)
        bench.refuse(node, 400, words);
    for (const std::string& node : nodes) {
        CAPTURE(node);
        CHECK(bench.calls_of(node) == 2);
        CHECK(bench.body_of(node)["max_completion_tokens"] == 100);
        bench.answer(node, "It is " + node + ".");
    }
    bench.answer("2.1", "Done.");
    CHECK(bench.run.state().status == run::RunStatus::complete);
    CHECK(bench.calls.size() == 13);
}

TEST_CASE("what is refused of one call after the other is learned by all of them") {
    const std::string stream_options = refusal("Unrecognized request argument supplied: stream_options");
    const std::string temperature =
        refusal("Unsupported value: 'temperature' does not support 0.7 with this model.");
    const std::string max_tokens = refusal("Unsupported parameter: 'max_tokens'");
    Bench bench(test::recipe({{"a", "a", "a"}, {"final"}}));
    bench.start();
    SUBCASE("round by round") {
        for (const std::string& words : {stream_options, temperature, max_tokens}) {
            for (const char* node : {"1.1", "1.2", "1.3"})
                bench.refuse(node, 400, words);
        }
        for (const char* node : {"1.1", "1.2", "1.3"})
            CHECK(bench.calls_of(node) == 4);
    }
    SUBCASE("one of them through all rounds first") {
        for (const std::string& words : {stream_options, temperature, max_tokens})
            bench.refuse("1.2", 400, words);
        bench.refuse("1.1", 400, stream_options);
        bench.refuse("1.3", 400, max_tokens);  // a server may name what it likes first
        CHECK(bench.calls_of("1.1") == 2);
        CHECK(bench.calls_of("1.3") == 2);
    }
    for (const char* node : {"1.1", "1.2", "1.3"}) {
        CAPTURE(node);
        CHECK(bench.node(node).state == NodeState::waiting);
        const Json body = bench.body_of(node);
        CHECK_FALSE(body.contains("stream_options"));
        CHECK_FALSE(body.contains("temperature"));
        CHECK(body["max_completion_tokens"] == 100);
    }
    // What was sent without a parameter cannot be mended by leaving it out.
    bench.refuse("1.1", 400, temperature);
    CHECK(bench.node("1.1").state == NodeState::failed);
}

TEST_CASE("other refusals are not taken for it") {
    for (const char* words : {"max_tokens is too large: 9999", "Unsupported parameter: 'top_k'",
                              "the temperature is 3", "Unknown member my_max_tokens_name"}) {
        CAPTURE(words);
        Bench bench(test::recipe({{"a"}, {"final"}}));
        bench.start();
        bench.refuse("1.1", 400, refusal(words));
        CHECK(bench.calls_of("1.1") == 1);
        CHECK(bench.node("1.1").state == NodeState::failed);
    }
    Bench bench(test::recipe({{"a"}, {"final"}}));
    bench.start();
    bench.refuse("1.1", 401, refusal("max_tokens not supported"));
    CHECK(bench.calls_of("1.1") == 1);
}
