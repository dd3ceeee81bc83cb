// Drives runs from the command line: one thread that owns the core, and waits for bytes, signals and time.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "native/cli/terminal/run_view.hpp"
#include "native/cli/terminal/signals.hpp"
#include "native/transport/curl_transport.hpp"
#include "session/driver.hpp"
#include "session/history/run_log_write.hpp"
#include "simulate/fault/rule.hpp"
#include "simulate/skilled.hpp"
#include "simulate/transport.hpp"

namespace moa::cli {

/// Where a run's events go besides the view.
struct RunOutputs {
    RunView* view = nullptr;               ///< required
    session::RunLogWriter* log = nullptr;  ///< may be null
    std::function<bool()>
        is_broken;    ///< true once output cannot be written: the run is stopped. May be empty
    int output = -1;  ///< the descriptor that may break, to be told of it at once; -1 for none
};

class RunLoop {
  public:
    /// Both must outlive the loop.
    RunLoop(SignalScope& signals, const session::Credentials& keys);

    void set_pace(const simulate::Pace& pace) { simulated_.set_pace(pace); }
    /// Of the simulated provider.
    void set_faults(simulate::FaultPlan faults) { faults_ = std::move(faults); }
    /// Runs to the end, or until a stop signal: the final state. Call ids are chosen here.
    run::RunState run(run::RunSpec spec, const RunOutputs& outputs);
    /// Goes on with a run that was replayed from its log, in the same way. `spec` has its recipe, or the same
    /// agents with other parameters, limits and policies.
    run::RunState resume(run::RunSpec spec, run::RunState recorded, const RunOutputs& outputs);

  private:
    /// `begin` starts the driver.
    run::RunState drive(run::RunSpec spec, const RunOutputs& outputs,
                        const std::function<void(session::Driver&)>& begin);
    void note_found(const run::RunState& state, mixture::Providers providers);
    /// What has arrived, before limits are judged.
    void deliver(const session::Driver& driver);
    Millis next_wake(const session::Driver& driver, const RunOutputs& outputs, Millis started_at) const;
    void handle_signals(session::Driver& driver, const RunOutputs& outputs);

    SignalScope& signals_;
    const session::Credentials& keys_;
    simulate::FaultPlan faults_;
    simulate::SkilledModels skilled_;
    simulate::SimulatedTransport simulated_;
    std::unique_ptr<native::CurlTransport> network_;  ///< made when a recipe first needs it
    run::Scheduler scheduler_;  ///< a chat's later turns know what its earlier ones learned
    /// By name and base URL, where a provider answered instead.
    std::map<std::pair<std::string, std::string>, std::string> found_;
    run::CallId next_call_id_ = 1;
};

}  // namespace moa::cli
