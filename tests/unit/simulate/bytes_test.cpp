#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "ask.hpp"
#include "json.hpp"
#include "wire/http.hpp"
#include "wire/utf8.hpp"

namespace moa::test {

using simulate::Pace;
using simulate::respond;

namespace {

simulate::TimedResponse stream_of(const Json& body) {
    return respond(post(dump_json(body)), Pace{}, 1);
}

Json body_of(std::string_view model = "sim/delta-r1") {
    return chat_body(model, {{"user", "Why is the sky blue?"}});
}

/// The JSON of each chunk; the parts are checked to be one whole event each.
std::vector<Json> chunks_of(const simulate::TimedResponse& response) {
    std::vector<Json> chunks;
    for (const simulate::TimedBytes& part : response.body) {
        REQUIRE(part.bytes.starts_with("data: "));
        REQUIRE(part.bytes.ends_with("\n\n"));
        const std::string data = part.bytes.substr(6, part.bytes.size() - 8);
        if (data != "[DONE]") chunks.push_back(parse_json(data).value_or(Json()));
    }
    return chunks;
}

Json error_in(const simulate::TimedResponse& response) {
    CHECK(wire::find_header(response.head.headers, "content-type") == "application/json");
    return parse_json(bytes_of(response)).value_or(Json())["error"];
}

}  // namespace

TEST_CASE("a stream is what an OpenAI-compatible server sends") {
    Json body = body_of();
    body["stream_options"] = {{"include_usage", true}};
    const auto response = stream_of(body);
    CHECK(response.head.status == 200);
    CHECK(wire::find_header(response.head.headers, "Content-Type") == "text/event-stream");
    CHECK(response.body.back().bytes == "data: [DONE]\n\n");

    const std::vector<Json> chunks = chunks_of(response);
    REQUIRE(chunks.size() > 20);
    for (const Json& chunk : chunks) {
        CHECK(chunk["object"] == "chat.completion.chunk");
        CHECK(chunk["id"] == chunks.front()["id"]);
        CHECK(chunk["created"].is_number_integer());
        CHECK(chunk["model"] == "sim/delta-r1");
    }
    CHECK(chunks.front()["choices"][0]["delta"] == Json{{"role", "assistant"}, {"content", ""}});
    const Json& finish = chunks[chunks.size() - 2];
    CHECK(dump_json(finish["choices"][0]["delta"]) == "{}");
    CHECK(finish["choices"][0]["finish_reason"] == "stop");
    CHECK(finish["usage"].is_null());
    CHECK(dump_json(chunks.back()["choices"]) == "[]");
    CHECK(chunks.back()["usage"]["total_tokens"].get<int>() ==
          chunks.back()["usage"]["prompt_tokens"].get<int>() +
              chunks.back()["usage"]["completion_tokens"].get<int>());
}

TEST_CASE("usage counts the tokens that were sent, and comes only when asked for") {
    Json body = body_of();
    CHECK_FALSE(contains(bytes_of(stream_of(body)), "usage"));
    body["stream_options"] = {{"include_usage", true}};
    const std::vector<Json> chunks = chunks_of(stream_of(body));
    std::size_t text = 0;
    std::size_t reasoning = 0;
    for (const Json& chunk : chunks) {
        if (chunk["choices"].empty()) continue;
        const Json& delta = chunk["choices"][0]["delta"];
        if (!find_string(delta, "content").empty()) ++text;
        if (delta.contains("reasoning")) ++reasoning;
    }
    CHECK(reasoning > 10);
    const Json& usage = chunks.back()["usage"];
    CHECK(usage["completion_tokens"] == text + reasoning);
    CHECK(usage["completion_tokens_details"]["reasoning_tokens"] == reasoning);
    CHECK(usage["prompt_tokens"].get<int>() >= 6);
}

TEST_CASE("tokens are short, whole UTF-8, and reasoning comes before text") {
    for (const simulate::SimulatedModel& model : simulate::simulated_models()) {
        bool text_began = false;
        for (const Json& chunk : chunks_of(stream_of(body_of(model.id)))) {
            const Json& delta = chunk["choices"][0]["delta"];
            if (delta.contains("reasoning")) CHECK_FALSE(text_began);
            const std::string text{find_string(delta, delta.contains("reasoning") ? "reasoning" : "content")};
            text_began = text_began || (delta.contains("content") && !text.empty());
            CHECK(text.size() <= 16);
            CHECK(wire::is_valid_utf8(text));
            CHECK_FALSE(contains(text, "\xEF\xBF\xBD"));
        }
    }
}

TEST_CASE("max_tokens cuts the answer, under either name, and says so") {
    for (const char* name : {"max_tokens", "max_completion_tokens"}) {
        Json body = body_of("sim/atlas-70b");
        const std::string whole = read_back(stream_of(body)).text;
        body["stream_options"] = {{"include_usage", true}};
        body[name] = 7;
        const Answer cut = read_back(stream_of(body));
        CHECK(cut.finish == "length");
        REQUIRE(cut.usage);
        CHECK(cut.usage->completion_tokens == 7);
        CHECK(whole.starts_with(cut.text));
        CHECK(cut.text.size() < whole.size());
    }
}

TEST_CASE("max_tokens that is just enough is no cut") {
    Json body = body_of("sim/echo-8b");
    body["stream_options"] = {{"include_usage", true}};
    const Answer whole = read_back(stream_of(body));
    body["max_tokens"] = whole.usage->completion_tokens;
    CHECK(read_back(stream_of(body)).finish == "stop");
}

TEST_CASE("stop texts end the answer before them") {
    Json body = body_of("sim/atlas-70b");
    body["stop"] = {"nowhere", "Rayleigh"};
    const Answer answer = read_back(stream_of(body));
    CHECK(answer.text == "**");
    CHECK(answer.finish == "stop");
}

TEST_CASE("without streaming the same answer comes as one completion") {
    Json body = body_of();
    const Answer streamed = read_back(stream_of(body));
    body["stream"] = false;
    const auto response = stream_of(body);
    REQUIRE(response.body.size() == 1);
    CHECK(wire::find_header(response.head.headers, "content-type") == "application/json");
    const Json json = parse_json(response.body[0].bytes).value_or(Json());
    CHECK(json["object"] == "chat.completion");
    CHECK(json["choices"][0]["message"]["role"] == "assistant");
    CHECK(json["choices"][0]["message"]["content"] == streamed.text);
    CHECK(json["choices"][0]["message"]["reasoning"] == streamed.reasoning);
    CHECK(json["choices"][0]["finish_reason"] == "stop");
    CHECK(json["usage"]["completion_tokens"].get<int>() > 0);
}

TEST_CASE("the list of models") {
    const auto response = respond({"GET", "http://127.0.0.1:1/v1/models?x=1", {}, ""}, Pace{}, 1);
    CHECK(response.head.status == 200);
    const Json json = parse_json(bytes_of(response)).value_or(Json());
    CHECK(json["object"] == "list");
    REQUIRE(json["data"].size() == simulate::simulated_models().size());
    for (std::size_t i = 0; i < json["data"].size(); ++i) {
        CHECK(json["data"][i]["id"] == simulate::simulated_models()[i].id);
        CHECK(json["data"][i]["object"] == "model");
    }
}

TEST_CASE("paths and methods that do not exist") {
    CHECK(respond({"GET", "simulated:/nothing", {}, ""}, Pace{}, 1).head.status == 404);
    CHECK(respond({"GET", "simulated:/chat/completions", {}, ""}, Pace{}, 1).head.status == 405);
    CHECK(respond({"POST", "simulated:/models", {}, ""}, Pace{}, 1).head.status == 405);
    CHECK(error_in(respond({"GET", "", {}, ""}, Pace{}, 1))["message"].is_string());
}

TEST_CASE("an unknown model is a 404 with OpenAI's code, unless any model is taken") {
    const auto request = post(dump_json(chat_body("gpt-9", {{"user", "Why is the sky blue?"}})));
    const auto refused = respond(request, Pace{}, 1);
    CHECK(refused.head.status == 404);
    CHECK(error_in(refused)["code"] == "model_not_found");
    CHECK(contains(error_in(refused)["message"].get<std::string>(), "gpt-9"));
    const auto taken = respond(request, Pace{}, 1, true);
    CHECK(taken.head.status == 200);
    CHECK(chunks_of(taken).front()["model"] == "gpt-9");
    CHECK(contains(read_back(taken).text, "blue"));
}

TEST_CASE("malformed bodies are a 400 that names the field") {
    const auto refused = [](const std::string& body, const Json& param) {
        const auto response = respond(post(body), Pace{}, 1);
        CAPTURE(body);
        CHECK(response.head.status == 400);
        CHECK(error_in(response)["type"] == "invalid_request_error");
        CHECK(error_in(response)["param"] == param);
    };
    refused("", nullptr);
    refused("[]", nullptr);
    refused("{", nullptr);
    refused("{}", "model");
    refused(R"({"model":3,"messages":[{"role":"user","content":"x"}]})", "model");
    refused(R"({"model":"sim/echo-8b"})", "messages");
    refused(R"({"model":"sim/echo-8b","messages":[]})", "messages");
    refused(R"({"model":"sim/echo-8b","messages":["x"]})", "messages[0].role");
    refused(
        R"({"model":"sim/echo-8b","messages":[{"role":"user","content":"x"},{"role":"king","content":"x"}]})",
        "messages[1].role");
    refused(R"({"model":"sim/echo-8b","messages":[{"role":"user"}]})", "messages[0].content");
    refused(R"({"model":"sim/echo-8b","messages":[{"role":"user","content":[1]}]})", "messages[0].content");
    const auto with = [&](const std::string& member, const char* param) {
        refused(R"({"model":"sim/echo-8b","messages":[{"role":"user","content":"x"}],)" + member + "}",
                param);
    };
    with(R"("stream":1)", "stream");
    with(R"("stream_options":[])", "stream_options");
    with(R"("stream_options":{"include_usage":"yes"})", "include_usage");
    with(R"("max_tokens":0)", "max_tokens");
    with(R"("max_tokens":18446744073709551615)", "max_tokens");
    with(R"("max_completion_tokens":1.5)", "max_completion_tokens");
    with(R"("stop":["a","b","c","d","e"])", "stop");
    with(R"("stop":[1])", "stop");
    with(R"("temperature":2.5)", "temperature");
    with(R"("n":3)", "n");
}

TEST_CASE("content may be a list of text parts, and null members count as absent") {
    const auto response = respond(
        post(R"({"model":"sim/echo-8b","max_tokens":null,"stop":null,"messages":[{"role":"user","content":[)"
             R"({"type":"text","text":"What is 17 "},{"type":"text","text":"* 23?"}]}]})"),
        Pace{}, 1);
    CHECK(response.head.status == 200);
    CHECK(contains(bytes_of(response), "391"));
}

}  // namespace moa::test
