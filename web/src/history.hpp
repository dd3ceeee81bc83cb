// Conversations on the page: the program tells the page line by line what to keep.
#pragma once

#include <string>

#include "json.hpp"
#include "session/history/history.hpp"
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

  private:
    Json asked_;  ///< {"id", "turn"}
    session::LogReader then_;
};

/// An id that no other tab gives.
std::string unique_history_id(std::int64_t utc_ms);

/// {"id", "logs"} as a conversation.
session::KeptConversation conversation_from_json(const Json& json);

/// The entry of a conversation: {"entry"}.
Json entry_of(const session::KeptConversation& conversation);

/// The run logs that a file holds, as a conversation of its own: {"id", "logs", "entry"}, or {"error"}.
Json imported_json(std::string_view text, std::int64_t utc_ms);

}  // namespace moa::web
