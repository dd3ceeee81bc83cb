#include "web/src/surface.hpp"

#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <cmath>

#include "shaders/clear_frame.hpp"

namespace moa::web {

bool Surface::create() {
    EmscriptenWebGLContextAttributes attributes;
    emscripten_webgl_init_context_attributes(&attributes);
    attributes.majorVersion = 2;
    attributes.alpha = EM_FALSE;
    attributes.depth = EM_FALSE;
    attributes.antialias = EM_FALSE;  // Dear ImGui smooths its own edges
    attributes.enableExtensionsByDefault = EM_FALSE;
    context_ = emscripten_webgl_create_context(canvas_selector, &attributes);
    if (context_ <= 0 || emscripten_webgl_make_context_current(context_) != EMSCRIPTEN_RESULT_SUCCESS)
        return false;
    emscripten_set_webglcontextlost_callback(canvas_selector, this, EM_FALSE,
                                             [](int, const void*, void* self) -> EM_BOOL {
                                                 static_cast<Surface*>(self)->on_lost();
                                                 return EM_TRUE;  // says that it may be restored
                                             });
    emscripten_set_webglcontextrestored_callback(canvas_selector, this, EM_FALSE,
                                                 [](int, const void*, void* self) -> EM_BOOL {
                                                     ImGui_ImplOpenGL3_Shutdown();
                                                     ImGui_ImplOpenGL3_Init("#version 300 es");
                                                     static_cast<Surface*>(self)->on_restored();
                                                     return EM_TRUE;
                                                 });
    return ImGui_ImplOpenGL3_Init("#version 300 es");
}

void Surface::begin_frame() {
    double css_width = 0;
    double css_height = 0;
    emscripten_get_element_css_size(canvas_selector, &css_width, &css_height);
    pixel_ratio_ = static_cast<float>(std::clamp(emscripten_get_device_pixel_ratio(), 0.25, 8.0));
    const int width =
        std::max(1, static_cast<int>(std::lround(css_width * static_cast<double>(pixel_ratio_))));
    const int height =
        std::max(1, static_cast<int>(std::lround(css_height * static_cast<double>(pixel_ratio_))));
    if (width != width_ || height != height_) {
        emscripten_set_canvas_element_size(canvas_selector, width, height);
        width_ = width;
        height_ = height;
    }
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(css_width), static_cast<float>(css_height)};
    io.DisplayFramebufferScale = {pixel_ratio_, pixel_ratio_};
    ImGui_ImplOpenGL3_NewFrame();
}

void Surface::end_frame(std::span<const view::Ground> grounds) {
    gl::clear_frame(grounds, width_, height_, pixel_ratio_);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace moa::web
