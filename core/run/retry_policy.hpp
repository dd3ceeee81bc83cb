// Whether a failed request is sent again, and after which pause.
#pragma once

#include <optional>

#include "clock.hpp"
#include "error.hpp"
#include "random.hpp"
#include "wire/retry_advice.hpp"

namespace moa::run {

/// How fast pauses grow: both kinds double with each failure and are drawn at random from the whole range
/// below
/// ("full jitter": AWS Architecture Blog, "Exponential Backoff and Jitter", 2015), so that nodes
/// refused together do not retry together.
enum class Backoff {
    fault,  ///< 0.5 s doubling up to 8 s: network and server errors (the official clients' figures)
    load,   ///< 1 s doubling up to 30 s, at least a quarter of it: rate limits and overload without a stated
            ///< wait
};

/// A kept connection that the server has just closed costs no retry; more of them in a row are no
/// coincidence.
inline constexpr int most_stale_repeats = 3;
/// How soon a server that loads its model is asked again: llama.cpp names no wait.
inline constexpr Millis loading_pause_ms = 2000;

/// The pause after the `failures`th failure in a row, from 1.
Millis backoff_ms(Backoff kind, int failures, Random& random);

/// Input of the decision to retry. Only for calls without any token: text that has arrived is never
/// discarded.
struct RetryQuestion {
    const Error& error;
    std::optional<bool> provider_advice;  ///< x-should-retry
    int retries_left = 0;                 ///< of the node and of the run, the smaller
};

/// Whether the same request may be sent again. Never when the provider asks for a wait longer than
/// Scheduler::longest_wait_ms: the error reports that wait instead.
bool may_retry(const RetryQuestion& question);

/// How long to wait before the same request may be sent again, by what the provider says: its Retry-After,
/// which may be rounded down to a whole second; else the wait in the body, taken from the error; else, at a
/// rate limit, the reset of the exhausted limit. Nothing if the provider names no wait.
std::optional<Millis> wait_for(const Error& error, const wire::RetryAdvice& advice);

/// Whether the failure speaks of load (429, 503 and their kin), which the scheduler learns from.
bool is_load(ErrorKind kind);

}  // namespace moa::run
