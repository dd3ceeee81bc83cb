// The conversations that are kept: to search, open, export and delete.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "screen/screen_model.hpp"
#include "session/history/history_library.hpp"
#include "session/workspace.hpp"

namespace moa::screen {

class HistoryScreen final : public ScreenModel, private session::HistoryReader {
  public:
    /// Asks for the list. Both outlive it.
    HistoryScreen(session::Workspace& workspace, session::HistoryLibrary& library);
    ~HistoryScreen() override;
    HistoryScreen(const HistoryScreen&) = delete;
    HistoryScreen& operator=(const HistoryScreen&) = delete;

    Screen show() const override;
    Outcome act(std::string_view name, std::string_view value) override;
    std::uint64_t revision() const override { return revision_; }

  private:
    void listed(session::HistoryListing listing) override;
    void opened(const std::optional<Error>& error, bool copyable) override;
    void removed(const std::optional<Error>& error) override;
    void saved(const Result<std::string>& sentence) override;

    void find_words();
    void remove(const std::string& id);
    void remove_all();
    /// Sentences about what was done before are gone.
    void begin_request();
    const session::HistoryEntry* find(std::string_view id) const;
    std::string count_words() const;
    Item row(const session::HistoryEntry& entry) const;
    Section list_section() const;

    session::Workspace& workspace_;
    session::HistoryLibrary& library_;
    bool listed_ = false;
    session::HistoryListing listing_;
    std::string query_;
    std::vector<const session::HistoryEntry*> found_;  ///< into listing_
    std::size_t rows_;                                 ///< how many of them are shown
    std::string sure_;                                 ///< the act that is done when it is pressed again
    std::string asked_for_;                            ///< the conversation that is being opened
    bool copyable_ = false;                            ///< a copy of it can be opened
    bool done_ = false;                                ///< it is on screen
    std::string problem_;
    std::string sentence_;  ///< what came of the latest request
    std::string focus_ = "search";
    int focus_turn_ = 0;
    std::uint64_t revision_ = 1;
};

}  // namespace moa::screen
