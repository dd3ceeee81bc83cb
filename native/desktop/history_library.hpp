// What the window's history screen lists and opens: the files of the history. All but long lists answers at
// once.
#pragma once

#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "native/platform/history_files.hpp"
#include "session/history/history_library.hpp"
#include "session/workspace.hpp"

namespace moa::desktop {

class FileHistoryLibrary final : public session::HistoryLibrary {
  public:
    /// Both outlive it. `arrived` is called on another thread when `deliver` has something to do. `keeps`:
    /// runs from elsewhere are kept.
    FileHistoryLibrary(native::HistoryFiles& files, session::Workspace& workspace,
                       std::function<void()> arrived, bool keeps = true);
    ~FileHistoryLibrary() override;
    FileHistoryLibrary(const FileHistoryLibrary&) = delete;
    FileHistoryLibrary& operator=(const FileHistoryLibrary&) = delete;

    /// Hands over what has been done since on other threads. Whether there was anything.
    bool deliver();

    void read_by(session::HistoryReader* reader) override;
    void list() override;
    void open(const std::string& id) override;
    void remove(const std::string& id) override;
    void restore(const std::string& id) override;
    void forget_removed() override { files_.forget_set_aside(); }
    void mark(const std::string& id, const session::HistoryMarks& marks) override;
    void remove_all() override;
    void take_over(std::string_view logs) override;
    void save_copy(const std::string& id) override;
    void save_all() override;
    std::string_view import_screen() const override { return "open"; }

  private:
    bool deliver_parts();
    void answer(const std::optional<Error>& error);

    class Reading;

    native::HistoryFiles& files_;
    session::Workspace& workspace_;
    std::function<void()> arrived_;
    bool keeps_;
    std::unique_ptr<Reading> reading_;  ///< the rest of a long list
    std::mutex saved_mutex_;
    std::optional<Result<std::string>> saved_;  ///< what became of it, not told yet
    std::future<void> saving_;                  ///< all of it is being saved, on a thread of its own
    session::HistoryReader* reader_ = nullptr;
};

}  // namespace moa::desktop
