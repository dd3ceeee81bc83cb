// The run that is on screen: live, finished, or shown from a log, from which it can go on.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "run/price_of_calls.hpp"
#include "session/driver.hpp"
#include "session/model_access.hpp"
#include "session/replay.hpp"

namespace moa::session {

/// What the shell and the workspace supply. Everything outlives the run.
struct RunPorts {
    run::Transport* network = nullptr;     ///< real HTTP
    run::Transport* simulated = nullptr;   ///< the embedded provider
    std::function<Millis()> clock;         ///< monotonic
    std::function<std::int64_t()> utc_ms;  ///< since 1970; may be empty
};

/// Which text of a node this is, of all that were ever on screen: another number for one that was replaced,
/// the same while it only grows. `run_number` as of the run on screen.
inline std::uint64_t text_version(std::uint64_t run_number, const run::Node& node) {
    return (run_number << 32U) + node.text_version;
}

class RunOnScreen {
  public:
    /// `observer` is told of what happens in live runs.
    RunOnScreen(RunPorts ports, const Configuration& configuration, const ModelAccess& access,
                run::RunObserver* observer);

    /// Before the first run, the recipe's nodes, all queued.
    const run::RunState& state() const { return earlier_ != nullptr ? *earlier_ : own(); }
    /// No run is on screen: the nodes are those of the recipe that would run.
    bool idle() const { return earlier_ == nullptr && !has_own(); }
    bool running() const { return driver_ && driver_->state().running(); }
    /// Milliseconds into the run: growing while it runs, its length afterwards.
    Millis elapsed() const;
    /// Grows when another run comes on screen, whose texts are others.
    std::uint64_t number() const { return earlier_ != nullptr ? earlier_number_ : number_; }
    std::uint64_t text_version(const run::Node& node) const { return session::text_version(number(), node); }

    /// Shows a run that was on screen before, under the number it had, until that is null. It can be looked
    /// at; the run that is not seen meanwhile goes on. `earlier` outlives that.
    void look_back(const run::RunState* earlier, std::uint64_t number);
    bool looks_back() const { return earlier_ != nullptr; }
    /// Shows a replay in the same way, until another run is looked at. It can only be looked at.
    void look_at_replay(const Replay& replay, std::uint64_t number);
    bool shows_replay() const { return replay_ != nullptr; }
    /// Whether what is on screen goes on by itself: a replay that stands still does not.
    bool moves() const { return replay_ != nullptr ? replay_->playing() : !idle() && state().running(); }
    /// The run that goes on, also while an earlier one is looked at.
    const run::RunState& own() const;
    /// What is on screen was read from a log, and has not gone on since.
    bool recorded() const { return !looks_back() && recorded_.has_value(); }
    bool has_own() const { return recorded_.has_value() || driver_ != nullptr; }
    std::uint64_t own_number() const { return number_; }
    /// For a run that was never on screen, so that its texts are told from all others.
    std::uint64_t next_number() { return ++numbers_; }

    /// Starts the recipe in use.
    void start(std::vector<wire::ChatMessage> messages);
    void stop();
    /// Puts a run on screen as it is. It can be changed and resumed like one that ran here.
    void show(run::RunState recorded);
    /// The same as stopped, where its log broke off.
    void open(run::RunState recorded);
    /// Whether nothing but the last line of its log is missing, see `go_on`.
    bool lacks_only_its_end() const;
    /// A run that was only shown becomes a live one, so that it can be changed and resumed.
    void go_on();
    /// No run is on screen any more.
    void take_away();

    /// Why `change` would refuse now, for a disabled control; nothing when it would not.
    std::optional<Error> cannot_change(const run::GraphCommand& command) const;
    /// Of a live run: see run::Run::change.
    void change(const run::GraphCommand& command);
    /// What the command is likely to use, before it is given: its calls, tokens and cost.
    run::CallPrice price_of(const run::GraphCommand& command) const;
    /// The same for running again what is stale: no call when nothing is.
    run::CallPrice rerun_price() const;
    /// Nothing for no cap.
    void set_spend_cap(std::optional<double> usd);

    void tick();
    Millis next_wake() const { return driver_ ? driver_->next_wake() : no_time; }
    /// The run goes through a driver, and is not only shown; also once it has ended.
    bool live() const { return driver_ != nullptr; }
    /// Of a live run: milliseconds on the clock since it began.
    Millis since_start() const { return driver_->elapsed(); }
    /// Of a live run: the time on the clock at which it is `elapsed` into itself.
    Millis on_clock(Millis elapsed) const { return ports_.clock() - driver_->elapsed() + elapsed; }

  private:
    void look_up_providers();
    const run::RunState& to_change(std::optional<run::RunState>& stopped) const;
    mixture::PriceList prices_for(const run::GraphCommand& command) const;
    std::unique_ptr<Driver> make_driver(const mixture::Recipe& recipe,
                                        std::vector<wire::ChatMessage> messages);

    RunPorts ports_;
    const Configuration& configuration_;
    const ModelAccess& access_;
    run::RunObserver* observer_;
    run::Scheduler scheduler_;  ///< what one run learns of a provider's limits the next one knows
    std::unique_ptr<Driver> driver_;
    std::uint64_t providers_revision_ = 0;   ///< of the providers that it knows
    std::optional<run::RunState> recorded_;  ///< shown instead of a live run
    std::optional<run::RunState> cut_off_;   ///< the same where its log broke off, as the log has it
    /// The cap that its log has, where the user has chosen another one since.
    std::optional<std::optional<double>> logged_cap_;
    std::uint64_t number_ = 0;
    std::uint64_t numbers_ = 0;  ///< given out so far
    const run::RunState* earlier_ = nullptr;
    std::uint64_t earlier_number_ = 0;
    const Replay* replay_ = nullptr;  ///< whose state `earlier_` is
    run::CallId first_call_id_ = 1;   ///< of the next run, while there is no driver
};

}  // namespace moa::session
