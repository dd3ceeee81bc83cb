// The conversations that the browser keeps, as the history screen reaches them: the page answers later.
#pragma once

#include <string>

#include "json.hpp"
#include "session/history/history_library.hpp"

namespace moa::web {

class PageHistoryLibrary final : public session::HistoryLibrary {
  public:
    void read_by(session::HistoryReader* reader) override { reader_ = reader; }
    void list() override;
    void open(const std::string& id) override;
    void open_copy(const std::string& id) override;
    void remove(const std::string& id) override;
    void restore(const std::string& id) override;
    void forget_removed() override;
    void mark(const std::string& id, const session::HistoryMarks& marks) override;
    void remove_all() override;
    void take_over(std::string_view logs) override;
    void save_all() override;
    void save_copy(const std::string& id) override;
    bool can_import() const override { return true; }
    void import() override;

    /// What the page answers: {"do": "listed", "entries", "left_out", "first", "more", "storage"},
    /// {"do": "opened", "copyable"}, {"do": "changed"} or {"do": "saved", "import"},
    /// each with "fault" (a sentence) where it could not be done.
    void take_answer(const Json& answer);

  private:
    session::HistoryReader* reader_ = nullptr;
};

}  // namespace moa::web
