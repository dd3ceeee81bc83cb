// Above the question while a replay is shown: play and pause, event by event, a scrubber on which layers are
// marked, the time, the speed, and its end. For shells without controls of their own.
#pragma once

#include "screen/replay_controls.hpp"
#include "view/context.hpp"

namespace moa::view {

class ReplayBar {
  public:
    /// How high it wants to be; 0 while there is no replay.
    float height(const Context& context, float width) const;
    void draw(const Context& context, const Rect& area);

  private:
    void draw_scrubber(const Context& context, const screen::ReplayControls& now, const Rect& area);
    static void draw_marks(const Context& context, const screen::ReplayControls& now, const Rect& track);
    static float draw_speed(const Context& context, const screen::ReplayControls& now, const Rect& line,
                            float right);
    static float draw_skip(const Context& context, bool skips, const Rect& line, float right);

    bool goes_on_ = false;  ///< it played when the scrubber was taken, and will again
    bool dragged_ = false;
};

}  // namespace moa::view
