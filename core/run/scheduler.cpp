#include "run/scheduler.hpp"

#include <algorithm>

#include "enum_names.hpp"
#include "run/retry_policy.hpp"
#include "wire/http.hpp"

namespace moa::run {
namespace {

constexpr EnumNames<QueueReason, QueueReason::retry> reason_names("turn", "spacing", "rate_limit", "retry");

/// From here on a window that grew again is no limit any more.
constexpr int wide_enough = 64;

}  // namespace

std::string_view to_string(QueueReason reason) {
    return reason_names.of(reason);
}

std::optional<QueueReason> parse_queue_reason(std::string_view text) {
    return reason_names.parse(text);
}

const Scheduler::Lane* Scheduler::find(const mixture::Provider& provider, std::string_view model) const {
    const auto it = lanes_.find(LaneKey{provider.base_url, model});
    return it == lanes_.end() ? nullptr : &it->second;
}

Scheduler::Lane& Scheduler::lane_of(const mixture::Provider& provider, std::string_view model) {
    return lanes_[LaneKey{provider.base_url, model}];
}

Scheduler::Admission Scheduler::admit(const mixture::Provider& provider, std::string_view model,
                                      std::int64_t tokens, Millis now) const {
    if (provider.max_concurrent > 0) {
        const auto busy = in_flight_.find(provider.base_url);
        if (busy != in_flight_.end() && busy->second >= provider.max_concurrent)
            return {false, QueueReason::turn, no_time};
    }
    const Lane* lane = find(provider, model);
    if (lane == nullptr) return {};
    if (lane->paused_until > now) return {false, QueueReason::rate_limit, lane->paused_until};
    if (lane->in_flight >= lane->window) return {false, QueueReason::turn, no_time};
    if (lane->requests.lacks(1, now)) return {false, QueueReason::rate_limit, lane->requests.reset_at};
    // An idle lane always sends: a call larger than the whole allowance would wait for ever.
    if (lane->in_flight > 0 && lane->tokens.lacks(tokens, now))
        return {false, QueueReason::rate_limit, lane->tokens.reset_at};
    const bool cold = !lane->answered && lane->in_flight > 0 && provider.needs_key();
    if (cold && lane->last_sent_at + spacing_ms > now)
        return {false, QueueReason::spacing, lane->last_sent_at + spacing_ms};
    return {};
}

void Scheduler::Allowance::learn(const wire::Allotment& told, Millis now) {
    if (!told.remaining) return;
    left = std::max<std::int64_t>(*told.remaining, 0);
    // Daily allowances come back in hours; whether the provider means it is then better seen from its answer.
    const bool soon = told.reset_ms && *told.reset_ms > 0 && *told.reset_ms <= longest_wait_ms;
    reset_at = soon ? now + *told.reset_ms : no_time;
}

void Scheduler::Allowance::use(std::int64_t amount) {
    if (left) left = std::max<std::int64_t>(*left - amount, 0);
}

void Scheduler::on_sent(const mixture::Provider& provider, std::string_view model, std::int64_t tokens,
                        Millis now) {
    Lane& lane = lane_of(provider, model);
    ++lane.in_flight;
    lane.requests.use(1);
    lane.tokens.use(tokens);
    lane.last_sent_at = now;
    ++in_flight_[provider.base_url];
}

void Scheduler::on_answered(const mixture::Provider& provider, std::string_view model,
                            const wire::RateLimits& left, Millis now) {
    Lane& lane = lane_of(provider, model);
    lane.answered = true;
    lane.refusals = 0;
    if (lane.window != unlimited && ++lane.window > wide_enough) lane.window = unlimited;
    lane.requests.learn(left.requests, now);
    lane.tokens.learn(left.tokens, now);
}

Millis Scheduler::on_refused(const mixture::Provider& provider, std::string_view model,
                             std::optional<Millis> wait, Millis sent_at, Millis now) {
    Lane& lane = lane_of(provider, model);
    // A burst is refused call by call; that is one lesson, not six.
    if (lane.narrowed_at == no_time || sent_at > lane.narrowed_at) {
        const int tried = std::min(lane.window, std::max(lane.in_flight, 1));
        lane.window = std::max(1, tried / 2);
        lane.narrowed_at = now;
        ++lane.refusals;
    }
    const Millis pause =
        wait ? std::min(*wait, longest_wait_ms) : backoff_ms(Backoff::load, lane.refusals, random_);
    lane.paused_until = std::max(lane.paused_until, now + pause);
    return lane.paused_until;
}

void Scheduler::on_ended(const mixture::Provider& provider, std::string_view model) {
    Lane& lane = lane_of(provider, model);
    lane.in_flight = std::max(0, lane.in_flight - 1);
    int& busy = in_flight_[provider.base_url];
    busy = std::max(0, busy - 1);
}

}  // namespace moa::run
