// How the user wants it to look, and to be typed into. A shell keeps it, and works out what it means on its
// system.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace moa::screen {

enum class ThemeWish : std::uint8_t { system, dark, light };
enum class MotionWish : std::uint8_t { system, reduced, full };

/// As they are kept.
std::string_view to_string(ThemeWish wish);
std::string_view to_string(MotionWish wish);
std::optional<ThemeWish> parse_theme(std::string_view name);
std::optional<MotionWish> parse_motion(std::string_view name);

struct Look {
    ThemeWish theme = ThemeWish::system;
    MotionWish motion = MotionWish::system;
    int text_percent = 100;
    bool enter_runs =
        false;  ///< Enter in the question runs it, and Shift+Enter begins a line; else it begins one

    static constexpr int least_text = 80;
    static constexpr int most_text = 200;

    bool operator==(const Look&) const = default;
};

}  // namespace moa::screen
