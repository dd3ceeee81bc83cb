// The look as data: colours of both themes, provider hues, the shape and word of every node state, and Dear
// ImGui's style.
#pragma once

#include <imgui.h>

#include <string_view>

#include "run/node.hpp"

namespace moa::view {

/// All colours of one theme. Text colours reach at least 4.5:1 on `bg`, `surface` and `raised`.
struct Theme {
    bool dark = true;
    ImU32 bg;       ///< canvas
    ImU32 dots;     ///< its dot grid
    ImU32 surface;  ///< bars and panels
    ImU32 raised;   ///< cards, composer, popups
    ImU32 line;     ///< hairlines
    ImU32 text;     ///< reading
    ImU32 soft;     ///< secondary
    ImU32 muted;    ///< labels
    ImU32 accent;   ///< focus, selection, prompt edges
    ImU32 streaming;
    ImU32 thinking;
    ImU32 done;
    ImU32 failed;
    ImU32 degraded;
    ImU32 prompt;         ///< surface of the prompt's card
    ImU32 code;           ///< surface of code
    ImU32 degraded_soft;  ///< surface of the banner
    ImU32 failed_soft;    ///< surface of Stop and of error notes
    ImU32 found;          ///< behind what a search has found
    ImU32 found_current;  ///< behind the place one is at
    ImU32 hover;          ///< laid over a surface under the pointer
    ImU32 shadow;         ///< below cards
    ImU32 on_accent;      ///< text on accent
};

const Theme& theme(bool dark);

/// The colours that the user has set for everything (forced colours, high contrast), by their names in CSS
/// Color 4.
struct SystemColours {
    ImU32 canvas;       ///< `Canvas`
    ImU32 canvas_text;  ///< `CanvasText`
    ImU32 link_text;    ///< `LinkText`
    ImU32 grey_text;    ///< `GrayText`

    bool operator==(const SystemColours&) const = default;
};

/// A theme of these colours alone: what others tell by colour stands there as shape and word, too, and every
/// surface has a line.
Theme system_theme(const SystemColours& colours);

/// A provider's hue, the same wherever it appears: on the edge of its cards, its edges and its bars.
ImU32 provider_hue(std::string_view provider);

/// The colour of a state.
ImU32 state_colour(const Theme& theme, run::NodeState state);
/// Draws the state's shape centred in a square of `size` units: lines, dots, tick, ring, dashed ring,
/// exclamation mark, bar.
void draw_state(ImDrawList& list, run::NodeState state, ImVec2 centre, float size, ImU32 colour);

/// `colour` with its opacity multiplied by `alpha` (0 to 1).
ImU32 faded(ImU32 colour, float alpha);
/// The colour between `a` (share 0) and `b` (share 1).
ImU32 mixed(ImU32 a, ImU32 b, float share);

/// Sets Dear ImGui's style so that stock widgets fit in.
void apply_style(const Theme& theme, ImGuiStyle& style);

}  // namespace moa::view
