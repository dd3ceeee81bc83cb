// The dialects of event streams: line ends, comments, cuts in odd places, whole JSON instead of a stream.
#include <algorithm>

#include "simulate/fault/edit.hpp"
#include "simulate/fault/tables.hpp"

namespace moa::simulate {

namespace {

std::string replaced(std::string text, std::string_view from, std::string_view by) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += by.size())
        text.replace(at, from.size(), by);
    return text;
}

std::function<void(TimedResponse&)> each_event(std::function<std::string(std::string event)> edit) {
    return [edit = std::move(edit)](TimedResponse& response) { edit_events(response, edit); };
}

/// Delivers every part as pieces of these sizes, in turn.
void cut_parts(TimedResponse& response, const std::function<std::size_t(std::string_view rest)>& length_of) {
    std::vector<TimedBytes> pieces;
    for (const TimedBytes& part : response.body) {
        for (std::string_view rest = part.bytes; !rest.empty();) {
            const std::size_t length = std::clamp<std::size_t>(length_of(rest), 1, rest.size());
            pieces.push_back({part.at, std::string(rest.substr(0, length))});
            rest.remove_prefix(length);
        }
    }
    response.body = std::move(pieces);
}

/// Characters of two, three and four bytes behind the answer's first half.
void add_wide_characters(TimedResponse& response) {
    std::size_t place = second_half(response);
    if (place == 0 || place > response.body.size() || first_text(response) == response.body.size()) return;
    Json chunk = *chunk_of(response.body[first_text(response)]);
    (*delta_of(chunk))["content"] = " \u00E9\u00DF \u4E2D\u6587 \U0001F642 ";
    insert(response, place, event_of(chunk));
}

/// A character beyond U+FFFF as two escapes, each in an event of its own, behind the answer's first half.
void cut_surrogates(TimedResponse& response) {
    const std::size_t place = second_half(response);
    const std::size_t text = first_text(response);
    if (text == response.body.size()) return;
    Json chunk = *chunk_of(response.body[text]);
    (*delta_of(chunk))["content"] = "<?>";
    const std::string event = event_of(chunk);
    insert(response, place, replaced(event, "<?>", "\\ude42"));
    insert(response, place, replaced(event, "<?>", "\\ud83d"));
}

/// One JSON document a line, as Ollama's own interface streams.
void as_json_lines(TimedResponse& response) {
    response.head.headers = {{"content-type", "application/x-ndjson"}};
    auto& body = response.body;
    if (!body.empty() && body.back().bytes == done_event) body.pop_back();
    edit_events(response, [](const std::string& event) {
        return replaced(replaced(event, "data: ", ""), "\n\n", "\n");
    });
}

/// Up to the middle of the next character of several bytes.
std::size_t into_character(std::string_view rest) {
    for (std::size_t i = 1; i < rest.size(); ++i) {
        if ((static_cast<unsigned char>(rest[i]) & 0xC0U) == 0x80U) return i;
    }
    return rest.size();
}

/// The stream's own answer as one completion, the way servers send it that ignore "stream".
std::string whole_completion(const TimedResponse& response) {
    std::string text;
    std::string reason = "stop";
    Json usage;
    Json last = Json::object();
    for (const TimedBytes& part : response.body) {
        std::optional<Json> chunk = chunk_of(part);
        if (!chunk) continue;
        text += text_of(*chunk);
        if (Json found = chunk->value("usage", Json()); !found.is_null()) usage = found;
        if (!(*chunk)["choices"].empty()) {
            const Json& finish = (*chunk)["choices"].front()["finish_reason"];
            if (finish.is_string()) reason = finish.get<std::string>();
        }
        last = *chunk;
    }
    const Json message{{"role", "assistant"}, {"content", text}};
    Json body{
        {"id", last.value("id", "")}, {"object", "chat.completion"}, {"model", last.value("model", "")}};
    body["choices"] = Json::array({{{"index", 0}, {"message", message}, {"finish_reason", reason}}});
    if (!usage.is_null()) body["usage"] = usage;
    return dump_json(body);
}

/// One event's JSON spread over several data lines, cut behind its first brace.
std::string over_lines(const std::string& event) {
    constexpr std::string_view start = "data: {";
    if (!event.starts_with(start)) return event;
    return "event: message\ndata: {\ndata: " + event.substr(start.size());
}

