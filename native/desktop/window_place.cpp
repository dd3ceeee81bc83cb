#include "native/desktop/window_place.hpp"

#include <algorithm>

namespace moa::desktop {

std::optional<WindowPlace> place_on_screen(WindowPlace place, std::span<const Screen> screens) {
    constexpr int handle = 64;
    for (const Screen& screen : screens) {
        const bool beside =
            place.x + place.width < screen.left + handle || place.x + handle > screen.left + screen.width;
        // Its head must be there: that is where it is taken hold of.
        const bool above_or_below = place.y < screen.top || place.y + handle > screen.top + screen.height;
        if (beside || above_or_below) continue;
        place.width = std::min(place.width, screen.width);
        place.height = std::min(place.height, screen.height);
        return place;
    }
    return std::nullopt;
}

WindowPlace whole_on_screen(WindowPlace place, const Screen& screen) {
    place.width = std::min(place.width, screen.width);
    place.height = std::min(place.height, screen.height);
    place.x = std::clamp(place.x, screen.left, screen.left + screen.width - place.width);
    place.y = std::clamp(place.y, screen.top, screen.top + screen.height - place.height);
    return place;
}

}  // namespace moa::desktop
