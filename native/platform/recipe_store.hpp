// Recipes that the user has saved: one file each, shared by the command line and the window.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "result.hpp"

namespace moa::native {

/// "moa/recipes" in the user's configuration folder: $XDG_CONFIG_HOME where that is an absolute path, else
/// $HOME/.config (XDG Base Directory Specification 0.8). Nothing when neither is set.
std::optional<std::filesystem::path> recipe_folder();

/// The file of the recipe of this name, be it there or not; characters that file names do not take are
/// written as %XX. Nothing where there is no folder.
std::optional<std::filesystem::path> recipe_path(std::string_view name);

/// The names of all that are saved, sorted.
std::vector<std::string> saved_recipe_names();

/// The file's path. The error says why it could not be saved.
Result<std::string> save_recipe(const std::string& name, std::string_view text);

std::optional<Error> delete_recipe(const std::string& name);

}  // namespace moa::native
