// Answers that are sent more than once: text so far in every event, the whole of it at the end, other
// choices.
#include <string>

#include "simulate/fault/edit.hpp"
#include "simulate/fault/tables.hpp"

namespace moa::simulate {

namespace {

Json message_of(const std::string& text) {
    return {{"role", "assistant"}, {"content", text}};
}

/// Calls `edit` for each chunk with text, with all of the answer up to its end.
void with_text_so_far(TimedResponse& response,
                      const std::function<void(Json& chunk, const std::string& so_far)>& edit) {
    std::string so_far;
    edit_text(response, [&](Json& chunk, bool) {
        so_far += text_of(chunk);
        edit(chunk, so_far);
    });
}

void add_whole_message(TimedResponse& response) {
    const std::size_t first = first_text(response);
    if (first == response.body.size()) return;
    std::string text;
    std::size_t behind = first;
    for (std::size_t i = first; i < response.body.size(); ++i) {
        std::optional<Json> chunk = chunk_of(response.body[i]);
        if (!chunk || text_of(*chunk).empty()) continue;
        text += text_of(*chunk);
        behind = i + 1;
    }
    Json whole = *chunk_of(response.body[first]);
    whole["object"] = "chat.completion";
    whole["choices"] =
        Json::array({{{"index", 0}, {"message", message_of(text)}, {"finish_reason", "stop"}}});
    insert(response, behind, event_of(whole));
}

void add_second_choice(TimedResponse& response) {
    for (std::size_t i = first_text(response); i < response.body.size(); ++i) {
        std::optional<Json> chunk = chunk_of(response.body[i]);
        if (!chunk || text_of(*chunk).empty()) continue;
        Json& choice = (*chunk)["choices"].front();
        choice["index"] = 1;
        choice["delta"]["content"] = " another answer";
        insert(response, ++i, event_of(*chunk));
    }
}

}  // namespace

std::vector<Fault> repeat_faults() {
    return {
        dialect("text-so-far", "Every event repeats the text so far",
                [](TimedResponse& response) {
                    with_text_so_far(response, [](Json& chunk, const std::string& so_far) {
                        (*delta_of(chunk))["content"] = so_far;
                    });
                }),
        dialect("message-beside-delta", "The text so far as a message next to the delta (Perplexity)",
                [](TimedResponse& response) {
                    with_text_so_far(response, [](Json& chunk, const std::string& so_far) {
                        chunk["choices"].front()["message"] = message_of(so_far);
                    });
                }),
        dialect("message-at-end", "The whole answer again, after its pieces", add_whole_message),
        dialect("second-choice", "A second choice between the pieces of the first", add_second_choice),
    };
}

}  // namespace moa::simulate
