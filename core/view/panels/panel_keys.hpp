// The panel's share of the keyboard: whether it has it, and what keys do to the text it shows.
#pragma once

#include <vector>

#include "view/context.hpp"
#include "view/controls.hpp"
#include "view/keys.hpp"

namespace moa::view {

class PanelKeys {
  public:
    /// Whether the panel has the keyboard: arrows scroll it and do not walk the tree.
    bool focused() const { return focused_; }
    /// Of a shell whose question the view draws: the keyboard goes from the question to the tree, to the
    /// panel where it is `shown`, and round again. Escape leaves the panel for the tree. A shell with its own
    /// controls moves its own focus and calls `take`.
    void move_focus(const Context& context, bool shown, Controls& controls);

    /// Keys of this frame, where nothing else has them.
    void take_pressed();
    /// What the shortcut does, in the frame that is drawn next.
    void take(Shortcut shortcut) { taken_.push_back(shortcut); }
    const std::vector<Shortcut>& taken() const { return taken_; }
    /// They are done.
    void clear() { taken_.clear(); }

    /// By how many tabs they go on; negative: back.
    int tab_steps() const;
    /// Where they scroll a text to that is at `position` of `extent`, in a window of this height.
    float scrolled(const Context& context, float position, float extent, float height) const;

  private:
    std::vector<Shortcut> taken_;
    bool focused_ = false;
};

/// Shows that what stands in `area` has the keyboard.
void draw_focus_ring(const Context& context, const Rect& area);

}  // namespace moa::view
