// A reply before it becomes bytes: its tokens and when each is spoken. Between planning and encoding is the
// place where a reply can be disturbed (cut, delayed, replaced) without either side knowing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "clock.hpp"
#include "random.hpp"
#include "simulate/character.hpp"
#include "simulate/chat_ask.hpp"
#include "simulate/provider.hpp"
#include "simulate/reply.hpp"

namespace moa::simulate {

struct SpokenToken {
    Millis at = 0;
    bool reasoning = false;
    std::string text;
};

struct ReplyPlan {
    Millis head_at = 0;
    std::vector<SpokenToken> tokens;  ///< in order of time, reasoning before text
    Millis end_at = 0;
    std::string finish_reason;  ///< "stop" or "length"
    std::int64_t prompt_tokens = 0;
    std::int64_t reasoning_tokens = 0;
};

/// Applies stop texts, max_tokens and the pace to a reply.
ReplyPlan plan_reply(const Reply& reply, const ChatAsk& ask, const Character& character, const Pace& pace,
                     Random& random);

/// When an answer that needs no model (a list, an error) is there.
Millis quick_delay(const Pace& pace);

}  // namespace moa::simulate
