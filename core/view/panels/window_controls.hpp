// The controls that the view draws itself, as the window has them.
#pragma once

#include <memory>

#include "view/controls.hpp"

namespace moa::view {

struct Look;
class RecipeFiles;

/// Those of the window. `look` is what their settings change; both outlive them. `files` is nullptr where
/// recipes cannot be kept.
std::unique_ptr<Controls> window_controls(Look& look, RecipeFiles* files = nullptr);

}  // namespace moa::view
