// The workspace: what a user has in front of them, the same behind the page and the window. Views read it,
// every control calls it, shells give it time and transports.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "session/conversation.hpp"
#include "simulate/transport.hpp"

namespace moa::session {

struct WorkspacePorts {
    run::Transport* network = nullptr;  ///< outlives the workspace
    std::function<Millis()> clock;      ///< monotonic
    /// Milliseconds since 1970 (UTC); may be empty: dates that providers name to wait for are then not
    /// understood, and model lists have no date.
    std::function<std::int64_t()> utc_ms = {};
    /// Where keys are kept that the user wants kept; null where the shell has its own way. Outlives the
    /// workspace.
    CredentialStore* credential_store = nullptr;
    /// Where conversations are kept; null: nowhere. Outlives the workspace.
    HistoryStore* history = nullptr;
};

/// Wires its parts; what is left here concerns more than one of them.
class Workspace {
  public:
    explicit Workspace(const WorkspacePorts& ports);
    Workspace(const Workspace&) = delete;
    Workspace& operator=(const Workspace&) = delete;

    /// What the next run consists of.
    const Configuration& configuration() const { return configuration_; }
    /// Keys, and what is known of models.
    const ModelAccess& access() const { return access_; }
    ModelAccess& access() { return access_; }
    /// The question, the turns, and the run on screen.
    const Conversation& conversation() const { return conversation_; }
    Conversation& conversation() { return conversation_; }
    const RunOnScreen& on_screen() const { return conversation_.on_screen(); }
    /// The run on screen: live, finished, or, before the first one, the recipe's nodes, all queued.
    const run::RunState& shown() const { return on_screen().state(); }
    /// The run that goes on, also while an earlier turn is looked at; else the one on screen.
    const run::RunState& current() const { return running() ? on_screen().own() : shown(); }
    bool running() const { return on_screen().running(); }

    /// Changes provider, models and shape. An error names the field; nothing is changed then. Refused while a
    /// run is in progress.
    std::optional<Error> apply_setup(const Setup& setup);
    // Configuration::set_base_url and remove_provider, refused while a run is in progress.
    std::optional<Error> set_base_url(std::string_view provider, std::string_view base_url);
    std::optional<Error> remove_provider(std::string_view provider);
    /// ModelAccess::allow_http_keys, as part of the setup that shells keep.
    void allow_http_keys(std::string_view base_url, bool allowed);
    /// Configuration::state_providers, before anything runs.
    void state_providers(const mixture::Providers& stated) { configuration_.state_providers(stated); }
    void remember_recent(std::vector<mixture::Recipe> recipes) {
        configuration_.remember_recent(std::move(recipes));
    }
    /// Runs any recipe. Refused while a run is in progress, and with the first reason when it cannot run with
    /// these providers.
    std::optional<Error> use_recipe(const mixture::Recipe& recipe);
    /// No layer starts that would make a run cost more; nothing for no cap. Holds for the run on screen,
    /// which may be resumed where the old cap stopped it, and for those to come until the recipe is changed.
    void set_spend_cap(std::optional<double> usd);
    /// The cap that holds: of the run on screen where that was stopped by it, else of the recipe.
    std::optional<double> spend_cap() const;
    /// ModelAccess::check, refused while a run is in progress.
    std::optional<Error> check_models(const Setup& setup);
    std::optional<Error> check_recipe(const mixture::Recipe& recipe);

    /// What a run of the draft with the recipe in use is likely to take. Valid until the next change.
    const RunEstimate& estimate() const;
    /// The same with another recipe, at these providers; its shape is in order.
    RunEstimate estimate_of(const mixture::Recipe& recipe) const;

    /// Asks the draft. On success the draft is emptied (the question stands in the tree); an error says what
    /// is missing and loses nothing. While a run goes on, the draft is asked as soon as that has an answer.
    std::optional<Error> run();
    /// Whether the draft is asked next by itself. It is not after a run that failed or was stopped.
    bool asks_next() const { return asks_next_; }
    void set_asks_next(bool asks);
    /// Why `run` would refuse now, as a sentence for a disabled control; nothing when it would not.
    std::optional<Error> cannot_run() const;

    /// The latest refusal, for display beside the control; cleared by the next success.
    const std::optional<Error>& notice() const { return notice_.error(); }
    /// Shows what a shell could not do in the same place.
    void note(const Error& error) { (void)notice_.refuse(error); }

    /// Call at `next_wake` or at any other time. Never blocks.
    void tick();
    /// When `tick` has something to do, on the clock; no_time when nothing is pending.
    Millis next_wake() const;
    /// Grows with every visible change: a frame is worth drawing only when it has grown (or for an
    /// animation).
    std::uint64_t revision() const;

  private:
    /// What an estimate depends on.
    using Basis = std::tuple<std::string, std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t>;
    Basis estimate_basis() const;

    void ask_next();
    void adopt_addresses();

    std::function<Millis()> clock_;
    simulate::SimulatedTransport simulated_;
    bool asks_next_ = false;
    std::uint64_t asks_revision_ = 0;
    Notice notice_;
    Configuration configuration_;
    ModelAccess access_;
    Conversation conversation_;
    mutable std::optional<RunEstimate> estimate_;
    mutable Basis estimate_basis_;
};

}  // namespace moa::session
