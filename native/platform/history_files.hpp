// Conversations as files: moa/history/<id>/<turn>.jsonl in the user's data folder, one run log a turn,
// written line by line while the run goes on. The window and the command line share them: whoever can ask in
// a conversation holds a lock on its folder, and all others only read it.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "native/platform/file_lock.hpp"
#include "native/platform/line_file.hpp"
#include "session/history/history.hpp"

namespace moa::native {

class HistoryFiles final : public session::HistoryStore {
  public:
    std::string begin_conversation(std::int64_t utc_ms) override;
    std::optional<Error> claim(const std::string& id) override;
    void release() override;
    void open_turn(const std::string& id, std::size_t turn) override;
    void append(std::string_view line) override;
    void summarise(const session::HistoryEntry& /*entry*/) override {}  // the logs tell all
    void read_log(const std::string& id, std::size_t turn, const session::LogReader& then) override;
    /// Why the latest turn could not be written, once; nothing while all is well. Later lines are written
    /// with it as soon as that is possible.
    std::optional<Error> take_error();
    /// Tries again to write what could not be written. False while something is missing.
    bool retry() { return file_ && file_->retry(); }

    std::vector<session::HistoryEntry> entries();
    /// Why the latest `entries` had nothing to give, where that is not for want of conversations.
    std::optional<Error> fault() const { return fault_; }
    static Result<session::KeptConversation> read(const std::string& id);
    /// For good. Refused for a conversation that is open elsewhere.
    std::optional<Error> remove(const std::string& id);
    /// The same, but it can be brought back until it is forgotten: its folder stands aside, as locked as it
    /// was.
    std::optional<Error> set_aside(const std::string& id);
    std::optional<Error> bring_back(const std::string& id);
    /// What was set aside here is deleted for good.
    void forget_set_aside();
    /// The same of programs that have ended before they did so.
    static void forget_left_aside();
    static Result<session::HistoryMarks> marks(const std::string& id);
    /// Writes down what the user says about a conversation; others may have it open.
    static std::optional<Error> mark(const std::string& id, const session::HistoryMarks& marks);
    /// Writes the conversation as a file where users look for theirs; its path.
    static Result<std::string> save_copy(const std::string& id);
    /// The same of all conversations, as one file: a sentence that says where.
    static Result<std::string> save_all(std::int64_t utc_ms);

    /// Keeps the run logs that stand in a text as a conversation of their own, unless there is one already
    /// that holds exactly these; its id.
    Result<std::string> import(std::string_view text, std::int64_t utc_ms);
    /// The log of the latest turn; nothing where there is no such conversation.
    static std::optional<std::filesystem::path> latest_log(const std::string& id);
    /// The conversation that the file at `path` is a turn of; nothing for any other file.
    static std::optional<std::string> conversation_at(const std::filesystem::path& path);
    /// A conversation whose run broke off: its program has ended, and nobody else goes on with it. The latest
    /// one, if that is the one.
    std::optional<std::string> interrupted();

  private:
    std::optional<Error> take_to_delete(const std::string& id, FileLock& lock);

    std::map<std::string, FileLock> aside_;  ///< by id
    std::string held_;                       ///< the conversation that is claimed; empty for none
    FileLock lock_;
    std::optional<LineFile> file_;
    std::optional<Error> error_;
    std::optional<Error> fault_;  ///< of the latest `entries`
};

}  // namespace moa::native
