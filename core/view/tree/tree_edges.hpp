// The tree's edges: what flows into what, and when it did.
#pragma once

#include <vector>

#include "view/context.hpp"
#include "view/tree/camera.hpp"

namespace moa::view {

/// How long a pulse takes along its edge, milliseconds.
inline constexpr Millis pulse_ms = 700;

/// Fills `edges` with those that touch `clip`. Returns whether a pulse is on its way.
bool collect_edges(const Context& context, const TreeLayout& layout, const Camera& camera, const Rect& clip,
                   std::vector<Edge>& edges);

}  // namespace moa::view
