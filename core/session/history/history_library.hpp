// The port by which the history screen reaches the conversations that a shell keeps.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "result.hpp"
#include "session/history/history.hpp"

namespace moa::session {

struct HistoryListing {
    std::vector<HistoryEntry> entries;
    std::size_t unreadable = 0;  ///< conversations that are there and no entries
    std::optional<Error> error;  ///< why there is no list
};

/// Takes what a library answers.
class HistoryReader {
  public:
    virtual void listed(HistoryListing listing) = 0;
    /// The conversation is on screen, or why it is not. `copyable`: a copy of it could be opened.
    virtual void opened(const std::optional<Error>& error, bool copyable) = 0;
    /// Of several: the first reason why one of them is still there.
    virtual void removed(const std::optional<Error>& error) = 0;
    /// Where the file is, as a sentence; empty where the shell shows that itself.
    virtual void saved(const Result<std::string>& sentence) = 0;

  protected:
    ~HistoryReader() = default;
};

/// Each request is answered once, before it returns or later, to who reads then.
class HistoryLibrary {
  public:
    virtual ~HistoryLibrary() = default;
    /// Answers go there from now on; null: to nobody.
    virtual void read_by(HistoryReader* reader) = 0;
    virtual void list() = 0;
    /// Puts a conversation on screen.
    virtual void open(const std::string& id) = 0;
    virtual void remove(const std::string& id) = 0;
    /// Everything that was listed, and what could not be read.
    virtual void remove_all() = 0;
    /// Saves the conversation as a file where users look for theirs.
    virtual void save_copy(const std::string& id) = 0;
    /// Puts a copy of it on screen, which is kept as a conversation of its own: where `opened` says so.
    virtual void open_copy(const std::string& /*id*/) {}
    /// Puts run logs from elsewhere on screen, kept as a conversation of its own where conversations are;
    /// answered by `opened`.
    virtual void take_over(std::string_view logs) = 0;
    /// Whether `import` has a way to choose a file.
    virtual bool can_import() const { return false; }
    /// Lets the user choose a file, and opens its conversation; answered by `opened` once one was chosen.
    virtual void import() {}
};

}  // namespace moa::session
