// A history in memory, as tests look at it.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "session/history/history.hpp"

namespace moa::test {

struct MemoryStore final : session::HistoryStore {
    std::string begin_conversation(std::int64_t utc_ms) override {
        std::string id = session::history_id(utc_ms + static_cast<std::int64_t>(kept.size()));
        kept[id].id = id;
        return id;
    }
    void open_turn(const std::string& id, std::size_t turn) override {
        open = &kept[id];
        if (open->logs.size() < turn) open->logs.resize(turn);
        log = turn - 1;
    }
    void append(std::string_view line) override { open->logs[log] += line; }
    void summarise(const session::HistoryEntry& entry) override { entries[entry.id] = entry; }
    std::optional<Error> claim(const std::string& id) override {
        if (elsewhere == id) return Error{ErrorKind::invalid_input, 0, "It goes on elsewhere."};
        claimed = id;
        return std::nullopt;
    }
    void release() override { claimed.clear(); }

    void read_log(const std::string& id, std::size_t turn, const session::LogReader& then) override {
        then(kept[id].logs.at(turn - 1));
    }

    std::string elsewhere;  ///< the conversation that somebody else has
    std::string claimed;
    std::map<std::string, session::KeptConversation> kept;
    std::map<std::string, session::HistoryEntry> entries;
    session::KeptConversation* open = nullptr;
    std::size_t log = 0;
};

}  // namespace moa::test
