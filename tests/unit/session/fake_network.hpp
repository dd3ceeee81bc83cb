// A network under the test's hand: records what would be sent, and answers what it is told to.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "json.hpp"
#include "run/transport.hpp"
#include "unit/run/harness.hpp"

namespace moa::test {

struct FakeNetwork final : run::Transport {
    void start(run::Call call, run::TransportEvents& events) override {
        receiver = &events;
        calls.push_back(std::move(call));
        if (on_start) on_start();
    }
    void cancel(run::CallId id) override { cancelled.push_back(id); }
    bool reports_connection() const override { return sees_connections; }

    void connect(std::size_t i) { receiver->on_connected(calls[i].id); }
    /// A whole answer; `type` is its content type.
    void answer(std::size_t i, int status, std::string_view body,
                std::string_view type = "application/json") {
        const run::CallId id = calls[i].id;
        receiver->on_head(id, {status, {{"content-type", std::string(type)}}});
        // In pieces, as networks do.
        for (std::size_t at = 0; at < body.size() && !is_cancelled(i); at += 7)
            receiver->on_bytes(id, body.substr(at, 7));
        if (!is_cancelled(i)) receiver->on_end(id, {});
    }
    void answer_stream(std::size_t i, std::string_view body) { answer(i, 200, body, "text/event-stream"); }
    /// A whole answer of a model, streamed.
    void say(std::size_t i, std::string_view text) {
        answer_stream(i, text_event(text) + finish_event("stop") + done_event);
    }
    void fail(std::size_t i, ErrorKind kind = ErrorKind::network) {
        receiver->on_end(calls[i].id, {false, make_error(kind)});
    }
    bool is_cancelled(std::size_t i) const {
        return std::find(cancelled.begin(), cancelled.end(), calls[i].id) != cancelled.end();
    }
    /// The model a chat request names.
    std::string model_of(std::size_t i) const {
        const auto body = parse_json(calls[i].request.body);
        return body ? std::string(find_string(*body, "model")) : std::string();
    }
    /// The call that asks for this model; calls.size() when there is none.
    std::size_t call_for(std::string_view model) const {
        std::size_t i = 0;
        while (i < calls.size() && model_of(i) != model)
            ++i;
        return i;
    }

    std::function<void()> on_start;
    bool sees_connections = false;
    run::TransportEvents* receiver = nullptr;
    std::vector<run::Call> calls;
    std::vector<run::CallId> cancelled;
};

}  // namespace moa::test
