// Drives one run: carries its effects to the transports and the transports' callbacks to it.
#pragma once

#include <functional>
#include <map>

#include "run/run.hpp"
#include "session/credentials.hpp"

namespace moa::session {

/// What a shell supplies. Everything must outlive the driver.
struct DriverPorts {
    run::Transport* network = nullptr;    ///< real HTTP
    run::Transport* simulated = nullptr;  ///< the embedded provider
    std::function<Millis()> clock;        ///< monotonic
    const Credentials* keys = nullptr;
};

class Driver final : public run::TransportEvents {
  public:
    /// `observer` may be null. Nothing happens before `start`.
    Driver(DriverPorts ports, run::RunSpec spec, run::RunObserver* observer);
    ~Driver();  // cancels what is in flight
    Driver(const Driver&) = delete;
    Driver& operator=(const Driver&) = delete;

    void start();
    /// Instead of `start`: takes over a run that was replayed, see run::Run::adopt.
    void adopt(run::RunState state);
    void stop();
    /// See run::Run::use_recipe.
    void use_recipe(mixture::Recipe recipe);
    /// See run::Run::change.
    void change(run::GraphCommand command);
    std::optional<Error> refusal(const run::GraphCommand& command) const { return run_.refusal(command); }
    /// See run::Run::rerun.
    void rerun(run::NodeId node);
    bool can_rerun(run::NodeId node) const { return run_.can_rerun(node); }
    /// The shell calls this at `next_wake` (absolute, on its clock), or at any other time.
    void tick();
    Millis next_wake() const;

    const run::RunState& state() const { return run_.state(); }
    /// Milliseconds since `start`, on the shell's clock.
    Millis elapsed() const;
    run::CallId next_call_id() const { return run_.next_call_id(); }

    void on_connected(run::CallId id) override;
    void on_head(run::CallId id, const wire::ResponseHead& head) override;
    void on_bytes(run::CallId id, std::string_view bytes) override;
    void on_end(run::CallId id, const run::CallEnd& end) override;

  private:
    void perform(run::Effects effects);
    run::Transport& transport_of(std::string_view url);

    DriverPorts ports_;
    run::Run run_;
    Millis started_at_ = no_time;
    std::map<run::CallId, run::Transport*> in_flight_;
};

}  // namespace moa::session
