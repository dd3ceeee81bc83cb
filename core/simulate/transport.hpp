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
    /// When `deliver` has something to do next, on the clock; no_time when nothing is in flight.
    Millis next_due() const;
    void set_pace(const Pace& pace) { pace_ = pace; }

  private:
    struct Playing {
        TimedResponse response;
        run::TransportEvents* events = nullptr;
        Millis started_at = 0;
        std::size_t next_part = 0;
        bool head_sent = false;

        Millis due() const;
    };
    void deliver_part(run::CallId id, Playing& playing);
    void deliver_end(run::CallId id);

    std::function<Millis()> clock_;
    Pace pace_;
    std::uint64_t nonce_ = 0;
    bool delivering_ = false;
    std::map<run::CallId, Playing> playing_;
    std::set<std::pair<Millis, run::CallId>> due_;  ///< one entry per call in flight
};

}  // namespace moa::simulate
