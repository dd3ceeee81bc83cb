// From the command line, the environment and files to a workspace.
#pragma once

#include <optional>
#include <string>

#include "native/desktop/options.hpp"
#include "session/workspace.hpp"

namespace moa::desktop {

/// Sets recipe, keys and question as asked for; without a recipe, the first provider that the environment has
/// a key for. The error is a sentence about the option or file at fault.
std::optional<Error> prepare(session::Workspace& workspace, const Options& options);

/// Puts a file on screen: a run log as the run it holds, anything else as the recipe to run.
std::optional<Error> open_file(session::Workspace& workspace, const std::string& path);

}  // namespace moa::desktop
