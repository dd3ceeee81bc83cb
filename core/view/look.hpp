// How the user wants it to look, in shells whose settings the view draws.
#pragma once

#include <cstdint>

namespace moa::view {

enum class ThemeWish : std::uint8_t { system, dark, light };
enum class MotionWish : std::uint8_t { system, reduced, full };

struct Look {
    ThemeWish theme = ThemeWish::system;
    MotionWish motion = MotionWish::system;
    int text_percent = 100;

    static constexpr int least_text = 80;
    static constexpr int most_text = 200;

    bool operator==(const Look&) const = default;
};

}  // namespace moa::view
