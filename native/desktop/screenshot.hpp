// A picture of the window as a file.
#pragma once

#include <optional>
#include <string>

#include "error.hpp"

namespace moa::desktop {

/// Writes the current context's back buffer as PNG. Call between rendering and presenting.
std::optional<Error> save_screenshot(const std::string& path, int width, int height);

}  // namespace moa::desktop
