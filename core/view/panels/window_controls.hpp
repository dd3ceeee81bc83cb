// The controls that the view draws itself, as the window has them.
#pragma once

#include <memory>

#include "screen/look.hpp"
#include "screen/shell_acts.hpp"
#include "session/workspace.hpp"
#include "view/controls.hpp"

namespace moa::view {

/// Those of the window. `look` is what their settings change. All of them outlive the controls.
std::unique_ptr<Controls> window_controls(session::Workspace& workspace, screen::Look& look,
                                          screen::ShellActs acts = {});

}  // namespace moa::view
