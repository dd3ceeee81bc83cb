#include "screen/screen.hpp"

#include <algorithm>

#include "enum_names.hpp"

namespace moa::screen {
namespace {

constexpr EnumNames<Kind, Kind::text> kind_names("words", "status", "line", "search", "secret", "area",
                                                 "number", "duration", "model", "choice", "options", "amount",
                                                 "toggle", "button", "shortcut", "row", "text");
constexpr EnumNames<Tone, Tone::failed> tone_names("plain", "muted", "good", "doubtful", "failed");
constexpr EnumNames<Role, Role::primary> role_names("quiet", "plain", "primary");
constexpr EnumNames<Width, Width::full> width_names("narrow", "medium", "wide", "full");

template <class Holds>
const Button* find_button(const Screen& screen, Holds&& holds) {
    const auto it = std::find_if(screen.buttons.begin(), screen.buttons.end(),
                                 [&](const Button& each) { return each.possible && holds(each); });
    return it == screen.buttons.end() ? nullptr : &*it;
}

}  // namespace

std::string_view to_string(Kind kind) {
    return kind_names.of(kind);
}

std::string_view to_string(Tone tone) {
    return tone_names.of(tone);
}

std::string_view to_string(Role role) {
    return role_names.of(role);
}

std::string_view to_string(Width width) {
    return width_names.of(width);
}

const Button* primary_button(const Screen& screen) {
    return find_button(screen, [](const Button& each) { return each.role == Role::primary; });
}

const Button* button_with_shortcut(const Screen& screen, std::string_view shortcut) {
    return find_button(screen,
                       [&](const Button& each) { return !shortcut.empty() && each.shortcut == shortcut; });
}

}  // namespace moa::screen
