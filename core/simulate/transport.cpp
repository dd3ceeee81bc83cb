#include "simulate/transport.hpp"

namespace moa::simulate {

SimulatedTransport::SimulatedTransport(std::function<Millis()> clock, Pace pace)
    : clock_(std::move(clock)), pace_(pace) {}

Millis SimulatedTransport::Playing::due() const {
    if (!head_sent) return started_at + response.head_at;
    if (next_part < response.body.size()) return started_at + response.body[next_part].at;
    return started_at + response.end_at;
}

void SimulatedTransport::start(run::Call call, run::TransportEvents& events) {
    Playing playing;
    playing.response = respond(call.request, pace_, ++nonce_);
    playing.events = &events;
    playing.started_at = clock_();
    const auto [it, added] = playing_.emplace(call.id, std::move(playing));
    if (added) due_.emplace(it->second.due(), call.id);
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
        if (playing.head_sent && playing.next_part == playing.response.body.size()) {
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
        due_.emplace(playing.due(), id);
        events.on_head(id, head);
    } else {
        const std::string bytes = std::move(playing.response.body[playing.next_part].bytes);
        ++playing.next_part;
        due_.emplace(playing.due(), id);
        events.on_bytes(id, bytes);
    }
}

void SimulatedTransport::deliver_end(run::CallId id) {
    due_.erase(due_.begin());
    run::TransportEvents& events = *playing_.at(id).events;
    playing_.erase(id);
    events.on_end(id, run::CallEnd{});
}

Millis SimulatedTransport::next_due() const {
    return due_.empty() ? no_time : due_.begin()->first;
}

}  // namespace moa::simulate
