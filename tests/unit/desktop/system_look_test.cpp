#include "native/desktop/system_look.hpp"

#include <doctest/doctest.h>

#include <string>

using moa::desktop::read_gnome_settings;
using moa::desktop::read_gtk_settings;

namespace {

std::string gnome(const std::string& name, const std::string& value) {
    return "org.gnome.desktop.interface clock-format '24h'\n"
           "org.gnome.desktop.interface " +
           name + " " + value +
           "\n"
           "org.gnome.desktop.interface cursor-size 24\n";
}

}  // namespace

TEST_CASE("GNOME's settings say dark, light or nothing") {
    CHECK(read_gnome_settings(gnome("color-scheme", "'prefer-dark'")).dark == true);
    CHECK(read_gnome_settings(gnome("color-scheme", "'prefer-light'")).dark == false);
    CHECK_FALSE(read_gnome_settings(gnome("color-scheme", "'default'")).dark);
    CHECK(
        read_gnome_settings(gnome("color-scheme", "'default'") + gnome("gtk-theme", "'Adwaita-dark'")).dark ==
        true);
    CHECK(read_gnome_settings(gnome("color-scheme", "'prefer-light'") + gnome("gtk-theme", "'Yaru-dark'"))
              .dark == false);
    CHECK_FALSE(read_gnome_settings(gnome("gtk-theme", "'Adwaita'")).dark);
    // A longer name is another setting.
    CHECK_FALSE(read_gnome_settings(gnome("color-scheme-night", "'prefer-dark'")).dark);
}

TEST_CASE("GNOME's settings say whether things move") {
    CHECK(read_gnome_settings(gnome("enable-animations", "false")).reduced_motion == true);
    CHECK(read_gnome_settings(gnome("enable-animations", "true")).reduced_motion == false);
    CHECK_FALSE(read_gnome_settings(gnome("font-name", "'Cantarell 11'")).reduced_motion);
}

TEST_CASE("GTK's settings.ini says the same in its own words") {
    CHECK(read_gtk_settings("[Settings]\ngtk-application-prefer-dark-theme=1\n").dark == true);
    CHECK(read_gtk_settings("[Settings]\ngtk-application-prefer-dark-theme = true\r\n").dark == true);
    CHECK(read_gtk_settings("[Settings]\ngtk-application-prefer-dark-theme=0\n").dark == false);
    CHECK(read_gtk_settings("[Settings]\ngtk-theme-name=Breeze-Dark\n").dark == true);
    CHECK_FALSE(read_gtk_settings("[Settings]\ngtk-theme-name=Breeze\n").dark);
    CHECK(read_gtk_settings("gtk-enable-animations=0").reduced_motion == true);
    CHECK(read_gtk_settings("gtk-enable-animations=true").reduced_motion == false);
}

TEST_CASE("what is no setting says nothing") {
    for (const std::string& text :
         {std::string(), std::string("\n\n\n"), std::string("No schemas installed"), std::string(1000, '\0'),
          std::string("color-scheme"), std::string("gtk-enable-animations=")}) {
        CHECK_FALSE(read_gnome_settings(text).dark);
        CHECK_FALSE(read_gnome_settings(text).reduced_motion);
        CHECK_FALSE(read_gtk_settings(text).dark);
        CHECK_FALSE(read_gtk_settings(text).reduced_motion);
    }
}
