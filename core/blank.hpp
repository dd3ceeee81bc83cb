// Whether there is anything to see in a text: the one rule for questions, answers and names.
#pragma once

#include <string_view>

namespace moa {

/// Whether a UTF-8 text shows nothing: it is empty, or all of it is white space, control characters and
/// characters without a picture (White_Space, Cc, Default_Ignorable_Code_Point, and U+2800, the
/// empty Braille pattern). A byte that is no UTF-8 is shown as a replacement character, so it is something.
bool is_blank(std::string_view text);

}  // namespace moa
