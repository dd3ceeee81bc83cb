// The view: one Dear ImGui picture of a workspace. Knows neither window nor browser.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "session/workspace.hpp"
#include "view/controls.hpp"
#include "view/ports.hpp"

namespace moa::view {

/// What the shell decides.
struct ViewOptions {
    // Room for the controls of a shell that has its own (the page's DOM), in ImGui units.
    float header_height = 48;
    float composer_height = 64;
    bool dark = true;
    bool reduced_motion = false;
    float text_scale = 1;
    float pixel_ratio = 1;  ///< device pixels per ImGui unit
};

struct Rect {
    float x = 0;
    float y = 0;
    float width = 0;
    float height = 0;
};

class View {
  public:
    /// All outlive the view. Needs a current ImGui context; sets its style and fonts.
    View(session::Workspace& workspace, GlyphSource& glyphs, EdgePainter& edges);
    ~View();
    View(const View&) = delete;
    View& operator=(const View&) = delete;

    /// Draws header, question and settings with these; before that, and with nullptr, the shell has its own
    /// and the view only leaves room.
    void use(std::unique_ptr<Controls> controls);

    void set_options(const ViewOptions& options);
    const ViewOptions& options() const;

    /// Between ImGui::NewFrame and ImGui::Render. `now` is on the workspace's clock.
    void draw(Millis now);

    /// When the next frame is wanted without any new input: at once for a workspace that has changed, later
    /// for an animation or a running stopwatch, no_time when nothing will change by itself.
    Millis next_frame(Millis now) const;

    // Facts about the last frame, for the page's mirror and for tests. In ImGui units.
    std::optional<Rect> card_rect(run::NodeId node) const;
    Rect composer_rect() const;
    /// Pans and zooms so that the node's card can be read (keyboard users; the mirror's focus).
    void reveal(run::NodeId node);
    void fit_tree();

    /// Called where a node's action needs a text (the node's new answer) or the id of another model, and the
    /// shell has its own controls.
    std::function<void(run::NodeId node, bool other_model)> ask_node;

    /// Called with an http(s) address when the user has clicked a link and agreed to open it. Unset: links do
    /// nothing.
    std::function<void(const std::string&)> open_link;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace moa::view
