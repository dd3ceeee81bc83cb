// The simulated provider as a transport in the same process, driven by a virtual or a real clock.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <utility>

#include "run/transport.hpp"
#include "simulate/provider.hpp"

namespace moa::simulate {

/// Delivers the provider's bytes when their time has come. The shell (or a test) calls `deliver` at
/// `next_due`.
class SimulatedTransport final : public run::Transport {
  public:
    SimulatedTransport(std::function<Millis()> clock, Pace pace);

    void start(run::Call call, run::TransportEvents& events) override;
    void cancel(run::CallId id) override;

    /// Hands over everything that is due by now, in order of time (at one time, in order of call id).
    /// Callbacks may start and cancel calls; a call of `deliver` from inside a callback does nothing.
    void deliver();
    /// When `deliver` has something to do next, on the clock; no_time when nothing more is to come.
    Millis next_due() const;
    void set_pace(const Pace& pace) { pace_ = pace; }
    /// Called with every request that starts from now on and the answer it is about to get, which may be
    /// changed: how a FaultPlan comes in, without every user of the provider carrying all faults.
    using Disturbance = std::function<void(const wire::HttpRequest&, TimedResponse&)>;
    void set_disturbance(Disturbance disturb) { disturb_ = std::move(disturb); }

  private:
    struct Playing {
        TimedResponse response;
        run::TransportEvents* events = nullptr;
        Millis started_at = 0;
        std::size_t next_part = 0;
        bool head_sent = false;

        bool at_end() const;
        /// When its next part is due; no_time when nothing more comes.
        Millis due() const;
    };
    void schedule(run::CallId id, const Playing& playing);
    void deliver_part(run::CallId id, Playing& playing);
    void deliver_end(run::CallId id);

    std::function<Millis()> clock_;
    Pace pace_;
    Disturbance disturb_;
    std::uint64_t nonce_ = 0;
    bool delivering_ = false;
    std::map<run::CallId, Playing> playing_;
    std::set<std::pair<Millis, run::CallId>> due_;  ///< one entry per call of which more is to come
};

}  // namespace moa::simulate
