#include "native/desktop/window_state.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <filesystem>

#include "native/platform/files.hpp"

using namespace moa;
using desktop::place_on_screen;
using desktop::read_window_state;
using desktop::Screen;
using desktop::WindowPlace;
using desktop::WindowState;
namespace fs = std::filesystem;

namespace {

WindowState some_state() {
    WindowState state;
    state.place = WindowPlace{-120, 40, 1180, 760};
    state.look.theme = screen::ThemeWish::light;
    state.look.motion = screen::MotionWish::reduced;
    state.look.text_percent = 150;
    state.look.enter_runs = true;
    state.panel = {0.5F, false, false, true};
    state.link_page = "https://moa.example/page/";
    return state;
}

}  // namespace

TEST_CASE("a window's state is read as it was written") {
    CHECK(read_window_state(write_window_state(some_state())) == some_state());
    CHECK(read_window_state(write_window_state(WindowState())) == WindowState());
}

TEST_CASE("a file that is damaged gives what is whole in it, and a first start else") {
    const std::string text = write_window_state(some_state());
    for (std::size_t size = 0; size + 2 < text.size(); ++size)
        CHECK(read_window_state(std::string_view(text).substr(0, size)) == WindowState());
    for (const char* wrong : {"", "null", "[]", "5", R"({"format": "moa-window/2", "theme": "light"})",
                              R"({"format": 1, "theme": "light"})"})
        CHECK(read_window_state(wrong) == WindowState());
    for (const char* place :
         {"5", "{}", R"({"x": 1, "y": 1, "width": 0, "height": 10})",
          R"({"x": "1", "y": 1, "width": 10, "height": 10})", R"({"x": 1, "y": 1, "width": 10})",
          R"({"x": 99999999999, "y": 1, "width": 10, "height": 10})",
          R"({"x": 1.5, "y": 1, "width": 10, "height": 10})"}) {
        CAPTURE(std::string(place));
        const WindowState state = read_window_state(
            R"({"format": "moa-window/1", "theme": "dark", "place": )" + std::string(place) + "}");
        CHECK_FALSE(state.place);
        CHECK(state.look.theme == screen::ThemeWish::dark);
    }
    const WindowState odd = read_window_state(
        R"({"format": "moa-window/1", "theme": "pink", "motion": 3, "text_percent": 100000,
            "panel": {"share": 40, "open": "yes"}})");
    CHECK(odd.look == screen::Look());
    CHECK(odd.panel.share <= 0.8F);
    CHECK(odd.panel.open);
}

TEST_CASE("the state is kept in the user's configuration folder, and a folder in its place does no harm") {
    std::string root = (fs::temp_directory_path() / "moa-window-XXXXXX").string();
    REQUIRE(::mkdtemp(root.data()) != nullptr);
    ::setenv("XDG_CONFIG_HOME", root.c_str(), 1);
    CHECK(desktop::load_window_state() == WindowState());
    CHECK_FALSE(desktop::keep_window_state(some_state()));
    CHECK(desktop::load_window_state() == some_state());
    const fs::path file = fs::path(root) / "moa" / "window.json";
    REQUIRE_FALSE(native::replace_file(file, "{\"format\": \"moa-win"));
    CHECK(desktop::load_window_state() == WindowState());
    fs::remove(file);
    fs::create_directory(file);
    CHECK(desktop::load_window_state() == WindowState());
    const auto error = desktop::keep_window_state(some_state());
    REQUIRE(error);
    CHECK(error->message.find("window.json") != std::string::npos);
    ::unsetenv("XDG_CONFIG_HOME");
    fs::remove_all(root);
}

TEST_CASE("a window comes back where a screen shows it, and nowhere else") {
    const std::array<Screen, 2> screens = {Screen{0, 24, 1920, 1056}, Screen{-1280, 0, 1280, 1024}};
    const WindowPlace here{100, 60, 1200, 800};
    CHECK(place_on_screen(here, screens) == here);
    const WindowPlace left{-1200, 10, 900, 700};
    CHECK(place_on_screen(left, screens) == left);
    // Larger than what is there now.
    CHECK(place_on_screen(WindowPlace{10, 30, 5000, 4000}, screens) == WindowPlace{10, 30, 1920, 1056});
    // On a screen that is gone; a strip too narrow to take hold of; with its head above the screen.
    for (const WindowPlace& off : {WindowPlace{9000, 100, 1200, 800}, WindowPlace{1900, 100, 1200, 800},
                                   WindowPlace{100, 1070, 1200, 800}, WindowPlace{100, -50, 1200, 800}})
        CHECK_FALSE(place_on_screen(off, std::span(screens).first(1)));
    CHECK_FALSE(place_on_screen(here, {}));
}

TEST_CASE("a first window is whole on a screen that is smaller") {
    const Screen laptop{0, 24, 1280, 776};
    CHECK(whole_on_screen(WindowPlace{0, 0, 1440, 900}, laptop) == WindowPlace{0, 24, 1280, 776});
    CHECK(whole_on_screen(WindowPlace{700, 500, 800, 600}, laptop) == WindowPlace{480, 200, 800, 600});
    CHECK(whole_on_screen(WindowPlace{100, 60, 800, 600}, laptop) == WindowPlace{100, 60, 800, 600});
    CHECK(whole_on_screen(WindowPlace{0, 0, 1440, 900}, Screen{-1280, 0, 1280, 1024}) ==
          WindowPlace{-1280, 0, 1280, 900});
}
