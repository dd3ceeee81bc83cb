// What was asked and answered on this device: a field to search in, the conversations, and what can be done
// with the chosen one. For shells without controls of their own.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "session/history.hpp"
#include "view/context.hpp"

namespace moa::view {

class HistoryDialog {
  public:
    /// Opens it at the next `draw`. Nothing happens where the shell keeps no history.
    void open(const Context& context);
    void draw(const Context& context);

  private:
    void load(const Context& context);
    void search();
    void take_keys(const Context& context);
    void draw_list(const Context& context);
    bool draw_entry(const Context& context, const session::HistoryEntry& entry, bool active) const;
    bool draw_buttons(const Context& context);
    bool show(const Context& context);
    void remove(const Context& context);
    void draw_count(const Context& context);
    void remove_all(const Context& context);
    const session::HistoryEntry* chosen() const;

    bool opening_ = false;
    bool reveal_ = false;
    bool sure_ = false;         ///< the next press on "Delete" deletes
    bool sure_of_all_ = false;  ///< and the one on "Delete all" deletes all
    std::string query_;
    std::string searched_;
    std::string message_;  ///< what came of the latest button
    bool failed_ = false;  ///< and that it is an error
    std::vector<session::HistoryEntry> entries_;
    std::vector<const session::HistoryEntry*> found_;
    std::size_t active_ = 0;
};

}  // namespace moa::view
