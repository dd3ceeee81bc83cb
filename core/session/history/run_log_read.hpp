// Run logs read back, and the state of the run at any of their moments.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "result.hpp"
#include "run/event.hpp"
#include "session/history/run_log.hpp"

namespace moa::session {

/// One event of a log that was read. Text views in `event` point into `text`.
struct LoggedEvent {
    Millis t = 0;
    run::RunEvent event;
    std::shared_ptr<const std::string> text;
};

/// A log as read: whole, or as far as it goes.
struct RunLog {
    std::vector<LoggedEvent> events;
    /// The turn of its conversation that it follows (0: none); nothing: the one before it.
    std::optional<std::size_t> follows;
    bool truncated = false;  ///< it ends before run.finished, or in the middle of a line
    int skipped_lines = 0;   ///< lines of an event this version does not know
    int damaged_lines = 0;   ///< whole lines that are no JSON: what stands behind them is read all the same
};

/// "2 lines of the log cannot be read; what they held is missing."; empty where there are none.
std::string damage_sentence(const RunLog& log);

/// Reads a log that may be cut off anywhere. An error only when the first line is not the start of a run of
/// this format.
Result<RunLog> read_run_log(std::string_view text);

/// The state after the events up to time `t`.
run::RunState replay(const RunLog& log, Millis t);

/// The state after all events. A truncated log leaves the run `running`, as it was.
run::RunState replay(const RunLog& log);

}  // namespace moa::session
