#include "unicode/unseen.hpp"

#include "unicode/tables.hpp"

namespace moa::unicode {

bool is_white_space(char32_t code_point) {
    return contains(white_space, code_point);
}

bool is_default_ignorable(char32_t code_point) {
    return contains(default_ignorable, code_point);
}

bool takes_no_room(char32_t code_point) {
    // The same four since Unicode 1.1.
    const bool filler =
        code_point == 0x115f || code_point == 0x1160 || code_point == 0x3164 || code_point == 0xffa0;
    return !filler && is_default_ignorable(code_point);
}

}  // namespace moa::unicode
