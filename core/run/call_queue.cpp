#include "run/call_queue.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace moa::run {

void CallQueue::add(QueuedCall call) {
    call.turn = next_turn_++;
    calls_.push_back(std::move(call));
}

std::vector<QueuedCall>::const_iterator CallQueue::find(NodeId id) const {
    return std::find_if(calls_.begin(), calls_.end(),
                        [id](const QueuedCall& each) { return each.node == id; });
}

bool CallQueue::remove(NodeId id) {
    const auto it = find(id);
    if (it == calls_.end()) return false;
    calls_.erase(it);
    return true;
}

std::vector<NodeId> CallQueue::nodes() const {
    std::vector<NodeId> nodes;
    nodes.reserve(calls_.size());
    for (const QueuedCall& call : calls_)
        nodes.push_back(call.node);
    return nodes;
}

void CallQueue::set_tokens(NodeId id, std::int64_t tokens) {
    for (QueuedCall& call : calls_) {
        if (call.node == id) call.tokens = tokens;
    }
}

void CallQueue::send_ready(Journal& journal, const Scheduler& scheduler,
                           const std::function<void(const QueuedCall&)>& send) {
    std::vector<QueuedCall> waiting = std::exchange(calls_, {});
    std::sort(waiting.begin(), waiting.end(), [](const QueuedCall& a, const QueuedCall& b) {
        return std::pair(a.ready_at, a.turn) < std::pair(b.ready_at, b.turn);
    });
    const Millis now = journal.now();
    for (QueuedCall& call : waiting) {
        Queued queued{call.reason, journal.relative(call.ready_at)};
        call.wake_at = call.ready_at;
        if (call.ready_at <= now) {
            const auto admission = scheduler.admit(*call.provider, call.model, call.tokens, now);
            if (admission.now) {
                send(call);
                continue;
            }
            queued = {admission.reason, journal.relative(admission.until)};
            call.wake_at = admission.until;
        }
        journal.queue(call.node, queued, call.failure);
        calls_.push_back(std::move(call));
    }
}

std::vector<QueuedCall> CallQueue::take_hopeless(Millis now) {
    std::vector<QueuedCall> hopeless;
    for (auto it = calls_.begin(); it != calls_.end();) {
        const bool is_hopeless = it->hopeless_at != no_time && it->hopeless_at <= now;
        if (is_hopeless) hopeless.push_back(std::move(*it));
        it = is_hopeless ? calls_.erase(it) : std::next(it);
    }
    return hopeless;
}

Millis CallQueue::next_wake() const {
    Millis wake = no_time;
    for (const QueuedCall& call : calls_)
        wake = earlier(wake, earlier(call.wake_at, call.hopeless_at));
    return wake;
}

void CallQueue::shift(const IndexShift& by) {
    for (QueuedCall& call : calls_)
        by.move(call.node);
}

}  // namespace moa::run
