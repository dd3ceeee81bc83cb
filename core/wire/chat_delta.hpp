// The meaning of one streamed event's data: a delta of text or reasoning, a finish reason, usage, an error.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "error.hpp"
#include "wire/chat.hpp"
#include "wire/finish_reason.hpp"

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
    /// An event of another kind between the chunks reported a failure (an agent's tool). It matters only if
    /// no answer arrives.
    std::optional<Error> aside;
    bool unreadable = false;  ///< the event or its content: `error` says why, and later ones may be fine
    /// The event was plain words, which are never an answer: proxies send them as keep-alives ("queued"). Set
    /// together with `unreadable`.
    bool words_only = false;
    bool done = false;   ///< the event was [DONE]
    bool whole = false;  ///< the text is a whole completion's "message", which may repeat earlier deltas
    /// The text handed out so far was reasoning: its end alone was marked. `text` and `reasoning` are what
    /// follows. Set by ChatResponse only.
    bool text_was_reasoning = false;

    /// Which of several choices (n > 1) is decoded; -1: the first one of each event.
    int wanted_choice = -1;
    int choice = -1;  ///< the index of the choice that was decoded; -1 where none was told

    /// Empties everything but `wanted_choice`, and keeps the memory.
    void clear();
};

/// Decodes `data` of one event into `out` (appending text and reasoning, replacing the rest where the event
/// has it). Unknown members and shapes are ignored, and so are comments that a proxy has put into data lines
/// and events with a name of their own that hold no chunk. Data that is not JSON gives
/// ErrorKind::bad_response and `unreadable`. `event_type` "error" makes the whole event an error (Groq). An
/// end in another spelling than [DONE] is the finish reason "stop" where there is none yet: more may follow
/// it.
void decode_chat_event(std::string_view event_type, std::string_view data, ChatDelta& out);

}  // namespace moa::wire
