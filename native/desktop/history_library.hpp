// What the window's history screen lists and opens: the files of the history, which answer at once.
#pragma once

#include <string>

#include "native/platform/history_files.hpp"
#include "session/history/history_library.hpp"
#include "session/workspace.hpp"

namespace moa::desktop {

class FileHistoryLibrary final : public session::HistoryLibrary {
  public:
    /// Both outlive it.
    FileHistoryLibrary(native::HistoryFiles& files, session::Workspace& workspace)
        : files_(files), workspace_(workspace) {}

    void read_by(session::HistoryReader* reader) override { reader_ = reader; }
    void list() override;
    void open(const std::string& id) override;
    void remove(const std::string& id) override;
    void restore(const std::string& id) override;
    void forget_removed() override { files_.forget_set_aside(); }
    void mark(const std::string& id, const session::HistoryMarks& marks) override;
    void remove_all() override;
    void save_copy(const std::string& id) override;

  private:
    void answer(const std::optional<Error>& error);

    native::HistoryFiles& files_;
    session::Workspace& workspace_;
    session::HistoryReader* reader_ = nullptr;
};

}  // namespace moa::desktop
