// The border between tree and panel: it moves the panel, puts it away and brings it back.
#pragma once

#include "view/context.hpp"

namespace moa::view {

/// An arrow that puts the panel away to the right (direction 1) or brings it back (-1).
void draw_panel_arrow(const Context& context, ImVec2 centre, float direction, bool over);
/// The left edge of the panel in `area`, by which `place` is changed.
void draw_divider(const Context& context, const Rect& area, PanelPlace& place);
/// What is left of a panel that was put away: a strip that brings it back.
void draw_folded(const Context& context, const Rect& area, PanelPlace& place);

}  // namespace moa::view
