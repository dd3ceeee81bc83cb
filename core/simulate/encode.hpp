// Replies as the bytes an OpenAI-compatible server sends (OpenAI API reference, "Chat Completions" and
// "Models").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "simulate/chat_ask.hpp"
#include "simulate/plan.hpp"
#include "simulate/provider.hpp"

namespace moa::simulate {

/// What every object of one response carries.
struct Stamp {
    std::string id;            ///< "chatcmpl-..."
    std::int64_t created = 0;  ///< seconds, derived from the seed
    std::string_view model;
};

/// Server-sent events: role, one chunk per token, finish reason, usage where asked for, [DONE].
TimedResponse encode_stream(const ReplyPlan& plan, const Stamp& stamp, bool include_usage);

/// One JSON completion, at the end.
TimedResponse encode_whole(const ReplyPlan& plan, const Stamp& stamp);

TimedResponse encode_refusal(const Refusal& refusal, Millis at);
/// `at_home`: of a server that calls itself llama.cpp.
TimedResponse encode_model_list(std::int64_t created, bool at_home, Millis at);
/// What llama.cpp says of itself.
TimedResponse encode_props(int slots, int context_tokens, Millis at);

}  // namespace moa::simulate
