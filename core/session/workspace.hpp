// The workspace: what a user has in front of them, the same behind the page and the window. Views read it,
// every control calls it, shells give it time and transports.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "run/price_of_calls.hpp"
#include "session/driver.hpp"
#include "session/estimate.hpp"
#include "session/history.hpp"
#include "session/key_keeper.hpp"
#include "session/key_ring.hpp"
#include "session/model_book.hpp"
#include "session/model_requests.hpp"
#include "session/recorder.hpp"
#include "session/setup.hpp"
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
    KeyKeeper* key_keeper = nullptr;
    /// Where conversations are kept; null: nowhere. Outlives the workspace.
    HistoryStore* history = nullptr;
    /// What the view shows of them; null where the shell shows it. Outlives the workspace.
    HistoryShelf* shelf = nullptr;
};

/// A question with its answer, of the conversation on screen.
struct Turn {
    std::string question;
    std::string answer;
    bool scripted = false;  ///< of the demo: no context for a real model
};

/// Which text of a node this is, of all that a workspace has ever shown: another number for one that was
/// replaced, the same while it only grows. `run_number` as of the workspace.
inline std::uint64_t text_version(std::uint64_t run_number, const run::Node& node) {
    return (run_number << 32U) + node.text_version;
}

class Workspace {
  public:
    explicit Workspace(WorkspacePorts ports);
    ~Workspace();

    // What is being asked, and of whom.
    const std::string& draft() const { return draft_; }
    void set_draft(std::string text);
    const Setup& setup() const { return setup_; }
    const mixture::Recipe& recipe() const { return recipe_; }
    const mixture::Providers& providers() const { return providers_; }
    /// Grows whenever setup or recipe change, for shells that keep them.
    std::uint64_t recipe_revision() const { return recipe_revision_; }
    /// Changes provider, models and shape. An error names the field; nothing is changed then. Refused while a
    /// run is going.
    std::optional<Error> apply_setup(const Setup& setup);
    /// The same with a key for its provider, at its base URL; an empty one leaves the present one. Where
    /// either is wrong nothing is changed.
    std::optional<Error> apply_setup(const Setup& setup, std::string_view key);
    /// Why that would be refused now; nothing when it would not.
    std::optional<Error> cannot_apply(const Setup& setup, std::string_view key) const;
    /// Runs any recipe. Refused while a run is going, and with the first reason when it cannot run with these
    /// providers.
    std::optional<Error> use_recipe(const mixture::Recipe& recipe);
    /// Remembers a key for the provider at the base URL now in use. An empty key forgets it.
    std::optional<Error> set_key(std::string_view provider, std::string_view key);
    bool has_key(std::string_view provider) const;
    /// Keys from elsewhere (the environment, a key keeper), each bound to its own origin.
    void add_keys(const KeyRing& keys);
    /// The same where there is no key yet.
    void offer_keys(const KeyRing& keys);
    /// Forgets the key for the provider at this base URL, here and where it is kept.
    std::optional<Error> forget_key(const mixture::Provider& provider);
    /// May be null.
    KeyKeeper* key_keeper() const { return ports_.key_keeper; }
    /// Whether all replies are scripted: the recipe calls no model.
    bool is_demo() const;
    /// The same of any recipe, and of a run with the changes made to it.
    bool calls_no_model(const mixture::Recipe& recipe) const;
    bool calls_no_model(const run::RunState& state) const;
    /// Whether the recipe is the one that `setup` makes, and not one of its own.
    bool runs_setup() const { return runs_setup_; }

