// What the recorded streams do not show: how a response behaves while it runs, and its limits.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "wire/chat_response.hpp"

namespace moa::wire {
namespace {

const ResponseHead event_stream{200, {{"content-type", "text/event-stream"}}};

std::string content(std::string_view text) {
    return R"(data: {"choices":[{"index":0,"delta":{"content":")" + std::string(text) + "\"}}]}\n\n";
}

TEST_CASE("text is handed out as soon as its event is complete") {
    ChatResponse response;
    response.on_head(event_stream);
    ChatDelta added;
    const std::string event = content("now");
    response.on_bytes(std::string_view(event).substr(0, event.size() - 1), added);
    CHECK(added.text.empty());
    response.on_bytes("\n", added);
    CHECK(added.text == "now");
    CHECK_FALSE(response.done());
    CHECK(response.finish_reason().empty());
}

TEST_CASE("what an event says is told in the delta and kept in the response") {
    ChatResponse response;
    response.on_head(event_stream);
    ChatDelta added;
    response.on_bytes(
        content("a") +
            R"(data: {"choices":[{"delta":{},"finish_reason":"MAX_TOKENS"}],"usage":{"prompt_tokens":1,"completion_tokens":2}})"
            "\n\n",
        added);
    CHECK(added.text == "a");
    CHECK(added.finish_reason == "length");
    CHECK(added.usage == Usage{1, 2, false});
    CHECK_FALSE(added.done);
    added.clear();
    response.on_bytes("data: [DONE]\n\n" + content("late"), added);
    CHECK(added.done);
    CHECK(added.text.empty());
    CHECK(added.finish_reason.empty());
    CHECK(response.done());
    CHECK(response.finish_reason() == "length");
    CHECK(response.usage() == Usage{1, 2, false});
}

TEST_CASE("only [DONE] counts as stop") {
    ChatResponse response;
    response.on_head(event_stream);
    ChatDelta added;
    response.on_bytes(content("a") + "data: [DONE]\n\n", added);
    CHECK(response.finish_reason() == "stop");
}

TEST_CASE("a finish reason that is an error is one") {
    ChatResponse response;
    response.on_head(event_stream);
    ChatDelta added;
    response.on_bytes(
        content("part") + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"network_error\"}]}\n\n",
        added);
    REQUIRE(response.error());
    CHECK(response.error()->kind == ErrorKind::server_error);
    CHECK(added.error);
    CHECK(added.text == "part");
}

TEST_CASE("an error response is decoded from its whole body, of which a bounded part is kept") {
    ChatResponse response;
    response.on_head({429, {{"content-type", "application/json"}}});
    ChatDelta added;
    response.on_bytes(R"({"error":{"message":"Too fast","type":"rate_)", added);
    CHECK_FALSE(response.error());
    response.on_bytes(R"(limit"}})", added);
    response.on_end(added);
    REQUIRE(response.error());
    CHECK(response.error()->kind == ErrorKind::rate_limited);
    CHECK(response.error()->http_status == 429);
    CHECK(response.error()->provider_words == "Too fast");

    ChatResponse endless;
    endless.on_head({500, {}});
    for (int i = 0; i < 1000; ++i)
        endless.on_bytes(std::string(1000, 'x'), added);
    endless.on_end(added);
    REQUIRE(endless.error());
    CHECK(endless.error()->kind == ErrorKind::server_error);
}

TEST_CASE("events that are no JSON leave a gap, and what comes before and after them is kept") {
    const std::string junk = "data: {\"choices\":[{\"del\n\n";
    ChatResponse response;
    response.on_head(event_stream);
    ChatDelta added;
    response.on_bytes(content("before") + junk, added);
    CHECK_FALSE(response.error());
    response.on_bytes(content(" after"), added);
    CHECK(added.text == "before after");
    CHECK_FALSE(response.error());
    response.on_bytes("data: [DONE]\n\n", added);
    CHECK(response.done());
    REQUIRE(response.error());
    CHECK(response.error()->kind == ErrorKind::bad_response);
    CHECK(response.error()->message == "The stream contained data that is not JSON: {\"choices\":[{\"del");

    ChatResponse several;
    several.on_head(event_stream);
    added.clear();
    several.on_bytes(content("a") + junk + content("b") + junk + content("c"), added);
    several.on_end(added);
    CHECK(added.text == "abc");
    REQUIRE(several.error());
    CHECK(several.error()->message ==
          "The stream contained 2 unreadable events; the text before and after them is kept.");

    // A provider's own error says more than the gap before it.
    ChatResponse failing;
    failing.on_head(event_stream);
    failing.on_bytes(junk + R"(data: {"error":{"message":"overloaded"}})" + "\n\n", added);
    REQUIRE(failing.error());
    CHECK(failing.error()->kind == ErrorKind::overloaded);
}

TEST_CASE("a stream of nothing but junk is not read for ever") {
    ChatResponse response;
    response.on_head(event_stream);
    ChatDelta added;
    int events = 0;
    while (!response.error() && events < 1000) {
        response.on_bytes("data: {\"choices\":[{\n\n", added);
        ++events;
    }
    CHECK(events == 16);
    REQUIRE(response.error());
    CHECK(response.error()->kind == ErrorKind::bad_response);
    CHECK(added.text.empty());
}

