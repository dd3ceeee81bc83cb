#include "native/cli/run_loop.hpp"

#include <utility>

#include "native/cli/found_address.hpp"

namespace moa::cli {
namespace {

/// Hands each event to the view and to the log.
class Fan final : public run::RunObserver {
  public:
    explicit Fan(const RunOutputs& outputs) : outputs_(outputs) {}
    void on_event(Millis t, const run::RunEvent& event, const run::RunState& state) override {
        if (outputs_.log) outputs_.log->on_event(t, event, state);
        outputs_.view->on_event(t, event, state);
    }

  private:
    const RunOutputs& outputs_;
};

Millis absolute(Millis started_at, Millis elapsed) {
    return elapsed == no_time ? no_time : started_at + elapsed;
}

}  // namespace

RunLoop::RunLoop(SignalScope& signals, const session::Credentials& keys)
    : signals_(signals), keys_(keys), simulated_(&now, simulate::Pace{}) {
    simulated_.set_disturbance([this](const wire::HttpRequest& request, simulate::TimedResponse& response) {
        skilled_.answer(request, response);
        faults_.disturb(request, response);
    });
}

run::RunState RunLoop::run(run::RunSpec spec, const RunOutputs& outputs) {
    return drive(std::move(spec), outputs, [](session::Driver& driver) { driver.start(); });
}

run::RunState RunLoop::resume(run::RunSpec spec, run::RunState recorded, const RunOutputs& outputs) {
    const mixture::Recipe recipe = spec.recipe;
    return drive(std::move(spec), outputs, [&](session::Driver& driver) {
        driver.adopt(std::move(recorded));
        if (recipe != run::recipe_of(driver.state())) driver.use_recipe(recipe);
        // To the eye the run begins now.
        const run::RunState& state = driver.state();
        outputs.view->on_event(state.latest, run::RunStarted{state.recipe, state.messages}, state);
        driver.change({run::Change::resume, {}, {}, {}, {}});
    });
}

run::RunState RunLoop::drive(run::RunSpec spec, const RunOutputs& outputs,
                             const std::function<void(session::Driver&)>& begin) {
    if (!network_ && !mixture::calls_no_model(spec.recipe, spec.providers)) {
        network_ = std::make_unique<native::CurlTransport>([this] { signals_.wake(); });
    }
    for (mixture::Provider& provider : spec.providers) {
        const auto it = found_.find({provider.name, provider.base_url});
        if (it != found_.end()) provider.base_url = it->second;
    }
    mixture::Providers providers = spec.providers;
    spec.first_call_id = next_call_id_;
    spec.scheduler = &scheduler_;
    const std::int64_t utc_ms = utc_now();
    spec.utc_start_ms = utc_ms;
    spec.seed = static_cast<std::uint64_t>(utc_ms) + next_call_id_;
    Fan fan(outputs);
    session::Driver driver({network_.get(), &simulated_, &now, &keys_}, std::move(spec), &fan);
    begin(driver);
    const Millis started_at = now() - driver.elapsed();
    while (driver.state().running()) {
        deliver(driver);
        driver.tick();
        handle_signals(driver, outputs);
        if (!driver.state().running()) break;
        if (outputs.log) outputs.log->flush_due(driver.elapsed());
        outputs.view->refresh(driver.state(), driver.elapsed());
        if (outputs.is_broken && outputs.is_broken()) driver.stop();
        if (driver.state().running())
            signals_.wait_until(next_wake(driver, outputs, started_at), -1, outputs.output);
    }
    next_call_id_ = driver.next_call_id();
    note_found(driver.state(), std::move(providers));
    return driver.state();
}

/// What a run has found out about addresses, its successors know.
void RunLoop::note_found(const run::RunState& state, mixture::Providers providers) {
    const mixture::Providers before = providers;
    use_found_addresses(state, providers);
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i].base_url != providers[i].base_url)
            found_[{before[i].name, before[i].base_url}] = providers[i].base_url;
    }
}

void RunLoop::deliver(const session::Driver& driver) {
    if (network_) {
        // What lies in a socket has arrived, however late this program comes to read it (Ctrl+Z, and then
        // fg).
        const Millis limit = driver.next_wake();
        if (limit != no_time && limit <= now()) network_->catch_up();
        network_->deliver();
    }
    simulated_.deliver();
}

Millis RunLoop::next_wake(const session::Driver& driver, const RunOutputs& outputs, Millis started_at) const {
    Millis next = earlier(driver.next_wake(), simulated_.next_due());
    if (outputs.log) next = earlier(next, absolute(started_at, outputs.log->next_flush()));
    return earlier(next, absolute(started_at, outputs.view->next_refresh()));
}

void RunLoop::handle_signals(session::Driver& driver, const RunOutputs& outputs) {
    if (signals_.stop_requested()) driver.stop();
    if (signals_.take_proceed()) driver.change({run::Change::proceed, {}, {}, {}, {}});
    if (signals_.take_suspend()) {
        outputs.view->pause();
        suspend_process();
        outputs.view->resume();
    }
    if (signals_.take_resize()) outputs.view->resume();
}

}  // namespace moa::cli
