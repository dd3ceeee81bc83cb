// The nodes that are to be called, and when each may be. Inside run/ only.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "mixture/provider.hpp"
#include "run/graph_rules.hpp"
#include "run/journal.hpp"
#include "run/scheduler.hpp"

namespace moa::run {

/// A node that is to be called. Times are absolute.
struct QueuedCall {
    NodeId node;
    const mixture::Provider* provider = nullptr;
    std::string model;
    std::int64_t tokens = 0;  ///< of the prompt, estimated; the prompt is built when it is sent
    Millis ready_at = 0;      ///< not before
    QueueReason reason = QueueReason::turn;  ///< why not before
    Millis hopeless_at = no_time;            ///< the total limit, when there was an attempt before
    std::optional<Error> failure;            ///< of that attempt
    int free_repeats = 0;                    ///< see InFlightCall::free_repeats
    std::uint64_t turn = 0;                  ///< first come, first served; given by the queue
    Millis wake_at = no_time;                ///< when it is worth another look; set by the queue
};

class CallQueue {
  public:
    void add(QueuedCall call);
    bool has(NodeId id) const { return find(id) != calls_.end(); }
    /// False when it was not queued.
    bool remove(NodeId id);
    void clear() { calls_.clear(); }
    std::vector<NodeId> nodes() const;
    /// What is sent has become another text.
    void set_tokens(NodeId id, std::int64_t tokens);

    /// Sends what may be sent now, in the order in which it became ready: no node overtakes another one that
    /// waits for the same resource. Each remaining node gets the reason of its wait as an event.
    void send_ready(Journal& journal, const Scheduler& scheduler,
                    const std::function<void(const QueuedCall&)>& send);
    /// Takes out what has waited for another attempt for as long as its whole call may take.
    std::vector<QueuedCall> take_hopeless(Millis now);
    /// When one of these two has something to do, or no_time.
    Millis next_wake() const;

    /// Calls follow their nodes to new places.
    void shift(const IndexShift& by);

  private:
    std::vector<QueuedCall>::const_iterator find(NodeId id) const;

    std::vector<QueuedCall> calls_;
    std::uint64_t next_turn_ = 0;
};

}  // namespace moa::run
