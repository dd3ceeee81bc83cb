#include "native/desktop/system_look.hpp"

#include <filesystem>
#include <string>

#include "native/platform/child_program.hpp"
#include "native/platform/files.hpp"
#include "native/platform/paths.hpp"

namespace moa::desktop {
namespace {

/// What follows `name` in the line that has it, blanks aside; nothing where there is none.
std::optional<std::string_view> value_of(std::string_view lines, std::string_view name) {
    while (!lines.empty()) {
        const std::size_t end = lines.find('\n');
        const std::string_view line = lines.substr(0, end);
        lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
        const std::size_t at = line.find(name);
        if (at == std::string_view::npos) continue;
        const std::string_view rest = line.substr(at + name.size());
        const std::size_t begin = rest.find_first_not_of(" =\t");
        if (begin == 0 || begin == std::string_view::npos) continue;  // a longer name
        return rest.substr(begin, rest.find_last_not_of(" \t\r") + 1 - begin);
    }
    return std::nullopt;
}

bool is_dark_name(std::optional<std::string_view> theme) {
    return theme &&
           (theme->find("dark") != std::string_view::npos || theme->find("Dark") != std::string_view::npos);
}

}  // namespace

SystemLook read_gnome_settings(std::string_view lines) {
    SystemLook look;
    const auto scheme = value_of(lines, " color-scheme");
    const auto gtk_theme = value_of(lines, " gtk-theme");
    if (scheme == "'prefer-dark'") look.dark = true;
    if (scheme == "'prefer-light'") look.dark = false;
    // "default" is no preference, but older themes are dark by their name.
    if (!look.dark && is_dark_name(gtk_theme)) look.dark = true;
    if (const auto moves = value_of(lines, " enable-animations")) look.reduced_motion = *moves == "false";
    return look;
}

SystemLook read_gtk_settings(std::string_view lines) {
    SystemLook look;
    if (const auto dark = value_of(lines, "gtk-application-prefer-dark-theme"))
        look.dark = *dark == "1" || *dark == "true";
    if (!look.dark.value_or(false) && is_dark_name(value_of(lines, "gtk-theme-name"))) look.dark = true;
    if (const auto moves = value_of(lines, "gtk-enable-animations"))
        look.reduced_motion = *moves == "0" || *moves == "false";
    return look;
}

SystemLook system_look() {
    SystemLook look = read_gnome_settings(
        native::output_of_program({"gsettings", "list-recursively", "org.gnome.desktop.interface"}));
    const auto folder = native::config_home();
    for (const char* version : {"gtk-4.0", "gtk-3.0"}) {
        std::error_code failed;
        if (!folder || !std::filesystem::is_regular_file(*folder / version / "settings.ini", failed))
            continue;
        const auto text = native::read_file((*folder / version / "settings.ini").string());
        if (!text) continue;
        const SystemLook gtk = read_gtk_settings(text.value());
        if (!look.dark) look.dark = gtk.dark;
        if (!look.reduced_motion) look.reduced_motion = gtk.reduced_motion;
    }
    return look;
}

}  // namespace moa::desktop
