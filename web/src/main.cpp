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

int main() {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
    io.BackendPlatformName = "moa_web";

    static moa::web::Surface surface;
    const bool draws = surface.create();
    static moa::web::App app(surface);
    // The page shows what there is as text.
    if (!draws) app.draw_nothing();
    moa::web::the_app = &app;
    app.set_options({});
    app.settle();
    return 0;
}
