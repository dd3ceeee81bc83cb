#include "view/text/bidi.hpp"

#include <fribidi.h>
#include <imgui_internal.h>

#include <algorithm>
#include <numeric>

namespace moa::view {

bool may_run_right_to_left(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0xd6) continue;
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
        if (byte <= 0xdf) return true;                                    // U+0580 to U+07FF
        if (byte == 0xe0 && next < 0xa4) return true;                     // to U+08FF
        if (byte == 0xef && next >= 0xac && next <= 0xbb) return true;    // presentation forms
        if (byte == 0xf0 && (next == 0x90 || next == 0x9e)) return true;  // U+10000 on, U+1E000 on
        if (byte == 0xe2 && (next == 0x80 || next == 0x81) && i + 2 < text.size()) {
            const auto last = static_cast<unsigned char>(text[i + 2]);
            const bool marks = next == 0x80 ? last == 0x8f || last == 0xab || last == 0xae : last == 0xa7;
            if (marks) return true;  // marks of direction: U+200F, U+202B, U+202E, U+2067
        }
    }
    return false;
}

BidiLevels bidi_levels(std::string_view text, TextDirection base) {
    BidiLevels found;
    found.of_byte.assign(text.size(), 0);
    std::vector<FriBidiChar> characters;
    std::vector<std::size_t> begins;
    characters.reserve(text.size());
    begins.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        unsigned int decoded = 0;
        const int length = ImTextCharFromUtf8(&decoded, text.data() + at, text.data() + text.size());
        characters.push_back(decoded);
        begins.push_back(at);
        at += static_cast<std::size_t>(std::max(1, length));
    }
    if (characters.empty()) return found;
    const auto count = static_cast<FriBidiStrIndex>(characters.size());
    std::vector<FriBidiCharType> types(characters.size());
    std::vector<FriBidiBracketType> brackets(characters.size());
    std::vector<FriBidiLevel> levels(characters.size());
    fribidi_get_bidi_types(characters.data(), count, types.data());
    fribidi_get_bracket_types(characters.data(), count, types.data(), brackets.data());
    FriBidiParType paragraph = base == TextDirection::right_to_left   ? FRIBIDI_PAR_RTL
                               : base == TextDirection::left_to_right ? FRIBIDI_PAR_LTR
                                                                      : FRIBIDI_PAR_ON;
    if (fribidi_get_par_embedding_levels_ex(types.data(), brackets.data(), count, &paragraph,
                                            levels.data()) == 0)
        return found;  // out of memory: reading order
    found.right_to_left = FRIBIDI_IS_RTL(paragraph);
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : text.size();
        std::fill(found.of_byte.begin() + static_cast<std::ptrdiff_t>(begins[i]),
                  found.of_byte.begin() + static_cast<std::ptrdiff_t>(end),
                  static_cast<std::uint8_t>(std::max<int>(0, levels[i])));
    }
    return found;
}

std::vector<std::uint32_t> visual_order(std::span<const std::uint8_t> levels) {
    std::vector<std::uint32_t> order(levels.size());
    std::iota(order.begin(), order.end(), 0U);
    if (levels.empty()) return order;
    const int highest = *std::max_element(levels.begin(), levels.end());
    for (int level = highest; level > 0; --level) {
        for (std::size_t i = 0; i < levels.size();) {
            std::size_t end = i;
            while (end < levels.size() && levels[end] >= level)
                ++end;
            std::reverse(order.begin() + static_cast<std::ptrdiff_t>(i),
                         order.begin() + static_cast<std::ptrdiff_t>(end));
            i = std::max(end, i + 1);
        }
    }
    return order;
}

char32_t mirrored(char32_t code_point) {
    FriBidiChar found = code_point;
    fribidi_get_mirror_char(code_point, &found);
    return found;
}

}  // namespace moa::view
