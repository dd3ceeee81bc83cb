// Writes the conversation on screen into the history, event by event, as it goes on.
#pragma once

#include <optional>
#include <string>

#include "session/history/history.hpp"
#include "session/history/run_log_write.hpp"

namespace moa::session {

class Recorder {
  public:
    /// Without a store nothing is written. The store outlives the recorder.
    explicit Recorder(HistoryStore* store) : store_(store) {}

    /// The next run begins a conversation of its own.
    void new_conversation();
    /// The next run belongs to this conversation, which is kept already.
    void take_over(HistoryEntry entry);
    /// Why nothing may be added to the conversation: it goes on elsewhere, or went on there since it was
    /// taken over. To be asked before a run begins or goes on, and obeyed.
    std::optional<Error> cannot_go_on();
    /// The run of this turn, from 1, goes on. One that is not kept goes on without being written.
    void reopen(std::size_t turn);
    /// The run that starts next follows this turn; 0 for none.
    void begin_after(std::size_t turn) { follows_ = turn; }
    /// What happens from now on belongs to no turn.
    void close() { log_.reset(); }

    /// `utc_ms`: the date of the event, for a conversation that begins.
    void on_event(Millis t, const run::RunEvent& event, const run::RunState& state, std::int64_t utc_ms);
    /// Writes what was held back once a part of it is due; `t` counts from the run's start.
    void flush_due(Millis t);
    /// Writes all that is held back.
    void write_down(Millis t);
    /// When `flush_due` has something to do, from the run's start; no_time when it has not.
    Millis next_flush() const;

    /// The log of a turn (from 1) is kept.
    bool has_log(std::size_t turn) const;
    /// One that is kept, see HistoryStore::read_log.
    void read_log(std::size_t turn, const LogReader& then);

    /// The conversation that is kept; empty id where none is.
    const std::string& id() const { return entry_.id; }

  private:
    void open(std::size_t turn);

    HistoryStore* store_;
    HistoryEntry entry_;
    bool claimed_ = true;   ///< nobody else has added to the conversation since it was taken over
    std::size_t turn_ = 0;  ///< the turn that goes on, from 1
    std::size_t follows_ = 0;
    bool wrote_ = false;               ///< a line, since this was set to false
    std::optional<RunLogWriter> log_;  ///< of the turn that goes on
};

}  // namespace moa::session
