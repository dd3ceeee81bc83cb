// A file that the user has given, put on screen: run logs as the conversation they hold, a run that broke off
// as stopped; a recipe as the one to run; any other text as a file that belongs to the question.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "session/workspace.hpp"

namespace moa::session {

/// Whether a text begins as a run log does: lines of JSON whose first one starts a run. A recipe is one JSON
/// document.
bool is_run_log(std::string_view text);

/// `name` is what the file is called, for the error: one sentence on what is wrong with it.
std::optional<Error> open_text(Workspace& workspace, const std::string& name, std::string_view text);

/// The same for a text that has to be a recipe.
std::optional<Error> use_recipe_text(Workspace& workspace, const std::string& name, std::string_view text);

}  // namespace moa::session
