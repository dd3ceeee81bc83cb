#include "blank.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace moa {
namespace {

struct Span {
    char32_t first;
    char32_t last;
};

/// In the order of their code points, see is_blank.
constexpr Span unseen[] = {
    {0x0, 0x20},         // controls, tab, line feed, carriage return, space
    {0x7f, 0xa0},        // controls, next line, no-break space
    {0xad, 0xad},        // soft hyphen
    {0x34f, 0x34f},      // combining grapheme joiner
    {0x61c, 0x61c},      // Arabic letter mark
    {0x115f, 0x1160},    // Hangul fillers
    {0x1680, 0x1680},    // Ogham space mark
    {0x17b4, 0x17b5},    // inherent vowels of Khmer
    {0x180b, 0x180f},    // Mongolian variation selectors and vowel separator
    {0x2000, 0x200f},    // spaces, zero-width space and joiners, direction marks
    {0x2028, 0x202f},    // line and paragraph separators, embeddings, narrow no-break space
    {0x205f, 0x206f},    // mathematical space, word joiner, invisible operators, isolates
    {0x2800, 0x2800},    // empty Braille pattern
    {0x3000, 0x3000},    // ideographic space
    {0x3164, 0x3164},    // Hangul filler
    {0xfe00, 0xfe0f},    // variation selectors
    {0xfeff, 0xfeff},    // zero-width no-break space
    {0xffa0, 0xffa0},    // halfwidth Hangul filler
    {0xfff0, 0xfff8},    // unassigned, ignorable
    {0x1bca0, 0x1bca3},  // shorthand format controls
    {0x1d173, 0x1d17a},  // musical format controls
    {0xe0000, 0xe0fff},  // tags, variation selectors
};

bool is_unseen(char32_t c) {
    const auto* const range = std::partition_point(std::begin(unseen), std::end(unseen),
                                                   [c](const Span& each) { return each.last < c; });
    return range != std::end(unseen) && range->first <= c;
}

/// The code point at the front of a text that is not empty, taken off it; nothing that is_unseen knows where
/// the bytes are no UTF-8.
char32_t take_code_point(std::string_view& text) {
    constexpr char32_t no_code_point = 0xfffd;
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t size = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (text.size() < size || (lead >= 0x80 && lead < 0xc2) || lead > 0xf4) return no_code_point;
    char32_t c = size == 1 ? lead : lead & (0x7fU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xc0U) != 0x80) return no_code_point;
        c = c << 6U | (next & 0x3fU);
    }
    text.remove_prefix(size);
    return c;
}

}  // namespace

bool is_blank(std::string_view text) {
    while (!text.empty()) {
        if (!is_unseen(take_code_point(text))) return false;
    }
    return true;
}

}  // namespace moa
