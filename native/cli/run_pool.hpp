// Many runs at once, under one scheduler: one thread that owns the core.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "native/cli/terminal/signals.hpp"
#include "native/transport/curl_transport.hpp"
#include "session/driver.hpp"
#include "session/history/run_log_write.hpp"
#include "simulate/fault/rule.hpp"
#include "simulate/skilled.hpp"
#include "simulate/transport.hpp"

namespace moa::cli {

/// A run, where its events go, and who is told of its end.
struct PoolJob {
    run::RunSpec spec;
    std::unique_ptr<session::RunLogWriter> log;  ///< may be null
    std::optional<run::RunState> recorded;       ///< a run to go on with, replayed from its log
    std::function<void(const run::RunState&)> done;
};

class RunPool {
  public:
    /// Both must outlive the pool.
    RunPool(SignalScope& signals, const session::Credentials& keys);

    void set_pace(const simulate::Pace& pace) { simulated_.set_pace(pace); }

    /// Runs what `next` gives, at most `parallel` at once, until it gives nothing and all have ended. `next`
    /// is asked again whenever a run has ended. A stop signal stops the runs, and no other is begun: then
    /// false.
    bool run(std::size_t parallel, const std::function<std::optional<PoolJob>()>& next);

  private:
    struct Active {
        PoolJob job;
        std::unique_ptr<session::Driver> driver;
    };
    void begin(PoolJob job);
    void deliver();
    /// Ticks the drivers, and tells of those that have ended.
    void settle();
    Millis next_wake() const;

    SignalScope& signals_;
    const session::Credentials& keys_;
    simulate::SkilledModels skilled_;
    simulate::SimulatedTransport simulated_;
    std::unique_ptr<native::CurlTransport> network_;  ///< made when a run first needs it
    run::Scheduler scheduler_;
    run::CallId next_call_id_ = 1;
    std::vector<Active> active_;
};

}  // namespace moa::cli