    // What is known of the providers' models.
    const ModelBook& model_book() const { return book_; }
    /// Adds what a shell has kept from earlier.
    void remember_models(const ModelBook& kept);
    /// Asks the provider that `setup` names for its list; the setup need not be in use. `key` goes with this
    /// request only; empty: the key that is set for the provider. An error says why it was not asked;
    /// what becomes of it is in model_book() or model_requests().
    std::optional<Error> load_models(const Setup& setup, std::string_view key = {});
    /// Probes every model that `setup` would call, in the same way. Refused while a run is going.
    std::optional<Error> check_models(const Setup& setup, std::string_view key = {});
    /// Probes every model that a recipe would call, at the providers now in use. Refused while a run is
    /// going.
    std::optional<Error> check_recipe(const mixture::Recipe& recipe);
    /// Ends the check; results that have come stay.
    void stop_check();
    /// What is being asked now, and what failed.
    const ModelRequests& model_requests() const { return *requests_; }
    /// The date now, as the shell tells it; no_date where it does not.
    UtcSeconds today() const { return ports_.utc_ms ? ports_.utc_ms() / 1000 : no_date; }

    // What a run is likely to take.
    /// Of the draft with the recipe in use. Valid until the next change.
    const RunEstimate& estimate() const;
    /// The same of another recipe, at these providers; its shape is in order.
    RunEstimate estimate_of(const mixture::Recipe& recipe) const;
    /// What the run on screen took, beside what was expected of it: "Took 13 s (estimated 12 s), ..."; empty
    /// until it has ended.
    std::string actual_sentence() const;
    /// What there is to know beside the question: what is out of date and what running it again would use,
    /// what the draft is likely to take, or what the run on screen took. Empty where there is nothing.
    std::string outlook() const;
    /// What was measured of models in runs, those of this workspace among them.
    const Experience& experience() const { return experience_; }
    /// Replaces it by what a shell has kept.
    void remember_experience(Experience kept);
    /// No layer starts that would make a run cost more; nothing for no cap. Holds for the run on screen,
    /// which may be resumed where the old cap stopped it, and for those to come until the recipe is changed.
    std::optional<Error> set_spend_cap(std::optional<double> usd);
    /// The cap that holds: of the run on screen where that was stopped by it, else of the recipe.
    std::optional<double> spend_cap() const;

    // Running.
    /// Asks the draft. On success the draft is emptied (the question stands in the tree); an error says what
    /// is missing and loses nothing.
    std::optional<Error> run();
    void stop();
    bool running() const;

    // Changing the run on screen, live, finished or shown from a log: see run::Change for what there is.
    // Nodes whose `stale` is set are out of date; the command `rerun` runs them again, `undo` takes the
    // latest change back, and `resume` goes on with a run that was stopped or broke off.
    /// Makes the change, or says why not (and leaves that as the notice). Calls only what `price_of` counts.
    std::optional<Error> change(const run::GraphCommand& command);
    /// Why `change` would refuse now, for a disabled control; nothing when it would not.
    std::optional<Error> cannot_change(const run::GraphCommand& command) const;
    /// What the command is likely to use, before it is given: its calls, tokens and cost.
    run::CallPrice price_of(const run::GraphCommand& command) const;
    /// The same for running again what is stale: no call when nothing is.
    run::CallPrice rerun_price() const;

    /// Why `run` would refuse now, as a sentence for a disabled control; nothing when it would not.
    std::optional<Error> cannot_run() const;
    /// Forgets the conversation; the draft stays. Refused (false) while a run is going.
    bool new_conversation();
    /// Puts a finished or cut-off run on screen. It can be changed and resumed like one that ran here.
    void show(run::RunState state);
    /// Puts a conversation on screen: its latest turn, the ones before as context of the next question, which
    /// goes on with it in the history. A run that broke off can be resumed. An error says why none of it can
    /// be shown; what was on screen stays then. One that goes on elsewhere is shown with a notice.
    std::optional<Error> open(const Conversation& conversation);
    /// Under which id the conversation on screen is kept; empty while it is not.
    const std::string& kept_id() const { return recorder_.id(); }
    /// May be null.
    HistoryShelf* history_shelf() const { return ports_.shelf; }

