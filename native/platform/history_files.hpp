// Conversations as files: moa/history/<id>/<turn>.jsonl in the user's data folder, one run log a turn,
// written line by line while the run goes on. The window and the command line share them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "native/platform/files.hpp"
#include "session/history.hpp"

namespace moa::native {

class HistoryFiles final : public session::HistoryStore, public session::HistoryShelf {
  public:
    std::string begin_conversation(std::int64_t utc_ms) override;
    void open_turn(const std::string& id, std::size_t turn) override;
    void append(std::string_view line) override;
    void summarise(const session::HistoryEntry& /*entry*/) override {}  // the logs tell all
    /// Why the latest turn could not be written, once; nothing while all is well.
    std::optional<Error> take_error();

    std::vector<session::HistoryEntry> entries() override;
    Result<session::Conversation> read(const std::string& id) override;
    std::optional<Error> remove(const std::string& id) override;
    Result<std::string> save_copy(const std::string& id) override;

    /// Keeps the run logs that stand in a text as a conversation of their own, unless there is one already
    /// that holds exactly these; its id.
    Result<std::string> import(std::string_view text, std::int64_t utc_ms);
    /// The log of the latest turn; nothing where there is no such conversation.
    static std::optional<std::filesystem::path> latest_log(const std::string& id);
    /// A conversation whose run broke off: its program has ended, and nobody else goes on with it. The latest
    /// one, if that is the one.
    std::optional<std::string> interrupted();

  private:
    std::optional<LineFile> file_;
    std::optional<Error> error_;
};

}  // namespace moa::native
