#include "session/workspace.hpp"

#include <algorithm>
#include <utility>

#include "blank.hpp"
#include "mixture/recipe_rules.hpp"
#include "run/sentences.hpp"
#include "session/experience.hpp"
#include "session/run_log_read.hpp"

namespace moa::session {
namespace {

bool has_answer(const run::RunState& run) {
    return run.status == run::RunStatus::complete || run.status == run::RunStatus::degraded;
}

}  // namespace

/// Sees every event of the live run: each is a visible change, and an unanswered question goes back into the
/// draft.
class Workspace::Watcher final : public run::RunObserver {
  public:
    explicit Watcher(Workspace& workspace) : workspace_(workspace) {}

    void on_event(Millis t, const run::RunEvent& event, const run::RunState& state) override {
        ++workspace_.revision_;
        workspace_.recorder_.on_event(t, event, state, workspace_.utc_ms());
        const auto* finished = std::get_if<run::RunFinished>(&event);
        if (finished != nullptr && is_blank(state.answer()) && is_blank(workspace_.draft_)) {
            workspace_.draft_ = state.question();
        }
        if (finished != nullptr && !std::exchange(workspace_.learned_, true)) {
            workspace_.experience_.learn(state, workspace_.providers_);
            workspace_.estimate_.reset();
        }
    }

