// Stands between a driver and the simulated provider and keeps all that passes, call by call.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "run/event.hpp"
#include "run/transport.hpp"

namespace moa::test {

class Tap final : public run::Transport, public run::TransportEvents, public run::RunObserver {
  public:
    struct Seen {
        int status = 0;
        std::string content_type;
        std::string body;
        bool ended = false;
        bool ok = false;
        bool cancelled = false;
    };

    explicit Tap(run::Transport& provider) : provider_(provider) {}

    /// The latest call of each node, by its place; a node that is queued anew has none.
    std::map<run::NodeId, run::CallId> latest;
    std::map<run::CallId, Seen> calls;
    /// Something came for a call that had ended or was cancelled, or came in the wrong order.
    bool out_of_order = false;
    int sent = 0;
    /// Called inside every callback of the provider, after the run was told.
    std::function<void()> inside = [] {};

    void start(run::Call call, run::TransportEvents& events) override {
        receiver_ = &events;
        ++sent;
        latest[call.node] = call.id;
        calls[call.id];
        provider_.start(std::move(call), *this);
    }
    void cancel(run::CallId id) override {
        calls[id].cancelled = true;
        provider_.cancel(id);
    }

    void on_head(run::CallId id, const wire::ResponseHead& head) override {
        Seen& seen = live(id);
        out_of_order = out_of_order || seen.status != 0;
        seen.status = head.status;
        seen.content_type = wire::find_header(head.headers, "content-type");
        receiver_->on_head(id, head);
        inside();
    }
    void on_bytes(run::CallId id, std::string_view bytes) override {
        Seen& seen = live(id);
        out_of_order = out_of_order || seen.status == 0;
        seen.body += bytes;
        receiver_->on_bytes(id, bytes);
        inside();
    }
    void on_end(run::CallId id, const run::CallEnd& end) override {
        Seen& seen = live(id);
        seen.ended = true;
        seen.ok = end.ok;
        receiver_->on_end(id, end);
        inside();
    }

    void on_event(Millis /*t*/, const run::RunEvent& event, const run::RunState& state) override {
        if (std::holds_alternative<run::GraphCommand>(event)) forget_what_is_sent_anew(state);
        const auto* changed = std::get_if<run::NodeChanged>(&event);
        if (changed == nullptr) return;
        const bool anew = changed->attempt == 0 && !state.find(changed->node)->calls_so_far;
        if (changed->state == run::NodeState::queued && anew) latest.erase(changed->node);
    }

  private:
    /// A command queues the nodes that it has sent once more, without an event for each.
    void forget_what_is_sent_anew(const run::RunState& state) {
        for (const auto& layer : state.layers) {
            for (const run::Node& node : layer) {
                if (node.state == run::NodeState::queued && !node.was_called()) latest.erase(node.id);
            }
        }
    }
    Seen& live(run::CallId id) {
        Seen& seen = calls[id];
        out_of_order = out_of_order || seen.ended || seen.cancelled;
        return seen;
    }

    run::Transport& provider_;
    run::TransportEvents* receiver_ = nullptr;
};

}  // namespace moa::test
