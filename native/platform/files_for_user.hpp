// Files that the user asked for: where they look for such files, and never in place of one that is there.
#pragma once

#include <string>
#include <string_view>

#include "result.hpp"

namespace moa::native {

/// Writes it to ~/Downloads, or to the home folder where there is none, and returns the path. Where a file of
/// this name is there already, the new one is called "name (2).md".
Result<std::string> save_for_user(std::string_view name, std::string_view text);

}  // namespace moa::native
