// A run with the embedded provider in virtual time: the clock jumps from one moment to the next.
#pragma once

#include <algorithm>
#include <functional>
#include <utility>

#include "session/driver.hpp"
#include "simulate/fault/rule.hpp"
#include "simulate/transport.hpp"

namespace moa::test {

/// Virtual time, the provider and what a driver needs of a shell.
struct VirtualShell {
    Millis now = 0;
    simulate::FaultPlan faults;
    simulate::SimulatedTransport simulated;
    session::Credentials keys;

    VirtualShell(const simulate::Pace& pace, simulate::FaultPlan plan)
        : faults(std::move(plan)), simulated([this] { return now; }, pace) {
        simulated.set_disturbance(faults.disturbance());
    }
    VirtualShell(const VirtualShell&) = delete;
    VirtualShell& operator=(const VirtualShell&) = delete;

    session::DriverPorts ports(run::Transport* instead = nullptr) {
        run::Transport* transport = instead != nullptr ? instead : &simulated;
        return {transport, transport, [this] { return now; }, &keys};
    }

    /// The next moment at which anything happens; no_time when nothing will.
    Millis next(const session::Driver& driver) const {
        const Millis wake = driver.next_wake();
        const Millis due = simulated.next_due();
        if (wake == no_time || due == no_time) return std::max(wake, due);
        return std::min(wake, due);
    }

    /// Goes there. False when nothing will happen.
    bool step(session::Driver& driver) {
        const Millis at = next(driver);
        if (at == no_time) return false;
        now = std::max(now, at);
        simulated.deliver();
        driver.tick();
        return true;
    }
};

}  // namespace moa::test
