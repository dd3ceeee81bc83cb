// The meaning of one streamed event's data: a delta of text or reasoning, a finish reason, usage, an error.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "error.hpp"
#include "wire/chat.hpp"

namespace moa::wire {

/// What one event carried. `text` and `reasoning` are appended to, so that one object serves a whole chunk of
/// bytes.
struct ChatDelta {
    std::string text;
    std::string reasoning;
    std::string finish_reason;  ///< normalised by normalise_finish_reason; empty when the event had none
    std::optional<Usage> usage;
    std::optional<double>
        cost;  ///< what the provider says the call cost, in its own unit (OpenRouter: US dollars)
    std::optional<Error> error;
    bool unreadable = false;  ///< the event was no JSON: `error` says so, and later events may be fine
    bool done = false;        ///< the event was [DONE]

    /// Empties everything and keeps the memory.
    void clear();
};

/// Decodes `data` of one event into `out` (appending text and reasoning, replacing the rest where the event
/// has it). Unknown members and shapes are ignored. Data that is not JSON gives ErrorKind::bad_response and
/// `unreadable`. `event_type` "error" makes the whole event an error (Groq).
void decode_chat_event(std::string_view event_type, std::string_view data, ChatDelta& out);

/// Finish reasons as seen over providers (stop, eos, end_turn, COMPLETE, length, MAX_TOKENS, ...) brought to
/// "stop", "length", "content_filter", "tool_calls" or "error"; any other stays as it is.
std::string normalise_finish_reason(std::string_view provider_word);

}  // namespace moa::wire
