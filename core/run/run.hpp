// The Mixture-of-Agents run as a sans-I/O state machine: bytes, ends and the time in; calls to start and
// cancel out.
#pragma once

#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "mixture/price.hpp"
#include "run/event.hpp"
#include "run/transport.hpp"
#include "wire/chat_response.hpp"

namespace moa::run {

struct RunSpec {
    mixture::Recipe recipe;                   ///< valid
    std::vector<wire::ChatMessage> messages;  ///< not empty; the last one is the user's question
    mixture::Providers providers;             ///< holds every provider of the recipe
    CallId first_call_id = 1;                 ///< ids are counted up from here
    mixture::PriceList prices = {};           ///< empty: the seed list's
};

/// A call the run wants sent. The shell adds the key of `provider`.
struct CallRequest {
    CallId id = 0;
    std::string provider;
    NodeId node;
    wire::HttpRequest request;
};

/// What the run wants done, in this order: cancels first, then starts.
struct Effects {
    std::vector<CallId> cancel;
    std::vector<CallRequest> start;

    bool empty() const { return cancel.empty() && start.empty(); }
};

/// One run from question to answer. Times are absolute; the run counts from the one given to `start`.
/// Calls and responses of ids it does not know (any more) are ignored.
class Run {
  public:
    /// `observer` may be null; it must outlive the run.
    Run(RunSpec spec, RunObserver* observer);

    Effects start(Millis now);
    /// The connection of the call is up: from here on the first-token limit counts, no longer the connect
    /// limit.
    Effects on_connected(CallId id, Millis now);
    Effects on_head(CallId id, const wire::ResponseHead& head, Millis now);
    Effects on_bytes(CallId id, std::string_view bytes, Millis now);
    Effects on_end(CallId id, const CallEnd& end, Millis now);
    /// Checks the limits. Call at `next_wake` or later; earlier calls are harmless.
    Effects on_tick(Millis now);
    /// Ends the run: calls in flight are cancelled, their text stays.
    Effects stop(Millis now);

    /// When `on_tick` wants to be called next, or no_time.
    Millis next_wake() const;
    const RunState& state() const { return state_; }
    /// The first id a later run may use.
    CallId next_call_id() const { return next_call_id_; }

  private:
    /// One request on its way.
    struct Flight {
        NodeId node;
        wire::ChatResponse response;
        mixture::Limits limits;
        std::int64_t prompt_tokens_estimate = 0;
        Millis sent_at = 0;
        Millis last_byte_at = 0;
        bool connected = false;
        bool has_token = false;
    };

    void emit(const RunEvent& event);
    void start_layer(int layer);
    void start_node(Node& node, const std::vector<std::string_view>& references);
    void append(Flight& flight, const wire::ChatDelta& added);
    void settle(CallId id, const CallEnd& end);
    void end_node(const Flight& flight, NodeState state, std::string finish, std::optional<Error> error);
    void advance(int layer);
    void finish(RunStatus status);
    void skip_queued();
    Effects take_effects();
    static Millis deadline_of(const Flight& flight);
    static Error timeout_of(const Flight& flight, Millis now);

    RunSpec spec_;
    RunObserver* observer_;
    RunState state_;
    CallId next_call_id_;
    Millis started_at_ = 0;
    Millis now_ = 0;
    std::map<CallId, Flight> flights_;
    std::map<CallId, Millis>
        draining_;           ///< answered calls whose connection has not ended, and until when that may last
    wire::ChatDelta delta_;  ///< reused, to spare an allocation per chunk
    Effects effects_;
};

}  // namespace moa::run
