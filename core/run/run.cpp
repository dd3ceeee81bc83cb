// What a run is told: heads, bytes, ends, the time, the user's wishes. Each of these ends in settle_time.
#include "run/run.hpp"

#include <algorithm>
#include <utility>

#include "run/stale.hpp"

namespace moa::run {
namespace {

/// How long an answered call may keep its connection before it is cut: long enough for the bytes behind
/// [DONE], so that the connection can be used again, and short enough not to hold it for a server that never
/// ends.
constexpr Millis drain_ms = 2000;

}  // namespace

Run::Run(RunSpec spec, RunObserver* observer)
    : spec_(std::move(spec)),
      observer_(observer),
      next_call_id_(spec_.first_call_id),
      retries_left_(mixture::retry_budget_of(spec_.recipe)),
      random_(spec_.seed),
      models_(spec_.models),
      scheduler_(spec_.scheduler) {
    if (scheduler_ == nullptr) {
        own_scheduler_ = std::make_unique<Scheduler>(spec_.seed);
        scheduler_ = own_scheduler_.get();
    }
    // The nodes exist from the start, so that a view can draw the run before it runs.
    apply(state_, 0, RunStarted{spec_.recipe, spec_.messages});
    clocks_.resize(state_.layers.size());
}

Effects Run::start(Millis now) {
    started_at_ = now_ = now;
    emit(RunStarted{spec_.recipe, spec_.messages});
    advance();
    return take_effects();
}

Effects Run::on_connected(CallId id, Millis now) {
    now_ = now;
    if (const auto it = flights_.find(id); it != flights_.end()) it->second.connected = true;
    return settle_time();
}

Effects Run::on_head(CallId id, const wire::ResponseHead& head, Millis now) {
    now_ = now;
    const auto it = flights_.find(id);
    if (it == flights_.end()) return settle_time();
    Flight& flight = it->second;
    flight.connected = true;
    flight.last_byte_at = now;
    flight.response.on_head(head, utc_now());
    flight.advice = wire::read_retry_advice(head.headers, utc_now());
    if (head.status >= 200 && head.status <= 299) {
        scheduler_->on_answered(*flight.provider, state_.find(flight.node)->model,
                                wire::read_rate_limits(head.headers, utc_now()), now);
        pump();
    }
    return settle_time();
}

Effects Run::on_bytes(CallId id, std::string_view bytes, Millis now) {
    now_ = now;
    const auto it = flights_.find(id);
    if (it == flights_.end()) return settle_time();
    Flight& flight = it->second;
    flight.last_byte_at = now;
    delta_.clear();
    flight.response.on_bytes(bytes, delta_);
    append(flight, delta_);
    if (flight.response.done() || flight.response.error()) {
        if (flight.response.error()) {
            effects_.cancel.push_back(id);
        } else {
            draining_.emplace(id, now + drain_ms);
        }
        settle(id, CallEnd{});
    }
    return settle_time();
}

Effects Run::on_end(CallId id, const CallEnd& end, Millis now) {
    now_ = now;
    draining_.erase(id);
    if (const auto it = flights_.find(id); it != flights_.end()) {
        read_rest(it->second);
        settle(id, end);
    }
    return settle_time();
}

Effects Run::on_tick(Millis now) {
    now_ = now;
    for (auto it = draining_.begin(); it != draining_.end();) {
        if (it->second > now) {
            ++it;
            continue;
        }
        effects_.cancel.push_back(it->first);
        it = draining_.erase(it);
    }
    std::vector<CallId> late;
    for (const auto& [id, flight] : flights_) {
        const Millis deadline = deadline_of(flight);
        if (deadline != no_time && deadline <= now) late.push_back(id);
    }
    for (const CallId id : late) {
        const auto it = flights_.find(id);
        if (it == flights_.end()) continue;
        effects_.cancel.push_back(id);
        const Error error = timeout_of(it->second);
        read_rest(it->second);
        settle(id, {false, error});
    }
    leave_in_time();  // before more is sent of a layer that is over
    pump();
    return settle_time();
}

Effects Run::stop(Millis now) {
    now_ = now;
    for (const auto& [id, until] : draining_)
        effects_.cancel.push_back(id);
    draining_.clear();
    if (state_.running()) {
        drop_queued();
        emit(RunFinished{RunStatus::cancelled});
    }
    return take_effects();
}

Millis Run::next_wake() const {
    Millis wake = no_time;
    const auto consider = [&wake](Millis time) {
        if (time != no_time && (wake == no_time || time < wake)) wake = time;
    };
    for (const auto& [id, flight] : flights_)
        consider(deadline_of(flight));
    for (const auto& [id, until] : draining_)
        consider(until);
    for (const Pending& pending : pending_) {
        consider(pending.wake_at);
        consider(pending.hopeless_at);
    }
    if (const int layer = current_layer(state_); layer > 0 && has_answer(layer)) consider(leave_at(layer));
    return wake;
}

/// The end of whatever the run is told: the time has gone on, so a layer may have been waited for long
/// enough. A passed limit of a call is left to the tick: its bytes may have come and not been handled yet.
Effects Run::settle_time() {
    leave_in_time();
    return take_effects();
}

void Run::leave_in_time() {
    if (const int layer = current_layer(state_); layer > 0 && may_leave(layer)) advance();
}

void Run::emit(const RunEvent& event) {
    const Millis t = now_ - started_at_;
    apply(state_, t, event);
    if (observer_ != nullptr) observer_->on_event(t, event, state_);
}

std::optional<std::int64_t> Run::utc_now() const {
    if (!spec_.utc_start_ms) return std::nullopt;
    return *spec_.utc_start_ms + (now_ - started_at_);
}

Effects Run::take_effects() {
    if (effects_.empty()) return {};  // as for nearly every piece of a stream
    return std::exchange(effects_, {});
}

}  // namespace moa::run
