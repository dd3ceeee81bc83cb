#include "native/desktop/window.hpp"

#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <cmath>

#include "shaders/gl.hpp"
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "native/desktop/frame_split.hpp"
#include "native/desktop/icon.hpp"
#include "native/desktop/options.hpp"
#include "native/platform/environment.hpp"
#include "shaders/clear_frame.hpp"

namespace moa::desktop {
namespace {

/// The reason of the latest failure, in GLFW's words.
std::string& latest_fault() {
    static std::string fault;
    return fault;
}

Error cannot_open(const std::string& what) {
    std::string reason = latest_fault();
    while (!reason.empty() && (reason.back() == '.' || reason.back() == '\n'))
        reason.pop_back();
    return Error{ErrorKind::io, 0, what + (reason.empty() ? "." : ": " + reason + ".")};
}

/// From GLFW 3.4 on each platform is tried in turn, and where there is no compositor Wayland's own library
/// says so on the error stream. So it is tried only where a compositor's socket can be found.
void choose_platform() {
#ifdef GLFW_PLATFORM
    const std::string display = native::environment_value("WAYLAND_DISPLAY").value_or("");
    const bool has_socket = native::environment_value("XDG_RUNTIME_DIR") || display.starts_with('/');
    if (!has_socket && glfwPlatformSupported(GLFW_PLATFORM_X11) == GLFW_TRUE)
        glfwInitHint(GLFW_PLATFORM, GLFW_PLATFORM_X11);
#endif
}

Window& window_of(GLFWwindow* handle) {
    return *static_cast<Window*>(glfwGetWindowUserPointer(handle));
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const std::string& title, int width, int height,
                                             const std::optional<WindowPlace>& place, bool may_shrink) {
    latest_fault().clear();
    glfwSetErrorCallback([](int, const char* description) { latest_fault() = description; });
    choose_platform();
    if (glfwInit() != GLFW_TRUE) return cannot_open("Could not open a window");
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "moa-desktop");
    glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "moa-desktop");
    // Shown where it is to stand, not on its way there.
    glfwWindowHint(GLFW_VISIBLE, place || may_shrink ? GLFW_FALSE : GLFW_TRUE);
    if (place) {
        width = place->width;
        height = place->height;
    }
    GLFWwindow* handle = glfwCreateWindow(width, height, title.c_str(), nullptr, nullptr);
    if (handle == nullptr) {
        Error error = cannot_open("The window needs OpenGL 3.3, which this display does not support");
        glfwTerminate();
        return error;
    }
    std::unique_ptr<Window> window(new Window(handle));
    glfwMakeContextCurrent(handle);
    glfwSwapInterval(1);
    glfwSetWindowUserPointer(handle, window.get());
    const auto scale = static_cast<double>(window->window_coordinates());
    glfwSetWindowSizeLimits(handle, static_cast<int>(min_width * scale), static_cast<int>(min_height * scale),
                            GLFW_DONT_CARE, GLFW_DONT_CARE);
    if (!window->start_imgui()) return cannot_open("Could not set up the window's OpenGL context");
    window->install_callbacks();
    window->set_icon();
    if (place) {
        window->go_to(*place);
    } else if (may_shrink) {
        window->fit_to_screen();
    }
    glfwShowWindow(handle);
    return window;
}

void Window::set_icon() {
    constexpr int sizes[] = {16, 32, 48, 64, 128};
    std::vector<std::vector<unsigned char>> pixels;
    std::vector<GLFWimage> images;
    for (const int size : sizes) {
        pixels.push_back(draw_icon(size));
        images.push_back({size, size, pixels.back().data()});
    }
    glfwSetWindowIcon(handle_, static_cast<int>(images.size()), images.data());
}

void Window::go_to(WindowPlace place) {
    glfwGetWindowSize(handle_, &place.width, &place.height);
    int count = 0;
    GLFWmonitor** const monitors = glfwGetMonitors(&count);
    std::vector<Screen> screens(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < screens.size(); ++i) {
        Screen& screen = screens[i];
        glfwGetMonitorWorkarea(monitors[i], &screen.left, &screen.top, &screen.width, &screen.height);
    }
    const auto there = place_on_screen(place, screens);
    if (!there) return;
    glfwSetWindowSize(handle_, there->width, there->height);
    glfwSetWindowPos(handle_, there->x, there->y);
}

