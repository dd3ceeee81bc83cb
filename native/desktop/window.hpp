// A GLFW window with an OpenGL 3.3 context and Dear ImGui in it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "native/desktop/window_place.hpp"
#include "result.hpp"
#include "view/ports.hpp"

struct GLFWwindow;

namespace moa::desktop {

/// What the user does to the window itself; Dear ImGui gets keys and pointer by itself.
struct WindowEvents {
    std::function<void()> input;  ///< anything that may change the picture: frames are wanted
    std::function<void(const std::vector<std::string>& paths)> dropped;
    std::function<void()> focused;  ///< the user has come back from other programs
};

/// One at a time: it owns GLFW and the Dear ImGui context. ImGui's unit is `pixel_ratio` device pixels.
class Window {
  public:
    /// Opens the window and makes its context current; at `place`, as far as that is on a screen, where there
    /// is one; else of this size, or smaller where `may_shrink` and the screen has no room for it. The error
    /// says in one sentence why there can be none.
    static Result<std::unique_ptr<Window>> open(const std::string& title, int width, int height,
                                                const std::optional<WindowPlace>& place, bool may_shrink);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    void set_events(WindowEvents events) { events_ = std::move(events); }
    void set_title(const std::string& title);

    /// Where it stands; nothing while it is maximised, minimised or in full screen.
    std::optional<WindowPlace> place() const;
    bool closing() const;
    void close();
    /// Whether there is a picture to draw: not minimised, and of some size.
    bool drawable() const;
    float pixel_ratio() const;
    /// GLFW's window coordinates, which pointer events use, for one ImGui unit.
    float window_coordinates() const;
    /// Seconds between two pictures of its screen.
    double refresh_interval() const;

    /// Starts a frame in all of ImGui's parts.
    void begin_frame();
    /// Draws the frame into the back buffer, over the theme's background.
    void render(std::span<const view::Ground> grounds);
    /// Puts the back buffer on screen once it is drawn. Without a graphics card that takes a while:
    /// `meanwhile` is called again and again, and draws nothing.
    void present(const std::function<void()>& meanwhile);
    /// Size of the frame buffer in device pixels.
    int frame_width() const;
    int frame_height() const;

    /// Handles events, at most `seconds` later; negative: whenever there are any.
    static void wait(double seconds);
    /// Ends `wait`, from any thread.
    static void wake();

  private:
    explicit Window(GLFWwindow* handle) : handle_(handle) {}
    bool start_imgui();
    void set_icon();
    /// There, as far as that is on a screen.
    void go_to(WindowPlace place);
    /// All of it, with what the desktop draws around it, onto the first screen.
    void fit_to_screen();
    void install_callbacks();
    /// From GLFW's window coordinates to ImGui units.
    double to_units() const;

    GLFWwindow* handle_;
    WindowEvents events_;
    bool imgui_started_ = false;
};

}  // namespace moa::desktop
