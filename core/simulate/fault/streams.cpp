// Streams with status 200 that are not what was asked for: errors inside, cut, empty, unreadable.
#include <string>

#include "simulate/fault/edit.hpp"
#include "simulate/fault/tables.hpp"
#include "wire/sse.hpp"

namespace moa::simulate {

namespace {

/// What an OpenAI-compatible server says when it fails in the middle.
constexpr std::string_view server_error =
    R"({"message":"The server had an error while processing your request.","type":"server_error","code":null})";
constexpr std::string_view rate_limit =
    R"({"message":"Rate limit reached for requests.","type":"rate_limit_error","code":"rate_limit_exceeded"})";

std::string error_data(std::string_view error) {
    return "data: {\"error\":" + std::string(error) + "}\n\n";
}

std::function<void(TimedResponse&)> half_then(std::string bytes) {
    return [bytes = std::move(bytes)](TimedResponse& response) {
        cut(response, second_half(response));
        insert(response, response.body.size(), bytes);
    };
}

/// Instead of any text.
std::function<void(TimedResponse&)> at_once(std::string bytes) {
    return [bytes = std::move(bytes)](TimedResponse& response) {
        cut(response, first_text(response));
        insert(response, response.body.size(), bytes);
    };
}

/// Ends the answer after its first half with this finish reason.
std::function<void(TimedResponse&)> half_with_finish(std::string reason) {
    return [reason = std::move(reason)](TimedResponse& response) {
        const std::size_t text = first_text(response);
        if (text == response.body.size()) return;
        Json chunk = *chunk_of(response.body[text]);
        *delta_of(chunk) = Json::object();
        chunk["choices"].front()["finish_reason"] = reason;
        cut(response, second_half(response));
        insert(response, response.body.size(), event_of(chunk));
        insert(response, response.body.size(), std::string(done_event));
    };
}

/// No text at all, and this finish reason.
std::function<void(TimedResponse&)> empty_with_finish(std::string reason) {
    return [reason = std::move(reason)](TimedResponse& response) {
        const std::size_t text = first_text(response);
        if (text == response.body.size()) return;
        Json chunk = *chunk_of(response.body[text]);
        *delta_of(chunk) = Json::object();
        if (reason == "tool_calls") {
            const Json function{{"name", "look_up"}, {"arguments", "{}"}};
            const Json call{{"index", 0}, {"id", "call_1"}, {"type", "function"}, {"function", function}};
            (*delta_of(chunk))["tool_calls"] = Json::array({call});
        }
        chunk["choices"].front()["finish_reason"] = reason;
        cut(response, text);
        insert(response, response.body.size(), event_of(chunk));
        insert(response, response.body.size(), std::string(done_event));
    };
}

std::function<void(TimedResponse&)> body_of(std::string_view content_type, std::string_view body) {
    return [content_type, body](TimedResponse& response) {
        replace_body(response, content_type, std::string(body));
    };
}

/// A byte that no UTF-8 text holds, within the text.
void spoil_character(TimedResponse& response) {
    const std::size_t place = second_half(response);
    const std::size_t text = first_text(response);
    if (text == response.body.size()) return;
    Json chunk = *chunk_of(response.body[text]);
    (*delta_of(chunk))["content"] = "<?>";
    std::string event = event_of(chunk);
    event.replace(event.find("<?>"), 3, "\xFF");
    insert(response, place, std::move(event));
}

/// Half an event, in the middle of its JSON.
void end_inside_event(TimedResponse& response) {
    const std::size_t place = second_half(response);
    if (place >= response.body.size()) return;
    const std::string event = response.body[place].bytes;
    cut(response, place);
    insert(response, response.body.size(), event.substr(0, event.size() / 2));
}

/// The event that follows the first half never ends, beyond every limit.
void endless_event(TimedResponse& response) {
    constexpr std::size_t piece = std::size_t{256} << 10;
    cut(response, second_half(response));
    insert(response, response.body.size(), "data: {\"choices\":[{\"delta\":{\"content\":\"");
    for (std::size_t sent = 0; sent <= wire::SseDecoder::default_max_event_bytes; sent += piece)
        insert(response, response.body.size(), std::string(piece, 'x'));
}

Fault stream(std::string name, std::string description, std::function<void(TimedResponse&)> disturb) {
    return {std::move(name), std::move(description), FaultGroup::stream, std::move(disturb)};
}

std::vector<Fault> errors_inside() {
    return {
        stream("error-data", "An error object as the next event's data, after half the text (OpenAI)",
               half_then(error_data(server_error))),
        stream(
            "error-finish", "An error next to a finish reason \"error\" (OpenRouter)",
            half_then(
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}],"
                "\"error\":{\"code\":502,\"message\":\"Provider disconnected\"}}\n\n")),
        stream("error-event", "An event of type \"error\" (Groq)",
               half_then("event: error\n" + error_data(server_error))),
        stream("error-line", "A line \"error: ...\" instead of data (llama.cpp)",
               half_then(
                   "error: {\"code\":500,\"message\":\"slot unavailable\",\"type\":\"server_error\"}\n\n")),
        stream("error-x-groq", "An error in \"x_groq\" of a chunk (Groq)",
               half_then("data: {\"choices\":[],\"x_groq\":{\"error\":\"over capacity\"}}\n\n")),
        stream("error-at-once", "An error object before any text", at_once(error_data(server_error))),
        stream("rate-limit-in-stream", "A rate limit as an error object before any text",
               at_once(error_data(rate_limit))),
        stream(
            "error-json", "An error as JSON instead of a stream",
            body_of(
                "application/json",
                R"({"error":{"message":"Internal error while loading the model.","type":"server_error"}})")),
        stream(
            "error-wrong-path", "Status 200 with an error about an unknown path (LM Studio)",
            body_of(
                "application/json",
                R"({"error":"Unexpected endpoint or method. (POST /chat/completions). Returning 200 anyway"})")),
        stream("error-detail", "An error as the event's \"detail\", before any text (FastAPI)",
               at_once("data: {\"detail\":\"The worker has no memory left.\"}\n\n")),
        stream(
            "error-base-resp", "No credit, with status 200 (MiniMax)",
            body_of(
                "application/json",
                R"({"id":"x","choices":null,"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}})")),
    };
}

