// What every part of the view is given to draw one frame.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "markdown/text_room.hpp"
#include "session/workspace.hpp"
#include "view/copied.hpp"
#include "view/text/pen.hpp"
#include "view/theme.hpp"
#include "view/view.hpp"

namespace moa::view {

/// Below this width of the viewport the tree runs from top to bottom and shares its place with the panel.
inline constexpr float narrow_width = 700;
/// Below these heights tree and answer take turns, too, and the answer does without the bar above the
/// question: a telephone on its side, a page at a zoom of 400 % (WCAG 2.1, 1.4.10).
inline constexpr float low_height = 420;
inline constexpr float lowest_height = 300;

/// Whether there is room for either the tree or the answer.
inline bool is_narrow(ImVec2 size) {
    return size.x < narrow_width || size.y < low_height;
}

/// An action of a node (screen::node_actions) that has to be asked something before it can be taken.
struct NodeQuestion {
    run::NodeId node;
    std::string action;  ///< its name
};

/// Where the menu of a node opens: its top left corner.
struct MenuPlace {
    run::NodeId node;
    ImVec2 at;
};

/// What has to be drawn again without new input, collected while drawing.
struct FrameRequests {
    markdown::TextRoom text_room;  ///< what of this frame is left for long texts
    std::vector<Ground> grounds;
    bool animating = false;  ///< something moves: the next frame at once
    bool stopwatch = false;  ///< a running time is on screen: ten frames a second
    Millis moves_within_ms =
        0;                     ///< something on screen moves slowly: the next frame after so long; 0: nothing
    bool text_cursor = false;  ///< a caret blinks
    bool escape_taken = false;        ///< what Escape does in this frame is done
    bool panel_has_keys = false;      ///< arrows and the like are the panel's, not the tree's
    bool replay_has_arrows = false;   ///< they are a replay's, not the tree's
    bool layout_moved = false;        ///< something changed that this frame has drawn in its old place
    std::optional<NodeQuestion> ask;  ///< to be asked after this frame
    std::optional<MenuPlace> menu;    ///< the menu of a node is to be opened
    std::string copy_markdown;        ///< a text to be copied; empty for none
    std::string open_screen;          ///< its name (screen::Screens::open); empty for none
    std::string open_link;            ///< an address of our own to be opened; empty for none
    std::string ask_link;             ///< one that a model wrote, to be asked about; empty for none
};

struct Context {
    session::Workspace& workspace;
    const ViewOptions& options;
    const Theme& theme;
    const Pen& pen;
    EdgePainter& edges;
    Millis now = 0;
    FrameRequests& requests;
    /// PanelPlace::wrap_code
    bool& wrap_code;
    Copied& copied;

    /// Fills an area below which nothing is drawn: clearing it costs a tenth of drawing it where the
    /// processor draws.
    void fill_ground(const Rect& area, ImU32 colour) const {
        requests.grounds.push_back({{area.x, area.y}, {area.x + area.width, area.y + area.height}, colour});
    }

    /// Sizes of text and of what is measured by it, in units.
    float scaled(float size) const { return size * options.text_scale; }
};

inline ImVec2 top_left(const Rect& rect) {
    return {rect.x, rect.y};
}
inline ImVec2 bottom_right(const Rect& rect) {
    return {rect.x + rect.width, rect.y + rect.height};
}
inline bool contains(const Rect& rect, ImVec2 point) {
    return point.x >= rect.x && point.x < rect.x + rect.width && point.y >= rect.y &&
           point.y < rect.y + rect.height;
}
inline bool overlap(const Rect& a, const Rect& b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

}  // namespace moa::view
