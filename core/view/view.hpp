// The view: one Dear ImGui picture of a workspace. Knows neither window nor browser.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "screen/shortcuts.hpp"
#include "session/workspace.hpp"
#include "view/controls.hpp"
#include "view/find/finder.hpp"
#include "view/ports.hpp"
#include "view/theme.hpp"

namespace moa::view {

/// A picture that takes longer than this is drawn without a graphics card; what a shell holds back of a run
/// is written before the next one.
inline constexpr Millis slow_frame = 25;

/// What the shell decides.
struct ViewOptions {
    // Room for the controls of a shell that has its own (the page's DOM), in ImGui units.
    float header_height = 48;
    float composer_height = 64;
    bool dark = true;
    std::optional<SystemColours> system_colours = std::nullopt;  ///< instead of either theme
    bool reduced_motion = false;
    bool enter_runs = false;  ///< see screen::Look
    float text_scale = 1;
    float pixel_ratio = 1;  ///< device pixels per ImGui unit
};

/// How much of the width the panel beside the tree has, whether it is there at all, and how it shows code;
/// and the timeline below the tree.
struct PanelPlace {
    float share = 1.0F / 3.0F;
    bool open = true;
    bool timeline = true;  ///< unfolded
    /// Long lines of code are broken rather than scrolled. One choice for all code: who wants to read it
    /// broken wants so in the next block, too.
    bool wrap_code = false;

    bool operator==(const PanelPlace&) const = default;
};

struct Rect {
    float x = 0;
    float y = 0;
    float width = 0;
    float height = 0;
};

/// Something to be done to the text in the panel.
struct ReadingAct {
    screen::Shortcut shortcut;
    std::string_view label;
    std::optional<bool> open;  ///< of what can be folded
};

/// The panel as it is read by keyboard.
struct Reading {
    Rect rect;             ///< no width while it is put away
    std::string tab;       ///< the label of the one shown
    int percent = 100;     ///< how far the text is scrolled; 100 where its end is in sight
    bool focused = false;  ///< in a shell without its own controls
    std::vector<ReadingAct> acts;
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

    /// Between frames, when fonts of the platform have loaded or changed: all text is measured and drawn
    /// again.
    void fonts_changed();

    /// Between ImGui::NewFrame and ImGui::Render. `now` is on the workspace's clock.
    void draw(Millis now);

    /// Of the last frame: for the shell to fill, in this order, before it draws ImGui's data.
    const std::vector<Ground>& grounds() const;

    /// When the next frame is wanted without any new input: at once for a workspace that has changed, later
    /// for an animation or a running stopwatch, no_time when nothing will change by itself.
    Millis next_frame(Millis now) const;

    // Facts about the last frame, for the page's mirror and for tests. In ImGui units.
    std::optional<Rect> card_rect(run::NodeId node) const;
    /// The node's row of the timeline; none while that is folded or not there.
    std::optional<Rect> timeline_row(run::NodeId node) const;
    /// Who is told of beside the pointer, in tree or timeline.
    std::optional<run::NodeId> told_at_pointer() const;
    Rect composer_rect() const;
    /// Pans and zooms so that the node's card can be read (keyboard users; the mirror's focus).
    void reveal(run::NodeId node);
    void fit_tree();

    /// Where the panel is wanted; the user changes it, too. A narrow view has none beside the tree.
    void place_panel(const PanelPlace& place);
    const PanelPlace& panel_place() const;
    /// The panel as it is shown; no width in a narrow view.
    Rect panel_rect() const;

    /// As of the last frame.
    Reading reading() const;
    /// Does with the panel what the key of this shortcut does while the panel has the focus.
    void read(screen::Shortcut shortcut);

    /// Find in text: the shell with its own controls opens, closes and steps it, and calls find_again after.
    Finder& finder();
    const Finder& finder() const;
    /// Brings what is found up to date, also where no frame is drawn.
    void find_again();
    /// The room for the search's field; no height while it is closed.
    Rect find_rect() const;

    /// Called where a node's action, of which this is the name, needs a text or the id of a model, and the
    /// shell has its own controls.
    std::function<void(run::NodeId node, const std::string& action)> ask_node;

    /// Called with the name of a screen that a control on the canvas opens, where the shell has its own
    /// controls.
    std::function<void(std::string_view name)> open_screen;

    /// Called with a text in Markdown that is to be copied, where the shell can copy rich text; without it
    /// the text is copied as it is.
    std::function<void(const std::string& markdown)> copy_markdown;

    /// Called with the address when the user has clicked a link that a model wrote, and the shell has its own
    /// controls.
    std::function<void(const std::string& address)> ask_link;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace moa::view
