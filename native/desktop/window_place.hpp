// Where a window stands, and whether it can stand there still: screens come and go.
#pragma once

#include <optional>
#include <span>

namespace moa::desktop {

/// The position in screen coordinates, the size in units of the screen at 100 %.
struct WindowPlace {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;

    bool operator==(const WindowPlace&) const = default;
};

/// The part of a screen that windows may take, in screen coordinates.
struct Screen {
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;
};

/// The place, its size in screen coordinates here, no larger than the screen that it is on; nothing where no
/// screen shows a piece of it that can be taken hold of.
std::optional<WindowPlace> place_on_screen(WindowPlace place, std::span<const Screen> screens);

/// The place, in screen coordinates with its size, moved and then made smaller until all of it is on the
/// screen.
WindowPlace whole_on_screen(WindowPlace place, const Screen& screen);

}  // namespace moa::desktop
