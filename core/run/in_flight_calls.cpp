#include "run/in_flight_calls.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace moa::run {
namespace {

/// How long an answered call may keep its connection before it is cut: long enough for the bytes behind
/// [DONE], so that the connection can be used again, and short enough not to hold it for a server that never
/// ends.
constexpr Millis drain_ms = 2000;

}  // namespace

InFlightCall* InFlightCalls::find(CallId id) {
    const auto it = calls_.find(id);
    return it == calls_.end() ? nullptr : &it->second;
}

std::optional<CallId> InFlightCalls::of(NodeId node) const {
    const auto it = std::find_if(calls_.begin(), calls_.end(),
                                 [node](const auto& each) { return each.second.node == node; });
    return it == calls_.end() ? std::nullopt : std::optional(it->first);
}

std::vector<CallId> InFlightCalls::ids() const {
    std::vector<CallId> ids;
    ids.reserve(calls_.size());
    for (const auto& [id, call] : calls_)
        ids.push_back(id);
    return ids;
}

void InFlightCalls::read(InFlightCall& call, std::string_view bytes) {
    delta_.clear();
    call.response.on_bytes(bytes, delta_);
    append(call, delta_);
}

bool InFlightCalls::is_behind(CallId id, const InFlightCall& call) const {
    if (call.has_token || !call.server_slots || *call.server_slots == 0) return false;
    int before = 0;  // ids count up in the order in which calls are sent
    for (auto it = calls_.begin(); it != calls_.end() && it->first < id; ++it)
        before += it->second.provider->base_url == call.provider->base_url ? 1 : 0;
    return before >= *call.server_slots;
}

Error InFlightCalls::timeout_of(CallId id) const {
    const InFlightCall& call = calls_.at(id);
    return run::timeout_of(call, is_behind(id, call));
}

InFlightCall InFlightCalls::take(CallId id) {
    InFlightCall call = std::move(calls_.extract(id).mapped());
    if (call.server_slots) {
        for (auto it = calls_.upper_bound(id); it != calls_.end(); ++it)
            if (it->second.provider->base_url == call.provider->base_url) it->second.turn_at = journal_.now();
    }
    append_held(call);
    return call;
}

InFlightCall InFlightCalls::finish(CallId id) {
    delta_.clear();
    InFlightCall& call = *find(id);
    call.response.on_end(delta_);
    append(call, delta_);
    return take(id);
}

InFlightCall InFlightCalls::drain(CallId id) {
    draining_.emplace(id, journal_.now() + drain_ms);
    return take(id);
}

std::vector<CallId> InFlightCalls::late() const {
    std::vector<CallId> late;
    for (const auto& [id, call] : calls_) {
        const Millis deadline = deadline_of(call, is_behind(id, call));
        if (deadline != no_time && deadline <= journal_.now()) late.push_back(id);
    }
    return late;
}

std::vector<CallId> InFlightCalls::cut_drained(bool all) {
    std::vector<CallId> cut;
    for (auto it = draining_.begin(); it != draining_.end();) {
        const bool is_over = all || it->second <= journal_.now();
        if (is_over) cut.push_back(it->first);
        it = is_over ? draining_.erase(it) : std::next(it);
    }
    return cut;
}

Millis InFlightCalls::next_wake() const {
    Millis wake = no_time;
    for (const auto& [id, call] : calls_)
        wake = earlier(wake, deadline_of(call, is_behind(id, call)));
    for (const auto& [id, until] : draining_)
        wake = earlier(wake, until);
    return wake;
}

void InFlightCalls::shift(const IndexShift& by) {
    for (auto& [id, call] : calls_) {
        by.move(call.node);
        for (Choice& choice : call.choices) {
            const bool taken_out = by.by < 0 && choice.node == NodeId{by.layer, by.from - 1};
            if (taken_out) choice.node = NodeId{0, 0};
            by.move(choice.node);
        }
    }
}

void InFlightCalls::append(InFlightCall& call, const wire::ChatDelta& added) {
    if (added.text_was_reasoning) take_back(call);
    if (call.text_mask.active()) {
        append_reasoning(call, call.reasoning_mask.take(added.reasoning));
        append_text(call, call.text_mask.take(added.text));
    } else {
        append_reasoning(call, added.reasoning);
        append_text(call, added.text);
    }
}

void InFlightCalls::append_reasoning(InFlightCall& call, std::string_view text) {
    if (text.empty()) return;
    call.has_token = true;
    if (journal_.node(call.node).state == NodeState::waiting) journal_.enter(call.node, NodeState::thinking);
    journal_.emit(NodeReasoning{call.node, text});
}

void InFlightCalls::append_text(InFlightCall& call, std::string_view text) {
    if (text.empty()) return;
    call.has_token = true;
    if (!call.choices.empty()) {
        // The number it names is no answer, but what leads to one.
        call.verdict += text;
        journal_.enter(call.node, NodeState::thinking);
        journal_.emit(NodeReasoning{call.node, text});
        return;
    }
    journal_.enter(call.node, NodeState::streaming);
    journal_.emit(NodeText{call.node, text});
}

/// The masks have waited for more of what began like the key.
void InFlightCalls::append_held(InFlightCall& call) {
    append_reasoning(call, call.reasoning_mask.rest());
    append_text(call, call.text_mask.rest());
}

/// What was taken for the answer has turned out to be reasoning: the attempt is told anew, with it as such.
void InFlightCalls::take_back(InFlightCall& call) {
    append_held(call);
    call.verdict.clear();  // it was shown as reasoning
    const Node& node = journal_.node(call.node);
    if (node.text.empty()) return;
    const std::string thoughts = node.reasoning + node.text;
    NodeChanged change;
    change.node = call.node;
    change.state = NodeState::waiting;
    change.attempt = node.attempt;
    change.server_slots = node.server_slots;
    journal_.emit(change);
    journal_.enter(call.node, NodeState::thinking);
    journal_.emit(NodeReasoning{call.node, thoughts});
}

}  // namespace moa::run
