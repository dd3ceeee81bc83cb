// The history: conversations kept on this device. A conversation is the run logs of its turns, one after
// another; all else (what a list shows, what is searched) is read from them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json_box.hpp"
#include "result.hpp"
#include "run/state.hpp"
#include "utc.hpp"

namespace moa::session {

/// A turn in short.
struct TurnSummary {
    std::string question;
    std::string answer;  ///< as far as it came
    std::string recipe;  ///< its name
    /// How it ended; `running` where the log ends before the run does: it goes on elsewhere, or broke off.
    run::RunStatus status = run::RunStatus::running;
    double cost_usd = 0;
    bool operator==(const TurnSummary&) const = default;
};

TurnSummary summary_of(const run::RunState& state);
/// Of a log of which only the first and the last line are known; nothing where these do not tell all.
std::optional<TurnSummary> summary_of_ends(std::string_view first_line, std::string_view last_line);
/// Of a whole log, which may be cut off; nothing where it is none.
std::optional<TurnSummary> summary_of_log(std::string_view log);

/// What the user has said about a conversation. It stands beside the logs, which only grow.
struct HistoryMarks {
    std::string name = {};  ///< of name_from; empty: its first question is name enough
    bool pinned = false;
    bool operator==(const HistoryMarks&) const = default;
};

/// A conversation in short.
struct HistoryEntry {
    std::string id;  ///< of history_id, sorts by date
    std::vector<TurnSummary> turns;
    HistoryMarks marks = {};

    /// Its name, else its first question.
    const std::string& title() const;

    UtcSeconds began() const;  ///< no_date where the id does not tell
    /// Of all turns.
    double cost_usd() const;
    bool operator==(const HistoryEntry&) const = default;
};

/// "20261124-133304-017", from milliseconds since 1970 (UTC): letters, digits and hyphens only.
std::string history_id(std::int64_t utc_ms);
/// Whether a text may be an id: nothing in it could lead to another place.
bool is_history_id(std::string_view text);

inline constexpr std::size_t longest_name = 200;  ///< characters of the name of a conversation

/// What was typed as a name, in one line and without signs that are not seen (of control, of direction), no
/// longer than longest_name.
std::string name_from(std::string_view typed);

/// "Complete", "Interrupted", "Stopped", ... of the latest turn; empty where the answer is whole.
std::string_view status_words(const HistoryEntry& entry);

// For stores that keep summaries beside the logs: "name" and "pinned" only where they are set.
Json entry_json(const HistoryEntry& entry);
/// Nothing where it is no entry.
std::optional<HistoryEntry> read_entry(const Json& json);

/// Marks as the members "name" and "pinned", those that are set.
Json marks_json(const HistoryMarks& marks);
/// What is damaged, or was never a name, is as if it were not set.
HistoryMarks read_marks(const Json& json);

/// A conversation in full. As a file: the logs one after another.
struct KeptConversation {
    std::string id;                 ///< empty: it is not kept
    std::vector<std::string> logs;  ///< by turn; one that cannot be read is left out when it is opened
};

/// The run logs that stand one after another in a text; the text itself where it is one log, or none.
std::vector<std::string_view> split_run_logs(std::string_view text);

using LogReader = std::function<void(const Result<std::string>& text)>;

/// The port by which a shell keeps conversations while they go on. Failures are the shell's to tell: a run
/// does not end for want of room to write it down.
class HistoryStore {
  public:
    virtual ~HistoryStore() = default;
    /// The id under which a new conversation is kept from now on. It is claimed.
    virtual std::string begin_conversation(std::int64_t utc_ms) = 0;
    /// Nobody else may add to this conversation from now on, until `release` or until another one is claimed
    /// or begun. The error says that somebody else has it: nothing may be written to it then. None where
    /// nobody can tell.
    virtual std::optional<Error> claim(const std::string& /*id*/) { return std::nullopt; }
    /// No conversation can be asked in any more.
    virtual void release() {}
    /// Lines from now on belong to this turn (from 1), behind those it may have.
    virtual void open_turn(const std::string& id, std::size_t turn) = 0;
    /// One line of the turn's log, with its line feed.
    virtual void append(std::string_view line) = 0;
    /// The conversation in short has changed: a turn began, ended or was changed.
    virtual void summarise(const HistoryEntry& entry) = 0;
    /// Reads the log of a turn (from 1) back, whole as far as it goes, and tells `then`, before it returns or
    /// later. Who asks again before has no use for the first answer any more.
    virtual void read_log(const std::string& /*id*/, std::size_t /*turn*/, const LogReader& then) {
        then(invalid_input("The log of this run cannot be read."));
    }
};

}  // namespace moa::session
