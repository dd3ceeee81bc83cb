#include "run/retry_policy.hpp"

#include <algorithm>

#include "run/scheduler.hpp"

namespace moa::run {

Millis backoff_ms(Backoff kind, int failures, Random& random) {
    const Millis first = kind == Backoff::fault ? 500 : 1000;
    const Millis most = kind == Backoff::fault ? 8000 : 30'000;
    const int doublings = std::clamp(failures - 1, 0, 10);
    const Millis span = std::min(most, first << doublings);
    // A refused lane that came back at once would only be refused again.
    const Millis least = kind == Backoff::load ? span / 4 : 0;
    return least + static_cast<Millis>(random.fraction() * static_cast<double>(span - least));
}

std::optional<Millis> wait_for(const Error& error, const wire::RetryAdvice& advice) {
    const std::optional<Millis>& named = error.retry_after_ms;
    if (advice.retry_after_ms) {
        const Millis whole = *advice.retry_after_ms;
        return named && *named > whole && *named < whole + 1000 ? named : whole;
    }
    if (named || error.kind != ErrorKind::rate_limited) return named;
    return advice.reset_ms;
}

bool is_load(ErrorKind kind) {
    return kind == ErrorKind::rate_limited || kind == ErrorKind::overloaded;
}

bool may_retry(const RetryQuestion& question) {
    if (question.retries_left <= 0) return false;
    if (question.error.retry_after_ms.value_or(0) > Scheduler::longest_wait_ms) return false;
    return question.provider_advice.value_or(is_retryable(question.error.kind));
}

}  // namespace moa::run
