// What is wider than its room: scrolled to the side within it, while the panel around it scrolls up and down.
#pragma once

#include <optional>
#include <utility>

#include "view/widgets/flow.hpp"

namespace moa::view {

class SidewaysScroll {
  public:
    /// Room below the content that its scroll bar takes, before the user's scale.
    static constexpr float bar_room = 14;

    /// The place of the content on screen; its scroll bar lies along the lower edge.
    struct Room {
        ImVec2 from;
        ImVec2 to;
        float content = 0;    ///< how wide the content is
        float fixed = 0;      ///< what at its left is not scrolled with it
        float bar_inset = 0;  ///< between the ends of the room and those of the bar

        float width() const { return to.x - from.x; }
    };

    /// Follows wheel, finger and scroll bar, and draws the bar. Call before the content is drawn.
    /// `selecting`: the pointer is selecting text, which comes towards it at the edges; a finger then does
    /// not scroll.
    void update(const Flow& flow, const Room& room, bool selecting);
    /// By how much the content is moved to the left.
    float offset() const { return offset_; }
    /// Brings [first, second) of the content into view with the next update.
    void reveal(std::pair<float, float> stretch) { revealed_ = stretch; }

  private:
    void follow_bar(const Flow& flow, const Room& room);
    void follow_pointer(const Flow& flow, const Room& room, bool selecting);

    float offset_ = 0;
    float grabbed_at_ = 0;  ///< the offset when bar or content was grabbed
    bool panning_ = false;  ///< a finger went down in the room and is still down
    std::optional<std::pair<float, float>> revealed_;
};

}  // namespace moa::view
