// The window's program: one workspace, its view, and a loop that sleeps whenever nothing has changed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "native/desktop/options.hpp"
#include "native/desktop/trace.hpp"
#include "native/desktop/window.hpp"
#include "native/platform/glyphs_freetype.hpp"
#include "native/transport/curl_transport.hpp"
#include "session/workspace.hpp"
#include "shaders/edge_painter.hpp"
#include "view/view.hpp"

namespace moa::desktop {

class App {
  public:
    App(std::unique_ptr<Window> window, const Options& options);

    session::Workspace& workspace() { return workspace_; }

    /// Until the window is closed or the screenshot is taken. The error is the screenshot's.
    std::optional<Error> run();
    /// Frames drawn so far.
    std::uint64_t frames() const { return frames_; }

  private:
    static view::ViewOptions view_options(const Window& window, const Options& options);
    /// When the next frame is to be drawn, on the clock; no_time for none.
    Millis frame_due(Millis now) const;
    bool screenshot_due(Millis now) const;
    void draw(Millis now, bool take_screenshot);
    void update_title();
    void on_input();
    /// Lets the caret stand still when nobody has typed for a while: a window that nobody uses draws nothing.
    void rest_caret(Millis now);
    void sleep(Millis now);
    /// Writes down what was learned of models, once nothing is being asked any more and when a run has ended.
    void keep_models();
    void drop(const std::vector<std::string>& paths);

    Options options_;
    std::unique_ptr<Window> window_;
    native::CurlTransport network_;
    session::Workspace workspace_;
    native::FreeTypeGlyphs glyphs_;
    gl::GlEdgePainter edges_;
    view::View view_;
    Trace trace_;

    std::string title_;
    std::uint64_t frames_ = 0;
    bool was_running_ = false;
    std::uint64_t kept_models_ = 0;  ///< revision of the model book that is written down
    int frames_wanted_ = 0;          ///< Dear ImGui needs a few frames to answer an input
    Millis refresh_interval_ = 0;
    Millis latest_frame_ = no_time;
    Millis started_at_ = 0;
    Millis latest_input_ = 0;
    std::optional<Error> failure_;
};

}  // namespace moa::desktop
