#include "shaders/clear_frame.hpp"

#include <algorithm>
#include <cmath>

#include "shaders/gl.hpp"

namespace moa::gl {
namespace {

void clear(ImVec4 colour) {
    glClearColor(colour.x, colour.y, colour.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
}

}  // namespace

void clear_frame(std::span<const view::Ground> grounds, int width, int height, float pixel_ratio) {
    glViewport(0, 0, width, height);
    glDisable(GL_SCISSOR_TEST);
    clear(ImGui::GetStyle().Colors[ImGuiCol_WindowBg]);
    if (grounds.empty()) return;
    glEnable(GL_SCISSOR_TEST);
    // A triangle covers the pixels whose centres it holds; so do these.
    const auto pixels = [pixel_ratio](float units) {
        return static_cast<int>(std::ceil(units * pixel_ratio - 0.5F));
    };
    for (const view::Ground& ground : grounds) {
        const int left = pixels(ground.from.x);
        const int bottom = pixels(ground.to.y);
        glScissor(left, height - bottom, std::max(0, pixels(ground.to.x) - left),
                  std::max(0, bottom - pixels(ground.from.y)));
        clear(ImGui::ColorConvertU32ToFloat4(ground.colour));
    }
    glDisable(GL_SCISSOR_TEST);
}

}  // namespace moa::gl