    // What is on screen.
    /// The run on screen: live, finished, or, before the first one, the recipe's nodes, all queued.
    const run::RunState& shown() const;
    /// Grows when another run comes on screen, whose texts are others.
    std::uint64_t run_number() const { return run_number_; }
    std::uint64_t text_version(const run::Node& node) const {
        return session::text_version(run_number_, node);
    }
    /// No run is on screen: the nodes are those of the recipe that would run.
    bool idle() const;
    /// Milliseconds into the run on screen: growing while it runs, its length afterwards.
    Millis elapsed() const;
    /// Turns before the one on screen.
    const std::vector<Turn>& earlier_turns() const { return earlier_; }
    std::optional<run::NodeId> selected() const { return selected_; }
    void select(std::optional<run::NodeId> node);
    /// One sentence on what is happening now.
    std::string status_line() const;
    /// The latest refusal, for display beside the control; cleared by the next success.
    const std::optional<Error>& notice() const { return notice_; }
    /// Shows what a shell could not do in the same place.
    void note(const Error& error) { (void)refuse(error); }

    // The shell's part.
    /// Call at `next_wake` or at any other time. Never blocks.
    void tick();
    /// When `tick` has something to do, on the clock; no_time when nothing is pending.
    Millis next_wake() const;
    /// Grows with every visible change: a frame is worth drawing only when it has grown (or for an
    /// animation).
    std::uint64_t revision() const;
    /// Pace of the simulated provider, for demos and tests.
    void set_pace(const simulate::Pace& pace);

  private:
    class Watcher;
    std::optional<Error> refuse(Error error);
    std::unique_ptr<Driver> make_driver(const mixture::Recipe& recipe,
                                        std::vector<wire::ChatMessage> messages);
    std::int64_t utc_ms() const { return ports_.utc_ms ? ports_.utc_ms() : 0; }
    void open_shown();
    void put_on_screen(run::RunState state);
    std::optional<Error> cannot_call(const mixture::Agent& agent) const;
    const run::RunState& to_change(std::optional<run::RunState>& stopped) const;
    mixture::PriceList prices_for(const run::GraphCommand& command) const;
    void retire_shown_run();
    std::vector<wire::ChatMessage> conversation() const;
    void rebuild_preview();
    ModelPorts model_ports();
    /// The keys, with `key` for this provider in front where one is given.
    Result<KeyRing> keys_with(const mixture::Provider& provider, std::string_view key) const;

    WorkspacePorts ports_;
    simulate::SimulatedTransport simulated_;
    KeyRing keys_;
    run::Scheduler scheduler_;  ///< what one run learns of a provider's limits the next one knows
    mixture::Providers providers_;
    Setup setup_;
    bool runs_setup_ = true;
    mixture::Recipe recipe_;
    std::string draft_;
    std::optional<run::NodeId> selected_;
    std::optional<Error> notice_;
    std::vector<Turn> earlier_;
    run::RunState preview_;                 ///< shown while idle
    std::optional<run::RunState> replay_;   ///< shown instead of a live run
    std::optional<run::RunState> cut_off_;  ///< the same where its log broke off, as the log has it
    /// The cap that the log of `replay_` has, where the user has chosen another one since.
    std::optional<std::optional<double>> logged_cap_;
    std::uint64_t run_number_ = 0;
    Recorder recorder_;
    std::unique_ptr<Watcher> watcher_;
    std::unique_ptr<Driver> driver_;
    ModelBook book_;
    std::unique_ptr<ModelRequests> requests_;
    run::CallId first_call_id_ = 1;  ///< of the next run, while there is no driver
    Experience experience_;
    std::optional<RunEstimate> expected_;  ///< of the live run, as it began
    bool learned_ = false;                 ///< the live run is in the experience
    mutable std::optional<RunEstimate> estimate_;
    mutable std::pair<std::string, std::uint64_t> estimate_basis_;  ///< draft and revision of the book
    std::uint64_t revision_ = 1;
    std::uint64_t recipe_revision_ = 0;
};

}  // namespace moa::session
