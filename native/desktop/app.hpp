// The window's program: one workspace, its view, and a loop that sleeps whenever nothing has changed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "native/desktop/history_library.hpp"
#include "native/desktop/options.hpp"
#include "native/desktop/own_screens.hpp"
#include "native/desktop/recipe_files.hpp"
#include "native/desktop/saved_credentials.hpp"
#include "native/desktop/system_look.hpp"
#include "native/desktop/trace.hpp"
#include "native/desktop/window.hpp"
#include "native/desktop/window_state.hpp"
#include "native/platform/credential_store.hpp"
#include "native/platform/drafts.hpp"
#include "native/platform/glyphs_freetype.hpp"
#include "native/platform/history_files.hpp"
#include "native/transport/curl_transport.hpp"
#include "session/workspace.hpp"
#include "shaders/edge_painter.hpp"
#include "view/view.hpp"

namespace moa::desktop {

class App {
  public:
    /// `kept` is how the window was left.
    App(std::unique_ptr<Window> window, const Options& options, const WindowState& kept);

    session::Workspace& workspace() { return workspace_; }
    native::HistoryFiles& history() { return history_; }
    native::Drafts& drafts() { return drafts_; }

    /// Until the window is closed or the screenshot is taken. The error is the screenshot's.
    std::optional<Error> run();
    /// Takes the pictures that Options::film asks for.
    std::optional<Error> film();
    /// The secret store still owes an answer, to a thread that only it can end.
    bool waits_for_store() const { return saved_credentials_.waiting() || credential_store_.waiting(); }
    /// Frames drawn so far.
    std::uint64_t frames() const { return frames_; }

  private:
    /// What the user wants of the look, and where that is open, what the system says.
    view::ViewOptions view_options() const;
    void apply_look();
    /// Writes down how the window stands and looks.
    void keep_state();
    /// When the next frame is to be drawn, on the clock; no_time for none.
    Millis frame_due(Millis now) const;
    bool screenshot_due(Millis now) const;
    /// `picture`: where to save what is drawn; empty: nowhere.
    void draw(Millis now, const std::string& picture);
    void begin_run();
    void update_title();
    void on_input();
    /// Lets the caret stand still when nobody has typed for a while: a window that nobody uses draws nothing.
    void rest_caret(Millis now);
    void sleep(Millis now);
    /// Writes down what was learned of models, once nothing is being asked any more and when a run has ended.
    void keep_models();
    /// Tells where the history cannot be written, and tries again.
    void keep_history();
    /// Writes down setup and recipe when they have changed.
    void keep_setup();
    /// Says what the window could not do, once in a row: beside the question and to the terminal.
    void report(const std::string& trouble);
    /// Writes down the question that is being typed, now and then while it is, so that a crash takes little.
    void keep_question(Millis now);
    /// When that is to be done next, on the clock; no_time when it is written down.
    Millis question_due() const;
    void drop(const std::vector<std::string>& paths);
    /// Asks for the kept keys once there is something to look at, and takes them when they come; and tells
    /// what the store refused to keep.
    void take_saved_credentials();

    Options options_;
    WindowState state_;
    WindowState kept_;  ///< as it is written down
    screen::Look applied_;
    SystemLook system_;
    std::unique_ptr<Window> window_;
    native::CurlTransport network_;
    native::SecretCredentialStore credential_store_;
    SavedCredentials saved_credentials_;
    native::HistoryFiles history_;
    native::Drafts drafts_;
    session::Workspace workspace_;
    FileHistoryLibrary library_;
    OwnScreens own_screens_;
    native::FreeTypeGlyphs glyphs_;
    gl::GlEdgePainter edges_;
    FileRecipeLibrary recipe_files_;
    view::View view_;
    Trace trace_;

    std::string title_;
    std::uint64_t frames_ = 0;
    bool was_running_ = false;
    bool asked_for_keys_ = false;
    bool store_works_ = false;       ///< the store was being waited for when the loop last looked
    bool history_behind_ = false;    ///< something of the run is not written yet
    std::string reported_;           ///< the latest trouble
    std::string kept_question_;      ///< the draft as it is written down, or was found
    bool question_is_ours_ = false;  ///< what is written down stands in the draft, or did
    Millis question_kept_at_ = no_time;
    std::uint64_t kept_setup_ = 0;   ///< revision of the recipe that is written down
    std::uint64_t kept_models_ = 0;  ///< revision of the model book that is written down
    int frames_wanted_ = 0;          ///< Dear ImGui needs a few frames to answer an input
    Millis refresh_interval_ = 0;
    Millis latest_frame_ = no_time;
    bool slow_frames_ = false;  ///< the latest one was
    bool run_waits_ = false;    ///< Options::run waits for the first picture
    Millis started_at_ = 0;
    Millis latest_input_ = 0;
    std::optional<Error> failure_;
};

}  // namespace moa::desktop
