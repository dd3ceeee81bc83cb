#include "wire/chat.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "json.hpp"

namespace moa::wire {
namespace {

TEST_CASE("a request holds what is set and nothing else") {
    ChatRequest request;
    request.model = "m";
    request.messages = {{"system", "s"}, {"user", "\"q\"\n"}};
    CHECK(
        encode_chat_request(request, Dialect{"max_tokens", false, 2}) ==
        R"({"model":"m","messages":[{"role":"system","content":"s"},{"role":"user","content":"\"q\"\n"}],"stream":true})");

    request.temperature = 0.7;
    request.max_tokens = 2048;
    request.stop = {"END"};
    request.seed = 7;
    const std::optional<Json> body =
        parse_json(encode_chat_request(request, Dialect{"max_completion_tokens", true, 2}));
    REQUIRE(body);
    CHECK((*body)["stream_options"] == Json{{"include_usage", true}});
    CHECK((*body)["temperature"] == 0.7);
    CHECK((*body)["max_completion_tokens"] == 2048);
    CHECK_FALSE(body->contains("max_tokens"));
    CHECK((*body)["stop"] == Json::array({"END"}));
    CHECK((*body)["seed"] == 7);
}

TEST_CASE("a long message is written whole, whatever it holds") {
    std::string text;
    for (int i = 0; i < 3000; ++i)
        text += i % 7 == 0 ? "a \"quoted\" line\n" : i % 3 == 0 ? "\xe6\xbc\xa2" : "\xf0\x9f\x99\x82\x01";
    for (std::size_t cut = 0; cut < 5; ++cut) {
        ChatRequest request;
        request.model = "m\"]},";
        request.messages = {{"system", std::string(cut, 'x') + text}, {"user", "Short."}};
        request.extra = Json{{"messages", "none"}, {"top_k", 4}};
        const std::optional<Json> body = parse_json(encode_chat_request(request, Dialect{}));
        REQUIRE(body.has_value());
        CHECK(find_string(*body, "model") == request.model);
        CHECK(find_string((*body)["messages"][0], "content") == request.messages[0].content);
        CHECK(find_string((*body)["messages"][1], "content") == "Short.");
        CHECK((*body)["top_k"] == Json(4));
        CHECK((*body)["stream"] == Json(true));
    }
}

TEST_CASE("further parameters are sent, and override nothing") {
    ChatRequest request;
    request.model = "m";
    request.messages = {{"user", "q"}};
    request.max_tokens = 10;
    request.extra = Json{
        {"reasoning_effort", "low"}, {"stream", false},  {"model", "other"}, {"max_completion_tokens", 99},
        {"temperature", 0.1},        {"top_p", nullptr}, {"n", nullptr}};
    const std::optional<Json> body = parse_json(encode_chat_request(request, Dialect{}));
    REQUIRE(body);
    CHECK((*body)["reasoning_effort"] == "low");
    CHECK((*body)["stream"] == true);
    CHECK((*body)["model"] == "m");
    CHECK((*body)["max_tokens"] == 10);
    CHECK_FALSE(body->contains("max_completion_tokens"));
    CHECK((*body)["temperature"] == 0.1);
    // What is null was not set.
    CHECK_FALSE(body->contains("top_p"));
    CHECK_FALSE(body->contains("n"));
}

TEST_CASE("invalid text and numbers do not spoil the body") {
    ChatRequest request;
    request.model = "m";
    request.messages = {{"user", "bad \xFF byte"}};
    request.temperature = std::nan("");
    const std::optional<Json> body = parse_json(encode_chat_request(request, Dialect{}));
    REQUIRE(body);
    CHECK((*body)["messages"][0]["content"] == "bad \uFFFD byte");
    CHECK_FALSE(body->contains("temperature"));
}

TEST_CASE("token estimates are of the right size in every script") {
    CHECK(estimate_tokens("") == 0);
    CHECK(estimate_tokens("a") == 1);
    CHECK(estimate_tokens(std::string(4000, 'a')) == 1000);
    CHECK(estimate_tokens("Пример текста на русском") >= 10);
    CHECK(estimate_tokens("Пример текста на русском") <= 16);
    CHECK(estimate_tokens("日本語の文章") >= 4);
    CHECK(estimate_tokens("日本語の文章") <= 9);
    // Many at once count as one by one, wherever in the text the other scripts stand.
    for (std::size_t before = 0; before < 70; ++before) {
        const std::string text = std::string(before, 'a') + "日" + std::string(40, 'b');
        const auto quarters = static_cast<std::int64_t>(before) + 3 + 40;
        CHECK(estimate_tokens(text) == (quarters + 3) / 4);
    }
}

}  // namespace
}  // namespace moa::wire
