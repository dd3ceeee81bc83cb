// A request on its way: what has come of it, and when it is late. Inside run/ only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mixture/limits.hpp"
#include "mixture/provider.hpp"
#include "run/input.hpp"
#include "wire/chat_response.hpp"
#include "wire/key_mask.hpp"
#include "wire/retry_advice.hpp"

namespace moa::run {

/// A reference as a node that ranks was given it: whatever becomes of it since, this is what was chosen from.
struct Choice {
    NodeId node;
    std::string text;
    std::string finish;
};

/// What a node that ranks chooses from: whole, also where it is sent a part. Empty for all others.
std::vector<Choice> choices_of(const RunState& state, const Node& node, const NodeInput& input);

/// Times are absolute.
struct InFlightCall {
    NodeId node;
    const mixture::Provider* provider = nullptr;  ///< of the run's spec
    std::optional<int> server_slots;              ///< see Node::server_slots
    wire::Dialect dialect;                        ///< in which the request was written
    std::string base_url;                         ///< that it was sent to
    wire::ChatResponse response;
    mixture::Limits limits;  ///< complete
    std::int64_t prompt_tokens_estimate = 0;
    Millis first_sent_at = 0;  ///< of the node's first attempt
    Millis sent_at = 0;
    Millis last_byte_at = 0;
    Millis turn_at = no_time;  ///< since when its server could work on it, where another call went before
    bool connected = false;
    bool has_token = false;
    bool is_too_long = false;  ///< it is given up, see most_answer_bytes
    wire::RetryAdvice advice;
    // What comes back of the key, cut over several events, where the transport's own mask cannot see it.
    wire::KeyMask text_mask{std::string_view()};
    wire::KeyMask reasoning_mask{std::string_view()};
    int free_repeats = 0;         ///< repeats before it that cost no retry
    std::vector<Choice> choices;  ///< what a node that ranks has to choose from; empty for all others
    std::string verdict;          ///< and what it has said
};

/// When the earliest of the limits that apply is over. A call in its server's own queue (`behind`) waits for
/// no token yet.
Millis deadline_of(const InFlightCall& call, bool behind);

/// The limit behind that deadline, as an error.
Error timeout_of(const InFlightCall& call, bool behind);

}  // namespace moa::run
