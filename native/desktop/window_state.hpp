// What the window remembers from one time to the next: its place, its look, its panel and where links lead.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "native/desktop/window.hpp"
#include "screen/look.hpp"
#include "view/view.hpp"

namespace moa::desktop {

struct WindowState {
    std::optional<WindowPlace> place;
    screen::Look look;
    view::PanelPlace panel;
    std::string link_page;  ///< address of the page that the latest link led to; empty for none

    bool operator==(const WindowState&) const = default;
};

/// As JSON; what is missing, or no use, is as in a first start.
WindowState read_window_state(std::string_view text);
std::string write_window_state(const WindowState& state);

/// $XDG_CONFIG_HOME/moa/window.json, or below ~/.config.
WindowState load_window_state();
std::optional<Error> keep_window_state(const WindowState& state);

}  // namespace moa::desktop
