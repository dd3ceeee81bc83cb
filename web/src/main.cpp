// Starts the page's program. It lives until the page is closed: everything after main is driven by events.
#include <imgui.h>

#include "web/src/app.hpp"
#include "web/src/running_app.hpp"
#include "web/src/surface.hpp"

namespace moa::web {
namespace {

App* the_app = nullptr;

}  // namespace

App* running_app() {
    return the_app;
}

}  // namespace moa::web

/// Ends with 1 where WebGL 2 is missing; the page has looked before, and says so.
int main() {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
    io.BackendPlatformName = "moa_web";

    static moa::web::Surface surface;
    if (!surface.create()) return 1;
    static moa::web::App app(surface);
    moa::web::the_app = &app;
    app.set_options({});
    app.settle();
    return 0;
}