TEST_CASE("what the call cost is told where the provider says it") {
    ChatResponse response;
    response.on_head(event_stream);
    ChatDelta added;
    response.on_bytes(
        content("a") +
            R"(data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"cost":0.00012,"cost_details":{}}})"
            "\n\n",
        added);
    CHECK(response.cost() == 0.00012);
    CHECK(response.usage() == Usage{1, 2, false});
    for (const char* cost : {"-1", "\"0.1\"", "null", "{\"total_cost\":1}", "1e300"}) {
        CAPTURE(cost);
        ChatResponse other;
        other.on_head(event_stream);
        other.on_bytes(
            R"(data: {"choices":[],"usage":{"completion_tokens":2,"cost":)" + std::string(cost) + "}}\n\n",
            added);
        CHECK(other.usage() == Usage{0, 2, false});
        CHECK_FALSE(other.cost());
    }
}

TEST_CASE("limits on one event and on a whole document") {
    ChatResponse response(100);
    response.on_head(event_stream);
    ChatDelta added;
    response.on_bytes(content("ok") + content(std::string(200, 'x')) + content("unseen"), added);
    CHECK(added.text == "ok");
    REQUIRE(response.error());
    CHECK(response.error()->kind == ErrorKind::event_too_large);

    ChatResponse document(100);
    document.on_head({200, {{"content-type", "application/json"}}});
    document.on_bytes("{\"a\":\"" + std::string(200, 'x'), added);
    REQUIRE(document.error());
    CHECK(document.error()->kind == ErrorKind::event_too_large);
}

TEST_CASE("a delta that is used again and again keeps only what is new") {
    ChatResponse response;
    response.on_head(event_stream);
    ChatDelta added;
    added.text = "before ";
    response.on_bytes(content("a"), added);
    response.on_bytes(content("b"), added);
    CHECK(added.text == "before ab");
}

TEST_CASE("event data alone") {
    const auto decode = [](std::string_view type, std::string_view data) {
        ChatDelta out;
        decode_chat_event(type, data, out);
        return out;
    };
    CHECK(decode("message", "[DONE]").done);
    CHECK(decode("message", " [DONE] \n").done);
    CHECK_FALSE(decode("message", "").error);
    CHECK_FALSE(decode("ping", "17:00").error);
    CHECK(decode("message", "17:00").error->kind == ErrorKind::bad_response);
    CHECK(decode("message", "{\"choices\":").error->kind == ErrorKind::bad_response);
    CHECK_FALSE(decode("message", "[1,2]").error);
    CHECK_FALSE(decode("message", "null").error);
    CHECK_FALSE(decode("message", R"({"error":null,"choices":{"delta":3}})").error);
    CHECK(decode("error", "overloaded, try later").error->kind == ErrorKind::overloaded);
    CHECK(decode("error", "").error->kind == ErrorKind::server_error);
    CHECK(decode("error", R"({"message":"m","code":401})").error->kind == ErrorKind::wrong_key);
    // The same words under two names are taken once.
    CHECK(
        decode(
            "message",
            R"({"choices":[{"delta":{"reasoning":"r","reasoning_content":"r","reasoning_details":[{"text":"r"}]}}]})")
            .reasoning == "r");
    CHECK(decode("message",
                 R"({"choices":[{"delta":{"reasoning_text":"r","reasoning_details":[{"summary":"r"}]}}]})")
              .reasoning == "r");
    CHECK(decode("message", R"({"choices":[{"delta":{"thinking":"r"}}]})").reasoning == "r");
    // Halves of surrogate pairs, as servers send them that cut texts by UTF-16; whole pairs beside them.
    const auto text_of = [](const std::vector<std::string>& texts) {
        ChatResponse response;
        response.on_head(event_stream);
        ChatDelta added;
        for (const std::string& text : texts)
            response.on_bytes(content(text), added);
        response.on_end(added);
        return added.text;
    };
    CHECK(text_of({"a\\ud83d"}) == "a\uFFFD");
    CHECK(text_of({"\\uDE00b\\ud83d\\ude00"}) == "\uFFFDb\U0001F600");
    CHECK(text_of({"\\ud83d\\ud83d\\ude00\\\\ud83d"}) == "\uFFFD\U0001F600\\ud83d");
    CHECK(text_of({"\\ud83d \xFF"}) == "\uFFFD \uFFFD");
    CHECK(text_of({"Hi ", "\\ud83d", "\\ude42", "!"}) == "Hi \U0001F642!");
    CHECK(text_of({"Hi ", "\\ud83d", "!"}) == "Hi \uFFFD!");
    CHECK(text_of({"\\ude42", "\\ud83d\\ud83d", "\\ude42"}) == "\uFFFD\uFFFD\U0001F642");
    CHECK(text_of({"\uD55C\uAE00 ", "\\ud83d", "\\ude42"}) == "\uD55C\uAE00 \U0001F642");
    CHECK(
        decode(
            "message",
            R"({"choices":[{"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"r"}]}],"reasoning_content":"r"}}]})")
            .reasoning == "r");
    // Deep nesting is neither a crash nor an answer.
    std::string deep(50000, '[');
    CHECK(decode("message", deep).error->kind == ErrorKind::bad_response);
    deep += std::string(50000, ']');
    CHECK(decode("message", deep).error->kind == ErrorKind::bad_response);
}

TEST_CASE("finish reasons") {
    CHECK(normalise_finish_reason("stop") == "stop");
    CHECK(normalise_finish_reason("COMPLETE") == "stop");
    CHECK(normalise_finish_reason("eos") == "stop");
    CHECK(normalise_finish_reason("MAX_TOKENS") == "length");
    CHECK(normalise_finish_reason("SAFETY") == "content_filter");
    CHECK(normalise_finish_reason("function_call") == "tool_calls");
    CHECK(normalise_finish_reason("Something_New") == "Something_New");
}

}  // namespace
}  // namespace moa::wire
