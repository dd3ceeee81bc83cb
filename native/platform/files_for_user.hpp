// Files that the user asked for: where they look for such files, and never in place of one that is there.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "result.hpp"

namespace moa::native {

/// A path in ~/Downloads, or in the home folder where there is none. Where a file of this name is there
/// already, it is that of "name (2).md".
Result<std::filesystem::path> free_path_for_user(std::string_view name);

/// Writes it there, and returns the path.
Result<std::string> save_for_user(std::string_view name, std::string_view text);

}  // namespace moa::native
