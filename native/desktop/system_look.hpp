// What the system says about dark or light and about motion, where it can be known without a bus of one's
// own.
#pragma once

#include <optional>
#include <string_view>

namespace moa::desktop {

struct SystemLook {
    std::optional<bool> dark;
    std::optional<bool> reduced_motion;
};

/// First what GNOME's settings say (the program gsettings, which other desktops keep up to date, too), then
/// GTK's settings.ini of this user. Takes some ten milliseconds.
SystemLook system_look();

/// From the lines of `gsettings list-recursively org.gnome.desktop.interface`.
SystemLook read_gnome_settings(std::string_view lines);
/// From GTK's settings.ini.
SystemLook read_gtk_settings(std::string_view lines);

}  // namespace moa::desktop
