// ASCII as protocols and file formats use it: no locale, and nothing beyond it is a letter, a digit or white
// space.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace moa {

inline constexpr std::string_view white_space = " \t\r\n\f\v";

constexpr bool is_white_space(char c) {
    return white_space.find(c) != std::string_view::npos;
}

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr char lower_case(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr char upper_case(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

inline std::string lower_case(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](char c) { return lower_case(c); });
    return result;
}

/// `text` without what stands at its ends and is one of `outer`.
constexpr std::string_view trimmed(std::string_view text, std::string_view outer = white_space) {
    const std::size_t first = text.find_first_not_of(outer);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(outer) - first + 1);
}

}  // namespace moa
