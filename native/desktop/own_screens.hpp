// The screens that only the window has: links are made and opened here as the page does it in JavaScript.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "native/platform/history_files.hpp"
#include "screen/screen_model.hpp"
#include "screen/shell_acts.hpp"
#include "session/workspace.hpp"

namespace moa::desktop {

class OwnScreens {
  public:
    /// Runs that are opened are kept in `history`; null: nowhere. `page` is the address that the latest link
    /// led to. All outlive it.
    OwnScreens(session::Workspace& workspace, native::HistoryFiles* history, std::string& page)
        : workspace_(workspace), history_(history), page_(page) {}

    /// The next "make-link" is of this recipe or run log.
    void share(const std::string& text);
    /// "make-link", "open" and "shared"; null for other names. See ShellActs::own_screen.
    std::unique_ptr<screen::ScreenModel> make(std::string_view name, const screen::ShellActs& acts);

  private:
    session::Workspace& workspace_;
    native::HistoryFiles* history_;
    std::string to_share_;
    std::string& page_;
    std::unique_ptr<screen::ScreenModel> came_;
};

}  // namespace moa::desktop
