// The simulated provider as a transport in the same process, driven by a virtual or a real clock.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <utility>

#include "run/transport.hpp"
#include "simulate/fault/rule.hpp"
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
    /// For the calls that start from now on.
    void set_faults(FaultPlan faults) { faults_ = std::move(faults); }
    const FaultPlan& faults() const { return faults_; }

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
    FaultPlan faults_;
    std::uint64_t nonce_ = 0;
    bool delivering_ = false;
    std::map<run::CallId, Playing> playing_;
    std::set<std::pair<Millis, run::CallId>> due_;  ///< one entry per call of which more is to come
};

}  // namespace moa::simulate
