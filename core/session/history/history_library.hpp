// The port by which the history screen reaches the conversations that a shell keeps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "result.hpp"
#include "session/history/history.hpp"

namespace moa::session {

/// What the history takes of the place where it is kept.
struct HistoryStorage {
    std::uint64_t bytes = 0;
    std::optional<std::uint64_t> quota = {};  ///< what it may take; nothing where nobody says
    std::optional<bool> lasting = {};         ///< whether the place keeps it when room gets scarce
};

/// A part of the list.
struct HistoryListing {
    std::vector<HistoryEntry> entries;
    std::size_t unreadable = 0;  ///< conversations that are there and no entries
    std::optional<Error> error;  ///< why there is no list
    bool first = true;           ///< what was listed before holds no longer
    bool more = false;           ///< other parts follow
    std::optional<HistoryStorage> storage = {};
};

/// Takes what a library answers.
class HistoryReader {
  public:
    /// The latest conversations come in the first part.
    virtual void listed(HistoryListing part) = 0;
    /// The conversation is on screen, or why it is not. `copyable`: a copy of it could be opened.
    virtual void opened(const std::optional<Error>& error, bool copyable) = 0;
    /// What was to be removed, restored or marked is, or why it is as it was; of several, the first reason.
    virtual void changed(const std::optional<Error>& error) = 0;
    /// Where the file is, or what came of one that was read, as a sentence; empty where the shell shows that
    /// itself.
    virtual void saved(const Result<std::string>& sentence) = 0;

  protected:
    ~HistoryReader() = default;
};

/// Each request is answered once, before it returns or later, to who reads then; `list` part by part.
class HistoryLibrary {
  public:
    virtual ~HistoryLibrary() = default;
    /// Answers go there from now on; null: to nobody.
    virtual void read_by(HistoryReader* reader) = 0;
    virtual void list() = 0;
    /// Puts a conversation on screen.
    virtual void open(const std::string& id) = 0;
    /// Takes it out of the list. It is gone for good once `forget_removed` is called, or at the latest when
    /// the program is started again.
    virtual void remove(const std::string& id) = 0;
    /// Brings back what was removed and not forgotten.
    virtual void restore(const std::string& id) = 0;
    /// Not answered.
    virtual void forget_removed() = 0;
    virtual void mark(const std::string& id, const HistoryMarks& marks) = 0;
    /// Everything that was listed, and what could not be read, for good.
    virtual void remove_all() = 0;
    /// Saves the conversation as a file where users look for theirs.
    virtual void save_copy(const std::string& id) = 0;
    /// Saves everything as one file (session/history/history_file.hpp). Answered by `saved`.
    virtual void save_all() = 0;
    /// Puts a copy of it on screen, which is kept as a conversation of its own: where `opened` says so.
    virtual void open_copy(const std::string& /*id*/) {}
    /// Puts run logs from elsewhere on screen, kept as a conversation of its own where conversations are;
    /// answered by `opened`.
    virtual void take_over(std::string_view logs) = 0;
    /// Whether `import` has a way to choose a file.
    virtual bool can_import() const { return false; }
    /// The screen that asks for a file instead; empty for none.
    virtual std::string_view import_screen() const { return {}; }
    /// Lets the user choose a file, and opens its conversation; answered by `opened` once one was chosen. Of
    /// a file of many it keeps all: answered by `saved`, and the list comes again.
    virtual void import() {}
};

}  // namespace moa::session
