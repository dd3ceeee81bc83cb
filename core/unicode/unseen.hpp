// Characters that nobody sees.
#pragma once

namespace moa::unicode {

/// White_Space: every kind of space, tabs, ends of lines and paragraphs.
bool is_white_space(char32_t code_point);

/// Default_Ignorable_Code_Point: joiners, variation selectors, marks of direction, tags, fillers and their
/// kin, those still to come included.
bool is_default_ignorable(char32_t code_point);

/// Whether an ignorable character has no width either: Hangul's fillers are given that of a letter by fonts.
bool takes_no_room(char32_t code_point);

}  // namespace moa::unicode
