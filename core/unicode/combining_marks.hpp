// Which characters belong to the one before them.
#pragma once

namespace moa::unicode {

/// Whether the character is drawn on, in or joined to the one before it: accents, vowel signs, variation
/// selectors, skin tones, joiners (`unicode::marks`).
bool is_mark(char32_t code_point);

/// Whether the mark makes one shape of the letters before and after it, as the viramas of Indian scripts do
/// (`unicode::conjunct_joiners`).
bool joins_conjuncts(char32_t code_point);

}  // namespace moa::unicode
