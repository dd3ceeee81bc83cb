// Conversations on the page: the program tells the page line by line what to keep.
#pragma once

#include <string>

#include "json.hpp"
#include "session/history/history_file.hpp"
#include "session/workspace.hpp"

namespace moa::web {

class PageHistory final : public session::HistoryStore {
  public:
    /// With some letters behind the date: two tabs may begin in the same millisecond.
    std::string begin_conversation(std::int64_t utc_ms) override;
    void open_turn(const std::string& id, std::size_t turn) override;
    void append(std::string_view line) override;
    void summarise(const session::HistoryEntry& entry) override;
    void read_log(const std::string& id, std::size_t turn, const session::LogReader& then) override;

    /// What the page answers to the latest `read_log`: {"id", "turn"} and "text" or "fault".
    void take_log(const Json& answer);
    /// What was appended goes into the database now, not with what comes a little later.
    static void write_now();

  private:
    Json asked_;  ///< {"id", "turn"}
    session::LogReader then_;
};

/// Whether this member of what the page says is true.
bool is_true(const Json& json, const char* name);

/// An id that no other tab gives.
std::string unique_history_id(std::int64_t utc_ms);

/// {"id", "logs"} as a conversation.
session::KeptConversation conversation_from_json(const Json& json);

/// The entry of a conversation: {"entry"}.
Json entry_of(const session::KeptConversation& conversation);

/// Reads a file of many conversations (session::HistoryFileReader) in pieces.
class HistoryFileReading {
  public:
    /// {"text", "first", "last"}: the next piece. Those that are whole now: {"conversations", "left_out"},
    /// each as {"ids", "logs", "entry", "marks"}; "ids" are those under which it may be kept, see
    /// ids_to_import.
    Json take(const Json& piece);

  private:
    session::HistoryFileReader reader_;
};

/// What stands in such a file before its conversations, as {"head"}; of {"id", "name", "pinned", "turns"}
/// what stands before the conversation, and in "turns" before each of its logs.
Json history_lines(const Json& conversation);

/// The run logs that a file holds, as a conversation of its own: {"id", "logs", "entry"}, or {"error"}.
Json imported_json(std::string_view text, std::int64_t utc_ms);

}  // namespace moa::web