std::vector<Fault> unreadable() {
    return {
        stream("web-page", "A web page instead of a stream (captive portals, proxies)",
               body_of("text/html",
                       "<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in to "
                       "the network</h1></body></html>")),
        stream("other-interface", "A stream in the format of another API (OpenAI's Responses)",
               body_of("text/event-stream",
                       "event: response.created\ndata: {\"type\":\"response.created\"}\n\n"
                       "event: response.output_text.delta\n"
                       "data: {\"type\":\"response.output_text.delta\",\"delta\":\"391\"}\n\n"
                       "event: response.completed\ndata: {\"type\":\"response.completed\"}\n\n")),
        stream("plain-text", "Plain text instead of a stream",
               body_of("text/plain", "upstream is warming up")),
        stream("malformed-json", "An event in the middle with malformed JSON",
               [](TimedResponse& response) {
                   insert(response, second_half(response),
                          "data: {\"choices\":[{\"delta\":{\"content\":\"x\"]}\n\n");
               }),
        stream("invalid-utf8", "A byte in the text that is not valid UTF-8", spoil_character),
        stream("endless-event", "An event that never ends, larger than any limit", endless_event),
    };
}

std::vector<Fault> too_short() {
    return {
        stream("empty-body", "An empty body", body_of("text/event-stream", "")),
        stream("empty-answer", "A complete stream without text", empty_with_finish("stop")),
        stream("comments-only", "A stream of comments without events",
               body_of("text/event-stream", ": PROCESSING\n\n: PROCESSING\n\n")),
        stream("thoughts-only", "Reasoning without text",
               at_once("data: {\"choices\":[{\"index\":0,\"delta\":{\"reasoning\":\"Is it so?\"},"
                       "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")),
        stream("no-end", "The stream ends after half the text, without a finish reason or [DONE]",
               [](TimedResponse& response) { cut(response, second_half(response)); }),
        stream("end-inside-event", "The stream ends in the middle of an event", end_inside_event),
        stream("length", "Cut at the token limit", half_with_finish("length")),
        stream("length-while-thinking", "The token limit is reached before any text",
               empty_with_finish("length")),
        stream("content-filter", "Cut by the content filter", half_with_finish("content_filter")),
        stream("finish-network-error", "The finish reason reports a network error (Zhipu)",
               half_with_finish("network_error")),
        stream("content-filter-at-once", "The content filter ends the answer before any text",
               empty_with_finish("content_filter")),
        stream("tool-calls", "The model calls a tool instead of answering", empty_with_finish("tool_calls")),
        stream("tool-calls-after-text", "The model calls a tool after half the text",
               half_with_finish("tool_calls")),
    };
}

}  // namespace

std::vector<Fault> stream_faults() {
    std::vector<Fault> all;
    for (auto part : {errors_inside(), unreadable(), too_short()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

}  // namespace moa::simulate
