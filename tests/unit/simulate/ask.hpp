// Requests to the simulated provider, and its responses read back as a client would.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "json.hpp"
#include "simulate/provider.hpp"
#include "unit/contains.hpp"
#include "wire/chat.hpp"
#include "wire/chat_response.hpp"

namespace moa::test {

inline wire::HttpRequest post(std::string body) {
    return {"POST", "simulated:/chat/completions", {{"Content-Type", "application/json"}}, std::move(body)};
}

inline Json chat_body(std::string_view model, const std::vector<wire::ChatMessage>& messages) {
    Json body{{"model", model}, {"messages", Json::array()}, {"stream", true}};
    for (const wire::ChatMessage& message : messages) {
        body["messages"].push_back(Json{{"role", message.role}, {"content", message.content}});
    }
    return body;
}

inline std::string bytes_of(const simulate::TimedResponse& response) {
    std::string bytes;
    for (const simulate::TimedBytes& part : response.body)
        bytes += part.bytes;
    return bytes;
}

/// The response through the program's own decoder.
struct Answer {
    std::string text;
    std::string reasoning;
    std::string finish;
    std::optional<wire::Usage> usage;
    std::optional<Error> error;
};

inline Answer read_back(const simulate::TimedResponse& response) {
    wire::ChatResponse decoder;
    wire::ChatDelta added;
    decoder.on_head(response.head);
    for (const simulate::TimedBytes& part : response.body)
        decoder.on_bytes(part.bytes, added);
    decoder.on_end(added);
    return {added.text, added.reasoning, decoder.finish_reason(), decoder.usage(), decoder.error()};
}

inline Answer ask(std::string_view model, const std::vector<wire::ChatMessage>& messages) {
    return read_back(simulate::respond(post(dump_json(chat_body(model, messages))), simulate::Pace{}, 1));
}

inline Answer ask(std::string_view model, const std::string& question) {
    return ask(model, {{"user", question}});
}

}  // namespace moa::test
