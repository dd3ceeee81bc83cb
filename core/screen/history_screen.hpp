// The conversations that are kept: to search, open, name, pin, export and delete.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "screen/history_rows.hpp"
#include "screen/screen_model.hpp"
#include "session/history/history_library.hpp"
#include "session/history/history_search.hpp"
#include "session/workspace.hpp"

namespace moa::screen {

class HistoryScreen final : public ScreenModel, private session::HistoryReader {
  public:
    /// Asks for the list. Both outlive it. `utc_offset`: see ShellActs.
    HistoryScreen(session::Workspace& workspace, session::HistoryLibrary& library,
                  std::function<std::int64_t(UtcSeconds)> utc_offset);
    ~HistoryScreen() override;
    HistoryScreen(const HistoryScreen&) = delete;
    HistoryScreen& operator=(const HistoryScreen&) = delete;

    Screen show() const override;
    Outcome act(std::string_view name, std::string_view value) override;
    bool back() override;
    std::uint64_t revision() const override { return revision_; }

  private:
    void listed(session::HistoryListing part) override;
    void opened(const std::optional<Error>& error, bool copyable) override;
    void changed(const std::optional<Error>& error) override;
    void saved(const Result<std::string>& sentence) override;

    void remove(const std::string& id);
    void remove_all();
    void restore();
    void mark(const std::string& id, const session::HistoryMarks& marks);
    void begin_naming(const std::string& id);
    /// What was pressed of the row of `id`.
    void act_on_row(std::string_view act, const std::string& id, std::string_view value);
    /// The rows that are shown, and how many.
    void act_on_rows(std::string_view act);
    /// Sentences about what was done before are gone.
    void begin_request();
    void focus(std::string name);
    std::string count_words() const;
    std::string storage_words() const;
    void add_list(Screen& screen) const;
    bool can_import() const { return library_.can_import() || !library_.import_screen().empty(); }
    bool any() const { return listed_ && list_.size() + unreadable_ > 0; }

    session::Workspace& workspace_;
    session::HistoryLibrary& library_;
    session::HistoryList list_;
    bool listed_ = false;
    bool complete_ = false;  ///< all parts of the list have come
    bool refused_ = false;   ///< there is no list
    std::size_t unreadable_ = 0;
    std::optional<session::HistoryStorage> storage_;
    HistoryRows rows_;
    std::size_t from_ = 0;              ///< the first row that is shown
    std::size_t shown_;                 ///< how many are
    std::vector<std::string> removed_;  ///< those that can be brought back, the latest last
    bool sure_ = false;                 ///< all are deleted when that is pressed again
    std::string asked_for_;             ///< the conversation that is being opened
    bool copyable_ = false;             ///< a copy of it can be opened
    bool done_ = false;                 ///< it is on screen
    std::string problem_;
    std::string sentence_;  ///< what came of the latest request
    std::string focus_ = "search";
    int focus_turn_ = 0;
    std::uint64_t revision_ = 1;
};

}  // namespace moa::screen
