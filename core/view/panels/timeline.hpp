// The waterfall of calls: a thin line while one waits, a bar while its tokens arrive.
#pragma once

#include "view/context.hpp"

namespace moa::view {

/// Height that suits so many nodes, in units.
float timeline_height(const run::RunState& state, float text_scale);

void draw_timeline(const Context& context, const Rect& area);

/// Seconds between the axis' labels for a run of `span` milliseconds: 0.5, 1, 2, 5, 10, 20, 50, ...
double axis_step(Millis span);

}  // namespace moa::view
