#include "simulate/transport.hpp"

namespace moa::simulate {

SimulatedTransport::SimulatedTransport(std::function<Millis()> clock, Pace pace)
    : clock_(std::move(clock)), pace_(pace) {}

bool SimulatedTransport::Playing::at_end() const {
    if (response.no_head) return true;
    return head_sent && next_part == response.body.size();
}

Millis SimulatedTransport::Playing::due() const {
    if (at_end()) return response.ending == Ending::never ? no_time : started_at + response.end_at;
    if (!head_sent) return started_at + response.head_at;
    return started_at + response.body[next_part].at;
}

void SimulatedTransport::schedule(run::CallId id, const Playing& playing) {
    if (const Millis due = playing.due(); due != no_time) due_.emplace(due, id);
}

void SimulatedTransport::start(run::Call call, run::TransportEvents& events) {
    Playing playing;
    playing.response = respond(call.request, pace_, ++nonce_);
    if (disturb_) disturb_(call.request, playing.response);
    playing.events = &events;
    playing.started_at = clock_();
    const auto [it, added] = playing_.emplace(call.id, std::move(playing));
    if (added) schedule(call.id, it->second);
}

void SimulatedTransport::cancel(run::CallId id) {
    const auto it = playing_.find(id);
    if (it == playing_.end()) return;
    due_.erase({it->second.due(), id});
    playing_.erase(it);
}

void SimulatedTransport::deliver() {
    if (delivering_) return;
    delivering_ = true;
    const Millis now = clock_();
    // Looked up anew after every callback, since each may start and cancel calls.
    while (!due_.empty() && due_.begin()->first <= now) {
        const run::CallId id = due_.begin()->second;
        Playing& playing = playing_.at(id);
        if (playing.at_end()) {
            deliver_end(id);
        } else {
            deliver_part(id, playing);
        }
    }
    delivering_ = false;
}

void SimulatedTransport::deliver_part(run::CallId id, Playing& playing) {
    due_.erase(due_.begin());
    run::TransportEvents& events = *playing.events;
    // What is handed over is moved out and the next part scheduled first: the callback may cancel, which
    // frees `playing`.
    if (!playing.head_sent) {
        const wire::ResponseHead head = std::move(playing.response.head);
        playing.head_sent = true;
        schedule(id, playing);
        events.on_head(id, head);
    } else {
        const std::string bytes = std::move(playing.response.body[playing.next_part].bytes);
        ++playing.next_part;
        schedule(id, playing);
        events.on_bytes(id, bytes);
    }
}

void SimulatedTransport::deliver_end(run::CallId id) {
    due_.erase(due_.begin());
    Playing& playing = playing_.at(id);
    run::TransportEvents& events = *playing.events;
    run::CallEnd end;
    if (playing.response.ending != Ending::complete)
        end = {false, {ErrorKind::network, 0, std::move(playing.response.failure)}};
    playing_.erase(id);
    events.on_end(id, end);
}

Millis SimulatedTransport::next_due() const {
    return due_.empty() ? no_time : due_.begin()->first;
}

}  // namespace moa::simulate