void quiet_with_comments(TimedResponse& response) {
    const std::size_t place = first_text(response);
    const Millis pause = 150;
    delay(response, place, 4 * pause);
    const Millis begin = place == 0 ? response.head_at : response.body[place - 1].at;
    for (Millis i = 3; i >= 0; --i) {
        response.body.insert(response.body.begin() + static_cast<std::ptrdiff_t>(place),
                             {begin + i * pause, ": PROCESSING\n\n"});
    }
}

}  // namespace

std::vector<Fault> framing_faults() {
    return {
        dialect("comments", "Comments between events (OpenRouter, llama.cpp)",
                each_event([](const std::string& event) { return ": ping\n\n" + event; })),
        dialect("comments-before-first-token", "Comments while the model is not ready yet, for 0.6 s",
                quiet_with_comments),
        dialect("keepalive-events", "Keep-alive events between the chunks (OpenAI)",
                each_event(
                    [](const std::string& event) { return "data: {\"type\":\"keepalive\"}\n\n" + event; })),
        dialect("named-pings", "Events of another name between the chunks (Anthropic)",
                each_event([](const std::string& event) {
                    return "event: ping\ndata: {\"type\":\"ping\"}\n\n" + event;
                })),
        dialect("plain-words", "Plain text between the chunks (proxies)",
                each_event([](const std::string& event) { return "data: still waiting\n\n" + event; })),
        dialect("done-otherwise", "{\"done\":true} in place of [DONE]",
                each_event([](const std::string& event) {
                    return event == done_event ? std::string("data: {\"done\":true}\n\n") : event;
                })),
        dialect("json-lines", "One JSON document a line, without \"data:\" (Ollama)", as_json_lines),
        dialect("crlf", "Lines end with CR LF",
                each_event([](const std::string& event) { return replaced(event, "\n", "\r\n"); })),
        dialect("cr", "Lines end with CR",
                each_event([](const std::string& event) { return replaced(event, "\n", "\r"); })),
        dialect("no-space", "No space after \"data:\"",
                each_event([](const std::string& event) { return replaced(event, "data: ", "data:"); })),
        dialect("byte-order-mark", "A byte order mark at the start of the stream",
                [](TimedResponse& response) {
                    if (!response.body.empty()) response.body.front().bytes.insert(0, "\xEF\xBB\xBF");
                }),
        dialect("data-over-lines", "The JSON of an event over several data lines", each_event(over_lines)),
        dialect("last-line-open", "The last line is not terminated",
                [](TimedResponse& response) {
                    if (!response.body.empty()) response.body.back().bytes = "data: [DONE]";
                }),
        dialect("after-done", "More events after [DONE]",
                [](TimedResponse& response) {
                    const std::size_t text = first_text(response);
                    const std::string more = text < response.body.size() ? response.body[text].bytes : "";
                    insert(response, response.body.size(),
                           more + "data: {\"error\":{\"message\":\"too late\"}}\n\n");
                }),
        dialect("one-byte-at-a-time", "Every byte arrives separately",
                [](TimedResponse& response) { cut_parts(response, [](std::string_view) { return 1; }); }),
        dialect("cut-characters", "Multibyte characters, each split between two pieces",
                [](TimedResponse& response) {
                    add_wide_characters(response);
                    cut_parts(response, into_character);
                }),
        dialect("cut-surrogates", "A surrogate pair, split between two events", cut_surrogates),
        dialect("whole-json", "One JSON completion instead of a stream",
                [](TimedResponse& response) {
                    replace_body(response, "application/json", whole_completion(response));
                }),
        dialect("whole-json-mislabelled", "The same, with the content type of an event stream",
                [](TimedResponse& response) {
                    replace_body(response, "text/event-stream", whole_completion(response));
                }),
        dialect("stream-mislabelled", "An event stream with the content type of JSON",
                [](TimedResponse& response) {
                    response.head.headers = {{"content-type", "application/json"}};
                }),
        dialect("slow-first-token", "The first token arrives 1 s late",
                [](TimedResponse& response) { delay(response, first_text(response), 1000); }),
        dialect("rate-limit-headers", "Headers with the remaining rate limit (Groq)",
                [](TimedResponse& response) {
                    for (const auto& [name, value] : {std::pair("x-ratelimit-limit-requests", "14400"),
                                                      std::pair("x-ratelimit-remaining-requests", "14370"),
                                                      std::pair("x-ratelimit-reset-requests", "2m59.56s"),
                                                      std::pair("x-ratelimit-limit-tokens", "18000"),
                                                      std::pair("x-ratelimit-remaining-tokens", "17997"),
                                                      std::pair("x-ratelimit-reset-tokens", "7.66ms")})
                        response.head.headers.emplace_back(name, value);
                }),
    };
}

}  // namespace moa::simulate