  private:
    Workspace& workspace_;
};

Workspace::Workspace(WorkspacePorts ports)
    : ports_(std::move(ports)),
      simulated_(ports_.clock, simulate::Pace{}),
      providers_(mixture::known_providers()),
      recorder_(ports_.history),
      watcher_(std::make_unique<Watcher>(*this)),
      requests_(std::make_unique<ModelRequests>(model_ports(), book_, [this] { ++revision_; })) {
    (void)apply_setup(Setup{});
}

Workspace::~Workspace() = default;

void Workspace::set_draft(std::string text) {
    if (text == draft_) return;
    draft_ = std::move(text);
    ++revision_;
}

std::optional<Error> Workspace::apply_setup(const Setup& setup) {
    if (running()) return refuse(invalid_input("A run is going; stop it before changing the models."));
    Result<ResolvedSetup> resolved = resolve_setup(setup, mixture::known_providers());
    if (!resolved) return refuse(resolved.error());
    setup_ = setup;
    runs_setup_ = true;
    providers_ = std::move(resolved.value().providers);
    recipe_ = std::move(resolved.value().recipe);
    rebuild_preview();
    return std::nullopt;
}

std::optional<Error> Workspace::use_recipe(const mixture::Recipe& recipe) {
    if (running()) return refuse(invalid_input("A run is going; stop it before changing the recipe."));
    if (auto errors = mixture::check_providers(recipe, providers_); !errors.empty())
        return refuse(errors.front());
    recipe_ = recipe;
    runs_setup_ = false;
    rebuild_preview();
    return std::nullopt;
}

bool Workspace::is_demo() const {
    return calls_no_model(recipe_);
}

std::optional<Error> Workspace::cannot_run() const {
    if (running()) return invalid_input("A run is going; stop it first.");
    for (const mixture::Agent& agent : mixture::callees(recipe_)) {
        const mixture::Provider* provider = mixture::find_provider(providers_, agent.provider);
        if (provider == nullptr || !provider->needs_key() || keys_.has(provider->name, provider->base_url))
            continue;
        return Error{ErrorKind::missing_key, 0,
                     "No API key is set for " + provider->label + ". Add one, or choose the scripted demo."};
    }
    if (is_blank(draft_)) return invalid_input("Type a question first.");
    return std::nullopt;
}

std::optional<Error> Workspace::run() {
    if (auto error = cannot_run()) return refuse(std::move(*error));
    if (auto error = recorder_.cannot_go_on()) return refuse(std::move(*error));
    expected_ = estimate();
    learned_ = false;
    retire_shown_run();
    requests_->stop_check();
    std::vector<wire::ChatMessage> messages = conversation();
    messages.push_back({"user", draft_});
    draft_.clear();
    notice_.reset();
    ++revision_;
    driver_ = make_driver(recipe_, std::move(messages));
    driver_->start();
    return std::nullopt;
}

std::unique_ptr<Driver> Workspace::make_driver(const mixture::Recipe& recipe,
                                               std::vector<wire::ChatMessage> messages) {
    run::RunSpec spec;
    spec.recipe = recipe;
    spec.messages = std::move(messages);
    spec.providers = providers_;
    spec.first_call_id = first_call_id_;
    spec.scheduler = &scheduler_;
    if (ports_.utc_ms) spec.utc_start_ms = ports_.utc_ms();
    // Any number that differs from run to run: it only spreads pauses.
    spec.seed = first_call_id_ + static_cast<std::uint64_t>(spec.utc_start_ms.value_or(ports_.clock()));
    spec.prices = price_list(book_, recipe, providers_);
    spec.models = known_models(book_, Experience(), recipe, providers_);
    return std::make_unique<Driver>(DriverPorts{ports_.network, &simulated_, ports_.clock, &keys_},
                                    std::move(spec), watcher_.get());
}

void Workspace::stop() {
    if (running()) driver_->stop();
}

bool Workspace::running() const {
    return driver_ && driver_->state().running();
}

bool Workspace::new_conversation() {
    if (running()) return false;
    retire_shown_run();
    earlier_.clear();
    recorder_.new_conversation();
    selected_.reset();
    notice_.reset();
    ++revision_;
    return true;
}

void Workspace::show(run::RunState state) {
    if (running() || state.layers.empty()) return;
    recorder_.new_conversation();
    put_on_screen(std::move(state));
}

void Workspace::put_on_screen(run::RunState state) {
    if (idle() || !run::texts_continue(shown(), state)) ++run_number_;
    replay_ = std::move(state);
    cut_off_.reset();
    logged_cap_.reset();
    expected_.reset();
    learned_ = true;
    selected_.reset();
    ++revision_;
}

std::optional<Error> Workspace::open(const Conversation& conversation) {
    if (running()) return refuse(invalid_input("A run is going; stop it before opening another one."));
    std::vector<run::RunState> turns;
    HistoryEntry entry{conversation.id, {}};
    bool latest_is_readable = false;
    std::string damage;
    for (const std::string& text : conversation.logs) {
        Result<RunLog> log = read_run_log(text);
        latest_is_readable = static_cast<bool>(log);
        if (log) turns.push_back(replay(log.value()));
        if (log && damage.empty()) damage = damage_sentence(log.value());
        entry.turns.push_back(log ? summary_of(turns.back()) : TurnSummary());
    }
    if (turns.empty()) return refuse(invalid_input("Nothing of this conversation can be read."));
    new_conversation();
    run::RunState latest = std::move(turns.back());
    turns.pop_back();
    for (const run::RunState& turn : turns) {
        if (has_answer(turn))
            earlier_.push_back({std::string(turn.question()), turn.answer(), calls_no_model(turn)});
    }
    put_on_screen(run::broken_off(latest));
    if (latest.running()) cut_off_ = std::move(latest);
    if (!conversation.id.empty()) recorder_.take_over(std::move(entry), latest_is_readable);
    if (!damage.empty()) note(invalid_input(std::move(damage)));
    if (auto elsewhere = recorder_.cannot_go_on()) {
        (void)refuse(std::move(*elsewhere));  // it is shown all the same
        return std::nullopt;
    }
    // Where nothing but the end is missing, nobody is asked whether to go on: the log gets its last line.
    if (cut_off_ && replay_->status != run::RunStatus::cancelled) open_shown();
    return std::nullopt;
}

const run::RunState& Workspace::shown() const {
    if (replay_) return *replay_;
    return driver_ ? driver_->state() : preview_;
}

bool Workspace::idle() const {
    return !replay_ && !driver_;
}

Millis Workspace::elapsed() const {
    if (running()) return driver_->elapsed();
    const run::RunState& state = shown();
    return state.total_ms != no_time ? state.total_ms : state.latest;
}

void Workspace::select(std::optional<run::NodeId> node) {
    if (node && shown().find(*node) == nullptr) node.reset();
    if (node == selected_) return;
    selected_ = node;
    ++revision_;
}

std::string Workspace::status_line() const {
    if (!idle()) return run::status_sentence(shown());
    return is_demo() ? "Ready. Scripted replies, no model is called." : "Ready.";
}

void Workspace::tick() {
    simulated_.deliver();
    requests_->tick();
    if (!driver_) return;
    recorder_.flush_due(driver_->elapsed());
    driver_->tick();
}

Millis Workspace::next_wake() const {
    Millis run_wake = driver_ ? driver_->next_wake() : no_time;
    if (const Millis flush = recorder_.next_flush(); driver_ && flush != no_time)
        run_wake = earlier(run_wake, ports_.clock() - driver_->elapsed() + flush);
    return earlier(simulated_.next_due(), earlier(run_wake, requests_->next_wake()));
}

std::uint64_t Workspace::revision() const {
    return revision_;
}

void Workspace::set_pace(const simulate::Pace& pace) {
    simulated_.set_pace(pace);
}

std::optional<Error> Workspace::refuse(Error error) {
    notice_ = error;
    ++revision_;
    return error;
}

std::vector<wire::ChatMessage> Workspace::conversation() const {
    std::vector<wire::ChatMessage> messages;
    const bool scripted = is_demo();
    for (const Turn& turn : earlier_) {
        if (turn.scripted != scripted) continue;
        messages.push_back({"user", turn.question});
        messages.push_back({"assistant", turn.answer});
    }
    return messages;
}

bool Workspace::calls_no_model(const mixture::Recipe& recipe) const {
    return mixture::calls_no_model(recipe, providers_);
}

bool Workspace::calls_no_model(const run::RunState& state) const {
    return std::all_of(state.layers.begin(), state.layers.end(), [this](const std::vector<run::Node>& nodes) {
        return std::all_of(nodes.begin(), nodes.end(), [this](const run::Node& node) {
            const auto& backup = node.agent.backup;
            return node.agent.muted || (mixture::is_simulated(providers_, node.agent.provider) &&
                                        (!backup || mixture::is_simulated(providers_, backup->provider)));
        });
    });
}

void Workspace::retire_shown_run() {
    if (!idle() && has_answer(shown())) {
        const run::RunState& state = shown();
        earlier_.push_back({std::string(state.question()), state.answer(), calls_no_model(state)});
    }
    estimate_.reset();  // the conversation has grown
    if (driver_) first_call_id_ = driver_->next_call_id();
    recorder_.close();
    driver_.reset();
    replay_.reset();
    cut_off_.reset();
    logged_cap_.reset();
    ++run_number_;
}

void Workspace::rebuild_preview() {
    retire_shown_run();
    ++recipe_revision_;
    preview_ = run::RunState{};
    estimate_.reset();
    run::apply(preview_, 0, run::RunStarted{recipe_, {}});
    if (selected_ && preview_.find(*selected_) == nullptr) selected_.reset();
    notice_.reset();
    ++revision_;
}

}  // namespace moa::session
