// From the tree's coordinates to the screen's, and back.
#pragma once

#include <imgui.h>

#include "view/tree/layout.hpp"

namespace moa::view {

/// How a tree is fitted into its room.
struct FitZoom {
    float least = 0;
    float largest = 1;
    float enlarged =
        1;  ///< by so much, where the layers stand beside each other: as text in larger letters is
};

class Camera {
  public:
    static constexpr float smallest_zoom = 0.05F;
    static constexpr float largest_zoom = 3.0F;

    float zoom() const { return zoom_; }
    ImVec2 to_screen(ImVec2 point) const {
        return {origin_.x + point.x * zoom_, origin_.y + point.y * zoom_};
    }
    Rect to_screen(const Rect& rect) const;

    void pan(ImVec2 by);
    /// Zooms by `factor`, the point of the tree at `fixed` (on screen) staying there.
    void zoom_around(ImVec2 fixed, float factor);
    /// Shows the whole tree within `room`, centred, as far as the zooms allow. A vertical tree fills the
    /// width instead and begins at the top. What then has no room is to the right and below.
    void fit(const TreeLayout& layout, const Rect& room, const FitZoom& zoom);
    /// Brings `target` (in the tree's coordinates) into `room` at a zoom of at least `readable`, moving no
    /// more than needed.
    void reveal(const Rect& target, const Rect& room, float readable);
    /// Keeps a part of the tree within `room`: it cannot be lost by panning.
    void keep_in(const TreeLayout& layout, const Rect& room);

    bool operator==(const Camera& other) const {
        return zoom_ == other.zoom_ && origin_.x == other.origin_.x && origin_.y == other.origin_.y;
    }

  private:
    ImVec2 origin_{0, 0};
    float zoom_ = 1;
};

}  // namespace moa::view
