#include "view/text/advances.hpp"

#include "unicode/unseen.hpp"

namespace moa::view {
namespace {

/// Joiners, variation selectors, marks of direction: nothing is drawn for them where they stand alone.
bool is_invisible(char32_t c) {
    return c >= 0xad && unicode::takes_no_room(c);
}

/// Scripts of thousands of letters, all of them as wide as one: that one, else the letter itself. Measuring
/// each would take a browser seconds.
char32_t as_wide_as(char32_t c) {
    constexpr char32_t ideograph = 0x4e00;
    constexpr char32_t syllable = 0xac00;
    if ((c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff))
        return ideograph;
    return c >= syllable && c <= 0xd7a3 ? syllable : c;
}

/// Of a letter not measured yet, in shares of the size.
float likely_width(char32_t c) {
    constexpr char32_t first_wide = 0x2e80;
    return c < first_wide ? 0.55F : 1.0F;
}

}  // namespace

Advances::Advances(const Pen& pen, TextStyle style)
    : baked_(*pen.fonts().baked(style.face, style.size * pen.pixel_ratio())),
      cache_(pen.fonts().cache()),
      face_(style.face),
      pixel_size_(Fonts::letter_size(style.size * pen.pixel_ratio())),
      figure_(-1) {
    if (style.tabular) figure_ = of_code('0');
}

ImWchar Advances::code(std::string_view rest, const unicode::Unit& unit) const {
    if (unit.code_point <= ' ' || (unit.single && is_invisible(unit.code_point))) return 0;
    return cache_.code_of(rest, unit);
}

float Advances::of_other(std::string_view rest, const unicode::Unit& unit) const {
    const char32_t c = unit.code_point;
    if (c == ' ') return of_code(' ');
    if (c == '\t') return of_code(' ') * 4;
    if (c < ' ' || (unit.single && is_invisible(c))) return 0;
    if (unit.single) {
        const char32_t alike = as_wide_as(c);
        if (GlyphCache::is_own_code(alike)) return of_code(alike);
    }
    // Such units have no codes until they are drawn: there are more of them than codes.
    const std::string_view text = rest.substr(0, unit.size);
    if (const float* known = cache_.known_advance(face_, pixel_size_, text)) return *known * 2;
    if (!cache_.may_measure()) return likely_width(c) * baked_.Size;
    return cache_.measure(face_, pixel_size_, text) * 2;
}

float Advances::unknown(ImWchar code) const {
    // ASCII is measured all at once.
    if (code > 0x7e && !cache_.may_measure()) return likely_width(code) * baked_.Size;
    return baked_.GetCharAdvance(code);
}

}  // namespace moa::view
