// All calls of a run that are on their way: what arrives for them becomes events of their nodes. Inside run/
// only.
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "run/graph_rules.hpp"
#include "run/in_flight_call.hpp"
#include "run/journal.hpp"
#include "run/transport.hpp"

namespace moa::run {

class InFlightCalls {
  public:
    /// `journal` outlives it.
    explicit InFlightCalls(Journal& journal) : journal_(journal) {}

    void add(CallId id, InFlightCall call) { calls_.emplace(id, std::move(call)); }
    /// Null when there is no such call (any more).
    InFlightCall* find(CallId id);
    /// The call of a node, or nothing.
    std::optional<CallId> of(NodeId node) const;
    std::vector<CallId> ids() const;

    /// What has arrived becomes text and reasoning of the node.
    void read(InFlightCall& call, std::string_view bytes);
    /// Takes a call out, whatever it may have left unread.
    InFlightCall take(CallId id);
    /// No more bytes will come, or none are waited for: takes the call with what arrived without the
    /// end of its event.
    InFlightCall finish(CallId id);
    /// Takes a call whose answer is whole. Its connection may stay open a little longer, see `cut_drained`.
    InFlightCall drain(CallId id);
    /// The connection has ended.
    void on_end(CallId id) { draining_.erase(id); }

    /// Calls with a limit that is over.
    std::vector<CallId> late() const;
    /// Answered calls whose connection should have ended by now; all of them where `all` is set. They are
    /// forgotten.
    std::vector<CallId> cut_drained(bool all);
    /// The limit that the call has passed.
    Error timeout_of(CallId id) const;
    /// When one of these two has something to say, or no_time.
    Millis next_wake() const;

    /// Calls follow their nodes to new places.
    void shift(const IndexShift& by);

  private:
    /// Whether the call's server still works on calls that were sent before it: such a server of the user's
    /// own says nothing to those that wait.
    bool is_behind(CallId id, const InFlightCall& call) const;
    void append(InFlightCall& call, const wire::ChatDelta& added);
    void append_text(InFlightCall& call, std::string_view text);
    void append_reasoning(InFlightCall& call, std::string_view text);
    void append_held(InFlightCall& call);
    void take_back(InFlightCall& call);

    Journal& journal_;
    std::map<CallId, InFlightCall> calls_;
    std::map<CallId, Millis> draining_;  ///< until when that may last
    wire::ChatDelta delta_;              ///< reused, to spare an allocation per chunk
};

}  // namespace moa::run
