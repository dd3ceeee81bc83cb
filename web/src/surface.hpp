// The canvas: a WebGL 2 context that can be lost and come back, at the screen's own resolution, with Dear
// ImGui's renderer.
#pragma once

#include <emscripten/html5.h>
#include <imgui.h>

#include <functional>
#include <span>

#include "view/ports.hpp"

namespace moa::web {

inline constexpr const char* canvas_selector = "#moa-canvas";

class Surface {
  public:
    /// False where the browser has no WebGL 2: then nothing else of it may be called.
    bool create();

    /// Called when the context is gone, and when it is back and everything on the card has to be made anew.
    std::function<void()> on_lost;
    std::function<void()> on_restored;

    /// Fits the canvas to its size on the page and tells Dear ImGui: its unit is the CSS pixel.
    void begin_frame();
    /// Clears, fills the grounds and draws ImGui::GetDrawData.
    void end_frame(std::span<const view::Ground> grounds);
    /// Device pixels per CSS pixel.
    float pixel_ratio() const { return pixel_ratio_; }

  private:
    EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context_ = 0;
    float pixel_ratio_ = 1;
    int width_ = 0;
    int height_ = 0;
};

}  // namespace moa::web
