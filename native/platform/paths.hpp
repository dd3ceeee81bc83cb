// Where things are on this machine.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace moa::native {

/// The folder the running program lies in; empty when the system does not tell.
std::filesystem::path program_folder();

/// The page, by where the program lies: site/ beside it, ../share/moa/site where both are installed,
/// ../web/site where both were built. Nothing when none is there.
std::optional<std::filesystem::path> site_folder();

/// "moa" in the user's folder for what programs keep: $XDG_DATA_HOME where that is an absolute path, else
/// $HOME/.local/share (XDG Base Directory Specification 0.8). Nothing when neither is set.
std::optional<std::filesystem::path> data_folder();

/// The same of what may be lost: $XDG_STATE_HOME, else $HOME/.local/state.
std::optional<std::filesystem::path> state_folder();
/// The same for what can be had again: $XDG_CACHE_HOME, else $HOME/.cache.
std::optional<std::filesystem::path> cache_folder();
/// Where this user's settings are: $XDG_CONFIG_HOME, or ~/.config. Nothing without a home.
std::optional<std::filesystem::path> config_home();
/// Those of this program.
std::optional<std::filesystem::path> config_folder();

/// A path as a user typed or pasted it, perhaps with blanks around it; "~/" is the home folder.
std::string typed_path(std::string_view typed);

}  // namespace moa::native
