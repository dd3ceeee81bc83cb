#include "view/tree/camera.hpp"

#include <algorithm>

namespace moa::view {

Rect Camera::to_screen(const Rect& rect) const {
    const ImVec2 corner = to_screen(ImVec2(rect.x, rect.y));
    return {corner.x, corner.y, rect.width * zoom_, rect.height * zoom_};
}

void Camera::pan(ImVec2 by) {
    origin_.x += by.x;
    origin_.y += by.y;
}

void Camera::zoom_around(ImVec2 fixed, float factor) {
    const float zoom = std::clamp(zoom_ * factor, smallest_zoom, largest_zoom);
    const float ratio = zoom / zoom_;
    origin_.x = fixed.x - (fixed.x - origin_.x) * ratio;
    origin_.y = fixed.y - (fixed.y - origin_.y) * ratio;
    zoom_ = zoom;
}

void Camera::fit(const TreeLayout& layout, const Rect& room, const FitZoom& zoom) {
    if (layout.width <= 0 || layout.height <= 0 || room.width <= 0 || room.height <= 0) return;
    const float by_width = room.width / layout.width;
    const float by_height = room.height / layout.height;
    // In a column the text has to be readable; what is below is reached by scrolling.
    const float wanted = layout.vertical ? by_width : std::min(by_width, by_height) * zoom.enlarged;
    zoom_ = std::clamp(wanted, std::max(smallest_zoom, zoom.least), std::max(zoom.largest, zoom.least));
    origin_.x = room.x + std::max(0.0F, (room.width - layout.width * zoom_) / 2);
    const float left_over = room.height - layout.height * zoom_;
    origin_.y = room.y + std::max(0.0F, left_over / 2);
    if (layout.vertical) origin_.y = room.y;
}

void Camera::reveal(const Rect& target, const Rect& room, float readable) {
    const ImVec2 middle(room.x + room.width / 2, room.y + room.height / 2);
    if (zoom_ < readable) zoom_around(middle, readable / zoom_);
    const Rect seen = to_screen(target);
    const auto shift = [](float low, float size, float room_low, float room_size) {
        if (low < room_low) return room_low - low;
        if (low + size > room_low + room_size)
            return std::max(room_low - low, room_low + room_size - low - size);
        return 0.0F;
    };
    pan({shift(seen.x, seen.width, room.x, room.width), shift(seen.y, seen.height, room.y, room.height)});
}

void Camera::keep_in(const TreeLayout& layout, const Rect& room) {
    constexpr float kept = 64;
    const Rect tree = to_screen(Rect{0, 0, layout.width, layout.height});
    const auto limited = [](float low, float size, float room_low, float room_size) {
        const float least = room_low + kept - size;
        const float most = room_low + room_size - kept;
        return std::clamp(low, std::min(least, most), std::max(least, most));
    };
    origin_.x = limited(tree.x, tree.width, room.x, room.width);
    origin_.y = limited(tree.y, tree.height, room.y, room.height);
}

}  // namespace moa::view
