#include "run/in_flight_call.hpp"

#include <algorithm>
#include <string>

#include "figures.hpp"

namespace moa::run {
namespace {

struct Deadline {
    Millis at = no_time;
    ErrorKind kind = ErrorKind::total_timeout;
    std::string_view what;
    Millis limit = 0;
};

/// The limit that is over first.
Deadline nearest(const InFlightCall& call, bool behind) {
    Deadline nearest;
    const auto consider = [&nearest](Millis from, std::optional<Millis> limit, ErrorKind kind,
                                     std::string_view what) {
        if (!limit || (nearest.at != no_time && from + *limit >= nearest.at)) return;
        nearest = {from + *limit, kind, what, *limit};
    };
    const mixture::Limits& limits = call.limits;
    if (!call.connected)
        consider(call.sent_at, limits.connect_ms, ErrorKind::connect_timeout, "No connection");
    // A server that sends heartbeats while it thinks is alive; the total limit bounds even that.
    if (!call.has_token) {
        if (!behind)
            consider(std::max({call.sent_at, call.last_byte_at, call.turn_at}), limits.first_token_ms,
                     ErrorKind::first_token_timeout, "No token arrived");
    } else {
        consider(call.last_byte_at, limits.idle_ms, ErrorKind::idle_timeout,
                 "The stream stalled: nothing arrived");
    }
    consider(call.first_sent_at, limits.total_ms, ErrorKind::total_timeout, "The answer was not complete");
    return nearest;
}

}  // namespace

std::vector<Choice> choices_of(const RunState& state, const Node& node, const NodeInput& input) {
    std::vector<Choice> choices;
    if (!input.ranks()) return choices;
    choices.reserve(input.references.size());
    for (const InputReference& reference : input.references) {
        if (reference.node == node.id) {
            const CallsSoFar& calls_so_far = *node.calls_so_far;
            choices.push_back(
                {calls_so_far.chosen.value_or(node.id), calls_so_far.text, calls_so_far.finish});
            continue;
        }
        const Node& other = *state.find(reference.node);
        choices.push_back({other.id, other.text, other.finish});
    }
    return choices;
}

Millis deadline_of(const InFlightCall& call, bool behind) {
    return nearest(call, behind).at;
}

Error timeout_of(const InFlightCall& call, bool behind) {
    const Deadline passed = nearest(call, behind);
    return {passed.kind, 0, std::string(passed.what) + " within " + figure::limit(passed.limit) + "."};
}

}  // namespace moa::run
