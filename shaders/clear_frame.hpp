// What both shells do before they draw a frame.
#pragma once

#include <span>

#include "view/ports.hpp"

namespace moa::gl {

/// Fills the frame, `width` by `height` device pixels, with ImGuiCol_WindowBg and on it the grounds.
/// `pixel_ratio`: device pixels per ImGui unit. Needs a current context.
void clear_frame(std::span<const view::Ground> grounds, int width, int height, float pixel_ratio);

}  // namespace moa::gl
