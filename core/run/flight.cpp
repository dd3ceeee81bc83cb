#include "run/flight.hpp"

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
Deadline nearest(const Flight& flight) {
    Deadline nearest;
    const auto consider = [&nearest](Millis from, std::optional<Millis> limit, ErrorKind kind,
                                     std::string_view what) {
        if (!limit || (nearest.at != no_time && from + *limit >= nearest.at)) return;
        nearest = {from + *limit, kind, what, *limit};
    };
    const mixture::Limits& limits = flight.limits;
    if (!flight.connected)
        consider(flight.sent_at, limits.connect_ms, ErrorKind::connect_timeout, "No connection");
    // A server that sends heartbeats while it thinks is alive; the total limit bounds even that.
    if (!flight.has_token) {
        consider(std::max(flight.sent_at, flight.last_byte_at), limits.first_token_ms,
                 ErrorKind::first_token_timeout, "No token arrived");
    } else {
        consider(flight.last_byte_at, limits.idle_ms, ErrorKind::idle_timeout,
                 "The stream stalled: nothing arrived");
    }
    consider(flight.first_sent_at, limits.total_ms, ErrorKind::total_timeout, "The answer was not complete");
    return nearest;
}

}  // namespace

Millis deadline_of(const Flight& flight) {
    return nearest(flight).at;
}

Error timeout_of(const Flight& flight) {
    const Deadline passed = nearest(flight);
    return {passed.kind, 0, std::string(passed.what) + " within " + figure::limit(passed.limit) + "."};
}

}  // namespace moa::run
