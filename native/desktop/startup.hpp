// From the command line, the environment and files to a workspace.
#pragma once

#include <optional>
#include <string>

#include "native/desktop/options.hpp"
#include "native/platform/drafts.hpp"
#include "native/platform/history_files.hpp"
#include "session/workspace.hpp"

namespace moa::desktop {

/// The recipe of Options::models, looked up before there is a window: see native::named_recipe. What lists
/// say is kept.
Result<mixture::Recipe> recipe_of_models(const Options& options);

/// Sets recipe, keys and question as asked for; without a recipe, the one of the last time, else the first
/// provider that there is a key for. Keys of the secret store only where a run is to begin at once:
/// SavedCredentials brings them later. A run that is asked for can begin, and begins with the first picture
/// (App::run). The error is a sentence about the option or file at fault.
/// `named`: what recipe_of_models made, where models are named.
std::optional<Error> prepare(session::Workspace& workspace, native::HistoryFiles& history,
                             native::Drafts& drafts, const Options& options,
                             const std::optional<mixture::Recipe>& named);

/// Where files that are opened are kept: nowhere in a demo, and none for a picture.
native::HistoryFiles* history_for(native::HistoryFiles& history, const Options& options);

/// Where nothing was asked for: the run of the history that a crash or a closed lid broke off, to be resumed.
void show_interrupted(session::Workspace& workspace, native::HistoryFiles& history, const Options& options);

/// Writes down setup and recipe for the next start.
std::optional<Error> keep_setup_in_use(const session::Workspace& workspace);

}  // namespace moa::desktop
