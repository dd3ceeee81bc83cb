// Files and texts from elsewhere, put on screen.
#pragma once

#include <optional>
#include <string>

#include "native/platform/history_files.hpp"
#include "session/workspace.hpp"

namespace moa::desktop {

/// Puts a file on screen: run logs as the conversation they hold, which is kept in `history` from then on
/// (nullptr: it is not); anything else as the recipe to run.
std::optional<Error> open_file(session::Workspace& workspace, native::HistoryFiles* history,
                               const std::string& path);

/// The same of a text. `name` is what the error calls it.
std::optional<Error> open_given(session::Workspace& workspace, native::HistoryFiles* history,
                                const std::string& name, const std::string& text);

}  // namespace moa::desktop
