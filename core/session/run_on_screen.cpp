#include "session/run_on_screen.hpp"

#include <utility>

#include "mixture/recipe_providers.hpp"
#include "run/graph_rules.hpp"
#include "run/spend_cap.hpp"

namespace moa::session {

RunOnScreen::RunOnScreen(RunPorts ports, const Configuration& configuration, const ModelAccess& access,
                         run::RunObserver* observer)
    : ports_(std::move(ports)), configuration_(configuration), access_(access), observer_(observer) {}

const run::RunState& RunOnScreen::own() const {
    if (recorded_) return *recorded_;
    return driver_ ? driver_->state() : configuration_.preview();
}

Millis RunOnScreen::elapsed() const {
    if (earlier_ == nullptr && running()) return driver_->elapsed();
    if (replay_ != nullptr && state().running()) return replay_->recorded(ports_.clock());
    return state().total_ms != no_time ? state().total_ms : state().latest;
}

void RunOnScreen::look_back(const run::RunState* earlier, std::uint64_t number) {
    earlier_ = earlier;
    earlier_number_ = number;
    replay_ = nullptr;
}

void RunOnScreen::look_at_replay(const Replay& replay, std::uint64_t number) {
    look_back(&replay.state(), number);
    replay_ = &replay;
}

void RunOnScreen::start(std::vector<wire::ChatMessage> messages) {
    // Its log says where the user's own providers are, so that it can go on by itself.
    mixture::Recipe recipe = configuration_.recipe();
    mixture::name_own_providers(recipe, configuration_.providers());
    driver_ = make_driver(recipe, std::move(messages));
    driver_->start();
}

void RunOnScreen::stop() {
    if (running()) driver_->stop();
}

std::unique_ptr<Driver> RunOnScreen::make_driver(const mixture::Recipe& recipe,
                                                 std::vector<wire::ChatMessage> messages) {
    providers_revision_ = configuration_.providers_revision();
    run::RunSpec spec;
    spec.recipe = recipe;
    spec.messages = std::move(messages);
    spec.providers = with_server_facts(configuration_.providers(), access_.book());
    spec.first_call_id = first_call_id_;
    spec.scheduler = &scheduler_;
    if (ports_.utc_ms) spec.utc_start_ms = ports_.utc_ms();
    // Any number that differs from run to run: it only spreads pauses.
    spec.seed = first_call_id_ + static_cast<std::uint64_t>(spec.utc_start_ms.value_or(ports_.clock()));
    spec.prices = access_.prices_of(recipe);
    spec.models = access_.known_models_of(recipe);
    return std::make_unique<Driver>(
        DriverPorts{ports_.network, ports_.simulated, ports_.clock, &access_.keys()}, std::move(spec),
        observer_);
}

void RunOnScreen::show(run::RunState recorded) {
    if (!has_own() || !run::texts_continue(own(), recorded)) number_ = next_number();
    recorded_ = std::move(recorded);
    cut_off_.reset();
    logged_cap_.reset();
}

void RunOnScreen::open(run::RunState recorded) {
    show(run::broken_off(recorded));
    if (recorded.running()) cut_off_ = std::move(recorded);
}

bool RunOnScreen::lacks_only_its_end() const {
    return cut_off_ && recorded_->status != run::RunStatus::cancelled;
}

void RunOnScreen::go_on() {
    if (!recorded_) return;
    // As its log has it: that it broke off, and what was changed since, is told as events, which the log then
    // holds, too.
    run::RunState state = std::move(cut_off_ ? *cut_off_ : *recorded_);
    std::optional<run::GraphCommand> cap;
    if (logged_cap_) {
        cap.emplace().change = run::Change::cap;
        cap->usd = recorded_->recipe.max_cost_usd.value_or(0);
        state.recipe.max_cost_usd = *logged_cap_;
    }
    recorded_.reset();
    cut_off_.reset();
    logged_cap_.reset();
    driver_ = make_driver(run::recipe_of(state), state.messages);
    driver_->adopt(std::move(state));
    if (cap) driver_->change(*cap);
}

void RunOnScreen::take_away() {
    if (driver_) first_call_id_ = driver_->next_call_id();
    driver_.reset();
    recorded_.reset();
    cut_off_.reset();
    logged_cap_.reset();
    number_ = next_number();
}

std::optional<Error> RunOnScreen::cannot_change(const run::GraphCommand& command) const {
    if (idle()) return invalid_input("No run is on screen yet.");
    if (shows_replay()) return invalid_input("This is a replay: close it to change the run.");
    if (looks_back() && running())
        return invalid_input("A run is in progress; stop it before you change an earlier turn.");
    std::optional<run::RunState> stopped;
    const run::RunState& state = to_change(stopped);
    const run::GraphCommand whole = run::completed(state, command);
    if (auto error = run::refusal(state, whole)) return error;
    for (const run::PlannedCall& call : run::planned(state, whole)) {
        if (auto error = access_.cannot_call(call.agent)) return error;
    }
    if (whole.agent) {
        if (auto error = access_.cannot_call(*whole.agent)) return error;
    }
    if (!state.recipe.max_cost_usd) return std::nullopt;
    return run::over_cap(state, whole, prices_for(whole));
}

void RunOnScreen::change(const run::GraphCommand& command) {
    look_up_providers();
    if (driver_) driver_->change(command);
}

/// A run that has ended goes on at the addresses that its providers have by now.
void RunOnScreen::look_up_providers() {
    if (!driver_ || running() || providers_revision_ == configuration_.providers_revision()) return;
    first_call_id_ = driver_->next_call_id();
    run::RunState state = driver_->state();
    driver_ = make_driver(run::recipe_of(state), state.messages);
    driver_->adopt(std::move(state));
}

run::CallPrice RunOnScreen::price_of(const run::GraphCommand& command) const {
    if (idle()) return {};
    std::optional<run::RunState> stopped;
    const run::RunState& state = to_change(stopped);
    const run::GraphCommand whole = run::completed(state, command);
    return run::price_of_planned(state, run::planned(state, whole), prices_for(whole));
}

run::CallPrice RunOnScreen::rerun_price() const {
    run::GraphCommand command;
    command.change = run::Change::rerun;
    return price_of(command);
}

/// What a command finds: the run as it is. One that is shown in the middle of its going counts as stopped
/// there; only then is it copied, into `stopped`.
const run::RunState& RunOnScreen::to_change(std::optional<run::RunState>& stopped) const {
    if (looks_back() || !recorded_ || !recorded_->running()) return state();
    return stopped.emplace(run::broken_off(*recorded_));
}

/// Of the agents of the run, and of one that the command names.
mixture::PriceList RunOnScreen::prices_for(const run::GraphCommand& command) const {
    mixture::PriceList prices = access_.prices_of(run::recipe_of(state()));
    if (!command.agent) return prices;
    const auto* provider = mixture::find_provider(configuration_.providers(), command.agent->provider);
    if (provider == nullptr) return prices;
    const std::string& model = command.agent->model;
    prices.set(provider->name, model, access_.book().price_of(*provider, model).price);
    return prices;
}

void RunOnScreen::set_spend_cap(std::optional<double> usd) {
    if (!has_own() || own().recipe.max_cost_usd == usd) return;
    if (recorded_) {
        // Its log hears of it when the run goes on.
        if (!logged_cap_) logged_cap_ = recorded_->recipe.max_cost_usd;
        recorded_->recipe.max_cost_usd = usd;
        return;
    }
    run::GraphCommand command;
    command.change = run::Change::cap;
    command.usd = usd.value_or(0);
    driver_->change(command);
}

void RunOnScreen::tick() {
    if (driver_) driver_->tick();
}

}  // namespace moa::session