void Window::fit_to_screen() {
    GLFWmonitor* const monitor = glfwGetPrimaryMonitor();
    if (monitor == nullptr) return;
    Screen screen;
    glfwGetMonitorWorkarea(monitor, &screen.left, &screen.top, &screen.width, &screen.height);
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;
    glfwGetWindowFrameSize(handle_, &left, &top, &right, &bottom);
    screen = {screen.left + left, screen.top + top, screen.width - left - right,
              screen.height - top - bottom};
    if (screen.width <= 0 || screen.height <= 0) return;
    WindowPlace stands;
    glfwGetWindowSize(handle_, &stands.width, &stands.height);
    if (stands.width <= screen.width && stands.height <= screen.height) return;
    glfwGetWindowPos(handle_, &stands.x, &stands.y);
    const WindowPlace there = whole_on_screen(stands, screen);
    glfwSetWindowSize(handle_, there.width, there.height);
    glfwSetWindowPos(handle_, there.x, there.y);
}

std::optional<WindowPlace> Window::place() const {
    if (glfwGetWindowAttrib(handle_, GLFW_MAXIMIZED) == GLFW_TRUE ||
        glfwGetWindowAttrib(handle_, GLFW_ICONIFIED) == GLFW_TRUE || glfwGetWindowMonitor(handle_) != nullptr)
        return std::nullopt;
    WindowPlace place;
    glfwGetWindowPos(handle_, &place.x, &place.y);
    glfwGetWindowSize(handle_, &place.width, &place.height);
    place.width = static_cast<int>(std::lround(place.width * to_units()));
    place.height = static_cast<int>(std::lround(place.height * to_units()));
    return place;
}

bool Window::start_imgui() {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;  // where panels stand is no file of the user's
    io.LogFilename = nullptr;
    if (!ImGui_ImplGlfw_InitForOpenGL(handle_, false) || !ImGui_ImplOpenGL3_Init("#version 330 core"))
        return false;
    imgui_started_ = true;
    return true;
}

Window::~Window() {
    if (imgui_started_) {
        ImGui_ImplOpenGL3_Shutdown();
        ImGui_ImplGlfw_Shutdown();
    }
    if (ImGui::GetCurrentContext() != nullptr) ImGui::DestroyContext();
    glfwDestroyWindow(handle_);
    glfwTerminate();
}

void Window::install_callbacks() {
    static constexpr auto wanted = [](GLFWwindow* handle) {
        const Window& window = window_of(handle);
        if (window.events_.input) window.events_.input();
    };
    glfwSetWindowFocusCallback(handle_, [](GLFWwindow* handle, int focused) {
        ImGui_ImplGlfw_WindowFocusCallback(handle, focused);
        const Window& window = window_of(handle);
        if (focused == GLFW_TRUE && window.events_.focused) window.events_.focused();
        wanted(handle);
    });
    glfwSetCursorEnterCallback(handle_, [](GLFWwindow* handle, int entered) {
        ImGui_ImplGlfw_CursorEnterCallback(handle, entered);
        wanted(handle);
    });
    glfwSetCursorPosCallback(handle_, [](GLFWwindow* handle, double x, double y) {
        const double units = window_of(handle).to_units();
        ImGui_ImplGlfw_CursorPosCallback(handle, x * units, y * units);
        wanted(handle);
    });
    glfwSetMouseButtonCallback(handle_, [](GLFWwindow* handle, int button, int action, int mods) {
        if (action == GLFW_PRESS) split_before_press();
        ImGui_ImplGlfw_MouseButtonCallback(handle, button, action, mods);
        wanted(handle);
    });
    glfwSetScrollCallback(handle_, [](GLFWwindow* handle, double x, double y) {
        ImGui_ImplGlfw_ScrollCallback(handle, x, y);
        wanted(handle);
    });
    glfwSetKeyCallback(handle_, [](GLFWwindow* handle, int key, int scancode, int action, int mods) {
        if (key >= GLFW_KEY_LEFT_SHIFT && key <= GLFW_KEY_RIGHT_SUPER) split_before_modifier();
        ImGui_ImplGlfw_KeyCallback(handle, key, scancode, action, mods);
        wanted(handle);
    });
    glfwSetCharCallback(handle_, [](GLFWwindow* handle, unsigned code_point) {
        ImGui_ImplGlfw_CharCallback(handle, code_point);
        wanted(handle);
    });
    glfwSetMonitorCallback(ImGui_ImplGlfw_MonitorCallback);
    glfwSetFramebufferSizeCallback(handle_, [](GLFWwindow* handle, int, int) { wanted(handle); });
    glfwSetWindowContentScaleCallback(handle_, [](GLFWwindow* handle, float, float) { wanted(handle); });
    glfwSetWindowRefreshCallback(handle_, [](GLFWwindow* handle) { wanted(handle); });
    glfwSetWindowIconifyCallback(handle_, [](GLFWwindow* handle, int) { wanted(handle); });
    glfwSetDropCallback(handle_, [](GLFWwindow* handle, int count, const char** paths) {
        const Window& window = window_of(handle);
        if (window.events_.dropped) window.events_.dropped(std::vector<std::string>(paths, paths + count));
        wanted(handle);
    });
}

