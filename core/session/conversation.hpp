// The conversation on screen: the question being written, the turns before it, and the run of the latest one.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "session/attachments.hpp"
#include "session/cost_words.hpp"
#include "session/history/history.hpp"
#include "session/history/recorder.hpp"
#include "session/notice.hpp"
#include "session/replay_on_screen.hpp"
#include "session/run_on_screen.hpp"
#include "session/turns.hpp"

namespace moa::session {

class Conversation final : private run::RunObserver {
  public:
    /// `store` may be null: then it is kept nowhere. Everything outlives the conversation.
    Conversation(const RunPorts& ports, HistoryStore* store, Configuration& configuration,
                 ModelAccess& access, Notice& notice);

    const std::string& draft() const { return draft_; }
    void set_draft(std::string text);
    /// Text files that go along with the draft, and are part of the question once it is asked.
    const Attachments& attachments() const { return attachments_; }
    std::optional<Error> attach(const std::string& name, std::string_view text);
    void remove_attachments();
    /// What a run of the draft would be sent, the draft last.
    std::vector<wire::ChatMessage> messages() const;

    /// All turns, also those of other versions.
    const Turns& turns() const { return turns_; }
    /// As it is shown: of a turn that is replayed, as far as the replay has come.
    const run::RunState& run_of(TurnNumber turn) const;
    std::uint64_t run_number_of(TurnNumber turn) const;
    /// The turns that the next question follows, the latest last.
    std::vector<TurnNumber> path() const { return turns_.path_to(tip_); }
    /// Whose run is on screen; none before the first question, and when the recipe has changed.
    TurnNumber shown_turn() const { return shown_; }
    /// Whose run can go on: the one on screen, while no earlier one is looked at.
    TurnNumber current_turn() const { return current_; }
    /// Looks at the run of a turn; nothing where its log could not be read.
    void show_turn(TurnNumber turn);
    /// One turn further on the path (1) or back (-1).
    void step_turn(int by);
    /// Goes on from the latest turn that follows from this version.
    void show_version(TurnNumber turn);
    /// The draft becomes this turn's question, and what is asked next another version of it. Refused while a
    /// run is in progress, and where the draft is a question that was not asked yet.
    std::optional<Error> ask_again(TurnNumber turn);
    /// The turn of which the draft will be another version; none.
    TurnNumber asking_again() const { return again_; }
    /// What is asked next follows the latest turn after all. The draft is emptied where it is that turn's
    /// question.
    void keep_version();
    /// Whether the next question is sent with the turns before it.
    bool with_context() const { return with_context_; }
    void set_with_context(bool with);
    /// How many turns go along with the next question.
    std::size_t context_turns() const;
    /// Grows when another context goes along, or other files.
    std::uint64_t context_revision() const { return context_revision_; }

    /// Whether the log of the turn's run can be read.
    bool has_log(TurnNumber turn) const;
    /// Tells `then` the log, see HistoryStore::read_log; nothing where there is none.
    void read_log(TurnNumber turn, const LogReader& then);
    /// Whether there is a log of the turn's run, and no run in progress.
    bool can_replay(TurnNumber turn) const;
    /// Shows how the turn's run came about, as soon as its log has been read, until something else is put on
    /// screen. Where nothing is to move (`set_moves`), it stands at its end.
    void replay(TurnNumber turn);
    /// The replay on screen; null for none.
    const Replay* replayed() const { return replay_.replay(); }
    /// Does something with the replay on screen; nothing where there is none.
    void control_replay(const ReplayAct& act);
    /// Shows the turn's run as it is.
    void end_replay();
    /// Whether things may move by themselves.
    void set_moves(bool moves) { moves_ = moves; }

    const RunOnScreen& on_screen() const { return run_; }
    /// Under which id the conversation is kept; empty while it is not.
    const std::string& kept_id() const { return recorder_.id(); }
    std::optional<run::NodeId> selected() const { return selected_; }
    void select(std::optional<run::NodeId> node);

    /// Asks the draft, which is emptied. `expected`: what that is likely to take.
    std::optional<Error> ask(RunEstimate expected);
    void stop() { run_.stop(); }

    // Changing the run on screen, live, finished or shown from a log: see run::Change for what there is.
    // The command `rerun` calls stale nodes again, `undo` takes the latest change back, and `resume`
    // continues a run that was stopped or broke off.
    /// Makes the change, or says why not (and leaves that as the notice). Calls only what `price_of` of the
    /// run counts.
    std::optional<Error> change(const run::GraphCommand& command);
    /// Of the run on screen, see Workspace::set_spend_cap.
    void set_spend_cap(std::optional<double> usd);
    /// What the run took, beside what was expected of it: "Took 13 s (estimated 12 s), ..."; empty until it
    /// has ended.
    std::string actual_sentence() const;

    /// Forgets the turns; the draft stays. Refused (false) while a run is in progress.
    bool clear();
    /// Puts a finished or cut-off run on screen.
    void show(run::RunState state);
    /// Puts a kept conversation on screen: its latest turn, the ones before as context of the next question,
    /// which goes on with it in the history. A run that broke off can be resumed. An error says why none of
    /// it can be shown; what was on screen stays then. One that goes on elsewhere is shown with a notice.
    std::optional<Error> open(const KeptConversation& kept);
    /// The recipe in use has changed: the run on screen becomes an earlier turn.
    void set_aside();

    void tick();
    /// Writes what has come and is held back, before what may take a while.
    void write_down();
    Millis next_wake() const;
    /// Grows with every visible change.
    std::uint64_t revision() const { return revision_; }

  private:
    void on_event(Millis t, const run::RunEvent& event, const run::RunState& state) override;
    const run::RunState& whole_run_of(TurnNumber turn) const;
    bool goes_along(TurnNumber turn) const;
    void begin_replay(TurnNumber turn, std::string_view text);
    void follow_replay();
    void retire();
    void bring_back(TurnNumber turn);
    void look_at(TurnNumber turn);
    void put_on_screen();
    void go_on();

    std::function<std::int64_t()> utc_ms_;
    Configuration& configuration_;
    ModelAccess& access_;
    Notice& notice_;
    std::string draft_;
    Attachments attachments_;
    Turns turns_;
    TurnNumber current_ = 0;  ///< whose run is `run_`'s own
    TurnNumber shown_ = 0;
    TurnNumber tip_ = 0;  ///< the one that the next question follows
    TurnNumber again_ = 0;
    TurnNumber unkept_ = 0;  ///< as many at the beginning are not in the history: they came from a file
    bool with_context_ = true;
    std::uint64_t context_revision_ = 0;
    std::optional<run::NodeId> selected_;
    std::optional<RunEstimate> expected_;  ///< of the live run, as it began
    bool learned_ = false;                 ///< the live run is in the experience
    Recorder recorder_;
    RunOnScreen run_;
    ReplayOnScreen replay_;  ///< of the turn that is shown
    bool moves_ = true;
    std::uint64_t revision_ = 0;
};

}  // namespace moa::session
