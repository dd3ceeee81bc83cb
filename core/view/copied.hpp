// What was copied last: its button says so for a while.
#pragma once

#include <imgui.h>

#include "clock.hpp"

namespace moa::view {

class Copied {
  public:
    void note(ImGuiID button, Millis now) {
        button_ = button;
        until_ = now + shown_ms;
    }
    bool says(ImGuiID button, Millis now) const { return button == button_ && now < until_; }
    /// When a button changes back; no_time when none will.
    Millis changes_at(Millis now) const { return now < until_ ? until_ : no_time; }

  private:
    static constexpr Millis shown_ms = 2000;

    ImGuiID button_ = 0;
    Millis until_ = no_time;
};

}  // namespace moa::view
