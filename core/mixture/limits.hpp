// How long a node may wait and how often it is tried: per recipe, layer or agent, with defaults for what is
// left open.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clock.hpp"
#include "json_box.hpp"

namespace moa::mixture {

/// Member names of a JSON object as they were read, so that it is written back in the same order. Empty for
/// what was made in the program. Order has no meaning: any two compare equal.
struct MemberOrder {
    std::vector<std::string> names;

    friend bool operator==(const MemberOrder& /*a*/, const MemberOrder& /*b*/) { return true; }
};

/// Times in milliseconds. What is not set falls back to the level above, and at last to `default_limits`.
struct Limits {
    std::optional<Millis> connect_ms;  ///< from the request until the connection is up
    std::optional<Millis>
        first_token_ms;  ///< from the request, or the server's latest sign of life, to the first token
    std::optional<Millis> idle_ms;  ///< after the first token: from the latest byte
    std::optional<Millis>
        total_ms;  ///< from the first request of the node, repeated ones and their waits included
    std::optional<int> retries;  ///< how often a request may be repeated, only ever before its first token
    JsonBox unknown = JsonBox::object();  ///< members this version does not know, kept for writing back
    MemberOrder order;

    bool operator==(const Limits&) const = default;
};

/// All of them set: connect 10 s (a handshake over a bad link takes two); first token 120 s (models that
/// think in silence take more than a minute); idle 60 s (between thinking and answer some are silent for half
/// a minute); total 10 min (the official OpenAI client's own); 3 retries. A stalled body ends after the idle
/// limit, where the official Groq and Together clients hang for ever (their one-minute timer ends with the
/// headers).
const Limits& default_limits();

/// `limits` with the default where nothing is set. A server of the user's own (`own_server`) may read a
/// prompt for minutes and tells nothing meanwhile, so only the total limit bounds its first token.
Limits complete(Limits limits, bool own_server = false);

}  // namespace moa::mixture
