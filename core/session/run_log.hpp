// The run log, "moa-run/1": JSON Lines, one event a line. What --json prints and what is kept, shared and
// replayed.
//
// Every line has "t" (milliseconds since the run started) and "event":
//   run.started     format, recipe, messages, nodes: the first line
//   node.state      node, state, attempt, wait; at the end of a call finish, error, usage, cost_usd, ttft_ms,
//                   total_ms
//   node.text, node.reasoning   node, text: to be appended
//   command         what the user changed: command (the names of run::Change), and with it node, text (edit),
//                   agent (regenerate, add), layer (add), nodes (rerun, resume), usd (cap)
//   node.marked     node, mark: "late" (the next layer began without it), "backup" (its backup is called),
//                   "muted" (the recipe mutes answers that are flagged)
//   node.flagged    node, flags: kind, begin and end in its text (bytes), reason
//   node.fitted     node, needed_tokens, available_tokens, window, keep_tokens (of each reference, null for
//   all),
//                   what: how its input fits its model's context from now on; without `what`: as it is
//   node.carried    node, finish, usage, cost_usd: one of several calls has answered; its text goes into the
//   next node.chose      node, chosen: whose answer a node that ranks has taken; it follows as its own text
//   run.left_out    after, agreement, wanted, and saved calls, tokens, cost_usd, unpriced: the answers of
//   this layer
//                   agree, and the proposer layers behind it are left out
//   run.capped      layer, spent_usd, likely_usd, cap_usd, unpriced: the spend cap kept this layer
//                   from starting
//   run.recipe      recipe: parameters, limits and policies of the same agents from here on, as the run was
//                   resumed with
//   run.finished    status, answer, missing, cut, replaced (by backups), shortened (did not get all of their
//                   references), usage, cost_usd (of all calls), unpriced, ttft_ms, total_ms
// A run that goes on after its end (a node run again, a log resumed) goes on in the same log behind
// run.finished, and ends with another one. Nodes are numbered by their places; those behind a node that was
// removed move up from that line on.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "result.hpp"
#include "run/event.hpp"

namespace moa::session {

inline constexpr std::string_view run_log_format = "moa-run/1";

/// Writes a run's events as log lines. The first piece in a state, and of text after reasoning, is written at
/// once, so that the times of first tokens are true; later pieces within `coalesce_ms` of the last line are
/// joined into one.
class RunLogWriter final : public run::RunObserver {
  public:
    /// 50 ms: twenty lines a second and node at most, below what an eye tells apart in a replay.
    static constexpr Millis default_coalesce_ms = 50;

    /// `line` receives each line with its line feed, and should flush.
    explicit RunLogWriter(std::function<void(std::string_view line)> line,
                          Millis coalesce_ms = default_coalesce_ms);

    void on_event(Millis t, const run::RunEvent& event, const run::RunState& state) override;
    /// Writes text held back for coalescing whose time has come. `t` counts from the run's start.
    void flush_due(Millis t);
    /// When `flush_due` has something to do, from the run's start; no_time when nothing is held back.
    Millis next_flush() const;

  private:
    enum class Part { text, reasoning };
    /// What of one node is not written yet, and when the latest line of this part was.
    struct Held {
        Part part = Part::text;
        std::string text;
        Millis last_line = no_time;
    };
    void hold(run::NodeId node, Part part, std::string_view piece, Millis t);
    void flush(run::NodeId node, Held& held, Millis t);
    void flush_all(Millis t);
    void write(const Json& line);

    std::function<void(std::string_view)> line_;
    Millis coalesce_ms_;
    std::map<run::NodeId, Held> held_;
};

/// One event of a log that was read. Text views in `event` point into `text`.
struct LoggedEvent {
    Millis t = 0;
    run::RunEvent event;
    std::shared_ptr<const std::string> text;
};

/// A log as read: whole, or as far as it goes.
struct RunLog {
    std::vector<LoggedEvent> events;
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
