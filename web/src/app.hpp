// The page's program: workspace, view and the browser, wired together.
#pragma once

#include <memory>

#include "screen/screens.hpp"
#include "session/workspace.hpp"
#include "shaders/edge_painter.hpp"
#include "view/view.hpp"
#include "web/src/browser_glyphs.hpp"
#include "web/src/clipboard.hpp"
#include "web/src/credential_store.hpp"
#include "web/src/fetch_transport.hpp"
#include "web/src/frame_pump.hpp"
#include "web/src/history.hpp"
#include "web/src/history_library.hpp"
#include "web/src/input.hpp"
#include "web/src/mirror.hpp"
#include "web/src/recipe_library.hpp"
#include "web/src/surface.hpp"

namespace moa::web {

class App {
  public:
    /// `surface` is created and Dear ImGui's context current.
    explicit App(Surface& surface);

    session::Workspace& workspace() { return workspace_; }
    view::View& view() { return view_; }
    screen::Screens& screens() { return screens_; }
    screen::Look& look() { return look_; }
    Mirror& mirror() { return mirror_; }
    Clipboard& clipboard() { return clipboard_; }
    PageHistory& history() { return history_; }
    PageHistoryLibrary& library() { return library_; }
    HistoryFileReading& history_file() { return history_file_; }
    BrowserCredentialStore& credential_store() { return credential_store_; }

    /// Colours, sizes and motion as the page wants them.
    void set_options(const view::ViewOptions& options);
    /// No frame is drawn from now on: there is no canvas to draw on.
    void draw_nothing() { pump_.set_paused(true); }
    /// After anything that may have changed the workspace: sets the timers, and draws and tells what has to
    /// be.
    void settle();
    /// The size of the canvas or of what stands on it has changed.
    void input_came() { pump_.input_came(); }

  private:
    void draw_frame();
    Millis next_frame(Millis now) const { return view_.next_frame(now); }

    Surface& surface_;
    FetchTransport network_;
    PageHistory history_;
    PageHistoryLibrary library_;
    HistoryFileReading history_file_;
    PageRecipeLibrary recipes_;
    BrowserCredentialStore credential_store_;
    session::Workspace workspace_;
    screen::Look look_;
    screen::Screens screens_;
    BrowserGlyphs glyphs_;
    gl::GlEdgePainter edges_;
    view::View view_;
    Mirror mirror_;
    FramePump pump_;
    Timer wake_;
    Input input_;
    Clipboard clipboard_;
    Millis last_frame_ = no_time;
    bool slow_frames_ = false;  ///< the latest one was
    std::uint32_t frames_ = 0;
    int cursor_ = -2;
};

}  // namespace moa::web
