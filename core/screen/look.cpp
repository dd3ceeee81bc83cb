#include "screen/look.hpp"

#include "enum_names.hpp"

namespace moa::screen {
namespace {

constexpr EnumNames<ThemeWish, ThemeWish::light> theme_names("system", "dark", "light");
constexpr EnumNames<MotionWish, MotionWish::full> motion_names("system", "reduced", "full");

}  // namespace

std::string_view to_string(ThemeWish wish) {
    return theme_names.of(wish);
}

std::string_view to_string(MotionWish wish) {
    return motion_names.of(wish);
}

std::optional<ThemeWish> parse_theme(std::string_view name) {
    return theme_names.parse(name);
}

std::optional<MotionWish> parse_motion(std::string_view name) {
    return motion_names.parse(name);
}

}  // namespace moa::screen
