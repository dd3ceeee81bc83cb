#include "unicode/units.hpp"

#include <algorithm>

#include "code_point.hpp"
#include "unicode/combining_marks.hpp"
#include "unicode/tables.hpp"

namespace moa::unicode {
namespace {

constexpr char32_t zero_width_joiner = 0x200d;

bool is_between(char32_t c, char32_t first, char32_t last) {
    return c >= first && c <= last;
}

/// Letters that are drawn by the word. Digits and punctuation of their scripts stand alone unless they join:
/// numbers run from left to right.
bool is_word_letter(char32_t c) {
    constexpr char32_t first_word_letter = 0x5d0;
    static_assert(!contains_any(word_letters, 0, first_word_letter - 1));
    return c >= first_word_letter && contains(word_letters, c);
}

bool is_regional_indicator(char32_t c) {
    return is_between(c, 0x1f1e6, 0x1f1ff);
}

bool is_leading_jamo(char32_t c) {
    return is_between(c, 0x1100, 0x115f) || is_between(c, 0xa960, 0xa97c);
}

bool is_following_jamo(char32_t c) {
    return is_between(c, 0x1160, 0x11ff) || is_between(c, 0xd7b0, 0xd7fb);
}

bool is_hangul(char32_t c) {
    return is_leading_jamo(c) || is_following_jamo(c) || is_between(c, 0xac00, 0xd7a3);
}

/// What a unit holds so far.
struct Growing {
    char32_t first = 0;
    char32_t last = 0;
    bool word = false;
    int regional = 0;

    bool takes(char32_t next) const {
        if (is_mark(next)) return true;
        if (word) return is_word_letter(next);
        // Emoji on both sides of a joiner, and letters that a joiner keeps in a conjunct.
        if (last == zero_width_joiner) return next >= 0x900;
        if (joins_conjuncts(last)) return next >= 0x900 && (next >> 7U) == (first >> 7U);
        if (is_regional_indicator(next)) return regional == 1;
        if (is_following_jamo(next)) return is_hangul(last);
        return is_leading_jamo(next) && is_leading_jamo(last);
    }
};

/// Decodes one code point; what is no UTF-8 counts as one byte.
std::size_t decode(std::string_view text, char32_t& code_point) {
    const auto first = static_cast<unsigned char>(text.front());
    if (first < 0x80) {
        code_point = first;
        return 1;
    }
    const FirstCodePoint decoded = first_code_point(text);
    code_point = decoded.size == 0 ? U'\ufffd' : decoded.value;
    return std::max<std::size_t>(1, decoded.size);
}

}  // namespace

Unit unit_at(std::string_view text) {
    // Nothing below U+0300 belongs to the character before it, and that begins with the byte 0xCC.
    constexpr unsigned char first_mark_byte = 0xcc;
    const auto byte = static_cast<unsigned char>(text.front());
    if (byte < 0x80 && (text.size() < 2 || static_cast<unsigned char>(text[1]) < first_mark_byte))
        return {1, byte, true};

    char32_t c = 0;
    std::size_t size = decode(text, c);
    // A control or a blank has no marks.
    if (c <= 0x20) return {static_cast<std::uint32_t>(size), c, true};
    Growing unit{c, c, is_word_letter(c), is_regional_indicator(c) ? 1 : 0};
    int count = 1;
    while (size < text.size() && static_cast<unsigned char>(text[size]) >= first_mark_byte &&
           count < longest_unit) {
        char32_t next = 0;
        const std::size_t length = decode(text.substr(size), next);
        if (!unit.takes(next)) break;
        unit.last = next;
        if (is_regional_indicator(next)) ++unit.regional;
        size += length;
        ++count;
    }
    return {static_cast<std::uint32_t>(size), c, count == 1};
}

std::size_t whole_units(std::string_view text, std::size_t size) {
    std::size_t whole = 0;
    while (whole < text.size()) {
        const std::size_t next = whole + unit_at(text.substr(whole)).size;
        if (next > size) break;
        whole = next;
    }
    return whole;
}

}  // namespace moa::unicode
