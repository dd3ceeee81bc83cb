// Decides when a frame is drawn: never unless one is wanted.
#pragma once

#include <functional>

#include "web/src/timer.hpp"

namespace moa::web {

class FramePump {
  public:
    /// `draw` draws one frame; `next_frame` tells when the next is wanted without new input, or no_time.
    FramePump(std::function<void()> draw, std::function<Millis(Millis)> next_frame);

    /// Input came: draws the next frame and two more, in which Dear ImGui settles.
    void input_came();
    /// Something else may have changed: draws when `next_frame` says so.
    void consider();
    /// Draws at once, inside an event that must have its outcome.
    void draw_now();
    /// No frames while there is nothing to draw on.
    void set_paused(bool paused);

  private:
    void request();
    void draw();

    std::function<void()> draw_;
    std::function<Millis(Millis)> next_frame_;
    Timer timer_;
    int settling_frames_ = 0;
    bool requested_ = false;
    bool paused_ = false;
};

}  // namespace moa::web