double Window::to_units() const {
    int window_width = 0;
    int frame_pixels = 0;
    glfwGetWindowSize(handle_, &window_width, nullptr);
    glfwGetFramebufferSize(handle_, &frame_pixels, nullptr);
    if (window_width <= 0 || frame_pixels <= 0) return 1;
    return frame_pixels / static_cast<double>(window_width) / static_cast<double>(pixel_ratio());
}

void Window::set_title(const std::string& title) {
    glfwSetWindowTitle(handle_, title.c_str());
}

bool Window::closing() const {
    return glfwWindowShouldClose(handle_) == GLFW_TRUE;
}

void Window::close() {
    glfwSetWindowShouldClose(handle_, GLFW_TRUE);
}

bool Window::drawable() const {
    return glfwGetWindowAttrib(handle_, GLFW_ICONIFIED) == GLFW_FALSE &&
           glfwGetWindowAttrib(handle_, GLFW_VISIBLE) == GLFW_TRUE && frame_width() > 0 && frame_height() > 0;
}

float Window::pixel_ratio() const {
    float ratio = 1;
    glfwGetWindowContentScale(handle_, &ratio, nullptr);
    // Some displays report nonsense.
    return std::isfinite(ratio) ? std::clamp(ratio, 0.5F, 8.0F) : 1.0F;
}

float Window::window_coordinates() const {
    return static_cast<float>(1 / to_units());
}

double Window::refresh_interval() const {
    GLFWmonitor* monitor = glfwGetPrimaryMonitor();
    const GLFWvidmode* mode = monitor == nullptr ? nullptr : glfwGetVideoMode(monitor);
    return 1.0 / (mode == nullptr || mode->refreshRate <= 0 ? 60 : mode->refreshRate);
}

int Window::frame_width() const {
    int width = 0;
    glfwGetFramebufferSize(handle_, &width, nullptr);
    return width;
}

int Window::frame_height() const {
    int height = 0;
    glfwGetFramebufferSize(handle_, nullptr, &height);
    return height;
}

void Window::begin_frame() {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    // The backend counts in window coordinates, which are device pixels on some systems and not on others.
    ImGuiIO& io = ImGui::GetIO();
    const float ratio = pixel_ratio();
    io.DisplaySize = {static_cast<float>(frame_width()) / ratio, static_cast<float>(frame_height()) / ratio};
    io.DisplayFramebufferScale = {ratio, ratio};
    ImGui::NewFrame();
}

void Window::render(std::span<const view::Ground> grounds) {
    ImGui::Render();
    gl::clear_frame(grounds, frame_width(), frame_height(), pixel_ratio());
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void Window::present(const std::function<void()>& meanwhile) {
    constexpr GLuint64 step = 4'000'000;  // nanoseconds
    const GLsync drawn = glFenceSync(GL_SYNC_GPU_COMMANDS_COMPLETE, 0);
    while (glClientWaitSync(drawn, GL_SYNC_FLUSH_COMMANDS_BIT, step) == GL_TIMEOUT_EXPIRED)
        meanwhile();
    glDeleteSync(drawn);
    glfwSwapBuffers(handle_);
}

void Window::wait(double seconds) {
    if (seconds < 0) {
        glfwWaitEvents();
    } else if (seconds > 0) {
        glfwWaitEventsTimeout(seconds);
    } else {
        glfwPollEvents();
    }
}

void Window::wake() {
    glfwPostEmptyEvent();
}

}  // namespace moa::desktop
